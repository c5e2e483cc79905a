import { plain } from '../base/value.js';
import { formulaNames } from '../formula/index.js';
import { HOUSEHOLD } from '../household/values.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import type { Answered, ComparedMeasure } from './types.js';

/** The household's amounts of money, and the parameters in money, that any of the instruments is tested by. */
export function measuresOf(answered: readonly Answered[]): ComparedMeasure[] {
  const used = answered.map(({ ruleSet }) => usedAmounts(ruleSet));
  const names = new Map(used.flatMap((own) => [...own]));
  return [...names.values()]
    .map((name) => ({
      name: name.name,
      label: name.label,
      unit: name.unit ?? '',
      kind: name.scope === 'parameter' ? ('parameter' as const) : ('fact' as const),
      sides: answered.map(({ ruleSet, values }, index) => {
        const own = used[index]?.get(name.name);
        if (own === undefined) return { jurisdiction: ruleSet.jurisdiction, used: false, value: null };
        const { value, assumption } = values.get({ name: own, scope: 'household' }, HOUSEHOLD);
        const shown = plain(value);
        return {
          jurisdiction: ruleSet.jurisdiction,
          used: true,
          value: typeof shown === 'string' ? shown : null,
          ...(assumption === undefined ? {} : { assumption }),
        };
      }),
    }))
    .sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'fact' ? -1 : 1));
}

/** Names in money that tests of the rules ask, directly or through a derived name. */
function usedAmounts(ruleSet: RuleSet): Map<string, PlanName> {
  const found = new Map<string, PlanName>();
  const visit = (name: PlanName | undefined): void => {
    if (name === undefined || found.has(name.name)) return;
    if (name.given) {
      if (name.scope !== 'member' && name.unit?.startsWith('CNY') === true) found.set(name.name, name);
      return;
    }
    for (const { expr } of name.formulas)
      for (const used of formulaNames(expr).household) visit(ruleSet.names.get(used));
  };
  for (const { tests } of ruleSet.rules) {
    for (const { left, right } of tests) {
      visit(left.name);
      if (right.kind === 'ref') visit(right.ref.name);
    }
  }
  return found;
}
