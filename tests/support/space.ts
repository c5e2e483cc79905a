import { exact } from '../../src/base/exact.js';
import type { Value } from '../../src/base/value.js';
import { type Expr, partsOf } from '../../src/formula/expression.js';
import type { Operand, PlanName, Ref, RuleSet, TestNode } from '../../src/plan/plan.js';

/** What a number, a day or a month is compared with somewhere. */
export type Threshold = Operand | { readonly kind: 'scaled'; readonly of: Operand };

/** All that the rules of a rule set can ask of a household: what a generator has to vary. */
export interface Space {
  readonly ruleSet: RuleSet;
  /** Names that rules use, directly or through formulas, and that a snapshot or a parameter list may give. */
  readonly household: readonly PlanName[];
  readonly member: readonly PlanName[];
  readonly parameters: readonly PlanName[];
  /** For facts that are answered clause by clause: the clauses that ask, and whether of members. */
  readonly clauses: ReadonlyMap<string, readonly { readonly clause: string; readonly scope: 'household' | 'member' }[]>;
  readonly thresholds: ReadonlyMap<string, readonly Threshold[]>;
  /** Days on which something changes, sorted: first and last days of validity, deadlines, the day of issue. */
  readonly days: readonly string[];
}

const spaces = new WeakMap<RuleSet, Space>();

/** The space of a rule set, found by walking its plan. */
export function spaceOf(ruleSet: RuleSet): Space {
  const known = spaces.get(ruleSet);
  if (known !== undefined) return known;
  const space = walk(ruleSet);
  spaces.set(ruleSet, space);
  return space;
}

function walk(ruleSet: RuleSet): Space {
  const used = new Map<string, PlanName>();
  const clauses = new Map<string, { clause: string; scope: 'household' | 'member' }[]>();
  const thresholds = new Map<string, Threshold[]>();
  const days = new Set<string>(['2020-06-30', ruleSet.file.instrument.date]);
  const compared = (name: string, threshold: Threshold) =>
    thresholds.set(name, [...(thresholds.get(name) ?? []), threshold]);

  const use = (name: PlanName): void => {
    if (used.has(name.name)) return;
    used.set(name.name, name);
    for (const { expr } of name.formulas) {
      const { names, constants } = inputs(expr, ruleSet);
      for (const input of names) {
        use(input);
        for (const value of constants) compared(input.name, { kind: 'constant', value });
      }
    }
  };
  const ask = (ref: Ref) => {
    use(ref.name);
    if (ref.clause === undefined) return;
    const asked = clauses.get(ref.name.name) ?? [];
    if (!asked.some(({ clause, scope }) => clause === ref.clause && scope === ref.scope)) {
      clauses.set(ref.name.name, [...asked, { clause: ref.clause, scope: ref.scope }]);
    }
  };
  const visit = ({ left, right }: TestNode) => {
    ask(left);
    compared(left.name.name, right);
    if (right.kind === 'constant') {
      if (left.name.name === 'asOf' && typeof right.value === 'string') days.add(right.value);
      return;
    }
    ask(right.ref);
    compared(right.ref.name.name, { kind: 'ref', ref: left });
  };
  for (const test of ruleSet.addressee?.tests ?? []) visit(test);
  for (const { rule, tests } of ruleSet.rules) {
    tests.forEach(visit);
    const { amount, needs = [] } = rule.event.params ?? {};
    const shown =
      amount !== null && amount !== undefined && 'parameter' in amount ? [...needs, amount.parameter] : needs;
    for (const written of shown) {
      const name = ruleSet.names.get(written);
      if (name !== undefined) use(name);
    }
  }

  // What a total is compared with is what the share is compared with, times the persons and perhaps the months.
  for (const name of used.values()) {
    for (const { expr } of name.formulas) {
      for (const input of inputs(expr, ruleSet).names) {
        for (const of of thresholds.get(name.name) ?? [])
          if (of.kind !== 'scaled') compared(input.name, { kind: 'scaled', of });
      }
    }
  }
  const given = [...used.values()].filter((name) => name.given && name.name !== 'asOf' && name.name !== 'members');
  given.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    ruleSet,
    household: given.filter((name) => name.scope === 'household'),
    member: given.filter((name) => name.scope === 'member'),
    parameters: given.filter((name) => name.scope === 'parameter'),
    clauses,
    thresholds,
    days: [...days].sort(),
  };
}

/** The names that a formula reads, and the numbers, days and texts written in it. */
function inputs(expr: Expr, ruleSet: RuleSet): { names: PlanName[]; constants: Value[] } {
  const names: PlanName[] = [];
  const constants: Value[] = [];
  const visit = (part: Expr): void => {
    if (part.kind === 'household' || part.kind === 'member') {
      const name = ruleSet.names.get(part.name);
      if (name !== undefined) names.push(name);
    }
    if (part.kind === 'number') constants.push(exact(part.text));
    if (part.kind === 'date' || part.kind === 'text') constants.push(part.value);
    for (const inner of partsOf(part)) visit(inner);
  };
  visit(expr);
  return { names, constants };
}
