import { dayNumber, monthNumber } from '../base/calendar.js';
import { defined } from '../base/defined.js';
import { asKnownOn } from '../snapshot/evidence.js';
import { isComplete, readHead } from '../snapshot/head.js';
import type { Implications } from '../snapshot/implies.js';
import { createWalk, type Raw, type ReadName, type Store, storing, type Visit } from '../snapshot/walk.js';
import { type Chunk, clearFrom } from './chunk.js';
import { type ByteColumn, byteOf, columnKey, type DoubleColumn, type Held } from './storage.js';
import { type KernelTables, walkSourceOf } from './tables.js';

/** What a household that was put into a chunk is answered with. */
export interface Placed {
  readonly day: string;
  readonly area: string | null;
}

/** Reads households into the columns of chunks. */
export interface Filler {
  /**
   * Null where something is unusual, or a value does not fit its column: then the chunk is as before, and the household has to
   * be read and decided by itself.
   */
  fill(chunk: Chunk, snapshot: unknown, asOf: string | undefined, knownOn: string | undefined): Placed | null;
}

/** Where the household or the member at hand goes. */
export interface Target {
  chunk: Chunk;
  isMember: boolean;
  at: number;
}

/** Puts values into columns by key, for households that are made up: what is made is known to be a household's. */
export interface Writer {
  /** What stores the values of a key; null where no column asks for it that the others do not have, see {@link createChunk}. */
  visit(scope: 'household' | 'member', key: string, others: readonly KernelTables[]): Visit<Target> | null;
}

/** @param implications what facts imply of each other, where that has been worked out already */
export function createFiller(tables: KernelTables, implications?: Implications): Filler & Writer {
  const walk = createWalk({ ...walkSourceOf(tables), ...defined({ implications }) }, (name) => storeOf(name, tables));
  const fill: Filler['fill'] = (chunk, snapshot, asOf, knownOn) => {
    const known = knownOn === undefined ? snapshot : asKnownOn(tables.facts, snapshot, knownOn);
    const head = readHead(known, asOf);
    if (head === null) return null;
    const { source, members } = head;
    const first = chunk.offsets[chunk.count] as number;
    const target: Target = { chunk, isMember: false, at: chunk.count };
    let isRead = false;
    try {
      isRead = walk.household(source, target);
      target.isMember = true;
      target.at = first;
      for (let index = 0; isRead && index < members.length; index++, target.at++)
        isRead = walk.member(members[index] as object, target);
    } finally {
      if (!isRead) undo(tables, chunk, members.length);
    }
    if (!isRead) return null;
    close(chunk, members.length, head.persons);
    const area = typeof source.localArea === 'string' ? source.localArea : null;
    return { day: head.asOf, area };
  };
  return {
    fill: (chunk, snapshot, asOf, knownOn) => {
      try {
        return fill(chunk, snapshot, asOf, knownOn);
      } catch {
        // A getter or a proxy has thrown: whoever reads the household by itself is told so.
        return null;
      }
    },
    visit: (scope, key, others) => {
      const there = new Set(others.flatMap((other) => [...other.bytes, ...other.doubles].map(columnKey)));
      const asked = new Set(tables.names.filter((name) => name.key === key).map(({ name }) => name));
      const isAsked = [...tables.bytes, ...tables.doubles].some(
        (column) => column.level === scope && asked.has(column.name) && !there.has(columnKey(column)),
      );
      // Answers clause by clause are read even so: a clause may be one that the rule set does not know.
      return isAsked || tables.facts[key]?.perClause === true ? (walk.visit(scope, key) ?? null) : null;
    },
  };
}

/** Ends the household that has been put into a chunk. @param persons how many it counts, where it says so */
export function close(chunk: Chunk, members: number, persons: number | null): void {
  const { count, offsets } = chunk;
  const rest = isComplete(members, persons) ? 0 : 1;
  chunk.incomplete[count] = rest;
  offsets[count + 1] = (offsets[count] as number) + members + rest;
  chunk.count = count + 1;
}

