import type { Compiled } from '../compile/compile.js';
import type { LanePlace } from '../compile/layout.js';
import type { Row } from '../compile/row.js';
import type { RuleSet } from '../plan/plan.js';
import { encode } from './bytes.js';
import { bucketOf, type Field, type FieldTable, fieldTables, KIND } from './scan-fields.js';
import { CLOSE, CLOSE_LIST, COLON, COMMA, OPEN, OPEN_LIST, QUOTE, same, sameParts, skip, word } from './scan-tokens.js';
import { add, put, readScalar, type Scan, valueAt } from './scan-values.js';

/**
 * Reads households straight from the bytes of JSON into the cells of a row, without making objects. It takes only what is
 * plain and in order; `false` says no more than that the careful way has to look at the line.
 */
export interface Scanner {
  /** Reads the bytes from `from` to `to`, which have to be UTF-8; true when `row` holds the household. */
  scan(bytes: Uint8Array, from: number, to: number): boolean;
  /** The household read last, until the next scan. */
  readonly row: Row;
  /** Where its id stands, without quotes; both −1 where it has none. */
  readonly id: { readonly idStart: number; readonly idEnd: number };
  memberId(member: number): string;
}

const MOST_MEMBERS = 200;
const MOST_ENTRIES = 1000;
const MOST_TEMPLATES = 4096;
const NULL = encode('null');
const HOUSEHOLD = encode('household');
const decoder = new TextDecoder();

/** The cells of the day and the parameters: the same for every household of one day and area. */
interface Template {
  readonly lanes: Int32Array;
  readonly numbers: Float64Array;
}

