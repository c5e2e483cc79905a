import type { Issue } from '../base/issue.js';
import { type Cell, readCell } from './cell.js';

/** Most cells that one argument may hold. */
const MOST = 50_000;

/** An argument as rows of cells, whatever the host hands over: a value, a row, or rows. Never throws. */
export function toGrid(raw: unknown): Cell[][] {
  if (!Array.isArray(raw)) return [[readCell(raw)]];
  const rows = raw.slice(0, MOST).map((row: unknown) => (Array.isArray(row) ? row.slice(0, MOST).map(readCell) : null));
  if (rows.some((row) => row !== null)) return rows.map((row, index) => row ?? [readCell(raw[index])]);
  return [raw.slice(0, MOST).map(readCell)];
}

export function isBlank(grid: readonly (readonly Cell[])[]): boolean {
  return grid.every((row) => row.every((cell) => cell === null));
}

/** A row or a column of cells as one list; null for a block. */
function toLine(grid: readonly (readonly Cell[])[]): readonly Cell[] | null {
  if (grid.length === 1) return grid[0] ?? [];
  return grid.every((row) => row.length <= 1) ? grid.map((row) => row[0] ?? null) : null;
}

interface Pair {
  readonly headers: readonly Cell[];
  readonly values: readonly Cell[];
}

/**
 * Headers and values side by side. Either both are a row or a column of one length, or the headers are left out and the
 * values are a block whose first row, or first column, holds the headers.
 * @param isHeader tells the two ways of a block of two by two apart
 */
export function pairOf(values: unknown, headers: unknown, isHeader: (cell: Cell) => boolean): Pair | Issue {
  const grid = toGrid(values);
  const heads = toGrid(headers);
  if (isBlank(heads)) return pairOfBlock(grid, isHeader);
  const [line, head] = [toLine(grid), toLine(heads)];
  if (line === null || head === null || line.length !== head.length) {
    return { code: 'wrong-range', path: [], found: `${sizeOf(grid)}, ${sizeOf(heads)}`, expected: '1 × n, 1 × n' };
  }
  return { headers: head, values: line };
}

function pairOfBlock(grid: readonly (readonly Cell[])[], isHeader: (cell: Cell) => boolean): Pair | Issue {
  const width = Math.max(0, ...grid.map((row) => row.length));
  const row = (index: number) => Array.from({ length: width }, (_, column) => grid[index]?.[column] ?? null);
  const column = (index: number) => grid.map((cells) => cells[index] ?? null);
  const across: Pair | null = grid.length === 2 ? { headers: row(0), values: row(1) } : null;
  const down: Pair | null = width === 2 ? { headers: column(0), values: column(1) } : null;
  const known = (pair: Pair) => pair.headers.every((cell) => cell === null || isHeader(cell));
  if (across !== null && down !== null) {
    if (known(across) !== known(down)) return known(across) ? across : down;
    return { code: 'wrong-range', path: [], found: '2 × 2', expected: '2 × n, n × 2' };
  }
  return across ?? down ?? { code: 'wrong-range', path: [], found: sizeOf(grid), expected: '2 × n, n × 2' };
}

function sizeOf(grid: readonly (readonly Cell[])[]): string {
  return `${grid.length} × ${Math.max(0, ...grid.map((row) => row.length))}`;
}
