import type { Compiled } from '../compile/compile.js';
import { unknownLanes } from '../compile/quick-row.js';
import type { Row } from '../compile/row.js';
import type { Household } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import { readDay } from '../plan/walk.js';
import type { MemberIds } from './asked.js';
import { createRowHousehold } from './row-household.js';
import { type Field, type FieldTable, fieldTables, KIND, moveAfter } from './scan-fields.js';
import { idsAt } from './scan-ids.js';
import {
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
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
import { add, put, readScalar, type Scan } from './scan-values.js';

/**
 * Reads households straight from the bytes of JSON into the cells of a row, without making objects. It takes only what is
 * plain and in order; `false` says no more than that the careful way has to look at the line.
 */
export interface Scanner {
  /** Reads the bytes from `from` to `to`, which have to be UTF-8; true when `row` holds the household. */
  scan(bytes: Uint8Array, from: number, to: number): boolean;
  /** The household read last, until the next scan. */
  readonly row: Row;
  /** The same with all that the rules ask of it. */
  household(): Household;
  /** Where its id stands, without quotes; both −1 where it has none. */
  readonly id: { readonly idStart: number; readonly idEnd: number };
  /** What its members are called. */
  readonly memberIds: MemberIds;
}

const MOST_MEMBERS = 200;
const MOST_ENTRIES = 1000;
const MOST_TEMPLATES = 4096;
/** Fields that may be left out one after another before a key is looked up. */
const MOST_LEFT_OUT = 16;
const HOUSEHOLD = pattern('"household"');
const decoder = new TextDecoder();

/** The cells of the day and the parameters: the same for every household of one day and area. */
interface Template {
  readonly lanes: Int32Array;
  readonly numbers: Float64Array;
}

/**
 * @param asOf the day that the caller chose for all households; undefined where each has its own
 * @param knownOn what carries a later date is for the careful way, which leaves it out
 */
export function createScanner(
  ruleSet: RuleSet,
  compiled: Compiled,
  asOf: string | undefined,
  knownOn?: string,
): Scanner {
  const tables = fieldTables(ruleSet, compiled);
  const make = createRowHousehold(ruleSet, compiled.layout);
  const { layout } = compiled;
  const [laneCount, numberCount] = [layout.lanes.length, layout.numbers.length];
  const [memberLanes, memberNumbers] = [layout.memberLanes.length, layout.memberNumbers.length];
  const ownLanes = layout.lanes.filter(({ source }) => source.level !== 'uniform').length;
  const ownNumbers = layout.numbers.filter(({ source }) => source.level !== 'uniform').length;
  const lanes = new Int32Array(laneCount + (MOST_MEMBERS + 1) * memberLanes);
  const numbers = new Float64Array(numberCount + (MOST_MEMBERS + 1) * memberNumbers);
  const blankLanes = Int32Array.from(layout.lanes.slice(0, ownLanes), unknownLanes);
  const blankMember = Int32Array.from(layout.memberLanes, unknownLanes);
  const consistent = ruleSet.reader.implications;
  const s: Scan = {
    b: new Uint8Array(0),
    view: new DataView(new ArrayBuffer(0)),
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
    isTold: false,
    consistent,
    known: knownOn === undefined ? Number.POSITIVE_INFINITY : readDay(knownOn),
    met: {
      household: new Int32Array(consistent.household.words),
      member: new Int32Array(consistent.member.words),
    },
    marks: 0,
  };
  const row = { exact: true, members: 0, blocks: 0, lanes, numbers, source: {}, asOf };
  const ids = { idStart: -1, idEnd: -1 };
  const memberIds = new Int32Array(2 * MOST_MEMBERS);
  let listed = 0;

  /** @param list the list whose entry the object is; null where it is none */
  const object = (p: number, table: FieldTable, list: Field | null): number => {
    if (s.b[p] !== OPEN) return NOT;
    const mark = ++s.marks;
    let last = table.head;
    let at = skip(s, p + 1);
    if (s.b[at] === CLOSE) return at + 1;
    for (;;) {
      let field = expectedAt(s, at, last.next);
      if (field !== null) at += field.key.length;
      else {
        const after = text(s, at);
        if (after < 0) return NOT;
        field = table.byKey.get(decoder.decode(s.b.subarray(at + 1, after - 1))) ?? null;
        at = passed(s, after, COLON);
        if (field === null || at < 0) return NOT;
        if (field.mark !== mark) moveAfter(table, last, field);
      }
      // A key that stands twice is for the careful way, too.
      if (field.mark === mark) return NOT;
      field.mark = mark;
      last = field;
      at = skip(s, at);
      if (list !== null && field === list.entryKey && s.b[at] === QUOTE) {
        add(s, list.lanes, oneOf(s, at, field.values));
        s.isTold = true;
      }
      at = value(at, field);
      if (at < 0) return NOT;
      at = skip(s, at);
      const next = s.b[at++];
      if (next === CLOSE) return at;
      if (next !== COMMA) return NOT;
      at = skip(s, at);
    }
  };

  const value = (p: number, field: Field): number => {
    if (field.parts === null && field.kind !== KIND.members) return readScalar(s, p, field);
    if (s.b[p] === 110) return matches(s, p, NULL) ? p + NULL.length : NOT;
    switch (field.kind) {
      case KIND.members:
        return members(p);
      case KIND.list:
        return list(p, field);
      case KIND.clauses: {
        // One answer for each clause; or one for all, which may be written out and then has other keys.
        const after = object(p, field.parts as FieldTable, null);
        return after < 0 ? readScalar(s, p, field) : after;
      }
      default:
        return object(p, field.parts as FieldTable, null);
    }
  };

  const list = (p: number, field: Field): number => {
    put(s, field.lanes, -1);
    if (s.b[p] !== OPEN_LIST) return NOT;
    let at = skip(s, p + 1);
    if (s.b[at] === CLOSE_LIST) return at + 1;
    for (let count = 0; count < MOST_ENTRIES; count++) {
      s.isTold = false;
      at = object(at, field.parts as FieldTable, field);
      if (at < 0 || !s.isTold) return NOT;
      at = skip(s, at);
      const next = s.b[at++];
      if (next === CLOSE_LIST) return at;
      if (next !== COMMA) return NOT;
      at = skip(s, at);
    }
    return NOT;
  };

  const members = (p: number): number => {
    if (s.b[p] !== OPEN_LIST) return NOT;
    const first = skip(s, p + 1);
    if (s.b[first] === CLOSE_LIST) return first + 1;
    const { idStart, idEnd } = s;
    const after = allMembers(first);
    s.idStart = idStart;
    s.idEnd = idEnd;
    s.lane = 0;
    s.number = 0;
    return after;
  };

  const allMembers = (p: number): number => {
    let at = p;
    for (; listed < MOST_MEMBERS; ) {
      clearMember(listed);
      s.idStart = -1;
      at = object(at, tables.member, null);
      if (at < 0 || s.idStart < 0 || matches(s, s.idStart - 1, HOUSEHOLD)) return NOT;
      for (let other = 0; other < listed; other++)
        if (sameParts(s, s.idStart, s.idEnd, memberIds[2 * other] as number, memberIds[2 * other + 1] as number))
          return NOT;
      memberIds[2 * listed] = s.idStart;
      memberIds[2 * listed + 1] = s.idEnd;
      listed += 1;
      at = skip(s, at);
      const next = s.b[at++];
      if (next === CLOSE_LIST) return at;
      if (next !== COMMA) return NOT;
      at = skip(s, at);
    }
    return NOT;
  };

  const clearMember = (member: number) => {
    s.lane = laneCount + member * memberLanes;
    s.number = numberCount + member * memberNumbers;
    s.met.member.fill(0);
    for (let cell = 0; cell < memberLanes; cell++) lanes[s.lane + cell] = blankMember[cell] as number;
    for (let cell = 0; cell < memberNumbers; cell++) numbers[s.number + cell] = Number.NaN;
  };

  const dayText = () => asOf ?? decoder.decode(s.b.subarray(s.dayStart, s.dayStart + 10));
  const areaText = () => (s.areaStart < 0 ? null : decoder.decode(s.b.subarray(s.areaStart, s.areaEnd)));

  const templates = new Map<string, Template | null>();
  let lastDay: Pattern | null = null;
  let last: Template | null = null;
  /** The template of the household's day and area; null where its parameters do not fit the cells. */
  const template = (): Template | null => {
    // The day stands between quotes.
    const isSame = s.areaStart < 0 && lastDay !== null && (asOf !== undefined || matches(s, s.dayStart - 1, lastDay));
    if (isSame) return last;
    const [day, area] = [dayText(), areaText()];
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
    if (area === null) [lastDay, last] = [pattern(`"${day}"`), made];
    return made;
  };

  const begin = (bytes: Uint8Array, to: number) => {
    if (s.b !== bytes) {
      s.b = bytes;
      s.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    s.end = to;
    s.lane = 0;
    s.number = 0;
    s.size = -1;
    s.areaStart = -1;
    s.idStart = -1;
    s.idEnd = -1;
    s.dayStart = -1;
    listed = 0;
    s.met.household.fill(0);
    for (let cell = 0; cell < ownLanes; cell++) lanes[cell] = blankLanes[cell] as number;
    for (let cell = 0; cell < ownNumbers; cell++) numbers[cell] = Number.NaN;
  };

  const scan = (bytes: Uint8Array, from: number, to: number): boolean => {
    begin(bytes, to);
    const after = object(skip(s, from), tables.household, null);
    if (after < 0 || skip(s, after) !== to || (s.dayStart < 0 && asOf === undefined)) return false;
    if (s.size >= 0 && s.size < Math.max(1, listed)) return false;
    const found = template();
    if (found === null) return false;
    for (let cell = ownLanes; cell < laneCount; cell++) lanes[cell] = found.lanes[cell - ownLanes] as number;
    for (let cell = ownNumbers; cell < numberCount; cell++) numbers[cell] = found.numbers[cell - ownNumbers] as number;
    row.members = listed;
    row.blocks = listed > 0 && (s.size < 0 || s.size === listed) ? listed : listed + 1;
    if (row.blocks > listed) clearMember(listed);
    ids.idStart = s.idStart;
    ids.idEnd = s.idEnd;
    return true;
  };

  return {
    scan,
    row,
    household: () => make(row, dayText(), areaText()),
    id: ids,
    memberIds: idsAt(s, memberIds),
  };
}

/** The field whose key stands here: the expected one, or one of those after it where some were left out. */
function expectedAt(s: Scan, p: number, expected: Field | null): Field | null {
  let field = expected;
  for (let tries = 0; field !== null && tries <= MOST_LEFT_OUT; tries++) {
    if (matches(s, p, field.key)) return field;
    field = field.next;
  }
  return null;
}
