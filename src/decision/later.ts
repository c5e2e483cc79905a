import type { RuleSet } from '../plan/plan.js';
import type { Texts } from '../schema/texts.js';
import type { Evidence } from '../snapshot/evidence.js';
import type { Evaluation, Judged } from './evaluation.js';

/** The assumption that evidence of a later day than the evaluation date counts. */
export const LATER = 'later-evidence';

/**
 * What a decision relies on that carries a later date than the evaluation date: named, with the clauses that use it. Null where
 * there is none; what no rule of the rule set uses is passed over.
 */
export function laterEvidence(
  { ruleSet, values }: Pick<Evaluation, 'ruleSet' | 'values'>,
  judged: readonly Judged[],
): { readonly text: Texts; readonly clauses: readonly string[] } | null {
  const later = values.later();
  if (later.length === 0) return null;
  const { ruleNames } = ruleSet.tables;
  // In an order of their own: that of a snapshot's keys and members says nothing.
  const used = later.filter(({ name }) => [...ruleNames.values()].some(({ keys }) => keys.has(name))).sort(byPlace);
  if (used.length === 0) return null;
  const clauses = judged
    .filter(({ instance: { rule }, outcome: { status, subject } }) => {
      const isOf = ({ name, member }: Evidence) =>
        ruleNames.get(rule.id)?.keys.has(name) === true &&
        (member === null || rule.rule.subject === 'household' || member === subject);
      return status !== 'out-of-scope' && status !== 'not-in-force' && used.some(isOf);
    })
    .map(({ outcome }) => outcome.clause);
  const named = (language: 'zh' | 'en') => [...new Set(used.map((evidence) => nameOf(ruleSet, evidence, language)))];
  return {
    text: {
      zh: `依据了评估基准日之后的认定、事件或者决定：${named('zh').join('、')}。`,
      en: `Relied on evidence of a later day than the evaluation date: ${named('en').join(', ')}.`,
    },
    clauses: [...new Set(clauses)],
  };
}

function byPlace(a: Evidence, b: Evidence): number {
  const [first, second] = [a, b].map(({ member, name, date }) => JSON.stringify([member ?? '', name, date]));
  return first === second ? 0 : (first ?? '') < (second ?? '') ? -1 : 1;
}

function nameOf({ vocabulary }: RuleSet, { name, member, date }: Evidence, language: 'zh' | 'en'): string {
  const label = vocabulary.facts[name]?.name[language] ?? name;
  const [year, month, day] = date.split('-').map(Number);
  if (language === 'en') return `${member === null ? '' : `${member}: `}${label} (${date})`;
  return `${member === null ? '' : `家庭成员${member}`}“${label}”（${year}年${month}月${day}日）`;
}