/** @param asOf the day that the caller chose for all households; undefined where each has its own */
export function createScanner(ruleSet: RuleSet, compiled: Compiled, asOf: string | undefined): Scanner {
  const tables = fieldTables(ruleSet, compiled);
  const { layout } = compiled;
  const [laneCount, numberCount] = [layout.lanes.length, layout.numbers.length];
  const [memberLanes, memberNumbers] = [layout.memberLanes.length, layout.memberNumbers.length];
  const ownLanes = layout.lanes.filter(({ source }) => source.level !== 'uniform').length;
  const ownNumbers = layout.numbers.filter(({ source }) => source.level !== 'uniform').length;
  const lanes = new Int32Array(laneCount + (MOST_MEMBERS + 1) * memberLanes);
  const numbers = new Float64Array(numberCount + (MOST_MEMBERS + 1) * memberNumbers);
  const blankLanes = layout.lanes.slice(0, ownLanes).map(unknownLanes);
  const blankMember = layout.memberLanes.map(unknownLanes);
  const s: Scan = {
    b: new Uint8Array(0),
    p: 0,
    end: 0,
    lanes,
    numbers,
    lane: 0,
    number: 0,
    size: -1,
    areaStart: -1,
    areaEnd: -1,
    idStart: -1,
    idEnd: -1,
    dayStart: -1,
    entry: -1,
  };
  const row = { exact: true, members: 0, blocks: 0, lanes, numbers, source: {}, asOf };
  const ids = { idStart: -1, idEnd: -1 };
  const memberIds = new Int32Array(2 * MOST_MEMBERS);
  let marks = 0;
  let listed = 0;

  /** Passes a key and its colon. Most files write the keys of every object in one order, so that order is tried first. */
  const keyOf = (table: FieldTable, expected: Field | null): Field | null => {
    const from = s.p + 1;
    if (s.b[s.p] !== QUOTE) return null;
    let found: Field | null = null;
    if (
      expected !== null &&
      s.b[from + expected.key.length] === QUOTE &&
      same(s, expected.key, from, from + expected.key.length)
    ) {
      found = expected;
      s.p = from + expected.key.length + 1;
    } else {
      let hash = 0;
      let at = from;
      for (; at < s.end && s.b[at] !== QUOTE; at++) hash = (Math.imul(hash, 31) + (s.b[at] as number)) | 0;
      found = table.buckets[bucketOf(hash)]?.find((field) => same(s, field.key, from, at)) ?? null;
      s.p = at + 1;
    }
    skip(s);
    return s.b[s.p++] === COLON ? found : null;
  };

  const object = (table: FieldTable, entryKey: Field | null): boolean => {
    if (s.b[s.p++] !== OPEN) return false;
    const mark = ++marks;
    let last: Field | null = null;
    skip(s);
    if (s.b[s.p] === CLOSE) {
      s.p++;
      return true;
    }
    for (;;) {
      skip(s);
      const field: Field | null = keyOf(table, last === null ? (table.fields[0] ?? null) : last.next);
      // A key that stands twice is for the careful way, too.
      if (field === null || field.mark === mark) return false;
      field.mark = mark;
      if (last !== null) last.next = field;
      last = field;
      skip(s);
      const from = s.p + 1;
      if (!value(field)) return false;
      if (field === entryKey && s.b[from - 1] === QUOTE) s.entry = 1 + valueAt(s, field.values, from, s.p - 1);
      skip(s);
      const next = s.b[s.p++];
      if (next === CLOSE) return s.p <= s.end;
      if (next !== COMMA) return false;
    }
  };

  const value = (field: Field): boolean => {
    const isNull = s.b[s.p] === 110;
    if (isNull)
      return field.kind !== KIND.id && field.kind !== KIND.asOf && field.kind !== KIND.plainText && word(s, NULL);
    switch (field.kind) {
      case KIND.parts:
        return field.parts !== null && object(field.parts, null);
      case KIND.list:
        return list(field);
      case KIND.members:
        return members();
      default:
        return readScalar(s, field);
    }
  };

  /** Whether a list begins and is empty; null where it is no list. */
  const opened = (): boolean | null => {
    if (s.b[s.p++] !== OPEN_LIST) return null;
    skip(s);
    if (s.b[s.p] !== CLOSE_LIST) return false;
    s.p++;
    return true;
  };

  const list = (field: Field): boolean => {
    put(s, field.lanes, -1);
    const isEmpty = opened();
    if (isEmpty !== false) return isEmpty === true;
    for (let count = 0; count < MOST_ENTRIES; count++) {
      skip(s);
      s.entry = -1;
      if (field.parts === null || !object(field.parts, field.entryKey) || s.entry < 0) return false;
      add(s, field.lanes, s.entry - 1);
      skip(s);
      const next = s.b[s.p++];
      if (next === CLOSE_LIST) return true;
      if (next !== COMMA) return false;
    }
    return false;
  };

  const members = (): boolean => {
    const isEmpty = opened();
    if (isEmpty !== false) return isEmpty === true;
    const { idStart, idEnd } = s;
    const done = allMembers();
    [s.idStart, s.idEnd, s.lane, s.number] = [idStart, idEnd, 0, 0];
    return done;
  };

  const allMembers = (): boolean => {
    for (; listed < MOST_MEMBERS; ) {
      clearMember(listed);
      s.idStart = -1;
      skip(s);
      if (!object(tables.member, null) || s.idStart < 0 || same(s, HOUSEHOLD, s.idStart, s.idEnd)) return false;
      for (let other = 0; other < listed; other++)
        if (sameParts(s, s.idStart, s.idEnd, memberIds[2 * other] as number, memberIds[2 * other + 1] as number))
          return false;
      memberIds[2 * listed] = s.idStart;
      memberIds[2 * listed + 1] = s.idEnd;
      listed += 1;
      skip(s);
      const next = s.b[s.p++];
      if (next === CLOSE_LIST) return true;
      if (next !== COMMA) return false;
    }
    return false;
  };

  const clearMember = (member: number) => {
    s.lane = laneCount + member * memberLanes;
    s.number = numberCount + member * memberNumbers;
    for (let cell = 0; cell < memberLanes; cell++) lanes[s.lane + cell] = blankMember[cell] as number;
    for (let cell = 0; cell < memberNumbers; cell++) numbers[s.number + cell] = Number.NaN;
  };

  const templates = new Map<string, Template | null>();
  let [lastKey, last]: [Uint8Array, Template | null] = [new Uint8Array(0), null];
  /** The template of the household's day and area; null where its parameters do not fit the cells. */
  const template = (): Template | null => {
    const isSame =
      s.areaStart < 0 && (asOf !== undefined ? lastKey.length > 0 : same(s, lastKey, s.dayStart, s.dayStart + 10));
    if (isSame) return last;
    const day = asOf ?? decoder.decode(s.b.subarray(s.dayStart, s.dayStart + 10));
    const area = s.areaStart < 0 ? null : decoder.decode(s.b.subarray(s.areaStart, s.areaEnd));
    const key = JSON.stringify([day, area]);
    let made = templates.get(key);
    if (made === undefined) {
      const read = compiled.read(area === null ? {} : { localArea: area }, { asOf: day });
      made = read.exact
        ? { lanes: read.lanes.slice(ownLanes, laneCount), numbers: read.numbers.slice(ownNumbers, numberCount) }
        : null;
      if (templates.size >= MOST_TEMPLATES) templates.clear();
      templates.set(key, made);
    }
    if (area === null) [lastKey, last] = [encode(day), made];
    return made;
  };

  const scan = (bytes: Uint8Array, from: number, to: number): boolean => {
    [s.b, s.p, s.end] = [bytes, from, to];
    [s.size, s.areaStart, s.idStart, s.idEnd, s.dayStart, s.lane, s.number] = [-1, -1, -1, -1, -1, 0, 0];
    listed = 0;
    for (let cell = 0; cell < ownLanes; cell++) lanes[cell] = blankLanes[cell] as number;
    for (let cell = 0; cell < ownNumbers; cell++) numbers[cell] = Number.NaN;
    skip(s);
    if (!object(tables.household, null)) return false;
    skip(s);
    if (s.p !== to || (s.dayStart < 0 && asOf === undefined)) return false;
    if (s.size >= 0 && s.size < Math.max(1, listed)) return false;
    const found = template();
    if (found === null) return false;
    for (let cell = ownLanes; cell < laneCount; cell++) lanes[cell] = found.lanes[cell - ownLanes] as number;
    for (let cell = ownNumbers; cell < numberCount; cell++) numbers[cell] = found.numbers[cell - ownNumbers] as number;
    row.members = listed;
    row.blocks = listed > 0 && (s.size < 0 || s.size === listed) ? listed : listed + 1;
    if (row.blocks > listed) clearMember(listed);
    [ids.idStart, ids.idEnd] = [s.idStart, s.idEnd];
    return true;
  };

  return {
    scan,
    row,
    id: ids,
    memberId: (member) => decoder.decode(s.b.subarray(memberIds[2 * member], memberIds[2 * member + 1])),
  };
}

/** Unknown for each value of a cell, and nothing beyond its last. */
function unknownLanes({ values }: LanePlace): number {
  return 0x55555555 & (values.length === 16 ? -1 : (1 << (values.length * 2)) - 1);
}
