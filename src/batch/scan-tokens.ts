import { daysInMonth } from '../base/calendar.js';
import { encode } from './bytes.js';

/** The bytes of a chunk, and the end of the line in them that is being read. Readers take a place and give the place behind what they read, or `NOT`. */
export interface Line {
  b: Uint8Array;
  /** The same bytes, for comparing several at a time. */
  view: DataView;
  end: number;
}

/** What a reader gives where the bytes are not what it reads. */
export const NOT = -1;

export const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
  34, 92, 44, 58, 123, 125, 91, 93,
] as const;
const [ZERO, NINE, POINT, DASH] = [48, 57, 46, 45] as const;

/** Bytes that are looked for, ready to be compared eight or four at a time. */
export interface Pattern {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** The last eight bytes, then the others from the first on; empty where there are fewer than eight. */
  readonly eights: Float64Array;
  readonly firstFour: number;
  readonly lastFour: number;
}

export function pattern(text: string): Pattern {
  const bytes = encode(text);
  const { length } = bytes;
  const view = new DataView(bytes.slice().buffer);
  const places = length < 8 ? [] : [length - 8, ...Array.from({ length: (length - 1) >> 3 }, (_, index) => 8 * index)];
  return {
    bytes,
    length,
    eights: Float64Array.from(places, (at) => view.getFloat64(at, true)),
    firstFour: length < 4 ? 0 : view.getInt32(0, true),
    lastFour: length < 4 ? 0 : view.getInt32(length - 4, true),
  };
}

export const NULL = pattern('null');

/**
 * Whether a pattern stands here. As doubles eight bytes of text are equal only if they are the same: text holds neither NaN,
 * which needs a byte that UTF-8 never has, nor a zero.
 */
export function matches({ b, view }: Line, p: number, pattern: Pattern): boolean {
  const { length, eights } = pattern;
  if (p + length > view.byteLength) return false;
  if (length < 4) return pattern.bytes.every((byte, index) => b[p + index] === byte);
  if (length < 8)
    return view.getInt32(p, true) === pattern.firstFour && view.getInt32(p + length - 4, true) === pattern.lastFour;
  if (view.getFloat64(p + length - 8, true) !== eights[0]) return false;
  for (let index = 1; index < eights.length; index++)
    if (view.getFloat64(p + 8 * index - 8, true) !== eights[index]) return false;
  return true;
}

/** Which of several patterns stands here; −1 for none. */
export function oneOf(line: Line, p: number, patterns: readonly Pattern[]): number {
  for (let index = 0; index < patterns.length; index++) if (matches(line, p, patterns[index] as Pattern)) return index;
  return -1;
}

/** Passes spaces. */
export function skip({ b }: Line, p: number): number {
  let at = p;
  for (;;) {
    const byte = b[at];
    if (byte !== 32 && byte !== 9 && byte !== 13) return at;
    at++;
  }
}

/** Passes spaces and one byte. */
export function passed(line: Line, p: number, byte: number): number {
  if (line.b[p] === byte) return p + 1;
  const at = skip(line, p);
  return line.b[at] === byte ? at + 1 : NOT;
}

/** Passes the text that begins at a quote, its closing quote too; `NOT` where it is not plain. */
export function text({ b, end }: Line, p: number): number {
  if (b[p] !== QUOTE) return NOT;
  for (let at = p + 1; at < end; at++) {
    const byte = b[at] as number;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH || byte < 32) return NOT;
  }
  return NOT;
}

/** Whether two parts of the line are the same. */
export function sameParts({ b }: Line, from: number, to: number, other: number, otherEnd: number): boolean {
  if (to - from !== otherEnd - other) return false;
  for (let index = 0; index < to - from; index++) if (b[from + index] !== b[other + index]) return false;
  return true;
}

/** `yyyymm` of the text of seven characters from `from` to `to`, `yyyymmdd` of ten; NaN where there is no such month or day. */
export function date({ b }: Line, from: number, to: number, length: 7 | 10): number {
  if (to - from !== length) return Number.NaN;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const byte = b[from + index] as number;
    if (index === 4 || index === 7) {
      if (byte !== DASH) return Number.NaN;
    } else if (byte >= ZERO && byte <= NINE) value = value * 10 + byte - ZERO;
    else return Number.NaN;
  }
  const yearAndMonth = length === 7 ? value : Math.floor(value / 100);
  const month = yearAndMonth % 100;
  if (yearAndMonth < 100 || month < 1 || month > 12) return Number.NaN;
  return length === 7 || isDayOf(value % 100, month, Math.floor(value / 10_000)) ? value : Number.NaN;
}

function isDayOf(day: number, month: number, year: number): boolean {
  return day >= 1 && (day <= 28 || day <= daysInMonth(year, month));
}

/** Passes digits with perhaps a point; `NOT` where they are more than can be taken. */
export function digits({ b, end }: Line, p: number, isWhole: boolean): number {
  let hasPoint = false;
  let at = p;
  for (; at < end; at++) {
    const byte = b[at] as number;
    if (byte >= ZERO && byte <= NINE) continue;
    if (byte !== POINT || hasPoint || isWhole || at === p) break;
    hasPoint = true;
  }
  return at === p || at - p > 15 || b[at - 1] === POINT ? NOT : at;
}

/** The number that digits come to in units of 10^-`scale`; −1 where it is more, or finer, than can be taken. */
export function amount({ b }: Line, from: number, to: number, scale: number): number {
  let value = 0;
  let places = -1;
  for (let at = from; at < to; at++) {
    const byte = b[at] as number;
    if (byte === POINT) places = 0;
    else if (places < scale) {
      value = value * 10 + byte - ZERO;
      if (places >= 0) places++;
    } else if (byte !== ZERO) return -1;
  }
  for (let place = Math.max(places, 0); place < scale; place++) value *= 10;
  return value < 1e15 ? value : -1;
}

/**
 * Whether a number token begins in a way that only the full reader should judge: a needless zero, or a fraction so small
 * that it would be printed with an exponent.
 */
export function isOddNumber({ b }: Line, p: number): boolean {
  if (b[p] !== ZERO) return false;
  const next = b[p + 1] as number;
  return (
    (next >= ZERO && next <= NINE) || (next === POINT && b[p + 2] === ZERO && b[p + 3] === ZERO && b[p + 4] === ZERO)
  );
}
