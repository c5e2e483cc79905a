import { AREA } from '../household/parameter-on.js';
import type { Chunk } from '../kernel/chunk.js';
import { close, type Target, undo } from '../kernel/fill.js';
import type { Kernel } from '../kernel/kernel.js';
import type { KernelTables } from '../kernel/tables.js';
import type { ReadSpec } from '../snapshot/walk.js';
import type { HouseholdTarget } from './maker.js';

/**
 * Writes the household at an index into chunks, one for each kernel, each with room for it and made beside those before it.
 * False: a value does not fit its column, and all chunks are as before.
 */
export type Drawer = (chunks: readonly Chunk[], index: number) => boolean;

/** Puts the values of a household into the columns of kernels. */
export interface ColumnTarget extends HouseholdTarget {
  /** @param make makes households with this target; null where a value has to be read off a snapshot */
  drawer(make: (index: number) => void): Drawer | null;
}

/** @param specs how the facts are read in the vocabularies that the households are made for */
export function createColumnTarget(
  kernels: readonly Kernel[],
  specs: Readonly<Record<string, ReadSpec>>,
): ColumnTarget {
  const tables = kernels.map((kernel) => kernel.tables);
  // What a vocabulary does not know, or knows otherwise, is refused when a snapshot is read.
  const isReadAlike = (key: string) =>
    tables.every(({ facts }) => JSON.stringify(facts[key]) === JSON.stringify(specs[key]));
  const targets = kernels.map((): Target => ({ chunk: NO_CHUNK, isMember: false, at: 0 }));
  let members = 0;
  let persons: number | null = null;
  let fits = true;
  let needsSnapshots = false;
  return {
    put: (scope, key, part) => {
      needsSnapshots ||= key === AREA || !isReadAlike(key);
      const visits = kernels.flatMap((kernel, index) => {
        const visit = kernel.visit(scope, key, tables.slice(0, index));
        return visit === null ? [] : [{ visit, target: targets[index] as Target }];
      });
      const isSize = key === 'householdSize';
      if (visits.length === 0 && !isSize) return null;
      return (value) => {
        if (isSize) persons = value as number;
        const written = part === undefined ? value : { [part]: value };
        for (let index = 0; index < visits.length; index++) {
          const { visit, target } = visits[index] as (typeof visits)[number];
          fits &&= visit(written, target);
        }
      };
    },
    household: () => {
      members = 0;
      persons = null;
      fits = true;
      for (const target of targets) {
        target.isMember = false;
        target.at = target.chunk.count;
      }
    },
    member: (place) => {
      members = place;
      for (const target of targets) {
        target.isMember = true;
        target.at = (target.chunk.offsets[target.chunk.count] as number) + place - 1;
      }
    },
    drawer: (make) =>
      needsSnapshots
        ? null
        : (chunks, index) => {
            targets.forEach((target, at) => {
              target.chunk = chunks[at] as Chunk;
            });
            make(index);
            for (let at = 0; at < chunks.length; at++) {
              if (fits) close(chunks[at] as Chunk, members, persons);
              else undo(tables[at] as KernelTables, chunks[at] as Chunk, members);
            }
            return fits;
          },
  };
}

/** Before the first household there is nothing to write to. */
const NO_CHUNK = { count: 0, offsets: new Int32Array(1) } as unknown as Chunk;
