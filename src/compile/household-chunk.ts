import { checkDay } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { clearFrom } from '../kernel/chunk.js';
import type { Kernel } from '../kernel/kernel.js';
import { STATUS_NAMES } from '../kernel/status-names.js';
import type { ByteColumn, DoubleColumn } from '../kernel/storage.js';
import type { Status } from '../schema/words.js';
import { copySnapshot } from '../snapshot/snapshot.js';

/** What holds for all households of a chunk. */
export interface ChunkOptions {
  /** The evaluation date, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The area of all of them, for parameters that differ by area. */
  readonly localArea?: string;
}

/**
 * Households side by side: one typed array a column. Fill it by `add`, or write the columns yourself. Household `i` has the
 * members from `offsets[i]` to `offsets[i + 1]`; where `incomplete[i]` is 1, members may be missing from the list, and the
 * last of these stands for them.
 */
export interface HouseholdChunk {
  /** In the order of `bytes` and `doubles`: two bits for each value of a column, or a number (see the guide). */
  readonly columns: { readonly bytes: readonly ByteColumn[]; readonly doubles: readonly DoubleColumn[] };
  readonly bytes: readonly Uint8Array[];
  readonly doubles: readonly Float64Array[];
  readonly offsets: Int32Array;
  readonly incomplete: Uint8Array;
  /** One for each rule: a column of statuses, of households or of members. */
  readonly outcomes: readonly { readonly clause: string; readonly level: 'household' | 'member' }[];
  /** The statuses, by rule: bytes, named by `statusNames`. Filled by `run`. */
  readonly statuses: readonly Uint8Array[];
  readonly statusNames: readonly Status[];
  /** How many households `run` answers. `add` counts it up. */
  count: number;
  /** Puts a household into the next place; false when there is no room, something is unusual, or a value does not fit: decide it by itself. */
  add(household: unknown, asOf?: string): boolean;
  /** Fills the status columns for the first `count` households, allocating nothing. @throws JiantuiError `bad-option` */
  run(options: ChunkOptions): void;
  /** Forgets all households. */
  clear(): void;
}

export function createPublicChunk(
  kernel: Kernel,
  knownOn: string | undefined,
  households: number,
  members: number,
): HouseholdChunk {
  for (const [name, value] of Object.entries({ households, members }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new JiantuiError('bad-option', [
        { code: 'wrong-value', path: [name], found: shown(value), expected: 'a whole number' },
      ]);
  const { tables } = kernel;
  const chunk = kernel.createChunk(households, members);
  const statuses = kernel.createResults(chunk);
  const { bytes, doubles, offsets, incomplete } = chunk;
  return {
    columns: { bytes: tables.bytes, doubles: tables.doubles },
    bytes,
    doubles,
    offsets,
    incomplete,
    outcomes: tables.outcomes,
    statuses,
    statusNames: STATUS_NAMES,
    get count() {
      return chunk.count;
    },
    set count(count) {
      chunk.count = count;
    },
    add: (household, asOf) => {
      const own = copySnapshot(household);
      const listed = own.members;
      const most = (offsets[chunk.count] as number) + (Array.isArray(listed) ? listed.length : 0) + 1;
      if (chunk.count >= households || most > members) return false;
      return kernel.fill(chunk, own, checkDay(asOf), knownOn) !== null;
    },
    run: ({ asOf, localArea }) => kernel.run(chunk, checkDay(asOf), localArea ?? null, statuses),
    clear: () => clearFrom(tables, chunk, 0, chunk.count, offsets[chunk.count] as number),
  };
}
