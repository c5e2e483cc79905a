import { fold } from './fold.js';
import { headerFile } from './header-file.js';

const TOKENS = new Map<string, Set<string>>();
for (const [unit, words] of Object.entries(headerFile.units)) {
  for (const word of words) TOKENS.set(fold(word), (TOKENS.get(fold(word)) ?? new Set()).add(unit));
}

/**
 * Whether what stands in brackets behind a header, such as 元/月, fits the unit of its fact. A part may be left out; a part
 * that contradicts the unit, and a multiple such as 万元, does not fit. Null where it is no unit at all.
 */
export function fitsUnit(written: string, unit: string | undefined): boolean | null {
  const tokens = written
    .split(/[/·・每\s]+/u)
    .map(fold)
    .filter((token) => token !== '');
  if (tokens.length === 0) return true;
  if (tokens.some((token) => /^[十百千万亿]+元?$/u.test(token))) return false;
  const known = tokens.map((token) => TOKENS.get(token));
  if (known.includes(undefined)) return null;
  const parts = new Set((unit ?? '').split('/'));
  return known.every((units) => [...(units ?? [])].some((word) => parts.has(word)));
}

/** The unit words that may stand behind a number in a cell, the longest first. */
export function suffixesOf(unit: string | undefined): string[] {
  const first = (unit ?? '').split('/')[0] ?? '';
  return [...(headerFile.units[first] ?? [])].sort((a, b) => b.length - a.length);
}

/** A unit as a header writes it: 元/人/月. A fact without a unit takes none. */
export function unitWords(unit: string | undefined): string {
  if (unit === undefined) return '–';
  return unit
    .split('/')
    .flatMap((part) => headerFile.units[part]?.[0] ?? [])
    .join('/');
}
