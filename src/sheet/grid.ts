import type { Cell } from '../spreadsheet/cell.js';
import type { Archive } from './archive.js';
import type { CellReader } from './cells.js';
import { readPieces } from './rows.js';

/** A small sheet as rows of cells. A parameters sheet of more rows than this is a mistake. */
const MOST = 1000;

export async function readGrid(archive: Archive, path: string, cells: CellReader): Promise<Cell[][]> {
  const grid: Cell[][] = [];
  for await (const piece of readPieces(await archive.read(path))) {
    if (piece.kind === 'row' && grid.length < MOST) grid.push(cells.line(piece.cells));
  }
  return grid;
}
