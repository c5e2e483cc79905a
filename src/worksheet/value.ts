import { divide, exact, exactText, parseExact } from '../base/exact.js';
import { instantIssue } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { Language } from '../base/issue-text.js';
import type { PlanName } from '../plan/plan.js';
import { AS_OF } from '../snapshot/names.js';
import { type Cell, isFault } from './cell.js';
import { type DateSystem, dayOfSerial, dayOfText, monthOfText } from './day.js';
import { plainText } from './fold.js';
import { suffixesOf } from './units.js';
import { leavesOpen, saysUnknown, valueOfWord, valueWords, yesNo } from './words.js';

/** How cells are to be read. */
export interface Reading {
  readonly dateSystem: DateSystem;
  readonly language: Language;
}

/**
 * A value as a household snapshot holds it, or what is wrong with the cell. `undefined` is unknown; `isOpen` says that the
 * word is known and does not settle the fact.
 */
export type Read = { readonly value: unknown; readonly isOpen?: boolean } | Issue;

/** Whole numbers from here on have lost digits when they stand in a numeric cell. */
const DIGITS_LOST = 1e15;

/** Reads one cell as the value of one name. Blank is unknown. Never throws and never guesses. */
export function readValue(cell: Cell, name: PlanName, reading: Reading): Read {
  if (cell === null) return { value: undefined };
  if (isFault(cell)) return { code: 'error-cell', path: [], found: cell.fault };
  if (typeof cell === 'string' && saysUnknown(cell)) return { value: undefined };
  if (leavesOpen(name, wordOf(cell))) return { value: undefined, isOpen: true };
  switch (name.type) {
    case 'boolean':
    case 'finding': {
      const answer = readYesNo(cell);
      if (answer === null)
        return wrong('wrong-cell', cell, reading.language === 'zh' ? '是、否，或留空' : 'yes, no, or blank');
      return { value: name.type === 'boolean' ? answer : answer ? 'yes' : 'no' };
    }
    case 'integer':
    case 'money':
    case 'ratio':
      return readNumber(cell, name, reading.language);
    case 'date': {
      const day =
        typeof cell === 'number'
          ? dayOfSerial(cell, reading.dateSystem)
          : typeof cell === 'string'
            ? dayOfText(plainText(cell))
            : null;
      return day === null ? (instantIssue(cell, []) ?? wrong('wrong-cell', cell, '2020-06-30')) : { value: day };
    }
    case 'month': {
      const month =
        typeof cell === 'number'
          ? dayOfSerial(cell, reading.dateSystem)?.slice(0, 7)
          : typeof cell === 'string'
            ? monthOfText(plainText(cell))
            : null;
      return month === null || month === undefined
        ? (instantIssue(cell, []) ?? wrong('wrong-cell', cell, '2020-06'))
        : { value: month };
    }
    case 'text':
      return readText(cell);
    case 'enum': {
      const value = valueOfWord(name, wordOf(cell));
      return value === null ? wrong('wrong-cell', cell, valueWords(name, reading.language).join(', ')) : { value };
    }
    case 'set':
      return readSet(cell, name, reading.language);
  }
}

/** A cell as a word. */
export function wordOf(cell: string | number | boolean): string {
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell);
}

const DAY: PlanName = { ...AS_OF, given: true, formulas: [] };

/** A day in a cell. */
export function readDay(cell: Cell, reading: Reading): Read {
  return readValue(cell, DAY, reading);
}

/** A text, or the digits of a whole number that has lost none. */
export function readText(cell: Cell): Read {
  if (cell === null) return { value: undefined };
  if (isFault(cell)) return { code: 'error-cell', path: [], found: cell.fault };
  if (typeof cell === 'string') return { value: saysUnknown(cell) ? undefined : cell };
  if (typeof cell === 'boolean') return wrong('wrong-cell', cell);
  if (Math.abs(cell) >= DIGITS_LOST) return wrong('digits-lost', cell);
  return { value: String(cell) };
}

