import { addMonths, addMonthsToDay, isDay, isMonth, monthIndex, monthOf } from '../base/calendar.js';
import { add, compare, divide, type Exact, isExact, multiply, subtract } from '../base/exact.js';
import type { Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { ArithmeticOperator, CompareOperator } from './expression.js';

// Exact numbers keep 1000 digits. Cross-multiplying and adding two quotients whose four parts have at most this many
// digits stays below that, so every step is exact; a result beyond it is unknown, never rounded.
const MAX_PART_DIGITS = 240;

/** The value with no negative zero, or unknown when it is a number too long to be computed with exactly. */
export function bounded(value: Value): Value {
  if (!isExact(value)) return value;
  if (digits(value.n) > MAX_PART_DIGITS || digits(value.d) > MAX_PART_DIGITS) return null;
  // -0 equals 0 but would be written "-0".
  return value.n.isZero() && value.n.isNegative() ? { n: value.n.negated(), d: value.d } : value;
}

// Digits before and after the point.
function digits(part: Exact['n']): number {
  return Math.max(part.e + 1, 1) + part.decimalPlaces();
}

/** `left operator right`; unknown when either is, when dividing by zero, and when the shapes do not fit. */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (isExact(left) && isExact(right)) return bounded(calculateNumbers(operator, left, right));
  if (typeof left === 'string' && isExact(right)) {
    if (operator === '+') return shift(left, wholeMonths(right));
    return operator === '-' ? shift(left, negative(wholeMonths(right))) : null;
  }
  if (isExact(left) && typeof right === 'string') return operator === '+' ? shift(right, wholeMonths(left)) : null;
  return null;
}

function calculateNumbers(operator: ArithmeticOperator, left: Exact, right: Exact): Exact | null {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
  }
}

function wholeMonths(value: Exact): number | null {
  const months = value.n.div(value.d);
  return months.isInteger() && months.abs().lt(120_000) ? months.toNumber() : null;
}

function negative(months: number | null): number | null {
  return months === null ? null : -months;
}

const FIRST_MONTH = monthIndex('0001-01');
const LAST_MONTH = monthIndex('9999-12');

// A day or a month, some months later; unknown outside the years 1 to 9999.
function shift(text: string, months: number | null): Value {
  const day = isDay(text);
  if (months === null || !(day || isMonth(text))) return null;
  const index = monthIndex(monthOf(text)) + months;
  if (index < FIRST_MONTH || index > LAST_MONTH) return null;
  return day ? addMonthsToDay(text, months) : addMonths(text, months);
}

/** Whether `left operator right` holds; unknown when either is unknown or they are not of one shape. */
export function compareValues(operator: CompareOperator, left: Value, right: Value): Truth {
  if (operator === '=') return equal(left, right);
  if (operator === '!=') {
    const same = equal(left, right);
    return same === null ? null : !same;
  }
  const order = orderOf(left, right);
  if (order === null) return null;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Negative, zero or positive; unknown unless both are numbers, both days or both months. */
export function orderOf(left: Value, right: Value): number | null {
  if (isExact(left) && isExact(right)) return compare(left, right);
  if (typeof left !== 'string' || typeof right !== 'string') return null;
  if (!(isDay(left) && isDay(right)) && !(isMonth(left) && isMonth(right))) return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether two values are the same; sets regardless of order. Unknown when either is unknown or the shapes differ. */
export function equal(left: Value, right: Value): Truth {
  if (left === null || right === null) return null;
  if (isExact(left) && isExact(right)) return compare(left, right) === 0;
  if (isSet(left) && isSet(right))
    return left.every((item) => right.includes(item)) && right.every((item) => left.includes(item));
  return typeof left === typeof right && typeof left !== 'object' ? left === right : null;
}

/** Whether a value is an option, or lies in an option that is a set. */
export function included(value: Value, option: Value): Truth {
  return typeof value === 'string' && isSet(option) ? option.includes(value) : equal(value, option);
}

function isSet(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

/** The least or greatest of the values; unknown for none, when any is unknown, or when they are not of one shape. */
export function extreme(pick: 'min' | 'max', values: readonly Value[]): Value {
  const [first, ...rest] = values;
  if (first === undefined || orderOf(first, first) === null) return null;
  let best = first;
  for (const value of rest) {
    const order = orderOf(value, best);
    if (order === null) return null;
    if (pick === 'min' ? order < 0 : order > 0) best = value;
  }
  return best;
}
