import { JiantuiError } from '../base/error.js';
import type { RuleSet } from '../plan/plan.js';
import { isResult } from '../worksheet/column.js';
import { dictionaryOf } from '../worksheet/dictionary.js';
import { type Draft, draftLayout } from '../worksheet/layout.js';
import type { Archive } from './archive.js';
import type { CellReader } from './cells.js';
import { LAST_ROW } from './limits.js';
import { createMerges, type Merges } from './merges.js';
import { readPieces } from './rows.js';
import type { SheetPart } from './workbook.js';

/** What a first reading of the sheet finds out. */
export interface Survey {
  readonly sheet: SheetPart;
  /** The row of headers, as numbered in the sheet. */
  readonly headerRow: number;
  readonly layout: Draft;
  /** The last column in which any row holds anything, and the columns of results of an earlier run. */
  readonly lastColumn: number;
  readonly oldResults: readonly number[];
  readonly rows: number;
  readonly merges: Merges;
  /** Whether a row of this number stands in the file more than once. */
  isTwice(row: number): boolean;
}

/** The headers are looked for in so many rows. */
const SEARCHED = 50;

/**
 * Reads sheets, one after the other, to the first that holds anything, to find its headers, its width and its merged cells.
 * @throws JiantuiError `bad-household` where no row holds headers
 */
export async function survey(
  archive: Archive,
  sheets: readonly SheetPart[],
  ruleSet: RuleSet,
  cells: CellReader,
): Promise<Survey> {
  for (const sheet of sheets) {
    const found = await surveyOf(archive, sheet, ruleSet, cells);
    if (found !== null) return found;
  }
  throw noHeaders(sheets[0], ruleSet);
}

/** Null where the sheet holds nothing. */
async function surveyOf(
  archive: Archive,
  sheet: SheetPart,
  ruleSet: RuleSet,
  cells: CellReader,
): Promise<Survey | null> {
  let best: {
    readonly row: number;
    readonly layout: Draft;
    readonly score: number;
    readonly old: readonly number[];
  } | null = null;
  let seen = 0;
  let rows = 0;
  let lastColumn = 0;
  const blocks: string[] = [];
  const numbers = createTwice();
  for await (const piece of readPieces(archive, sheet.path)) {
    if (piece.kind === 'merge') blocks.push(piece.ref);
    if (piece.kind !== 'row') continue;
    rows += 1;
    numbers.add(piece.number);
    for (const { column } of piece.cells) lastColumn = Math.max(lastColumn, column);
    if (seen >= SEARCHED || piece.cells.length === 0) continue;
    const line = cells.line(piece.cells);
    if (line.every((cell) => cell === null)) continue;
    seen += 1;
    const layout = draftLayout(line, dictionaryOf(ruleSet));
    const score = layout.columns.filter((column) => column !== null && column.kind !== 'ignored').length;
    const old = line.flatMap((cell, index) => (typeof cell === 'string' && isResult(cell) ? [index] : []));
    if (score > (best?.score ?? 1)) best = { row: piece.number, layout, score, old };
  }
  if (seen === 0) return null;
  if (best === null) throw noHeaders(sheet, ruleSet);
  const { row: headerRow, layout, old: oldResults } = best;
  if (numbers.isTwice(headerRow))
    throw new JiantuiError('unreadable-file', [{ code: 'row-twice', path: [sheet.name, `${headerRow}`] }]);
  const merges = createMerges(blocks, headerRow, (column) => isRead(layout, column));
  return { sheet, headerRow, layout, lastColumn, oldResults, rows, merges, isTwice: numbers.isTwice };
}

/** Whether a column takes part in a decision. */
export function isRead({ columns }: Draft, index: number): boolean {
  return columns[index] != null && columns[index]?.kind !== 'ignored';
}

function noHeaders(sheet: SheetPart | undefined, ruleSet: RuleSet): JiantuiError {
  return new JiantuiError('bad-household', [
    {
      code: 'no-headers',
      path: sheet === undefined ? [] : [sheet.name],
      expected: `${dictionaryOf(ruleSet).headers('household').slice(0, 3).join(', ')}…`,
    },
  ]);
}

/** Which numbers of rows have been seen, and which of them twice: two bits for every row that a sheet can have. */
function createTwice(): { add(row: number): void; isTwice(row: number): boolean } {
  const once = new Uint8Array((LAST_ROW >> 3) + 1);
  const twice = new Uint8Array((LAST_ROW >> 3) + 1);
  return {
    add: (row) => {
      const [byte, bit] = [row >> 3, 1 << (row & 7)];
      if (((once[byte] ?? 0) & bit) !== 0) twice[byte] = (twice[byte] ?? 0) | bit;
      once[byte] = (once[byte] ?? 0) | bit;
    },
    isTwice: (row) => ((twice[row >> 3] ?? 0) & (1 << (row & 7))) !== 0,
  };
}
