import type { Language } from '../../src/base/issue-text.js';
import { plain } from '../../src/base/value.js';
import { unitsEn, unitsZh } from '../../src/explain/messages/units.js';
import { formulaWords } from '../../src/explain/value.js';
import type { Node, Operand, PlanName, RuleSet, TestNode } from '../../src/plan/plan.js';
import type { Operator } from '../../src/schema/rule-set.js';
import type { Texts } from '../../src/schema/texts.js';

/** How an operator reads between a name and a value, for numbers and for days. */
const OPERATORS: Readonly<Record<Operator, { number: Texts; date: Texts }>> = {
  equal: same('为', 'is'),
  notEqual: same('不为', 'is not'),
  in: same('为', 'is'),
  notIn: same('不为', 'is neither'),
  contains: same('有', 'includes'),
  doesNotContain: same('没有', 'does not include'),
  lessThan: { number: { zh: '低于', en: 'is below' }, date: { zh: '早于', en: 'is before' } },
  lessThanInclusive: { number: { zh: '不高于', en: 'is at most' }, date: { zh: '不晚于', en: 'is not after' } },
  greaterThan: { number: { zh: '高于', en: 'is above' }, date: { zh: '晚于', en: 'is after' } },
  greaterThanInclusive: { number: { zh: '不低于', en: 'is at least' }, date: { zh: '不早于', en: 'is not before' } },
};

function same(zh: string, en: string): { number: Texts; date: Texts } {
  return { number: { zh, en }, date: { zh, en } };
}

/** The conditions of a node as an indented list in both languages; nothing for no condition. */
export function conditionList(ruleSet: RuleSet, node: Node | null, depth = 0): string[] {
  if (node === null) return [];
  const line = (texts: Texts, { words, clause }: Pick<TestNode, 'words' | 'clause'> = {}) => {
    const from = clause === undefined ? '' : `，${clause.slice(clause.indexOf('/') + 1)}`;
    return `${'  '.repeat(depth)}- ${texts.zh}${words === undefined ? '' : `〔“${words}”${from}〕`}<br>${texts.en}`;
  };
  switch (node.kind) {
    case 'test':
      return [line(testWords(ruleSet, node), node)];
    case 'not':
      return [line({ zh: '并非', en: 'not' }), ...conditionList(ruleSet, node.part, depth + 1)];
    case 'all':
    case 'any': {
      if (node.parts.length === 1 && node.parts[0] !== undefined) return conditionList(ruleSet, node.parts[0], depth);
      const head =
        node.kind === 'all'
          ? { zh: '以下各项都具备', en: 'all of these' }
          : { zh: '以下具备一项即可', en: 'any of these' };
      return [line(head), ...node.parts.flatMap((part) => conditionList(ruleSet, part, depth + 1))];
    }
  }
}

/** One test in both languages. */
export function testWords(ruleSet: RuleSet, { left, operator, right }: TestNode): Texts {
  const { name } = left;
  const write = (language: Language): string => {
    const zh = language === 'zh';
    const label = nameWords(ruleSet, name, language);
    const constant = right.kind === 'constant' ? plain(right.value) : null;
    if (name.shape === 'boolean' && typeof constant === 'boolean')
      return zh ? `“${label}”为${constant ? '是' : '否'}` : `“${label}”: ${constant ? 'yes' : 'no'}`;
    if (name.type === 'finding' && typeof constant === 'string')
      return zh
        ? `经认定，“${label}”为${constant === 'yes' ? '是' : '否'}`
        : `found by the authority, “${label}”: ${constant}`;
    const how = OPERATORS[operator][name.shape === 'date' || name.shape === 'month' ? 'date' : 'number'][language];
    return zh
      ? `${label}${how}${operandWords(ruleSet, name, right, language)}`
      : `${label} ${how} ${operandWords(ruleSet, name, right, language)}`;
  };
  return { zh: write('zh'), en: write('en') };
}

/** A name; one that is worked out comes with its formula, where that is plain arithmetic. */
function nameWords(ruleSet: RuleSet, name: PlanName, language: Language): string {
  const label = name.label[language];
  const formula = name.given ? undefined : name.formulas[0];
  if (formula === undefined) return label;
  const words = formulaWords(
    { ruleSet, label: (other: string) => ruleSet.names.get(other)?.label[language] ?? other } as Parameters<
      typeof formulaWords
    >[0],
    formula.text,
  );
  const told = words ?? `\`${formula.text}\``;
  return language === 'zh' ? `${label}（${told}）` : `${label} (${told})`;
}

function operandWords(ruleSet: RuleSet, left: PlanName, right: Operand, language: Language): string {
  if (right.kind === 'ref') return nameWords(ruleSet, right.ref.name, language);
  const value = plain(right.value);
  const one = (item: string): string => {
    const named = left.valueNames?.[item]?.[language];
    if (left.shape === 'number') return (language === 'zh' ? unitsZh : unitsEn)(left.unit)(item);
    return left.shape === 'date' || left.shape === 'month' ? item : `“${named ?? item}”`;
  };
  if (typeof value === 'string') return one(value);
  if (!Array.isArray(value)) return String(value);
  return value.map((item) => one(String(item))).join(language === 'zh' ? '或' : ' or ');
}
