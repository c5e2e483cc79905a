import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { Expr, Fold, FormulaIssue, HouseholdName, MemberName } from './expression.js';
import { inTextOrder, issueAt } from './place.js';
import {
  ANY,
  BOOLEAN,
  type Checker,
  type FormulaType,
  numberOf,
  type PartType,
  reportType,
  shapeOnly,
  type Typed,
  type TypeScope,
} from './type.js';
import { arithmeticType, ORDERED, periodType, requireOrdered, requireShape, unify } from './type-rules.js';
import { MONTHS, PERSONS, parseUnit, totalled, unitText } from './unit.js';

export type TypedFormula =
  | { readonly ok: true; readonly type: FormulaType }
  | { readonly ok: false; readonly issues: readonly FormulaIssue[] };

/**
 * What a formula yields, or everything that is wrong with its names, types and units, in the order of the text.
 *
 * Issue codes: `unknown-name` (with the nearest name), `formula-type` and `unit-mismatch`.
 */
export function typeOfFormula(expr: Expr, scope: TypeScope): TypedFormula {
  const checker: Checker = { scope, issues: [] };
  const { shape, unit } = typeOf(checker, expr);
  if (checker.issues.length > 0) return deepFreeze({ ok: false, issues: inTextOrder(checker.issues) });
  if (shape === 'any') {
    const details = { found: 'null', expected: 'a formula that can have a value' };
    return deepFreeze({ ok: false, issues: [issueAt(expr, 'formula-type', details)] });
  }
  const text = typeof unit === 'string' ? '' : unitText(unit);
  return deepFreeze({ ok: true, type: shape === 'number' && text !== '' ? { shape, unit: text } : { shape } });
}

function typeOf(checker: Checker, expr: Expr): PartType {
  const typed = (part: Expr): Typed => ({ expr: part, type: typeOf(checker, part) });
  switch (expr.kind) {
    case 'number':
      return numberOf('bare');
    case 'text':
      return shapeOnly('text');
    case 'boolean':
      return BOOLEAN;
    case 'null':
      return ANY;
    case 'date':
      return shapeOnly('date');
    case 'duration':
      return numberOf(MONTHS);
    case 'household':
      return householdType(checker, expr);
    case 'member':
      return memberType(checker, expr);
    case 'negate': {
      const operand = typed(expr.operand);
      return requireShape(checker, operand, ['number']) ? numberOf(operand.type.unit) : ANY;
    }
    case 'arithmetic':
      return arithmeticType(checker, expr, typed(expr.left), typed(expr.right));
    case 'compare': {
      const ordered = expr.operator !== '=' && expr.operator !== '!=';
      return comparedType(checker, [typed(expr.left), typed(expr.right)], ordered);
    }
    case 'between':
      return comparedType(checker, [expr.value, expr.low, expr.high].map(typed), true);
    case 'in':
      return inclusionType(checker, typed(expr.value), expr.options.map(typed));
    case 'and':
    case 'or':
      for (const operand of expr.operands) requireShape(checker, typed(operand), ['boolean']);
      return BOOLEAN;
    case 'not':
      requireShape(checker, typed(expr.operand), ['boolean']);
      return BOOLEAN;
    case 'if':
      requireShape(checker, typed(expr.condition), ['boolean']);
      return unify(checker, [typed(expr.whenTrue), typed(expr.whenFalse)]);
    case 'extreme': {
      const operands = expr.operands.map(typed);
      return requireOrdered(checker, operands) ? unify(checker, operands) : ANY;
    }
    case 'period':
      return periodType(checker, expr, typed(expr.operand));
    case 'count':
      if (expr.where !== null) requireShape(checker, typed(expr.where), ['boolean']);
      return numberOf(PERSONS);
    case 'fold':
      return foldType(checker, expr, typed);
    case 'quantified':
      requireShape(checker, typed(expr.condition), ['boolean']);
      return BOOLEAN;
  }
}

function comparedType(checker: Checker, parts: readonly Typed[], ordered: boolean): PartType {
  const nulls = parts.filter(({ expr }) => expr.kind === 'null');
  for (const { expr } of nulls) reportType(checker, expr, 'null', 'a value: a comparison with null is always unknown');
  if (!ordered || requireOrdered(checker, parts)) unify(checker, parts);
  return BOOLEAN;
}

function inclusionType(checker: Checker, value: Typed, options: readonly Typed[]): PartType {
  for (const option of options) {
    if (option.type.shape === 'set' && value.type.shape !== 'set') requireShape(checker, value, ['text']);
    else comparedType(checker, [value, option], false);
  }
  return BOOLEAN;
}

function foldType(checker: Checker, { fold, where, of }: Fold, typed: (part: Expr) => Typed): PartType {
  if (where !== null) requireShape(checker, typed(where), ['boolean']);
  const part = typed(of);
  if (!requireShape(checker, part, fold === 'sum' ? ['number'] : ORDERED)) return ANY;
  const { shape, unit } = part.type;
  return fold === 'sum' && shape === 'number' && typeof unit !== 'string' ? numberOf(totalled(unit)) : part.type;
}

function declared({ shape, unit }: FormulaType): PartType {
  return shape === 'number' ? numberOf(parseUnit(unit)) : shapeOnly(shape);
}

function householdType({ scope, issues }: Checker, expr: HouseholdName): PartType {
  const type = scope.household(expr.name);
  if (type !== undefined) return declared(type);
  const ofMember = scope.member(expr.name) !== undefined;
  const suggestion = ofMember ? undefined : nearest(expr.name, scope.names().household);
  const expected = ofMember
    ? `a fact of the household; this one is a member's: count(members[${expr.name} …]) or some m in members satisfies m.${expr.name} …`
    : 'a fact or parameter of the household';
  issues.push(issueAt(expr, 'unknown-name', { found: shown(expr.name), expected, suggestion }));
  return ANY;
}

function memberType({ scope, issues }: Checker, expr: MemberName): PartType {
  const type = scope.member(expr.name);
  if (type !== undefined) return declared(type);
  const ofHousehold = scope.household(expr.name) !== undefined;
  const suggestion = ofHousehold ? `household.${expr.name}` : nearest(expr.name, scope.names().member);
  issues.push(issueAt(expr, 'unknown-name', { found: shown(expr.name), expected: 'a fact of a member', suggestion }));
  return ANY;
}