/** Forgets what has been put into a chunk of a household that has not been closed. */
export function undo(tables: KernelTables, chunk: Chunk, members: number): void {
  const { count, offsets, memberCapacity } = chunk;
  clearFrom(tables, chunk, count, count + 1, Math.min((offsets[count] as number) + members, memberCapacity));
}

type Stored = ByteColumn | DoubleColumn;

/** A column's place among its kind. */
interface Place<C extends Stored> {
  readonly index: number;
  readonly column: C;
}

function placesOf<C extends Stored>(list: readonly C[], name: string): readonly Place<C>[] {
  return list.map((column, index) => ({ index, column })).filter(({ column }) => column.name === name);
}

/** How one name goes into its columns; nothing to store where no rule asks for it. */
function storeOf(name: ReadName, tables: KernelTables): Store<Target> {
  const bytes = placesOf(tables.bytes, name.name);
  const [number] = placesOf(tables.doubles, name.name);
  if (name.perClause) return storeClauses(name.type, bytes);
  if (number !== undefined) return storeNumber(number);
  const bitsOf = (value: Held) => bytes.map(({ column }) => byteOf(column.values, value));
  const closed = new Map<unknown, readonly number[]>(closedValues(name).map((value) => [value, bitsOf(value)]));
  const arrays = bytes.map(({ index }) => index);
  return storing(
    (raw) => {
      const value = heldOf(raw, name.type);
      return value === null || arrays.length === 0 ? null : (closed.get(value) ?? bitsOf(value));
    },
    (bits, { chunk, at }) => {
      for (let index = 0; index < arrays.length; index++)
        (chunk.bytes[arrays[index] as number] as Uint8Array)[at] = bits[index] as number;
    },
  );
}

/** The values that a name of a closed list may have. */
function closedValues({ type, values }: ReadName): readonly (boolean | string)[] {
  if (type === 'boolean') return [true, false];
  return type === 'finding' ? ['yes', 'no'] : type === 'enum' ? (values ?? []) : [];
}

/** One finding for all clauses, or one for each. */
function storeClauses(type: ReadName['type'], bytes: readonly Place<ByteColumn>[]): Store<Target> {
  const at = (level: 'household' | 'member', clause?: string) =>
    bytes.filter(({ column }) => column.level === level && (clause === undefined || column.clause === clause));
  const placesFor = (clause?: string) => ({ household: at('household', clause), member: at('member', clause) });
  const all = placesFor();
  const clauses = new Set(bytes.flatMap(({ column }) => column.clause ?? []));
  const each = new Map([...clauses].map((clause) => [clause, placesFor(clause)] as const));
  return storing(
    (raw: Raw) => heldOf(raw, type),
    (value, into, clause) => {
      const places = clause === undefined ? all : each.get(clause);
      if (places === undefined) return;
      for (const { index, column } of into.isMember ? places.member : places.household)
        (into.chunk.bytes[index] as Uint8Array)[into.at] = byteOf(column.values, value);
    },
  );
}

/** What of a value bears on its columns; null where it says nothing. */
function heldOf(raw: Raw, type: ReadName['type']): Held {
  if (type !== 'finding') return raw as Held;
  const value = typeof raw === 'object' && raw !== null && 'value' in raw ? raw.value : raw;
  return value === 'unknown' ? null : (value as Held);
}

function storeNumber({ index, column: { scale, limit, what } }: Place<DoubleColumn>): Store<Target> {
  const unit = 10 ** scale;
  const numberOf = (raw: Raw): number => {
    if (what === 'day') return dayNumber(raw as string);
    if (what === 'month') return monthNumber(raw as string);
    const value = typeof raw === 'number' ? scaledNumber(raw, unit) : scaledDigits(raw as string, scale);
    return value <= limit ? value : Number.NaN;
  };
  return storing(
    (raw) => {
      const value = numberOf(raw);
      return Number.isNaN(value) ? undefined : value;
    },
    (value, { chunk, at }) => {
      (chunk.doubles[index] as Float64Array)[at] = value;
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
