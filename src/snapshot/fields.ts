import { isDay, isMonth } from '../base/calendar.js';
import { plainDay } from '../base/instant.js';
import type { FieldSpec } from '../schema/vocabulary.js';

/** A finding written out. */
export interface FindingRecord {
  readonly value: 'yes' | 'no' | 'unknown';
  readonly authority?: string;
  readonly date?: string;
  readonly reference?: string;
}

/**
 * A value as it has been read: a boolean, a number or its digits (never negative), a text, a finding with or without its
 * parts, or the entries of a set (null where they cannot all be told).
 */
export type Raw = boolean | number | string | readonly string[] | FindingRecord | null;

/** What a field of a household is read by. */
export interface Field extends Pick<FieldSpec, 'type'> {
  readonly values?: readonly string[] | undefined;
}

/** Reads a value that is there, neither null nor undefined. Undefined where it is no value of the field. */
export type FieldReader = (written: unknown) => Raw | undefined;

/** The reader of one field. What a value of each type means is said here alone. */
export function fieldReader({ type, values }: Field): FieldReader {
  const known = new Set<unknown>(values);
  switch (type) {
    case 'boolean':
      return (written) => (typeof written === 'boolean' ? written : undefined);
    case 'integer':
      // Adding zero turns a negative zero into zero.
      return (written) =>
        Number.isSafeInteger(written) && (written as number) >= 0 ? (written as number) + 0 : undefined;
    case 'money':
    case 'ratio':
      return readNumber;
    case 'date':
      return readDate;
    case 'month':
      return (written) => (typeof written === 'string' && isMonth(written) ? written : undefined);
    case 'text':
      return (written) => (typeof written === 'string' && written.length <= MOST_CHARACTERS ? written : undefined);
    case 'enum':
      return (written) => (known.has(written) ? (written as string) : undefined);
    case 'set':
      return (written) =>
        Array.isArray(written) && written.every((item) => known.has(item)) ? (written as string[]) : undefined;
    case 'finding':
      return readFinding;
  }
}

/** Characters that a text may have. */
export const MOST_CHARACTERS = 500;

/** A number of zero or more, or its digits, where it has no more digits than are kept. */
function readNumber(written: unknown): Raw | undefined {
  if (typeof written === 'string') {
    if (isDigits(written)) return written;
    // A negative zero.
    return written[0] === '-' && isDigits(written.slice(1)) && Number(written) === 0 ? '0' : undefined;
  }
  if (typeof written !== 'number') return undefined;
  if (written >= 1e-6 && written < 1e15) return written;
  if (written === 0) return 0;
  return written > 0 && Number.isFinite(written) && isDigits(withoutExponent(written)) ? written : undefined;
}

/** A positive number in plain digits, however small or large: JavaScript prints such numbers with an exponent. */
function withoutExponent(number: number): string {
  const [digits = '', exponent = '0'] = number.toExponential().split('e');
  const [figures, places] = [digits.replace('.', ''), Number(exponent)];
  if (places < 0) return `0.${'0'.repeat(-places - 1)}${figures}`;
  const whole = figures.slice(0, places + 1).padEnd(places + 1, '0');
  return figures.length > places + 1 ? `${whole}.${figures.slice(places + 1)}` : whole;
}

/** A day; an instant that is midnight in UTC is the day that it begins. */
export function readDate(written: unknown): string | undefined {
  if (isDayText(written)) return written;
  const day = plainDay(written);
  return isDayText(day) ? day : undefined;
}

function isDayText(written: unknown): written is string {
  return typeof written === 'string' && isDay(written);
}

/** A finding, its date as a day. A part that is undefined is absent. */
export function readFinding(written: unknown): FindingRecord['value'] | FindingRecord | undefined {
  if (typeof written === 'string') return isAnswer(written) ? written : undefined;
  if (!isPlain(written) || !isAnswer(written.value)) return undefined;
  let date: string | undefined;
  for (const key in written) {
    const part = written[key];
    if (key === 'value' || part === undefined) continue;
    if (key === 'date') {
      date = readDate(part);
      if (date === undefined) return undefined;
    } else if (typeof part !== 'string' || (key !== 'authority' && key !== 'reference')) return undefined;
  }
  return (date === written.date ? written : { ...written, date }) as unknown as FindingRecord;
}

function isAnswer(written: unknown): written is FindingRecord['value'] {
  return written === 'yes' || written === 'no' || written === 'unknown';
}

/** True for objects such as JSON makes. */
export function isPlain(written: unknown): written is Record<string, unknown> {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return false;
  const prototype = Object.getPrototypeOf(written);
  return prototype === Object.prototype || prototype === null;
}

/** Digits, perhaps with a point between them: no sign, at most 30 digits. */
function isDigits(text: string): boolean {
  let point = -1;
  if (text.length === 0 || text.length > 31) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46 && point < 0 && index > 0) point = index;
    else if (code < 48 || code > 57) return false;
  }
  return point !== text.length - 1 && text.length - (point < 0 ? 0 : 1) <= 30;
}
