import { Decimal } from 'decimal.js';

/**
 * An exact number: a quotient of two decimals that is never worked out, so nothing is ever rounded.
 * Comparisons cross-multiply. `d` is greater than zero.
 */
export interface Exact {
  readonly n: Decimal;
  readonly d: Decimal;
}

// Precision only bounds results; 1000 digits is far beyond what bounded inputs and bounded formulas can produce.
const Digits = Decimal.clone({ precision: 1000, toExpNeg: -1000, toExpPos: 1000 });
const ONE = new Digits(1);

/** Digits a literal or an input may have, before and after the point. */
export const MAX_DIGITS = 30;

const PLAIN = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * Reads a plain decimal ("450.00", 450, "-0.5"). JavaScript numbers are taken as printed: 0.1 is one tenth.
 * Returns null for anything else: exponents, separators, infinities and more than {@link MAX_DIGITS} digits.
 */
export function parseExact(value: string | number): Exact | null {
  const text = typeof value === 'number' ? new Digits(Number.isFinite(value) ? value : 0).toFixed() : value;
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (!PLAIN.test(text) || text.replace(/[^0-9]/g, '').length > MAX_DIGITS) return null;
  // Adding zero turns a negative zero into zero.
  return { n: new Digits(text).plus(0), d: ONE };
}

/** An exact number from a literal that is known to be one. */
export function exact(value: string | number): Exact {
  const parsed = parseExact(value);
  if (parsed === null) throw new RangeError(`not a plain decimal: ${value}`);
  return parsed;
}

export function add(a: Exact, b: Exact): Exact {
  return a.d.eq(b.d) ? { n: a.n.plus(b.n), d: a.d } : { n: a.n.times(b.d).plus(b.n.times(a.d)), d: a.d.times(b.d) };
}

export function negate(a: Exact): Exact {
  return { n: a.n.negated(), d: a.d };
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b));
}

export function multiply(a: Exact, b: Exact): Exact {
  return { n: a.n.times(b.n), d: a.d.times(b.d) };
}

/** The quotient, not worked out; null when the divisor is zero. */
export function divide(a: Exact, b: Exact): Exact | null {
  if (b.n.isZero()) return null;
  const n = a.n.times(b.d);
  const d = a.d.times(b.n);
  return d.isNegative() ? { n: n.negated(), d: d.negated() } : { n, d };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Exact, b: Exact): number {
  return a.n.times(b.d).comparedTo(b.n.times(a.d));
}

export function isExact(value: unknown): value is Exact {
  return typeof value === 'object' && value !== null && 'n' in value && 'd' in value;
}

/**
 * The number in plain digits. A quotient that ends is written out ("2500.5"); one that does not is written as the
 * quotient itself ("10000/36").
 */
export function exactText(value: Exact): string {
  if (value.d.eq(ONE)) return value.n.toFixed();
  const short = value.n.div(value.d).toDecimalPlaces(12);
  return short.times(value.d).eq(value.n) ? short.toFixed() : `${value.n.toFixed()}/${value.d.toFixed()}`;
}
