import { asKnownOn } from '../plan/evidence.js';
import { isComplete, readHead } from '../plan/head.js';
import {
  createWalk,
  type Raw,
  type ReadName,
  readDay,
  readMonth,
  storing,
  type Take,
  type WalkSource,
} from '../plan/walk.js';
import { type CellValue, laneBits, unknownBits } from './lane-bits.js';
import type { LanePlace, Layout, NumberPlace } from './layout.js';

/**
 * One household as numbers. `lanes` and `numbers` hold the household's cells, then the day's and the parameters', then
 * one block for each listed member, and one more, all unknown, where members may be missing from the list.
 */
export interface Row {
  /** False where a value does not fit the cells exactly: such a row is evaluated with decimals, from its source. */
  readonly exact: boolean;
  readonly members: number;
  /** Members, and one more where they are not all listed. */
  readonly blocks: number;
  readonly lanes: Int32Array;
  readonly numbers: Float64Array;
  /** The snapshot as it was read. */
  readonly source: object;
  /** The day that the caller chose; undefined where the snapshot's own holds. */
  readonly asOf: string | undefined;
}

export interface Target {
  lanes: Int32Array;
  numbers: Float64Array;
  member: boolean;
  /** Where the block of the household or the member begins. */
  lane: number;
  number: number;
}

/** The cells of a day and an area; null where one of them does not fit. */
export type Uniform = (day: string, area: string | null) => Pick<Target, 'lanes' | 'numbers'> | null;

/** Makes rows that have their day and parameters, and nothing else yet. */
export interface Blanks {
  make(day: string, area: string | null, blocks: number): Target | null;
}

export function createBlanks(layout: Layout, uniform: Uniform): Blanks {
  const made = new Map<string, ReturnType<Uniform>>();
  const memberLanes = new Int32Array(layout.memberLanes.map(unknownLanes));
  return {
    make(day, area, blocks) {
      const key = area === null ? day : `${day} ${area}`;
      let blank = made.get(key);
      if (blank === undefined) {
        // A long run over many days and areas must not keep them all.
        if (made.size >= 4096) made.clear();
        made.set(key, (blank = uniform(day, area)));
      }
      if (blank === null) return null;
      const lanes = new Int32Array(layout.lanes.length + blocks * memberLanes.length);
      const numbers = new Float64Array(layout.numbers.length + blocks * layout.memberNumbers.length);
      lanes.set(blank.lanes);
      numbers.set(blank.numbers);
      for (let at = layout.lanes.length; at < lanes.length; at += memberLanes.length) lanes.set(memberLanes, at);
      numbers.fill(Number.NaN, layout.numbers.length);
      return { lanes, numbers, member: false, lane: 0, number: 0 };
    },
  };
}

/** All cells unknown but those that `valueOf` knows: lanes as bits, numbers as they are stored; null for what does not fit. */
export function fillUniform(
  layout: Layout,
  lanesOn: (place: LanePlace) => number,
  numberOn: (place: NumberPlace) => number | null,
): ReturnType<Uniform> {
  const lanes = new Int32Array(layout.lanes.map(unknownLanes));
  const numbers = new Float64Array(layout.numbers.length).fill(Number.NaN);
  for (const place of layout.lanes) if (place.source.level === 'uniform') lanes[place.at] = lanesOn(place);
  for (const place of layout.numbers) {
    if (place.source.level !== 'uniform') continue;
    const number = numberOn(place);
    if (number === null) return null;
    numbers[place.at] = number;
  }
  return { lanes, numbers };
}

/** Reads households that are in order into rows; null where something is unusual or does not fit. */
export function createQuickReader(
  source: WalkSource,
  layout: Layout,
  blanks: Blanks,
): (snapshot: unknown, chosen: string | undefined, knownOn?: string) => Row | null {
  const walk = createWalk(source, (name) => takeInto(name, layout));
  return (snapshot, chosen, knownOn) => {
    const known = knownOn === undefined ? snapshot : asKnownOn(source.vocabulary.facts, snapshot, knownOn);
    const head = readHead(known, chosen);
    if (head === null) return null;
    const { source: own, members: listed } = head;
    const blocks = listed.length + (isComplete(listed.length, head.persons) ? 0 : 1);
    const target = blanks.make(head.asOf, typeof own.localArea === 'string' ? own.localArea : null, blocks);
    if (target === null || !walk.household(own, target)) return null;
    target.member = true;
    target.lane = layout.lanes.length;
    target.number = layout.numbers.length;
    for (const member of listed) {
      if (!walk.member(member, target)) return null;
      target.lane += layout.memberLanes.length;
      target.number += layout.memberNumbers.length;
    }
    return {
      exact: true,
      members: listed.length,
      blocks,
      lanes: target.lanes,
      numbers: target.numbers,
      source: snapshot as object,
      asOf: chosen,
    };
  };
}

