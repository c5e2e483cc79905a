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
// Marked as free of effects, so that bundles without exact numbers leave the package out.
const Digits = /* @__PURE__ */ Decimal.clone({ precision: 1000, toExpNeg: -1000, toExpPos: 1000 });
const ONE = /* @__PURE__ */ new Digits(1);

/** Digits a literal or an input may have, before and after the point. */
export const MAX_DIGITS = 30;

/** Most numbers of households are whole millionths below this: integers hold them and their sums exactly. */
const UNIT = 1e6;
const MOST_UNITS = 1e15;

/**
 * A decimal as it is written, in the fewest digits: a {@link Decimal} is made only where arithmetic needs it. Nothing is
 * hidden, so that a copy of one is one.
 */
class Figure implements Exact {
  /** @param units the number in millionths; NaN where it has more digits than that */
  constructor(
    readonly text: string,
    readonly units: number,
  ) {}

  get n(): Decimal {
    return new Digits(this.text);
  }

  get d(): Decimal {
    return ONE;
  }
}

/**
 * Reads a plain decimal ("450.00", 450, "-0.5"). JavaScript numbers are taken as printed: 0.1 is one tenth.
 * Returns null for anything else: exponents, separators, infinities and more than {@link MAX_DIGITS} digits.
 */
export function parseExact(value: string | number): Exact | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  const text = fewestDigits(String(value));
  // Very large and very small numbers print with an exponent.
  if (text === null && typeof value === 'number') return parseExact(new Digits(value).toFixed());
  return text === null ? null : new Figure(text, unitsIn(text));
}

/** An exact number from a literal that is known to be one. */
export function exact(value: string | number): Exact {
  const parsed = parseExact(value);
  if (parsed === null) throw new RangeError(`not a plain decimal: ${value}`);
  return parsed;
}

export function add(a: Exact, b: Exact): Exact {
  return (
    figureOf(unitsOf(a) + unitsOf(b)) ??
    (a.d.eq(b.d) ? { n: a.n.plus(b.n), d: a.d } : { n: a.n.times(b.d).plus(b.n.times(a.d)), d: a.d.times(b.d) })
  );
}

export function negate(a: Exact): Exact {
  return figureOf(0 - unitsOf(a)) ?? { n: a.n.negated(), d: a.d };
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b));
}

export function multiply(a: Exact, b: Exact): Exact {
  const [x, y] = [unitsOf(a), unitsOf(b)];
  // One of them whole: then the product is in millionths too.
  const units = y % UNIT === 0 ? x * (y / UNIT) : x % UNIT === 0 ? (x / UNIT) * y : Number.NaN;
  return figureOf(units) ?? { n: a.n.times(b.n), d: a.d.times(b.d) };
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
  const difference = unitsOf(a) - unitsOf(b);
  return Number.isNaN(difference) ? a.n.times(b.d).comparedTo(b.n.times(a.d)) : difference;
}

export function isExact(value: unknown): value is Exact {
  return value instanceof Figure || (typeof value === 'object' && value !== null && 'n' in value && 'd' in value);
}

/**
 * The number in plain digits. A quotient that ends is written out ("2500.5"); one that does not is written as the
 * quotient itself ("10000/36").
 */
export function exactText(value: Exact): string {
  if (value instanceof Figure) return value.text;
  if (value.d.eq(ONE)) return value.n.toFixed();
  const short = value.n.div(value.d).toDecimalPlaces(12);
  return short.times(value.d).eq(value.n) ? short.toFixed() : `${value.n.toFixed()}/${value.d.toFixed()}`;
}

function unitsOf(value: Exact): number {
  return value instanceof Figure ? value.units : Number.NaN;
}

/** A whole number of millionths as a number; null where it is none, or too large to be one for certain. */
function figureOf(units: number): Figure | null {
  const size = Math.abs(units);
  if (!(size < MOST_UNITS)) return null;
  const part = size % UNIT;
  const whole = String((size - part) / UNIT);
  const digits = part === 0 ? whole : `${whole}.${String(part).padStart(6, '0').replace(/0+$/, '')}`;
  // Adding zero turns a negative zero into zero.
  return new Figure(units < 0 ? `-${digits}` : digits, units + 0);
}

/** Digits with perhaps a sign and a point, without those that say nothing; null for anything else. */
function fewestDigits(text: string): string | null {
  const from = text.charCodeAt(0) === MINUS ? 1 : 0;
  let point = -1;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === POINT && point < 0) point = at;
    else if (code < ZERO || code > ZERO + 9) return null;
  }
  const digits = text.length - from - (point < 0 ? 0 : 1);
  if (digits < 1 || digits > MAX_DIGITS) return null;
  let first = from;
  let last = text.length;
  const whole = point < 0 ? last : point;
  while (first < whole && text.charCodeAt(first) === ZERO) first += 1;
  if (point >= 0) while (last > point && (last - 1 === point || text.charCodeAt(last - 1) === ZERO)) last -= 1;
  if (first === last) return '0';
  const kept = first === 0 && last === text.length ? text : text.slice(first, last);
  const plain = first === whole ? `0${kept}` : kept;
  return from === 1 ? `-${plain}` : plain;
}

const [MINUS, POINT, ZERO] = [45, 46, 48] as const;

const TENS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];

/** A number as it is written, in millionths; NaN where it has more digits than that, or is too large. */
function unitsIn(text: string): number {
  const from = text.charCodeAt(0) === MINUS ? 1 : 0;
  const point = text.indexOf('.');
  const places = point < 0 ? 0 : text.length - point - 1;
  if (places > 6 || text.length - from > 15) return Number.NaN;
  let units = 0;
  for (let at = from; at < text.length; at++) if (at !== point) units = units * 10 + (text.charCodeAt(at) - ZERO);
  units *= TENS[6 - places] as number;
  if (units >= MOST_UNITS) return Number.NaN;
  return from === 1 ? -units : units;
}
