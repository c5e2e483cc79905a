import { type Implications, meet } from '../plan/implies.js';
import { type Field, KIND, type LaneStore } from './scan-fields.js';
import {
  amount,
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  date,
  digits,
  isOddNumber,
  type Line,
  matches,
  NOT,
  NULL,
  OPEN,
  OPEN_LIST,
  oneOf,
  type Pattern,
  passed,
  pattern,
  QUOTE,
  sameParts,
  skip,
  text,
} from './scan-tokens.js';

/** A line being read, and the cells it is read into. */
export interface Scan extends Line {
  readonly lanes: Int32Array;
  readonly numbers: Float64Array;
  /** Where the block of the household, or of the member at hand, begins. */
  lane: number;
  number: number;
  /** Persons the household counts; −1 where it does not say. */
  size: number;
  /** Where the area, the id and the day stand, without quotes; −1 where they do not. */
  areaStart: number;
  areaEnd: number;
  idStart: number;
  idEnd: number;
  dayStart: number;
  /** Whether the part was there that stands for an entry of a list. */
  isTold: boolean;
  /** The values met that may contradict others: of the household and of the member at hand. */
  readonly met: Readonly<Record<'household' | 'member', Int32Array>>;
  /** The last day, `yyyymmdd`, of which findings, events and decisions count. */
  readonly known: number;
  readonly consistent: Pick<Implications, 'household' | 'member'>;
  /** Objects so far: tells whether a key stood in this one before. */
  marks: number;
}

const TRUE = pattern('true');
const FALSE = pattern('false');
const YES = pattern('"yes"');
const NO = pattern('"no"');
const UNKNOWN = pattern('"unknown"');
/** The keys of a finding that is written out. */
const RECORD = ['"value"', '"authority"', '"date"', '"reference"'].map(pattern);
const [VALUE, DATE] = [0, 2] as const;

/** Reads one value that is neither an object nor a list of objects; `NOT` where the careful way has to look. */
export function readScalar(s: Scan, p: number, field: Field): number {
  if (s.b[p] === 110) return mayBeNull(field) && matches(s, p, NULL) ? p + NULL.length : NOT;
  switch (field.kind) {
    case 0 satisfies typeof KIND.boolean:
      return readBoolean(s, p, field);
    case 1 satisfies typeof KIND.finding:
    case 11 satisfies typeof KIND.clauses:
    case 16 satisfies typeof KIND.answer:
      return readFinding(s, p, field);
    case 2 satisfies typeof KIND.enum: {
      const value = oneOf(s, p, field.values);
      if (value < 0 || !isConsistent(s, field, value)) return NOT;
      put(s, field.lanes, value);
      return p + (field.values[value] as Pattern).length;
    }
    case 4 satisfies typeof KIND.integer:
    case 5 satisfies typeof KIND.decimal:
      return readNumber(s, p, field);
    case 3 satisfies typeof KIND.set:
      return readSet(s, p, field);
    default:
      return readText(s, p, field);
  }
}

function mayBeNull({ kind }: Field): boolean {
  return kind !== KIND.id && kind !== KIND.asOf && kind !== KIND.plainText && kind !== KIND.answer;
}

