import { MOST_MEMBERS } from '../base/plain-data.js';
import { type ByteColumn, columnKey, type DoubleColumn, unknownByte } from './storage.js';
import type { KernelTables } from './tables.js';

/**
 * Households side by side: one array a column. Household `i` has the members from `offsets[i]` to `offsets[i + 1]`; where
 * `incomplete[i]` is 1, members may be missing from the list, and the last of these stands for them: nothing is known of it.
 */
export interface Chunk {
  /** How many households and members there is room for, and how many there are. */
  readonly capacity: number;
  readonly memberCapacity: number;
  count: number;
  /** In the order of the tables' `bytes` and `doubles`. */
  readonly bytes: readonly Uint8Array[];
  readonly doubles: readonly Float64Array[];
  readonly offsets: Int32Array;
  readonly incomplete: Uint8Array;
}

/** Most members that a household may list, and one that stands for those not listed. */
export const MOST_SUBJECTS = MOST_MEMBERS + 1;

/** A chunk that holds the same households as another one, for another kernel. */
export interface Beside {
  readonly tables: KernelTables;
  readonly chunk: Chunk;
}

/**
 * An empty chunk, all values unknown.
 * @param beside chunks of the same room for the same households: a column that one of them has is not made again
 */
export function createChunk(
  { bytes, doubles }: KernelTables,
  capacity: number,
  memberCapacity: number,
  beside: readonly Beside[] = [],
): Chunk {
  const lengthOf = (level: string) => (level === 'member' ? memberCapacity : capacity);
  const there = new Map<string, Uint8Array | Float64Array | undefined>();
  for (const { tables, chunk } of beside) {
    tables.bytes.forEach((column, index) => there.set(columnKey(column), chunk.bytes[index]));
    tables.doubles.forEach((column, index) => there.set(columnKey(column), chunk.doubles[index]));
  }
  const byteColumn = (column: ByteColumn) =>
    (there.get(columnKey(column)) as Uint8Array | undefined) ??
    new Uint8Array(lengthOf(column.level)).fill(unknownByte(column.values));
  const doubleColumn = (column: DoubleColumn) =>
    (there.get(columnKey(column)) as Float64Array | undefined) ??
    new Float64Array(lengthOf(column.level)).fill(Number.NaN);
  return {
    capacity,
    memberCapacity,
    count: 0,
    bytes: bytes.map(byteColumn),
    doubles: doubles.map(doubleColumn),
    offsets: new Int32Array(capacity + 1),
    incomplete: new Uint8Array(capacity),
  };
}

/** Arrays for the results of a chunk. */
export function createResults(
  levels: readonly { readonly level: 'household' | 'member' }[],
  capacity: number,
  memberCapacity: number,
): Uint8Array[] {
  return levels.map(({ level }) => new Uint8Array(level === 'member' ? memberCapacity : capacity));
}

/** Whether there is room for another household, whatever its members. */
export function hasRoom({ count, capacity, memberCapacity, offsets }: Chunk): boolean {
  return count < capacity && (offsets[count] as number) + MOST_SUBJECTS <= memberCapacity;
}

/** Forgets the households from a place on: all their values are unknown again. */
export function clearFrom(
  { bytes, doubles }: KernelTables,
  chunk: Chunk,
  from: number,
  to: number,
  members: number,
): void {
  const first = chunk.offsets[from] as number;
  bytes.forEach(({ level, values }, index) => {
    const [begin, end] = level === 'member' ? [first, members] : [from, to];
    (chunk.bytes[index] as Uint8Array).fill(unknownByte(values), begin, end);
  });
  doubles.forEach(({ level }, index) => {
    const [begin, end] = level === 'member' ? [first, members] : [from, to];
    (chunk.doubles[index] as Float64Array).fill(Number.NaN, begin, end);
  });
  chunk.count = from;
}
