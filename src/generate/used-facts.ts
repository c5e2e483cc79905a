import { prepare } from '../answer/evaluate.js';
import { divide, type Exact, exact, isExact } from '../base/exact.js';
import { formulaNames } from '../formula/index.js';
import { HOUSEHOLD } from '../household/values.js';
import type { PlanName, Ref, RuleSet, TestNode } from '../plan/plan.js';

/** The names that a rule set asks of households and of members, and what they are compared with. */
export interface UsedFacts {
  readonly household: readonly PlanName[];
  readonly member: readonly PlanName[];
  /** By name, the amounts and dates that its value is compared with, where they do not hang on the household. */
  readonly thresholds: ReadonlyMap<string, readonly (Exact | string)[]>;
  /** For facts that are answered clause by clause: the clauses that ask them of a household, and those that ask them of a member. */
  readonly askedBy: Readonly<Record<'household' | 'member', ReadonlyMap<string, readonly string[]>>>;
  /** The dibao standard per head and month; null where no parameter gives it. */
  readonly standard: Exact | null;
}

/** Finds the facts that rule sets use, formulas followed down. */
export function usedFacts(
  ruleSets: readonly RuleSet[],
  asOf: string,
  parameters: (ruleSet: RuleSet) => Readonly<Record<string, unknown>>,
): UsedFacts {
  const names = new Map<string, PlanName>();
  const thresholds = new Map<string, Map<string, Exact | string>>();
  const askedBy = { household: new Map<string, string[]>(), member: new Map<string, string[]>() };
  let standard: Exact | null = null;
  for (const ruleSet of ruleSets) {
    const { values } = prepare(ruleSet, { asOf }, { parameters: parameters(ruleSet) });
    standard ??= standardOf((written) => {
      const name = ruleSet.names.get(written);
      return name === undefined ? null : values.get({ name, scope: 'household' }, HOUSEHOLD).value;
    });
    const use = (name: PlanName): void => {
      if (names.has(name.name) || name.scope === 'parameter') return;
      names.set(name.name, name);
      for (const { expr } of name.formulas) {
        const inner = formulaNames(expr);
        for (const written of [...inner.household, ...inner.members]) {
          const found = ruleSet.names.get(written);
          if (found !== undefined) use(found);
        }
      }
    };
    const ask = (ref: Ref): void => {
      use(ref.name);
      if (ref.clause === undefined) return;
      const clauses = askedBy[ref.scope].get(ref.name.name) ?? [];
      if (!clauses.includes(ref.clause)) askedBy[ref.scope].set(ref.name.name, [...clauses, ref.clause]);
    };
    for (const test of [...(ruleSet.addressee?.tests ?? []), ...ruleSet.rules.flatMap((rule) => rule.tests)]) {
      ask(test.left);
      if (test.right.kind === 'ref') ask(test.right.ref);
      const threshold = thresholdOf(test, (ref) => values.get(ref, HOUSEHOLD).value);
      if (threshold === null) continue;
      const own = thresholds.get(test.left.name.name) ?? new Map<string, Exact | string>();
      thresholds.set(
        test.left.name.name,
        own.set(isExact(threshold) ? `${threshold.n}/${threshold.d}` : threshold, threshold),
      );
    }
  }
  const used = [...names.values()]
    .filter((name) => name.given && name.name !== 'asOf' && name.name !== 'members')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    household: used.filter((name) => (name.perClause ? askedBy.household.has(name.name) : name.scope === 'household')),
    member: used.filter((name) => (name.perClause ? askedBy.member.has(name.name) : name.scope === 'member')),
    thresholds: new Map([...thresholds].map(([name, own]) => [name, [...own.values()]])),
    askedBy,
    standard,
  };
}

function standardOf(get: (name: string) => unknown): Exact | null {
  const [monthly, yearly] = [get('dibaoStandardMonthly'), get('dibaoStandardAnnual')];
  if (isExact(monthly)) return monthly;
  return isExact(yearly) ? divide(yearly, exact(12)) : null;
}

/** What a test compares with, where it is an amount or a day that is the same for every household. */
function thresholdOf(test: TestNode, get: (ref: Ref) => unknown): Exact | string | null {
  const { name } = test.left;
  if (name.shape !== 'number' && name.shape !== 'date' && name.shape !== 'month') return null;
  const value = test.right.kind === 'constant' ? test.right.value : get(test.right.ref);
  return isExact(value) || typeof value === 'string' ? value : null;
}
