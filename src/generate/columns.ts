import { JiantuiError } from '../base/error.js';
import type { Snapshot } from './population.js';

/** One column: a value for each household. Null, undefined and NaN are unknown. */
export type Column =
  | readonly unknown[]
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** Columns by the name of the fact; parts of records by their dotted name, such as `taperDecision.months`. */
export type Columns = Readonly<Record<string, Column>>;

/** Households that are kept in columns, as a population: each is made when it is its turn. */
export interface ColumnPopulation extends Iterable<Snapshot> {
  readonly size: number;
  at(index: number): Snapshot;
}

/**
 * Takes households from columns of equal length.
 * @throws JiantuiError `bad-option` where the columns are not of one length
 * @example
 * const people = fromColumns({ asOf, householdSize: Int8Array.of(3, 2), perCapitaMonthlyIncome: ['600.00', null] });
 */
export function fromColumns(columns: Columns): ColumnPopulation {
  const named = Object.entries(columns).map(([name, values]) => {
    const [key = name, part] = name.split('.');
    return { name, key, part, values };
  });
  const size = named[0]?.values.length ?? 0;
  const odd = named.find(({ values }) => values.length !== size);
  if (odd !== undefined)
    throw new JiantuiError('bad-option', [
      {
        code: 'wrong-value',
        path: [odd.name],
        found: `${odd.values.length} values`,
        expected: `${size}, as in ${named[0]?.name ?? ''}`,
      },
    ]);
  const at = (index: number): Snapshot => {
    const household: Snapshot = {};
    for (const { key, part, values } of named) {
      const value = values[index];
      if (value === null || value === undefined || Number.isNaN(value)) continue;
      if (part === undefined) household[key] = value;
      else household[key] = { ...(household[key] as object | undefined), [part]: value };
    }
    return household;
  };
  function* all(): Iterable<Snapshot> {
    for (let index = 0; index < size; index++) yield at(index);
  }
  return { size, at, [Symbol.iterator]: () => all()[Symbol.iterator]() };
}
