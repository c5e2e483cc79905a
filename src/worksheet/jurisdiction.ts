import { jurisdictions } from '../rules.js';
import { fold } from './fold.js';
import { headerFile, namesOfEntry } from './header-file.js';

const NAMES = new Map<string, string>();
for (const [id, entry] of Object.entries(headerFile.jurisdictions)) {
  for (const name of [id, ...namesOfEntry(entry)]) NAMES.set(fold(name), id);
}

/** The id of a shipped jurisdiction by any of its names, or null. */
export function jurisdictionOf(text: string): string | null {
  return NAMES.get(fold(text)) ?? null;
}

/** The names of the shipped jurisdictions in one language, in their order. */
export function jurisdictionNames(language: 'zh' | 'en'): string[] {
  return jurisdictions.map((id) => headerFile.jurisdictions[id]?.[language] ?? id);
}
