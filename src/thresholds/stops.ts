import { compare, type Exact, exact, exactText } from '../base/exact.js';

/** A value to examine, with one value on either side that stands for the stretch up to the next. */
export interface Stop {
  readonly value: Exact;
  /** Null where no lower value is possible. */
  readonly below: Exact | null;
  readonly above: Exact;
}

/**
 * The values to examine, in order. Nothing happens between them, so halfway to the neighbour stands for the stretch between;
 * whole numbers are examined on either side of each value, one apart.
 */
export function stops(values: readonly Exact[], least: Exact, whole: boolean): readonly Stop[] {
  const points = sorted(whole ? values.flatMap(aroundWhole) : values).filter((value) => compare(value, least) >= 0);
  return points.map((value, index) => {
    const [previous, next] = [points[index - 1] ?? least, points[index + 1]];
    const isLeast = compare(value, least) === 0;
    if (whole) return { value, below: isLeast ? null : shifted(value, -1), above: shifted(value, 1) };
    return {
      value,
      below: isLeast ? null : halfway(previous, value),
      above: next === undefined ? shifted(value, 1) : halfway(value, next),
    };
  });
}

function sorted(values: readonly Exact[]): Exact[] {
  return [...values]
    .sort(compare)
    .filter((value, index, all) => index === 0 || compare(value, all[index - 1] ?? value) !== 0);
}

function aroundWhole(value: Exact): Exact[] {
  const floor = exact(value.n.divToInt(value.d).toFixed());
  // Truncation goes towards zero; negative values are dropped anyway.
  return [-1, 0, 1, 2].map((step) => shifted(floor, step));
}

function shifted({ n, d }: Exact, by: number): Exact {
  return { n: n.plus(d.times(by)), d };
}

function halfway(a: Exact, b: Exact): Exact {
  return { n: a.n.times(b.d).plus(b.n.times(a.d)), d: a.d.times(b.d).times(2) };
}

/** The number in plain decimals where it ends, otherwise as a quotient of whole numbers in lowest terms. */
export function lowestTerms(value: Exact): string {
  const text = exactText(value);
  if (!text.includes('/')) return text;
  const places = Math.max(value.n.decimalPlaces(), value.d.decimalPlaces());
  const [n, d] = [value.n, value.d].map((part) => BigInt(part.times(`1e${places}`).toFixed())) as [bigint, bigint];
  const shared = greatestDivisor(n < 0n ? -n : n, d);
  return d === shared ? String(n / shared) : `${n / shared}/${d / shared}`;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
