import { type Expr, partsOf } from './expression.js';

/** The facts that a formula reads: unique names, sorted by UTF-16 unit. */
export interface FormulaNames {
  readonly household: readonly string[];
  readonly members: readonly string[];
  /** True when the formula depends on who the members are, even without reading a fact of theirs. */
  readonly usesMembers: boolean;
}

/**
 * The names that a formula depends on.
 *
 * @example formulaNames(parsed('count(members[age >= minimum.age]) / size')) // household: ['size'], members: ['age', 'minimum.age']
 */
export function formulaNames(expr: Expr): FormulaNames {
  const household = new Set<string>();
  const members = new Set<string>();
  let usesMembers = false;
  const visit = (node: Expr): void => {
    if (node.kind === 'household') household.add(node.name);
    if (node.kind === 'member') members.add(node.name);
    if (node.kind === 'count' || node.kind === 'fold' || node.kind === 'quantified') usesMembers = true;
    for (const part of partsOf(node)) visit(part);
  };
  visit(expr);
  return Object.freeze({
    household: Object.freeze([...household].sort()),
    members: Object.freeze([...members].sort()),
    usesMembers,
  });
}
