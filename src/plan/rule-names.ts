import { formulaNames } from '../formula/index.js';
import type { Ref, RulePlan, RuleSetContent } from './rule-plan.js';
import { refsOf } from './truths.js';

/** The fact that holds the authority's decision on a taper: each taper clause is held against it. */
const TAPER_DECISION = 'taperDecision';

/** What a rule reads of a household. */
export interface RuleNames {
  /** The keys of a snapshot that it asks for, formulas followed down. */
  readonly keys: ReadonlySet<string>;
  /** The names of its tests that may be worked out by a formula. */
  readonly workedOut: readonly Ref[];
  /** Whether it depends on who the members are. */
  readonly usesMembers: boolean;
}

export function ruleNamesOf(content: RuleSetContent): ReadonlyMap<string, RuleNames> {
  return new Map(content.rules.map((rule) => [rule.id, namesOf(content, rule)]));
}

function namesOf(content: RuleSetContent, rule: RulePlan): RuleNames {
  const workedOut = rule.tests.flatMap(refsOf).filter((ref) => ref.name.formulas.length > 0);
  const usesMembers =
    rule.rule.subject === 'member' ||
    workedOut.some(({ name }) => name.formulas.some(({ expr }) => formulaNames(expr).usesMembers));
  return { keys: keysOf(content, rule), workedOut, usesMembers };
}

function keysOf({ names, addressee }: RuleSetContent, rule: RulePlan): ReadonlySet<string> {
  const keys = new Set<string>(rule.rule.kind === 'taper' ? [TAPER_DECISION] : []);
  const seen = new Set<string>();
  const visit = (written: string): void => {
    const name = names.get(written);
    if (name === undefined || seen.has(written)) return;
    seen.add(written);
    if (name.given) keys.add(name.key);
    for (const { from } of name.implied ?? []) {
      const source = names.get(from);
      if (source !== undefined) keys.add(source.key);
    }
    for (const { expr } of name.formulas) {
      const used = formulaNames(expr);
      for (const input of [...used.household, ...used.members]) visit(input);
    }
  };
  for (const node of [...(addressee?.tests ?? []), ...rule.tests]) for (const ref of refsOf(node)) visit(ref.name.name);
  return keys;
}
