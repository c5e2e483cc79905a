import { isComplete, readHead } from '../plan/head.js';
import { createWalk, type Raw, type ReadName, readDay, readMonth, type Take, type WalkSource } from '../plan/walk.js';
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
): (snapshot: unknown, chosen: string | undefined) => Row | null {
  const take = (name: ReadName): Take<Target> => {
    const store = (clause?: string): Take<Target> => {
      const own = <P extends LanePlace | NumberPlace>(places: readonly P[]) =>
        places.filter(
          ({ source }) =>
            source.level !== 'uniform' &&
            source.name === name.name &&
            (clause === undefined || source.clause === clause),
        );
      const household = storeOf(name, own(layout.lanes), own(layout.numbers));
      const member = storeOf(name, own(layout.memberLanes), own(layout.memberNumbers));
      if (!name.perClause) return name.scope === 'member' ? member : household;
      return (raw, into) => (into.member ? member : household)(raw, into);
    };
    const one = store();
    if (!name.perClause) return one;
    const clauses = [...layout.lanes, ...layout.memberLanes].flatMap(({ source }) =>
      source.name === name.name && source.clause !== undefined ? [source.clause] : [],
    );
    const each = new Map(clauses.map((clause) => [clause, store(clause)] as const));
    return (raw, into, clause) => (clause === undefined ? one(raw, into) : (each.get(clause)?.(raw, into) ?? true));
  };
  const walk = createWalk(source, take);
  return (snapshot, chosen) => {
    const head = readHead(snapshot, chosen);
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
      source: own,
      asOf: chosen,
    };
  };
}

/** Unknown for each value of a cell, and nothing beyond its last. */
export function unknownLanes(place: LanePlace): number {
  return 0x55555555 & (place.values.length === 16 ? -1 : (1 << (place.values.length * 2)) - 1);
}

/** What a lane cell may hold. */
export type CellValue = boolean | string | readonly string[] | null;

/** Two bits for each value of the cell: whether it is, or holds, that value. */
export function lanesOf(place: LanePlace, value: CellValue): number {
  if (value === null) return unknownLanes(place);
  let bits = 0;
  place.values.forEach((each, lane) => {
    if (Array.isArray(value) ? value.includes(each as string) : value === each) bits |= 3 << (lane * 2);
  });
  return bits;
}

/** How one name goes into its cells; nothing to store where no rule asks for it. */
function storeOf(name: ReadName, lanes: readonly LanePlace[], numbers: readonly NumberPlace[]): Take<Target> {
  const [number] = numbers;
  if (number !== undefined) return storeNumber(number);
  const [only] = lanes;
  if (only === undefined) return () => true;
  const put = (values: CellValue, into: Target) => {
    for (const place of lanes) into.lanes[into.lane + place.at] = lanesOf(place, values);
    return true;
  };
  switch (name.type) {
    case 'boolean':
      return (raw, into) => {
        into.lanes[into.lane + only.at] = raw === true ? 3 : 0;
        return true;
      };
    case 'finding':
      return (raw, into) => {
        const value = typeof raw === 'object' && raw !== null && 'value' in raw ? raw.value : raw;
        return value === 'unknown' || put(value as CellValue, into);
      };
    case 'set':
      return (raw, into) => put(raw as CellValue, into);
    default: {
      const table = new Map(
        (name.values ?? []).map((value) => [value, lanes.map((place) => lanesOf(place, value))] as const),
      );
      return (raw, into) => {
        const known = table.get(raw as string);
        if (known === undefined) return put(raw as CellValue, into);
        for (let index = 0; index < lanes.length; index++)
          into.lanes[into.lane + (lanes[index] as LanePlace).at] = known[index] as number;
        return true;
      };
    }
  }
}

function storeNumber(place: NumberPlace): Take<Target> {
  const { at, scale, limit, source } = place;
  if (source.what !== 'number') {
    return (raw, into) => {
      into.numbers[into.number + at] = source.what === 'day' ? readDay(raw as string) : readMonth(raw as string);
      return true;
    };
  }
  const unit = 10 ** scale;
  return (raw: Raw, into) => {
    const value = typeof raw === 'number' ? scaledNumber(raw, unit) : scaledDigits(raw as string, scale);
    // NaN fails the comparison too.
    if (!(value <= limit)) return false;
    into.numbers[into.number + at] = value;
    return true;
  };
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
