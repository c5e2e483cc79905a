import { closest, distance } from 'fastest-levenshtein';

/** The valid name nearest to what was written, or undefined when none is near enough to be meant. */
export function nearest(written: string, valid: Iterable<string>): string | undefined {
  const names = [...valid];
  if (names.length === 0 || written.length > 200) return undefined;
  const folded = written.toLowerCase();
  const exact = names.find((name) => name.toLowerCase() === folded);
  if (exact !== undefined) return exact;
  const best = closest(written, names);
  return distance(written, best) <= Math.max(2, Math.floor(written.length / 3)) ? best : undefined;
}
