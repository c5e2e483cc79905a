import { divide, type Exact, exact, parseExact } from '../base/exact.js';

/** Amounts as exact decimal text (a quotient that does not end is written `a/b`); null is unknown. */
export interface Amounts {
  readonly income: string | null;
  readonly standard: string | null;
  readonly ceiling: string | null;
  /** The same income for the whole household. */
  readonly total: string | null;
  readonly persons: number | null;
  /** Whether the amounts are for a year instead of a month. */
  readonly yearly: boolean;
}

/** Amounts of which nothing is known. */
export const NO_AMOUNTS: Amounts = Object.freeze({
  income: null,
  standard: null,
  ceiling: null,
  total: null,
  persons: null,
  yearly: false,
});

/** Reads an amount as it stands in a state: plain decimal text, or the quotient of two. */
export function readAmount(text: string | null): Exact | null {
  if (text === null) return null;
  const [n, d, ...rest] = text.split('/');
  const numerator = parseExact(n ?? '');
  if (numerator === null || rest.length > 0) return null;
  if (d === undefined) return numerator;
  const denominator = parseExact(d);
  return denominator === null ? null : divide(numerator, denominator);
}

/** A whole number as an exact one. */
export function whole(value: number): Exact {
  return exact(value);
}

/** The amount for people: two decimals at most, with ≈ where that rounds. */
export function shownAmount(text: string | null): string {
  const value = readAmount(text);
  if (value === null) return '?';
  const short = value.n.div(value.d).toDecimalPlaces(2);
  return `${short.times(value.d).eq(value.n) ? '' : '≈'}${short.toFixed()}`;
}
