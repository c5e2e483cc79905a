import type { PlanName } from '../plan/plan.js';
import { foldWord } from './fold.js';
import { headerFile } from './header-file.js';

const wordSet = (words: readonly string[]) => new Set(words.map(foldWord));
const YES = wordSet(headerFile.words.yes);
const NO = wordSet(headerFile.words.no);
const BLANK = wordSet(headerFile.words.blank);
const UNKNOWN = wordSet([...headerFile.words.unknown, ...headerFile.words.blank]);
const OPEN = new Map(Object.entries(headerFile.open.words).map(([name, words]) => [name, wordSet(words)]));
const TOTAL = wordSet(headerFile.words.total);

/** The words that a template offers for yes and no. */
export const YES_NO = { zh: ['是', '否'], en: ['yes', 'no'] } as const;

/** Whether a text says that something is not known. */
export function saysUnknown(text: string): boolean {
  return UNKNOWN.has(foldWord(text));
}

/** Whether a text stands for a cell that nobody has filled: a dash, a stroke. */
export function saysBlank(text: string): boolean {
  return BLANK.has(foldWord(text));
}

/** Whether a word is known and does not settle a fact, which is then asked for: 弱劳动力 is no degree of capacity. */
export function leavesOpen(name: PlanName, text: string): boolean {
  if (OPEN.get(name.name)?.has(foldWord(text))) return true;
  return headerFile.open.no.includes(name.name) && yesNo(text) === false;
}

/** Whether a text marks a row of totals. */
export function saysTotal(text: string): boolean {
  return TOTAL.has(foldWord(text));
}

/** Yes or no in the words of the dictionary; null for anything else. */
export function yesNo(text: string): boolean | null {
  const word = foldWord(text);
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

const tables = new WeakMap<PlanName, ReadonlyMap<string, string>>();

/**
 * The value of an enumeration or a set that a word stands for, or null. A plain no stands for `none` where there is one, and a
 * plain yes for what the dictionary says.
 */
export function valueOfWord(name: PlanName, text: string): string | null {
  const table = tables.get(name) ?? tableOf(name);
  tables.set(name, table);
  const value = table.get(foldWord(text));
  if (value !== undefined) return value;
  const answer = yesNo(text);
  if (answer === true) return headerFile.yes.values[name.name] ?? null;
  return answer === false && (name.values ?? []).includes('none') ? 'none' : null;
}

/** The values of a name as people see them, for messages and for lists to choose from. */
export function valueWords(name: PlanName, language: 'zh' | 'en'): string[] {
  return (name.values ?? []).map((value) => name.valueNames?.[value]?.[language] ?? value);
}

function tableOf(name: PlanName): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const value of name.values ?? []) {
    const names = name.valueNames?.[value];
    const own = headerFile.values[name.name]?.[value] ?? [];
    for (const word of [value, ...(names === undefined ? [] : [names.zh, names.en]), ...own])
      table.set(foldWord(word), value);
  }
  return table;
}
