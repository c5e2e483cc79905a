import { type Dated, parameterOn } from '../household/parameter-on.js';
import { dateNumber, unknownByte } from './storage.js';
import type { DatedCells, KernelTables } from './tables.js';

/** What depends on the day and the parameters alone, as a kernel takes it. */
export interface Uniform {
  readonly bytes: Uint8Array;
  readonly doubles: Float64Array;
}

/** Most days and areas of which the values are kept. */
const MOST_KEPT = 256;

/** The day and the parameters in force on it, for households of an area; null where it is not known. */
export function createUniforms(tables: KernelTables): (day: string, area: string | null) => Uniform {
  const { uniformBytes, uniformDoubles, parameters } = tables;
  const kept = new Map<string, Uniform>();
  const on = (dated: DatedCells | undefined, day: string, area: string | null) =>
    parameterOn<Dated & { readonly value: number | null }>(dated, day, area)?.value;
  const make = (day: string, area: string | null): Uniform => ({
    bytes: Uint8Array.from(
      uniformBytes,
      ({ values }, index) => on(parameters.bytes[index], day, area) ?? unknownByte(values),
    ),
    doubles: Float64Array.from(uniformDoubles, ({ name }, index) =>
      name === 'asOf' ? dateNumber(day) : (on(parameters.doubles[index], day, area) ?? Number.NaN),
    ),
  });
  return (day, area) => {
    const key = `${day} ${area ?? ''}`;
    let found = kept.get(key);
    if (found === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, (found = make(day, area)));
    }
    return found;
  };
}
