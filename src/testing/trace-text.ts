import type { Language } from '../base/issue-text.js';
import { visible, withVisibleTexts } from '../base/visible.js';
import type { Decision, Step } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';

const SIGN = (truth: boolean | null | undefined) => (truth === true ? '✓' : truth === false ? '✗' : '?');

const OPERATORS: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '≠',
  in: '∈',
  notIn: '∉',
  contains: '∋',
  doesNotContain: '∌',
  lessThan: '<',
  lessThanInclusive: '≤',
  greaterThan: '>',
  greaterThanInclusive: '≥',
};

const WORDS = {
  zh: {
    validity: '适用期间',
    conditions: '条件',
    reading: '读法',
    mark: '标记',
    target: '对象',
    addressee: '适用对象',
    all: '都要符合',
    any: '符合其一',
    not: '不得符合',
    unknown: '未知',
  },
  en: {
    validity: 'in force',
    conditions: 'conditions',
    reading: 'reading',
    mark: 'mark',
    target: 'for',
    addressee: 'addressed',
    all: 'all of',
    any: 'any of',
    not: 'not',
    unknown: 'unknown',
  },
} as const;

/**
 * Why a clause came out as it did: its part of the trace, a line a test with the value found and the value wanted.
 * @param key `clause`, or `clause@member`
 */
export function traceText(decision: Decision, key: string, language: Language): string {
  const [clause, subject = 'household'] = key.split('@');
  const trace = withVisibleTexts(decision.trace);
  const addressee = trace.steps?.find((step) => step.kind === 'addressee');
  const rule = find(trace, clause ?? '', visible(subject));
  if (rule === null) return '';
  return [
    ...(addressee === undefined || addressee.truth === true ? [] : lines(addressee, 0, language)),
    ...lines(rule, 0, language),
  ].join('\n');
}

function find(step: Step, clause: string, subject: string): Step | null {
  if (step.kind === 'rule' && step.clause === clause && step.subject === subject) return step;
  for (const inner of step.steps ?? []) {
    const found = find(inner, clause, subject);
    if (found !== null) return found;
  }
  return null;
}

function lines(step: Step, depth: number, language: Language): string[] {
  const say = WORDS[language];
  const line = (text: string) => `${'  '.repeat(depth)}${text}`;
  const inner = () => (step.steps ?? []).flatMap((part) => lines(part, depth + 1, language));
  const name = (step.detail as { name?: Texts } | undefined)?.name?.[language] ?? step.id ?? '';
  switch (step.kind) {
    case 'rule':
      return [line(`${step.clause ?? ''} ${name}: ${step.status ?? ''}`), ...inner()];
    case 'test':
      return [line(`${SIGN(step.truth)} ${testText(step, language)}`)];
    case 'reading':
      return [line(`${say.reading} ${name}: ${step.status ?? ''}`), ...inner()];
    case 'validity':
    case 'conditions':
      return [
        line(`${SIGN(step.truth)} ${say[step.kind]}`),
        ...groupless(step).flatMap((part) => lines(part, depth + 1, language)),
      ];
    case 'addressee':
    case 'mark':
    case 'target':
      return [line(`${SIGN(step.truth)} ${say[step.kind]} ${name}`), ...inner()];
    case 'all':
    case 'any':
    case 'not':
      return [line(`${SIGN(step.truth)} ${say[step.kind]}`), ...inner()];
    default:
      return inner();
  }
}

/** The parts of a step; where they are one group that all has to hold, its parts: the group would only repeat the heading. */
function groupless(step: Step): readonly Step[] {
  const [only, ...more] = step.steps ?? [];
  return only?.kind === 'all' && more.length === 0 ? (only.steps ?? []) : (step.steps ?? []);
}

function testText(step: Step, language: Language): string {
  const [left, right] = step.steps ?? [];
  const { operator, words } = step.detail as { operator: string; words?: string };
  const label = (left?.detail as { label?: Texts } | undefined)?.label?.[language] ?? step.id ?? '';
  const value = (part: Step | undefined) => {
    const plain = part?.value;
    if (plain === null || plain === undefined) return WORDS[language].unknown;
    return typeof plain === 'object' ? `[${plain.join(', ')}]` : String(plain);
  };
  const against = right?.kind === 'constant' ? value(right) : `${right?.id ?? ''} (${value(right)})`;
  return `${label} ${step.id ?? ''}: ${value(left)} ${OPERATORS[operator] ?? operator} ${against}${words === undefined ? '' : language === 'zh' ? `　“${words}”` : `  “${words}”`}`;
}
