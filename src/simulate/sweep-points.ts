import { compare, type Exact, parseExact } from '../base/exact.js';
import type { Threshold } from '../thresholds/thresholds.js';

/**
 * The values at which a sweep looks, in hundredths (or in whole units): evenly spaced ones, and around every threshold the
 * value itself and those just beside it. Between two of them nothing changes but amounts that grow evenly.
 */
export function pointsOf(
  from: number,
  to: number,
  step: number,
  thresholds: readonly Threshold[],
  unit: number,
): number[] {
  const points = new Set<number>([from, to]);
  for (let at = from; at <= to; at += step) points.add(at);
  for (const threshold of thresholds) {
    const exact = readThreshold(threshold.at);
    const floor = exact.n.times(unit).divToInt(exact.d).toNumber();
    for (const near of [floor - 1, floor, floor + 1, floor + 2]) if (near >= from && near <= to) points.add(near);
  }
  return [...points].sort((a, b) => a - b);
}

/** A threshold's value, which may be a quotient such as `10000/3`. */
export function readThreshold(text: string): Exact {
  const [n = '0', d = '1'] = text.split('/');
  return { n: (parseExact(n) as Exact).n, d: (parseExact(d) as Exact).n };
}

/** The thresholds within two points, the first excluded. */
export function between(thresholds: readonly Threshold[], from: number, to: number, unit: number): Threshold[] {
  const at = (value: number): Exact => ({
    n: (parseExact(String(value)) as Exact).n,
    d: (parseExact(String(unit)) as Exact).n,
  });
  return thresholds.filter((threshold) => {
    const value = readThreshold(threshold.at);
    const [low, high] = [compare(value, at(from)), compare(value, at(to))];
    // A change on leaving the lower point counts as between; one on reaching the upper point likewise.
    return (
      (low > 0 && high < 0) ||
      (low === 0 && threshold.on !== threshold.after) ||
      (high === 0 && threshold.before !== threshold.on)
    );
  });
}
