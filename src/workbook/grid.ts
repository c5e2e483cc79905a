import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { Cell } from '../worksheet/cell.js';
import type { Archive } from './archive.js';
import type { CellReader } from './cells.js';
import { readPieces } from './rows.js';
import type { SheetPart } from './workbook.js';
import { columnLetters } from './xml.js';

/** Rows with content of a sheet of parameters; one of more rows is a mistake. */
const MOST = 1000;

/**
 * The rows of a sheet of parameters.
 * @throws JiantuiError `bad-parameters` where a cell is not certain: a formula without its value, a cell twice
 */
export async function readGrid(archive: Archive, sheet: SheetPart, cells: CellReader): Promise<Cell[][]> {
  const grid: Cell[][] = [];
  const issues: Issue[] = [];
  for await (const piece of readPieces(archive, sheet.path)) {
    if (piece.kind !== 'row') continue;
    const at = (column: number) => [sheet.name, `${columnLetters(column)}${piece.number}`];
    for (const column of cells.uncomputed(piece.cells)) issues.push({ code: 'not-computed', path: at(column) });
    for (const problem of piece.problems) issues.push({ ...problem, path: [sheet.name] });
    const line = cells.line(piece.cells);
    if (line.every((cell) => cell === null)) continue;
    if (grid.length === MOST) issues.push({ code: 'too-many', path: [sheet.name], expected: `at most ${MOST}` });
    if (issues.length > MOST || grid.length === MOST) break;
    grid.push(line);
  }
  if (issues.length > 0) throw new JiantuiError('bad-parameters', issues);
  return grid;
}
