import type { Column, Level } from './op.js';

/** Truths that one byte holds: two bits each. */
const TRUTHS_A_BYTE = 4;

/** One array of bytes: two bits for each of up to four values of a column (false 00, unknown 01, true 11). */
export interface ByteColumn {
  readonly name: string;
  readonly clause?: string;
  readonly level: Level;
  readonly values: readonly (string | boolean)[];
}

/** One array of doubles: NaN is unknown, otherwise the value times ten to the `scale`, at most `limit`; days are `yyyymmdd`. */
export interface DoubleColumn {
  readonly name: string;
  readonly clause?: string;
  readonly level: Level;
  readonly what: 'number' | 'day' | 'month';
  readonly scale: number;
  readonly limit: number;
}

/** Equal for columns that hold the same of every household. */
export function columnKey(column: ByteColumn | DoubleColumn): string {
  const { name, clause, level } = column;
  return JSON.stringify([
    name,
    clause,
    level,
    ...('values' in column ? [column.values] : [column.what, column.scale, column.limit]),
  ]);
}

/** How columns are stored. What depends on the day and the parameters alone is stored apart, once for a whole chunk. */
export interface Storage {
  readonly bytes: readonly ByteColumn[];
  readonly doubles: readonly DoubleColumn[];
  readonly uniformBytes: readonly ByteColumn[];
  readonly uniformDoubles: readonly DoubleColumn[];
}

export function storageOf(columns: readonly Column[]): Storage {
  const head = ({ name, clause, level }: Column) => ({ name, ...(clause === undefined ? {} : { clause }), level });
  const [bytes, doubles]: [ByteColumn[], DoubleColumn[]] = [[], []];
  for (const column of columns) {
    const { what, scale, limit, values } = column;
    if (what === 'number' || what === 'day' || what === 'month') doubles.push({ ...head(column), what, scale, limit });
    else
      for (let from = 0; from < values.length; from += TRUTHS_A_BYTE)
        bytes.push({ ...head(column), values: values.slice(from, from + TRUTHS_A_BYTE) });
  }
  const isUniform = ({ level }: { readonly level: Level }) => level === 'uniform';
  const isStored = ({ level }: { readonly level: Level }) => level !== 'uniform';
  return {
    bytes: bytes.filter(isStored),
    doubles: doubles.filter(isStored),
    uniformBytes: bytes.filter(isUniform),
    uniformDoubles: doubles.filter(isUniform),
  };
}

/** What a name may hold, as far as its values are compared. */
export type Held = boolean | string | readonly string[] | null;

/** All of so many values unknown; nothing stands beyond the last. */
export function unknownByte(values: readonly unknown[]): number {
  return 0x55 >>> (2 * (TRUTHS_A_BYTE - values.length));
}

/** Two bits for each value: whether what is held is, or contains, that value. */
export function byteOf(values: readonly (string | boolean)[], held: Held): number {
  if (held === null) return unknownByte(values);
  let bits = 0;
  values.forEach((value, place) => {
    if (Array.isArray(held) ? held.includes(value as string) : held === value) bits |= 3 << (2 * place);
  });
  return bits;
}

/** Whether two entries belong to one name, or to its answer to one clause, at one level. */
export function isSameColumn(
  a: Pick<Column, 'name' | 'clause' | 'level'>,
  b: Pick<Column, 'name' | 'clause' | 'level'>,
): boolean {
  return a.name === b.name && a.clause === b.clause && a.level === b.level;
}

/** A day as `yyyymmdd`, a month as `yyyymm`. */
export function dateNumber(text: string): number {
  return Number(text.replaceAll('-', ''));
}
