import { isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import { type Household, readHousehold } from '../plan/household.js';
import type { DatedParameter, PlanName, RuleSet } from '../plan/plan.js';
import { isComplete, readHead } from '../plan/read-plain.js';
import { createWalk, type Raw, readDay, readMonth, type Take } from '../plan/walk.js';
import { parameterOn } from '../ruleset/parameters.js';
import type { LanePlace, Layout, NumberPlace } from './layout.js';
import { dayNumber, scaled } from './operand.js';

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

interface Target {
  lanes: Int32Array;
  numbers: Float64Array;
  member: boolean;
  /** Where the block of the household or the member begins. */
  lane: number;
  number: number;
}

export interface RowReader {
  /** @throws JiantuiError `bad-household` */
  read(snapshot: unknown, asOf: string | undefined): Row;
}

export function createRowReader(ruleSet: RuleSet, layout: Layout, parameters: ReadonlyMap<string, readonly DatedParameter[]>): RowReader {
  const take = (name: PlanName): Take<Target> => {
    const store = (clause?: string): Take<Target> => {
      const own = <P extends LanePlace | NumberPlace>(places: readonly P[]) =>
        places.filter(({ source }) => source.level !== 'uniform' && source.name === name.name && (clause === undefined || source.clause === clause));
      const household = storeOf(name, own(layout.lanes), own(layout.numbers));
      const member = storeOf(name, own(layout.memberLanes), own(layout.memberNumbers));
      if (!name.perClause) return name.scope === 'member' ? member : household;
      return (raw, into) => (into.member ? member : household)(raw, into);
    };
    const one = store();
    if (!name.perClause) return one;
    const clauses = [...layout.lanes, ...layout.memberLanes].flatMap(({ source }) => (source.name === name.name && source.clause !== undefined ? [source.clause] : []));
    const each = new Map(clauses.map((clause) => [clause, store(clause)] as const));
    return (raw, into, clause) => (clause === undefined ? one(raw, into) : (each.get(clause)?.(raw, into) ?? true));
  };
  const walk = createWalk(ruleSet, take);
  const blanks = createBlanks(ruleSet, layout, parameters);

  const readFast = (snapshot: unknown, chosen: string | undefined): Row | null => {
    const head = readHead(snapshot, chosen);
    if (head === null) return null;
    const { source, members: listed } = head;
    const blank = blanks.on(head.asOf, typeof source.localArea === 'string' ? source.localArea : null);
    if (blank === null) return null;
    const blocks = listed.length + (isComplete(listed.length, head.persons) ? 0 : 1);
    const target = blanks.make(blank, blocks);
    if (!walk.household(source, target)) return null;
    target.member = true;
    target.lane = layout.lanes.length;
    target.number = layout.numbers.length;
    for (const member of listed) {
      if (!walk.member(member, target)) return null;
      target.lane += layout.memberLanes.length;
      target.number += layout.memberNumbers.length;
    }
    return { exact: true, members: listed.length, blocks, lanes: target.lanes, numbers: target.numbers, source, asOf: chosen };
  };

  const readCarefully = (snapshot: unknown, chosen: string | undefined): Row => {
    const household = readHousehold(ruleSet, snapshot, chosen);
    const area = household.given.get('localArea')?.value;
    const blank = blanks.on(household.asOf, typeof area === 'string' ? area : null);
    const blocks = household.members.length + (household.membersComplete ? 0 : 1);
    const target = blank === null ? null : blanks.make(blank, blocks);
    const exact = target !== null && fillAll(household, layout, target);
    const { lanes, numbers } = target ?? { lanes: new Int32Array(0), numbers: new Float64Array(0) };
    return { exact, members: household.members.length, blocks, lanes, numbers, source: snapshot as object, asOf: chosen };
  };
  return { read: (snapshot, asOf) => readFast(snapshot, asOf) ?? readCarefully(snapshot, asOf) };
}

/** The cells that do not depend on the household, filled in once for each day and area. */
export function createBlanks(ruleSet: RuleSet, layout: Layout, parameters: ReadonlyMap<string, readonly DatedParameter[]>) {
  const made = new Map<string, Pick<Target, 'lanes' | 'numbers'> | null>();
  const uniform = (value: string, area: string | null) => (place: LanePlace | NumberPlace) =>
    place.source.name === 'asOf' ? value : (parameterOn(parameters.get(place.source.name) ?? ruleSet.parameters.get(place.source.name), value, area)?.value ?? null);
  const on = (day: string, area: string | null) => {
    const key = area === null ? day : `${day} ${area}`;
    let blank = made.get(key);
    if (blank === undefined) {
      // A long run over many days and areas must not keep them all.
      if (made.size >= 4096) made.clear();
      blank = fillUniform(layout, uniform(day, area));
      made.set(key, blank);
    }
    return blank;
  };
  const memberLanes = new Int32Array(layout.memberLanes.map(unknownLanes));
  const make = (blank: Pick<Target, 'lanes' | 'numbers'>, blocks: number): Target => {
    const lanes = new Int32Array(layout.lanes.length + blocks * memberLanes.length);
    const numbers = new Float64Array(layout.numbers.length + blocks * layout.memberNumbers.length);
    lanes.set(blank.lanes);
    numbers.set(blank.numbers);
    for (let at = layout.lanes.length; at < lanes.length; at += memberLanes.length) lanes.set(memberLanes, at);
    numbers.fill(Number.NaN, layout.numbers.length);
    return { lanes, numbers, member: false, lane: 0, number: 0 };
  };
  return { on, make };
}

/** Unknown for each value of a cell, and nothing beyond its last. */
function unknownLanes(place: LanePlace): number {
  return 0x55555555 & (place.values.length === 16 ? -1 : (1 << (place.values.length * 2)) - 1);
}

function fillUniform(layout: Layout, valueOf: (place: LanePlace | NumberPlace) => Value): Pick<Target, 'lanes' | 'numbers'> | null {
  const lanes = new Int32Array(layout.lanes.map(unknownLanes));
  const numbers = new Float64Array(layout.numbers.length).fill(Number.NaN);
  for (const place of layout.lanes) if (place.source.level === 'uniform') lanes[place.at] = lanesOf(place, valueOf(place));
  for (const place of layout.numbers) {
    if (place.source.level !== 'uniform') continue;
    const number = numberOf(place, valueOf(place));
    if (number === null) return null;
    numbers[place.at] = number;
  }
  return { lanes, numbers };
}

/** Two bits for each value of the cell: whether it is, or holds, that value. */
function lanesOf(place: LanePlace, value: Value): number {
  if (value === null) return unknownLanes(place);
  let bits = 0;
  place.values.forEach((each, lane) => {
    if (Array.isArray(value) ? value.includes(each as string) : value === each) bits |= 3 << (lane * 2);
  });
  return bits;
}

/** The number of a cell; NaN for unknown, null where it does not fit. */
function numberOf(place: NumberPlace, value: Value): number | null {
  if (value === null) return Number.NaN;
  if (typeof value === 'string') return dayNumber(value);
  const number = isExact(value) ? scaled(value, place.scale) : null;
  return number === null || number > place.limit ? null : number;
}

function fillAll(household: Household, layout: Layout, target: Target): boolean {
  const fill = (given: Household['given'], lanes: readonly LanePlace[], numbers: readonly NumberPlace[]): boolean => {
    const valueOf = ({ source: { name, clause } }: LanePlace | NumberPlace) => ((clause === undefined ? undefined : given.get(`${name}#${clause}`)) ?? given.get(name))?.value ?? null;
    for (const place of lanes) if (place.source.level !== 'uniform') target.lanes[target.lane + place.at] = lanesOf(place, valueOf(place));
    for (const place of numbers) {
      if (place.source.level === 'uniform') continue;
      const number = numberOf(place, valueOf(place));
      if (number === null) return false;
      target.numbers[target.number + place.at] = number;
    }
    return true;
  };
  if (!fill(household.given, layout.lanes, layout.numbers)) return false;
  return household.members.every(({ given }, index) => {
    target.lane = layout.lanes.length + index * layout.memberLanes.length;
    target.number = layout.numbers.length + index * layout.memberNumbers.length;
    return fill(given, layout.memberLanes, layout.memberNumbers);
  });
}

/** How one name goes into its cells; nothing to store where no rule asks for it. */
function storeOf(name: PlanName, lanes: readonly LanePlace[], numbers: readonly NumberPlace[]): Take<Target> {
  const [number] = numbers;
  if (number !== undefined) return storeNumber(number);
  const [only] = lanes;
  if (only === undefined) return () => true;
  const put = (values: Value, into: Target) => {
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
        return value === 'unknown' || put(value as Value, into);
      };
    case 'set':
      return (raw, into) => put(raw as Value, into);
    default: {
      const table = new Map((name.values ?? []).map((value) => [value, lanes.map((place) => lanesOf(place, value))] as const));
      return (raw, into) => {
        const known = table.get(raw as string);
        if (known === undefined) return put(raw as Value, into);
        for (let index = 0; index < lanes.length; index++) into.lanes[into.lane + (lanes[index] as LanePlace).at] = known[index] as number;
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
