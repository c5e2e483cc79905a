import { encode } from './bytes.js';
import { type Field, KIND, type LaneStore } from './scan-fields.js';
import {
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  type Cursor,
  date,
  digits,
  isOddNumber,
  OPEN,
  OPEN_LIST,
  QUOTE,
  same,
  sameParts,
  skip,
  text,
  word,
} from './scan-tokens.js';

/** A line being read, and the cells it is read into. */
export interface Scan extends Cursor {
  lanes: Int32Array;
  numbers: Float64Array;
  /** Where the block of the household, or of the member at hand, begins. */
  lane: number;
  number: number;
  /** Persons the household counts; −1 where it does not say. */
  size: number;
  /** Where the area, the id and the day stand; −1 where they do not. */
  areaStart: number;
  areaEnd: number;
  idStart: number;
  idEnd: number;
  dayStart: number;
  /** The value of an entry's key: its place in the field's values and 1, 0 for any other, −1 for none. */
  entry: number;
}

const [TRUE, FALSE, UNKNOWN, VALUE, AUTHORITY, DATE, REFERENCE] = [
  'true',
  'false',
  'unknown',
  'value',
  'authority',
  'date',
  'reference',
].map(encode) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/** Reads one value that is neither an object nor a list of objects. False where the careful way has to look. */
export function readScalar(s: Scan, field: Field): boolean {
  const from = s.p + 1;
  switch (field.kind) {
    case KIND.boolean: {
      const is = word(s, TRUE);
      if (!is && !word(s, FALSE)) return false;
      put(s, field.lanes, is ? 1 : 0);
      return true;
    }
    case KIND.finding:
      return readFinding(s, field, field.lanes);
    case KIND.clauses:
      return readClauses(s, field);
    case KIND.enum: {
      const to = text(s);
      const value = to < 0 ? -1 : valueAt(s, field.values, from, to);
      if (value < 0) return false;
      put(s, field.lanes, value);
      return true;
    }
    case KIND.set:
      return readSet(s, field);
    case KIND.integer:
    case KIND.decimal:
      return readNumber(s, field);
    case KIND.day:
    case KIND.month: {
      const to = text(s);
      const value = to < 0 ? Number.NaN : date(s, from, to, field.kind === KIND.day ? 10 : 7);
      if (Number.isNaN(value)) return false;
      if (field.number !== null) s.numbers[s.number + field.number.at] = value;
      return true;
    }
    case KIND.text: {
      const to = text(s);
      if (to < 0 || to - from > 500) return false;
      put(s, field.lanes, valueAt(s, field.values, from, to));
      if (field.use === 'area') {
        s.areaStart = from;
        s.areaEnd = to;
      }
      return true;
    }
    case KIND.id: {
      const to = text(s);
      if (to <= from || to - from > 100) return false;
      s.idStart = from;
      s.idEnd = to;
      return true;
    }
    case KIND.asOf: {
      const to = text(s);
      if (to < 0 || Number.isNaN(date(s, from, to, 10))) return false;
      if (s.dayStart >= 0 && !sameParts(s, s.dayStart, s.dayStart + 10, from, to)) return false;
      s.dayStart = from;
      return true;
    }
    case KIND.plainText:
      return text(s) >= 0;
    default:
      return false;
  }
}

export function valueAt(s: Cursor, values: readonly Uint8Array[], from: number, to: number): number {
  for (let index = 0; index < values.length; index++) if (same(s, values[index] as Uint8Array, from, to)) return index;
  return -1;
}

/** Stores a value by its place among the values that can be told apart; −1 is none of them. */
export function put(s: Scan, store: LaneStore | null, value: number): void {
  if (store === null) return;
  const { at, bits } = store;
  for (let cell = 0; cell < at.length; cell++)
    s.lanes[s.lane + (at[cell] as number)] = value < 0 ? 0 : (bits[value * at.length + cell] as number);
}

/** Adds a value to a set. */
export function add(s: Scan, store: LaneStore | null, value: number): void {
  if (store === null || value < 0) return;
  const { at, bits } = store;
  for (let cell = 0; cell < at.length; cell++) {
    const place = s.lane + (at[cell] as number);
    s.lanes[place] = (s.lanes[place] as number) | (bits[value * at.length + cell] as number);
  }
}