/** Dates, texts and ids. */
function readText(s: Scan, p: number, field: Field): number {
  const after = text(s, p);
  if (after < 0) return NOT;
  const from = p + 1;
  const to = after - 1;
  switch (field.kind) {
    case 6 satisfies typeof KIND.day:
    case 7 satisfies typeof KIND.month: {
      const value = date(s, from, to, field.kind === KIND.day ? 10 : 7);
      if (Number.isNaN(value) || (field.isEvidence && value > s.known)) return NOT;
      if (field.number !== null) s.numbers[s.number + field.number.at] = value;
      return after;
    }
    case 8 satisfies typeof KIND.text:
      if (to - from > 500) return NOT;
      put(s, field.lanes, oneOf(s, p, field.values));
      if (field.use === 'area') [s.areaStart, s.areaEnd] = [from, to];
      return after;
    case 12 satisfies typeof KIND.id:
      if (to === from || to - from > 100) return NOT;
      s.idStart = from;
      s.idEnd = to;
      return after;
    case 13 satisfies typeof KIND.asOf:
      if (Number.isNaN(date(s, from, to, 10))) return NOT;
      if (s.dayStart >= 0 && !sameParts(s, s.dayStart, s.dayStart + 10, from, to)) return NOT;
      s.dayStart = from;
      return after;
    case 14 satisfies typeof KIND.plainText:
      return after;
    default:
      return NOT;
  }
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

/** Whether a value goes with those met before; one that does not is for the careful way to name. */
function isConsistent(s: Scan, { literals }: Field, value: number): boolean {
  if (literals === null) return true;
  const number = literals.numbers[value] as number;
  return number < 0 || meet(s.consistent[literals.scope], s.met[literals.scope], number);
}

function readBoolean(s: Scan, p: number, field: Field): number {
  const is = matches(s, p, TRUE);
  if (!is && !matches(s, p, FALSE)) return NOT;
  if (!isConsistent(s, field, is ? 1 : 0)) return NOT;
  put(s, field.lanes, is ? 1 : 0);
  return p + (is ? 4 : 5);
}

function readNumber(s: Scan, p: number, { number, kind, use }: Field): number {
  const isWhole = kind === KIND.integer;
  const isText = s.b[p] === QUOTE;
  if (isText ? isWhole : isOddNumber(s, p)) return NOT;
  const from = isText ? p + 1 : p;
  const to = digits(s, from, isWhole);
  if (to < 0 || (isText && s.b[to] !== QUOTE)) return NOT;
  const value = amount(s, from, to, number?.scale ?? (isWhole ? 0 : 4));
  if (value < 0 || (number !== null && value > number.limit)) return NOT;
  if (number !== null) s.numbers[s.number + number.at] = value;
  if (use === 'size') s.size = value;
  return isText ? to + 1 : to;
}

/** `"yes"`, or the same with who found it and when. */
function readFinding(s: Scan, p: number, field: Field): number {
  if (s.b[p] === QUOTE) return readAnswer(s, p, field);
  if (s.b[p] !== OPEN) return NOT;
  let seen = 0;
  for (let at = p + 1; ; ) {
    at = skip(s, at);
    const key = oneOf(s, at, RECORD);
    if (key < 0 || (seen & (1 << key)) !== 0) return NOT;
    seen |= 1 << key;
    at = passed(s, at + (RECORD[key] as Pattern).length, COLON);
    if (at < 0) return NOT;
    at = skip(s, at);
    const after = key === VALUE ? readAnswer(s, at, field) : text(s, at);
    if (after < 0 || (key === DATE && !(date(s, at + 1, after - 1, 10) <= s.known))) return NOT;
    at = skip(s, after);
    const next = s.b[at++];
    if (next === CLOSE) return (seen & (1 << VALUE)) === 0 ? NOT : at;
    if (next !== COMMA) return NOT;
  }
}

function readAnswer(s: Scan, p: number, field: Field): number {
  const isYes = matches(s, p, YES);
  if (!isYes && !matches(s, p, NO)) return matches(s, p, UNKNOWN) ? p + UNKNOWN.length : NOT;
  if (!isConsistent(s, field, isYes ? 0 : 1)) return NOT;
  put(s, field.lanes, isYes ? 0 : 1);
  return p + (isYes ? 5 : 4);
}

function readSet(s: Scan, p: number, field: Field): number {
  if (s.b[p] !== OPEN_LIST) return NOT;
  put(s, field.lanes, -1);
  let at = skip(s, p + 1);
  if (s.b[at] === CLOSE_LIST) return at + 1;
  for (;;) {
    const value = oneOf(s, at, field.values);
    if (value < 0) return NOT;
    add(s, field.lanes, value);
    at = skip(s, at + (field.values[value] as Pattern).length);
    const next = s.b[at++];
    if (next === CLOSE_LIST) return at;
    if (next !== COMMA) return NOT;
    at = skip(s, at);
  }
}
