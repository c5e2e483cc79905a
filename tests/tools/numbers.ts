import { exactText, isExact } from '../../src/base/exact.js';
import type { Value } from '../../src/base/value.js';
import { type Expr, partsOf } from '../../src/formula/expression.js';
import type { PlanName, RulePlan, RuleSet } from '../../src/plan/plan.js';

/** A number as it stands in a rule set, and where: in a rule, by its clause; in a formula, by the name that it makes. */
export interface FoundNumber {
  readonly owner: string;
  readonly number: string;
}

/** Every number of a rule set: constants, days, months and amounts of its rules, literals of the formulas that they use. */
export function numbersOf(ruleSet: RuleSet): FoundNumber[] {
  const found = new Map<string, FoundNumber>();
  const note = (owner: string, numbers: readonly string[]) => {
    for (const number of numbers) found.set(`${owner} ${number}`, { owner, number });
  };
  const used = new Set<PlanName>();
  const use = (name: PlanName): void => {
    if (used.has(name)) return;
    used.add(name);
    for (const { expr } of name.formulas) {
      note(name.name, literals(expr));
      for (const other of namesIn(expr)) {
        const next = ruleSet.names.get(other);
        if (next !== undefined) use(next);
      }
    }
  };
  /** @param issued the day of issue, where no clause states another first day: it is the document's, not a clause's */
  const ofTests = (owner: string, tests: RulePlan['tests'], issued: string | null = null) => {
    for (const { left, right } of tests) {
      if (left.name.name === 'asOf' && right.kind === 'constant' && right.value === issued) continue;
      for (const name of right.kind === 'ref' ? [left.name, right.ref.name] : [left.name]) {
        use(name);
        note(owner, inName(name.name));
      }
      if (right.kind === 'constant') note(owner, inValue(right.value));
    }
  };
  ofTests('addressee', ruleSet.addressee?.tests ?? []);
  for (const { id, rule, tests, issued } of ruleSet.rules) {
    ofTests(id, tests, issued);
    const { months, amount } = rule.event.params ?? {};
    if (months != null) note(id, [String('exactly' in months ? months.exactly : months.atMost)]);
    if (amount != null && 'value' in amount) note(id, [amount.value]);
  }
  for (const [name, dated] of ruleSet.parameters)
    for (const { value, by } of dated) if (by === ruleSet.file.instrument.title.zh) note(name, inValue(value));
  return [...found.values()];
}

function inValue(value: Value): string[] {
  if (isExact(value)) return [exactText(value)];
  if (typeof value === 'string') return /^\d{4}-\d{2}/.test(value) ? [value] : inName(value);
  return Array.isArray(value) ? value.flatMap((item: string) => inValue(item)) : [];
}

/** Numbers in the name of a list or of a value: `mingshan-5-11`, `endsBy2020`. */
function inName(name: string): string[] {
  return name.match(/\d+/g) ?? [];
}

function literals(expr: Expr): string[] {
  const own = (): string[] => {
    switch (expr.kind) {
      case 'number':
        return [expr.text];
      case 'date':
        return [expr.value];
      case 'duration':
        return [String(expr.months)];
      case 'period':
        return ['12'];
      default:
        return [];
    }
  };
  return [...own(), ...partsOf(expr).flatMap(literals)];
}

function namesIn(expr: Expr): string[] {
  const own = expr.kind === 'household' || expr.kind === 'member' ? [expr.name] : [];
  return [...own, ...partsOf(expr).flatMap(namesIn)];
}