function readNumber(s: Scan, field: Field): boolean {
  const { number, kind } = field;
  const isWhole = kind === KIND.integer;
  const isText = s.b[s.p] === QUOTE;
  if (isText ? isWhole : isOddNumber(s, s.p)) return false;
  if (isText) s.p++;
  const value = digits(s, number?.scale ?? (isWhole ? 0 : 4), isWhole);
  if (value < 0 || (number !== null && value > number.limit)) return false;
  if (isText && s.b[s.p++] !== QUOTE) return false;
  if (number !== null) s.numbers[s.number + number.at] = value;
  if (field.use === 'size') s.size = value;
  return true;
}

/** `"yes"`, or the same with who found it and when. */
function readFinding(s: Scan, field: Field, store: LaneStore | null): boolean {
  if (s.b[s.p] === QUOTE) return readAnswer(s, field, store);
  if (s.b[s.p++] !== OPEN) return false;
  let seen = 0;
  for (;;) {
    skip(s);
    const from = s.p + 1;
    const to = text(s);
    skip(s);
    if (to < 0 || s.b[s.p++] !== COLON) return false;
    skip(s);
    const bit = same(s, VALUE, from, to)
      ? 1
      : same(s, AUTHORITY, from, to)
        ? 2
        : same(s, DATE, from, to)
          ? 4
          : same(s, REFERENCE, from, to)
            ? 8
            : 0;
    if (bit === 0 || (seen & bit) !== 0) return false;
    seen |= bit;
    const start = s.p + 1;
    if (bit === 1) {
      if (!readAnswer(s, field, store)) return false;
    } else {
      const stop = text(s);
      if (stop < 0 || (bit === 4 && Number.isNaN(date(s, start, stop, 10)))) return false;
    }
    skip(s);
    const next = s.b[s.p++];
    if (next === CLOSE) return (seen & 1) !== 0;
    if (next !== COMMA) return false;
  }
}

function readAnswer(s: Scan, field: Field, store: LaneStore | null): boolean {
  const from = s.p + 1;
  const to = text(s);
  if (to < 0) return false;
  const value = valueAt(s, field.values, from, to);
  if (value < 0) return same(s, UNKNOWN, from, to);
  put(s, store, value);
  return true;
}

/** One answer for all clauses, or one for each. */
function readClauses(s: Scan, field: Field): boolean {
  if (s.b[s.p] === QUOTE) return readAnswer(s, field, field.lanes);
  const start = s.p;
  if (s.b[s.p++] !== OPEN) return false;
  skip(s);
  if (s.b[s.p] === CLOSE) {
    s.p++;
    return true;
  }
  const seen: number[] = [];
  for (;;) {
    skip(s);
    const from = s.p + 1;
    const to = text(s);
    skip(s);
    if (to < 0 || s.b[s.p++] !== COLON) return false;
    if (same(s, VALUE, from, to)) {
      s.p = start;
      return seen.length === 0 && readFinding(s, field, field.lanes);
    }
    for (let index = 0; index < seen.length; index += 2)
      if (sameParts(s, seen[index] as number, seen[index + 1] as number, from, to)) return false;
    seen.push(from, to);
    skip(s);
    const own = field.clauses.find(({ clause }) => same(s, clause, from, to));
    if (own === undefined || !readFinding(s, field, own.lanes)) return false;
    skip(s);
    const next = s.b[s.p++];
    if (next === CLOSE) return true;
    if (next !== COMMA) return false;
  }
}

function readSet(s: Scan, field: Field): boolean {
  if (s.b[s.p++] !== OPEN_LIST) return false;
  put(s, field.lanes, -1);
  skip(s);
  if (s.b[s.p] === CLOSE_LIST) {
    s.p++;
    return true;
  }
  for (;;) {
    skip(s);
    const from = s.p + 1;
    const to = text(s);
    const value = to < 0 ? -1 : valueAt(s, field.values, from, to);
    if (value < 0) return false;
    add(s, field.lanes, value);
    skip(s);
    const next = s.b[s.p++];
    if (next === CLOSE_LIST) return true;
    if (next !== COMMA) return false;
  }
}
