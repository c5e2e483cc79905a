import { AREA } from '../household/parameter-on.js';
import { type Beside, type Chunk, clearFrom, hasRoom } from '../kernel/chunk.js';
import type { Kernel } from '../kernel/kernel.js';
import { readDate } from '../snapshot/fields.js';
import { copySnapshot } from '../snapshot/snapshot.js';
import type { Results } from './results.js';

/** Households that are answered together, and most members of all of them. */
const CAPACITY = 512;
const MEMBERS = 4096;

/** What a kernel says of the households of a chunk. */
export interface Answered {
  readonly chunk: Chunk;
  readonly results: Results;
  readonly day: string;
  readonly area: string | null;
}

/** Households waiting in line: they are answered a chunk at a time, in their order, all of one day and area together. */
export interface Line<T> {
  /**
   * Puts a household in line.
   * @param item made of it once it has been read: what `each` is told
   * @returns false where it has to be read and decided by itself; all before it are answered by then
   */
  add(household: unknown, item: (own: unknown) => T): boolean;
  /**
   * Puts a household in line that somebody else writes into the chunks, one for each kernel.
   * @param write false where it does not fit: all chunks are then as before
   * @returns false as {@link add}
   */
  write(at: string, write: (chunks: readonly Chunk[]) => boolean, item: T): boolean;
  /** Answers all that wait. */
  flush(): void;
}

/**
 * @param kernels what answers: each household is answered by all of them
 * @param isOwn whether nobody else holds the households: otherwise each is copied, since it is looked at again when it is answered
 * @param each called for each household in turn; `answered` is by kernel, `index` the household's place in the chunks
 */
export function createLine<T>(
  kernels: readonly Kernel[],
  asOf: string | undefined,
  knownOn: string | undefined,
  isOwn: boolean,
  each: (item: T, answered: readonly Answered[], index: number) => void,
): Line<T> {
  const beside: Beside[] = [];
  const places = kernels.map((kernel) => {
    const chunk = kernel.createChunk(CAPACITY, MEMBERS, beside);
    beside.push({ tables: kernel.tables, chunk });
    const columns = kernel.createResults(chunk);
    return { kernel, chunk, columns, results: { columns, offsets: chunk.offsets, incomplete: chunk.incomplete } };
  });
  let items: T[] = [];
  let day = '';
  let area: string | null = null;

  const flush = () => {
    if (items.length === 0) return;
    for (const { kernel, chunk, columns } of places) kernel.run(chunk, day, area, columns);
    const waiting = items;
    items = [];
    try {
      const answered = places.map(({ chunk, results }) => ({ chunk, results, day, area }));
      for (let index = 0; index < waiting.length; index++) each(waiting[index] as T, answered, index);
    } finally {
      for (const { kernel, chunk } of places)
        clearFrom(kernel.tables, chunk, 0, chunk.count, chunk.offsets[chunk.count] as number);
    }
  };

  const enter = (ownDay: string, ownArea: string | null, write: () => boolean): boolean => {
    if (ownDay !== day || ownArea !== area || places.some(({ chunk }) => !hasRoom(chunk))) flush();
    if (!write()) {
      flush();
      return false;
    }
    [day, area] = [ownDay, ownArea];
    return true;
  };
  const chunks = places.map(({ chunk }) => chunk);
  let written = '';
  let read = '';
  /** Most households have the day of the one before. */
  const dayOf = (day: unknown): string => {
    if (typeof day !== 'string') return readDate(day) ?? '';
    if (day !== written) [written, read] = [day, readDate(day) ?? ''];
    return read;
  };
  /** The day and the area as far as they stand there in order; where they do not, the household is not taken into a chunk. */
  const dayAndArea = (household: unknown): [string, string | null] => {
    if (typeof household !== 'object' || household === null) return ['', null];
    const own = household as Readonly<Record<string, unknown>>;
    const ownArea = own[AREA];
    return [dayOf(asOf ?? own.asOf ?? own.asOfDate), typeof ownArea === 'string' ? ownArea : null];
  };
  return {
    add: (household, item) => {
      const own = isOwn ? household : copySnapshot(household);
      const [ownDay, ownArea] = dayAndArea(own);
      const isIn = enter(ownDay, ownArea, () => {
        for (let index = 0; index < places.length; index++) {
          const { kernel, chunk } = places[index] as (typeof places)[number];
          if (kernel.fill(chunk, own, asOf, knownOn) !== null) continue;
          for (const { kernel: before, chunk: filled } of places.slice(0, index))
            clearFrom(before.tables, filled, filled.count - 1, filled.count, filled.offsets[filled.count] as number);
          return false;
        }
        return true;
      });
      if (isIn) items.push(item(own));
      return isIn;
    },
    write: (at, write, item) => {
      const isIn = enter(dayOf(asOf ?? at), null, () => write(chunks));
      if (isIn) items.push(item);
      return isIn;
    },
    flush,
  };
}
