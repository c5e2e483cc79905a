import { type FormulaNames, formulaNames } from '../formula/index.js';
import type { PlanName, Ref, RuleSetContent } from './rule-plan.js';

export type Formula = PlanName['formulas'][number];

/** The names of a rule set as formulas use them. */
export interface NameTable {
  readonly refs: ReadonlyMap<string, Ref>;
  /** The names that each formula uses. */
  readonly used: ReadonlyMap<Formula, FormulaNames>;
}

export function nameTableOf(names: RuleSetContent['names']): NameTable {
  const refs = [...names].map(([written, name]): [string, Ref] => [
    written,
    { name, scope: name.scope === 'member' ? 'member' : 'household' },
  ]);
  const formulas = [...names.values()].flatMap((name) => name.formulas);
  const used = formulas.map((formula): [Formula, FormulaNames] => [formula, formulaNames(formula.expr)]);
  return { refs: new Map(refs), used: new Map(used) };
}
