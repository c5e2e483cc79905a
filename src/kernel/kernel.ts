import type { Implications } from '../snapshot/implies.js';
import { type Beside, type Chunk, createChunk, createResults } from './chunk.js';
import { createFiller, type Filler, type Writer } from './fill.js';
import type { KernelTables } from './tables.js';
import { createUniforms } from './uniform.js';

/** The generated code of a rule set; see `emitKernel`. */
export type KernelCode = (
  b: readonly Uint8Array[],
  d: readonly Float64Array[],
  offsets: Int32Array,
  incomplete: Uint8Array,
  count: number,
  c: Uint8Array,
  x: Float64Array,
  out: readonly Uint8Array[],
) => void;

/** Answers chunks of households: truths and statuses as bytes. */
export interface Kernel extends Filler, Writer {
  readonly tables: KernelTables;
  /** One for each column of results: the statuses of the rules, then the conditions asked for. */
  readonly results: readonly { readonly level: 'household' | 'member' }[];
  /** @param beside chunks of other kernels for the same households, see {@link createChunk} */
  createChunk(capacity: number, memberCapacity: number, beside?: readonly Beside[]): Chunk;
  createResults(chunk: Chunk): Uint8Array[];
  /** Answers the households of a chunk, all of one day and one area (null: not known). Allocates nothing. */
  run(chunk: Chunk, day: string, area: string | null, out: readonly Uint8Array[]): void;
}

/**
 * @param conditions the levels of the conditions that the code answers beside the statuses
 * @param implications what facts imply of each other, where that has been worked out already
 */
export function createKernel(
  tables: KernelTables,
  code: KernelCode,
  conditions: readonly { readonly level: 'household' | 'member' }[] = [],
  implications?: Implications,
): Kernel {
  const uniformOn = createUniforms(tables);
  const results = [...tables.outcomes, ...conditions].map(({ level }) => ({ level }));
  return {
    tables,
    results,
    ...createFiller(tables, implications),
    createChunk: (capacity, memberCapacity, beside) => createChunk(tables, capacity, memberCapacity, beside),
    createResults: ({ capacity, memberCapacity }) => createResults(results, capacity, memberCapacity),
    run: ({ bytes, doubles, offsets, incomplete, count }, day, area, out) => {
      const uniform = uniformOn(day, area);
      code(bytes, doubles, offsets, incomplete, count, uniform.bytes, uniform.doubles, out);
    },
  };
}
