import leven from 'leven';

/** The valid name nearest to what was written, or undefined when none is near enough to be meant. */
export function nearest(written: string, valid: Iterable<string>): string | undefined {
  if (written.length > 200) return undefined;
  const folded = written.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of valid) {
    const away = name.toLowerCase() === folded ? -1 : leven(written, name);
    if (away < least) [best, least] = [name, away];
  }
  return best;
}
