import { monthIndex, monthOf } from '../base/calendar.js';
import { divide, type Exact, exact, isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import { constant, minus, type Polynomial, plus, roots, times, VARIABLE } from './polynomial.js';

/**
 * What a value may be as a function of the fact in question, on some stretch of its values: a quotient of polynomials, a
 * day or month some months later, or a value that does not depend on it. A truth stands for any of its three values:
 * where it changes has been noted when it was made.
 */
export type Form =
  | { readonly kind: 'number'; readonly n: Polynomial; readonly d: Polynomial }
  | { readonly kind: 'shift'; readonly from: string; readonly months: NumberForm }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'truth' };
export type NumberForm = Extract<Form, { kind: 'number' }>;

/** Collects the values at which something may change. Too many of them is harmless; too few would be wrong. */
export interface Critical {
  add(values: readonly Exact[] | null): void;
  /** Called for what cannot be worked out exactly. */
  refuse(): void;
}

const ONE: Polynomial = constant(exact(1));

export const TRUTH: Form = { kind: 'truth' };
export const UNKNOWN: Form = { kind: 'value', value: null };
/** The fact itself. */
export const FACT: Form = { kind: 'number', n: VARIABLE, d: ONE };

export function formOf(value: Value): Form {
  return isExact(value) ? numberOf(value) : { kind: 'value', value };
}

export function numberOf(value: Exact): NumberForm {
  // The quotient n/d of an exact number, as two constants.
  return { kind: 'number', n: constant({ n: value.n, d: exact(1).d }), d: constant({ n: value.d, d: exact(1).d }) };
}

/** `a operator b` for every pair of forms. */
export function calculateForms(
  operator: '+' | '-' | '*' | '/',
  left: readonly Form[],
  right: readonly Form[],
  critical: Critical,
): Form[] {
  return left.flatMap((a) => right.map((b) => calculateForm(operator, a, b, critical)));
}

function calculateForm(operator: '+' | '-' | '*' | '/', a: Form, b: Form, critical: Critical): Form {
  if (a.kind === 'number' && b.kind === 'number') return calculateNumber(operator, a, b, critical);
  const [date, months] = isDate(a) ? [a, b] : [b, a];
  if (!isDate(date) || months.kind !== 'number' || (operator !== '+' && (operator !== '-' || date !== a)))
    return UNKNOWN;
  const sign = operator === '+' ? months : { ...months, n: minus([], months.n) };
  if (date.kind === 'shift')
    return { kind: 'shift', from: date.from, months: calculateNumber('+', date.months, sign, critical) };
  return { kind: 'shift', from: String(date.value), months: sign };
}

function calculateNumber(
  operator: '+' | '-' | '*' | '/',
  a: NumberForm,
  b: NumberForm,
  critical: Critical,
): NumberForm {
  switch (operator) {
    case '+':
      return { kind: 'number', n: plus(times(a.n, b.d), times(b.n, a.d)), d: times(a.d, b.d) };
    case '-':
      return { kind: 'number', n: minus(times(a.n, b.d), times(b.n, a.d)), d: times(a.d, b.d) };
    case '*':
      return { kind: 'number', n: times(a.n, b.n), d: times(a.d, b.d) };
    case '/':
      // Where the divisor is zero the quotient is unknown.
      critical.add(roots(b.n));
      return { kind: 'number', n: times(a.n, b.d), d: times(a.d, b.n) };
  }
}

function isDate(form: Form): form is Extract<Form, { kind: 'shift' | 'value' }> {
  return (
    form.kind === 'shift' ||
    (form.kind === 'value' && typeof form.value === 'string' && /^\d{4}-\d{2}/.test(form.value))
  );
}

/** Notes where the order of two values may change. */
export function compareForms(left: readonly Form[], right: readonly Form[], critical: Critical): void {
  for (const a of left) {
    for (const b of right) {
      if (a.kind === 'number' && b.kind === 'number') critical.add(roots(minus(times(a.n, b.d), times(b.n, a.d))));
      else if ((a.kind === 'shift' || b.kind === 'shift') && isDate(a) && isDate(b)) compareMonths(a, b, critical);
    }
  }
}

// Months are whole, so the order can only change near the value at which both lie in one month.
function compareMonths(a: Form, b: Form, critical: Critical): void {
  const [left, right] = [monthsOf(a), monthsOf(b)];
  const found = roots(minus(times(left.n, right.d), times(right.n, left.d)));
  critical.add(found);
  for (const root of found ?? []) {
    const near = divide(root, exact(1));
    if (near !== null) critical.add([-1, 1].map((step) => ({ n: near.n.plus(near.d.times(step)), d: near.d })));
  }
}

function monthsOf(form: Form): NumberForm {
  if (form.kind === 'shift') {
    const start = numberOf(exact(monthIndex(monthOf(form.from))));
    return { kind: 'number', n: plus(times(start.n, form.months.d), form.months.n), d: form.months.d };
  }
  return numberOf(exact(monthIndex(monthOf(String(form.kind === 'value' ? form.value : '')))));
}