/** Hosts without truth values of their own hand them over as 1 and 0. */
function readYesNo(cell: string | number | boolean): boolean | null {
  if (typeof cell === 'string') return yesNo(cell) ?? (cell === '1' ? true : cell === '0' ? false : null);
  return typeof cell === 'boolean' ? cell : cell === 1 ? true : cell === 0 ? false : null;
}

/**
 * A number is taken to the fifteen digits that a worksheet shows, so that 0.1+0.2 is 0.3 as it is on the sheet; a text may
 * carry separators and its unit.
 */
function readNumber(cell: string | number | boolean, name: PlanName, language: Language): Read {
  const expected = language === 'zh' ? '数字' : 'a number';
  if (typeof cell === 'boolean') return wrong('wrong-cell', cell, expected);
  // Most cells hold a whole number, which needs none of what follows.
  if (typeof cell === 'number' && Number.isInteger(cell) && cell >= 0 && cell < DIGITS_LOST)
    return { value: name.type === 'integer' ? cell + 0 : String(cell) };
  const text = typeof cell === 'number' ? numberText(cell) : textNumber(plainText(cell), name);
  const number = text === null ? null : parseExact(text);
  if (text === null || number === null) return wrong('wrong-cell', cell, expected);
  if (number.n.isNegative() && !number.n.isZero())
    return wrong('negative', cell, language === 'zh' ? '0 或更大' : '0 or more');
  if (name.type !== 'integer') return { value: exactText(number) };
  const whole = Number(text);
  return Number.isSafeInteger(whole)
    ? { value: whole }
    : wrong('wrong-cell', cell, language === 'zh' ? '整数' : 'a whole number');
}

/** A number of the host in plain digits; null where it has more digits than any real amount. */
function numberText(value: number): string | null {
  const number = Math.abs(value) >= DIGITS_LOST ? null : parseExact(Number(value.toPrecision(15)));
  return number === null ? null : exactText(number);
}

function textNumber(text: string, name: PlanName): string | null {
  let rest = text.replace(/^[¥￥]\s*/u, '');
  const suffix = suffixesOf(name.unit).find((word) => rest.endsWith(word));
  if (suffix !== undefined) rest = rest.slice(0, -suffix.length).trim();
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(rest)) rest = rest.replace(/,/g, '');
  if (name.type === 'ratio' && rest.endsWith('%')) {
    const percent = parseExact(rest.slice(0, -1).trim());
    const ratio = percent === null ? null : divide(percent, exact(100));
    return ratio === null ? null : exactText(ratio);
  }
  return rest;
}

/** Words with 、 or ; between them. A plain no is the empty set. */
function readSet(cell: string | number | boolean, name: PlanName, language: Language): Read {
  const expected = valueWords(name, language).join(', ');
  if (cell === false || cell === 0) return { value: [] };
  if (typeof cell !== 'string') return wrong('wrong-cell', cell, expected);
  const whole = valueOfWord(name, cell);
  if (whole !== null) return { value: [whole] };
  if (yesNo(cell) === false) return { value: [] };
  const values: string[] = [];
  const words = splitWords(cell);
  // Separators alone say nothing, least of all that there is none.
  if (words.length === 0) return wrong('wrong-cell', cell, expected);
  for (const word of words) {
    const value = valueOfWord(name, word);
    if (value === null) return wrong('wrong-cell', word, expected);
    values.push(value);
  }
  return { value: [...new Set(values)] };
}

export function splitWords(text: string): string[] {
  return text
    .split(/[、，,;；|/\n+＋]+/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

export function isIssue(read: Read): read is Issue {
  return 'code' in read;
}

export function wrong(code: string, cell: unknown, expected?: string): Issue {
  return { code, path: [], found: shown(cell), ...(expected === undefined ? {} : { expected }) };
}
