export { evaluateFormula, type ValueScope } from './evaluate.js';
export type { Expr, FormulaIssue, Place } from './expression.js';
export { type FormulaNames, formulaNames } from './names.js';
export { MAX_LENGTH, type ParsedFormula, parseFormula } from './parse.js';
export { MAX_DEPTH } from './to-expression.js';
export type { FormulaType, TypeScope } from './type.js';
export { type TypedFormula, typeOfFormula } from './type-of.js';
export { unitsAgree } from './unit.js';