export function unknownLanes({ values }: LanePlace): number {
  return unknownBits(values.length);
}

export function lanesOf({ values }: LanePlace, held: CellValue): number {
  return laneBits(values, held);
}

/** How one name goes into its cells; nothing to store where no rule asks for it. */
function takeInto(name: ReadName, layout: Layout): Take<Target> {
  const own = <P extends LanePlace | NumberPlace>(places: readonly P[], clause?: string) =>
    places.filter(
      ({ source }) =>
        source.level !== 'uniform' && source.name === name.name && (clause === undefined || source.clause === clause),
    );
  if (name.perClause) return takeClauses(name.type, layout, own);
  const isMember = name.scope === 'member';
  const [number] = own(isMember ? layout.memberNumbers : layout.numbers);
  if (number !== undefined) return takeNumber(number);
  const lanes = own(isMember ? layout.memberLanes : layout.lanes);
  const bitsOf = (value: CellValue) => lanes.map((place) => lanesOf(place, value));
  const closed = new Map<unknown, readonly number[]>(closedValues(name).map((value) => [value, bitsOf(value)]));
  return storing(
    (raw) => {
      const value = cellValueOf(raw, name.type);
      return value === null || lanes.length === 0 ? null : (closed.get(value) ?? bitsOf(value));
    },
    (bits, into) => {
      for (let index = 0; index < lanes.length; index++)
        into.lanes[into.lane + (lanes[index] as LanePlace).at] = bits[index] as number;
    },
  );
}

/** The values that a name of a closed list may have. */
function closedValues({ type, values }: ReadName): readonly (boolean | string)[] {
  return type === 'boolean'
    ? [true, false]
    : type === 'finding'
      ? ['yes', 'no']
      : type === 'enum'
        ? (values ?? [])
        : [];
}

/** One finding for all clauses, or one for each. */
function takeClauses(
  type: ReadName['type'],
  layout: Layout,
  own: (places: readonly LanePlace[], clause?: string) => readonly LanePlace[],
): Take<Target> {
  const placesFor = (clause?: string) => ({
    household: own(layout.lanes, clause),
    member: own(layout.memberLanes, clause),
  });
  const all = placesFor();
  const clauses = new Set([...all.household, ...all.member].flatMap(({ source: { clause } }) => clause ?? []));
  const each = new Map([...clauses].map((clause) => [clause, placesFor(clause)] as const));
  const make = (raw: Raw) => cellValueOf(raw, type);
  return storing(make, (value, into, clause) => {
    const places = clause === undefined ? all : each.get(clause);
    if (places === undefined) return;
    for (const place of into.member ? places.member : places.household)
      into.lanes[into.lane + place.at] = lanesOf(place, value);
  });
}

/** What of a value bears on its cells; null where it says nothing. */
function cellValueOf(raw: Raw, type: ReadName['type']): CellValue {
  if (type !== 'finding') return raw as CellValue;
  const value = typeof raw === 'object' && raw !== null && 'value' in raw ? raw.value : raw;
  return value === 'unknown' ? null : (value as CellValue);
}

function takeNumber({ at, scale, limit, source }: NumberPlace): Take<Target> {
  const unit = 10 ** scale;
  const numberOf = (raw: Raw): number => {
    if (source.what === 'day') return readDay(raw as string);
    if (source.what === 'month') return readMonth(raw as string);
    const value = typeof raw === 'number' ? scaledNumber(raw, unit) : scaledDigits(raw as string, scale);
    return value <= limit ? value : Number.NaN;
  };
  return storing(
    (raw) => {
      const value = numberOf(raw);
      return Number.isNaN(value) ? undefined : value;
    },
    (value, into) => {
      into.numbers[into.number + at] = value;
    },
  );
}

/** A number as printed, in units of 1/`unit`; NaN where it has more digits than that. */
function scaledNumber(value: number, unit: number): number {
  const number = Math.round(value * unit);
  return number / unit === value && number < 1e15 ? number : Number.NaN;
}

/** Digits with perhaps a point, in units of 10^-`scale`; NaN where there are more digits than that. */
function scaledDigits(text: string, scale: number): number {
  let value = 0;
  let places = -1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) places = 0;
    else if (places < scale) {
      value = value * 10 + (code - 48);
      if (places >= 0) places += 1;
    } else if (code !== 48) return Number.NaN;
  }
  for (let place = Math.max(places, 0); place < scale; place++) value *= 10;
  return value < 1e15 ? value : Number.NaN;
}
