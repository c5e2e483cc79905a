import { isMonth } from '../base/calendar.js';
import type { Shape } from '../base/value.js';
import type { Arithmetic, Expr, PeriodChange } from './expression.js';
import {
  ANY,
  type Checker,
  numberOf,
  type PartType,
  reportType,
  reportUnit,
  shapeOnly,
  shapesText,
  type Typed,
  unitShown,
} from './type.js';
import { DIMENSIONLESS, type Measure, MONTHS, measuresAgree, moreSpecific, per, times, withPeriod } from './unit.js';

/** Shapes with an order. Texts have none here: the order of enumerated values means nothing. */
export const ORDERED: readonly Shape[] = ['number', 'date', 'month'];

/** True when the part has one of the shapes; reports it otherwise. */
export function requireShape(checker: Checker, { expr, type }: Typed, shapes: readonly Shape[]): boolean {
  if (type.shape === 'any' || shapes.includes(type.shape)) return true;
  reportType(checker, expr, shapesText([type.shape]), shapesText(shapes));
  return false;
}

/** True when all parts have an order; reports each that has none. */
export function requireOrdered(checker: Checker, parts: readonly Typed[]): boolean {
  const fits = parts.map((part) => isBesideCalendar(part, parts) || requireShape(checker, part, ORDERED));
  return !fits.includes(false);
}

// A text beside a date or month is left to `unify`, which knows what may stand for a month and how to write a date.
function isBesideCalendar({ type }: Typed, parts: readonly Typed[]): boolean {
  return type.shape === 'text' && parts.some((part) => isCalendar(part.type));
}

/** The common type of parts that must be alike; reports each part that differs from those before it. */
export function unify(checker: Checker, parts: readonly Typed[]): PartType {
  const [first, ...rest] = parts;
  if (first === undefined) return ANY;
  let common = first;
  let fits = true;
  for (const part of rest) {
    const both = unifyTwo(checker, common, part);
    if (both === null) fits = false;
    // The expression is kept for `commonShape`, which looks at literals.
    else common = { expr: common.type.shape === 'any' ? part.expr : common.expr, type: both };
  }
  return fits ? common.type : ANY;
}

// null when they differ, which is then reported at the second
function unifyTwo(checker: Checker, first: Typed, second: Typed): PartType | null {
  const [a, b] = [first.type, second.type];
  if (a.shape === 'any') return b;
  if (b.shape === 'any') return a;
  const shape = commonShape(first, second);
  if (shape === null) {
    reportType(checker, second.expr, shapesText([b.shape]), shapesText([a.shape]) + (WRITTEN.get(a.shape) ?? ''));
    return null;
  }
  if (shape !== 'number') return shapeOnly(shape);
  const unit = unifyUnits(checker, second.expr, a.unit, b.unit);
  return unit === null ? null : numberOf(unit);
}

const WRITTEN = new Map<Shape, string>([
  ['date', ', as date("2020-01-31")'],
  ['month', ', as "2020-01"'],
]);

// FEEL has no months: beside a fact that is a month, a text such as "2020-03" stands for one.
function commonShape(first: Typed, second: Typed): Shape | null {
  const [a, b] = [first.type.shape, second.type.shape];
  if (a === 'any' || b === 'any') return null;
  if (a === b) return a;
  const month = (a === 'month' && isMonthText(second.expr)) || (b === 'month' && isMonthText(first.expr));
  return month ? 'month' : null;
}

function isMonthText(expr: Expr): boolean {
  return expr.kind === 'text' && isMonth(expr.value);
}

function unifyUnits(checker: Checker, at: Expr, a: PartType['unit'], b: PartType['unit']): PartType['unit'] | null {
  if (a === 'any') return b === 'bare' ? a : b;
  if (a === 'bare') return b;
  if (b === 'any' || b === 'bare') return a;
  if (measuresAgree(a, b)) return moreSpecific(a, b);
  reportUnit(checker, at, b, unitShown(a));
  return null;
}

/** The type of `left operator right`. */
export function arithmeticType(checker: Checker, { operator }: Arithmetic, left: Typed, right: Typed): PartType {
  if (operator === '*' || operator === '/') {
    const fits = [requireShape(checker, left, ['number']), requireShape(checker, right, ['number'])];
    return fits.includes(false) ? ANY : numberOf(scaled(operator, left.type.unit, right.type.unit));
  }
  if (isCalendar(left.type)) return shifted(checker, left, right, operator);
  if (isCalendar(right.type)) {
    if (operator === '+') return shifted(checker, right, left, operator);
    reportType(checker, right.expr, shapesText(shapesOf(right.type)), 'a number: months are taken from a date');
    return ANY;
  }
  const fits = [requireShape(checker, left, ['number']), requireShape(checker, right, ['number'])];
  if (fits.includes(false)) return ANY;
  return numberOf(unifyUnits(checker, right.expr, left.type.unit, right.type.unit) ?? 'any');
}

function scaled(operator: '*' | '/', a: PartType['unit'], b: PartType['unit']): PartType['unit'] {
  if (a === 'any' || b === 'any') return 'any';
  if (a === 'bare' && b === 'bare') return 'bare';
  const combine: (left: Measure, right: Measure) => Measure = operator === '*' ? times : per;
  return combine(a === 'bare' ? DIMENSIONLESS : a, b === 'bare' ? DIMENSIONLESS : b);
}

function isCalendar({ shape }: PartType): boolean {
  return shape === 'date' || shape === 'month';
}

function shapesOf({ shape }: PartType): Shape[] {
  return shape === 'any' ? [] : [shape];
}

// A bare number is no duration: date + 6 does not say six of what.
function shifted(checker: Checker, calendar: Typed, by: Typed, operator: '+' | '-'): PartType {
  const expected = 'months, as duration("P6M")';
  const { shape, unit } = by.type;
  if (shape === 'any') return calendar.type;
  if (shape !== 'number') {
    const two = isCalendar(by.type) && operator === '-' ? '; two dates are compared, not subtracted' : '';
    reportType(checker, by.expr, shapesText([shape]), expected + two);
    return ANY;
  }
  if (unit !== 'any' && (unit === 'bare' || !measuresAgree(unit, MONTHS))) reportUnit(checker, by.expr, unit, expected);
  return calendar.type;
}

/** The type of `monthly(x)` and `yearly(x)`. */
export function periodType(checker: Checker, { to }: PeriodChange, operand: Typed): PartType {
  if (!requireShape(checker, operand, ['number'])) return ANY;
  const { unit } = operand.type;
  if (unit === 'any') return operand.type;
  const from = to === 'month' ? 'year' : 'month';
  const changed = unit === 'bare' ? null : withPeriod(unit, from, to);
  if (changed !== null) return numberOf(changed);
  reportUnit(checker, operand.expr, unit, `an amount per ${from}, as CNY/household/${from}`);
  return ANY;
}
