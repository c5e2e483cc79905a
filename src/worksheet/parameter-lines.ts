import type { Cell } from './cell.js';
import { fold } from './fold.js';
import { type HeaderEntry, type HeaderFile, headerFile, namesOfEntry } from './header-file.js';
import { isBlank } from './range.js';

type ColumnName = keyof HeaderFile['parameterColumns'];

/** One line of a parameters range, by what its cells are for. */
export type Line = Partial<Record<ColumnName, Cell>>;

const POSITIONS: readonly ColumnName[] = ['name', 'value', 'from', 'until', 'source'];
const COLUMNS = nameTable(headerFile.parameterColumns);

/**
 * The lines of a parameters range. A row of known column names says what the columns are, in the first row or, below
 * settings, in a later one; otherwise they are name, value, from, until, source.
 */
export function linesOf(grid: readonly (readonly Cell[])[]): Line[] {
  if (isBlank(grid)) return [];
  const lines: Line[] = [];
  let columns: readonly (ColumnName | undefined)[] = POSITIONS;
  for (const row of grid) {
    const names = row.map((cell) => (typeof cell === 'string' ? COLUMNS.get(fold(cell)) : undefined));
    if (names.includes('name') && names.includes('value')) {
      columns = names;
      continue;
    }
    const line: Line = {};
    columns.forEach((column, index) => {
      if (column !== undefined) line[column] = row[index] ?? null;
    });
    lines.push(line);
  }
  return lines;
}

/** Entries of the dictionary by every folded name. */
export function nameTable<K extends string>(entries: Readonly<Record<K, HeaderEntry>>): ReadonlyMap<string, K> {
  const table = new Map<string, K>();
  for (const key in entries) for (const name of [key, ...namesOfEntry(entries[key])]) table.set(fold(name), key);
  return table;
}
