import { JiantuiError } from '../base/error.js';
import type { RuleSet } from '../plan/plan.js';
import { isResult } from '../spreadsheet/column.js';
import { dictionaryOf } from '../spreadsheet/dictionary.js';
import { type Draft, draftLayout } from '../spreadsheet/layout.js';
import type { Archive } from './archive.js';
import type { CellReader } from './cells.js';
import { readPieces } from './rows.js';
import { attribute, columnIndex, elements } from './xml.js';

/** What a first reading of the sheet finds out. */
export interface Survey {
  /** The row of headers, as numbered in the sheet. */
  readonly headerRow: number;
  readonly layout: Draft;
  /** The last column in which any row holds anything, and the columns of results of an earlier run. */
  readonly lastColumn: number;
  readonly oldResults: readonly number[];
  readonly rows: number;
  readonly merges: readonly Merge[];
}

/** A block of merged cells over several rows. */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** The headers are looked for in so many rows. */
const SEARCHED = 50;

/**
 * Reads a sheet once to find its headers, its width and its merged cells.
 * @throws JiantuiError `bad-household` where no row holds headers
 */
export async function survey(archive: Archive, path: string, ruleSet: RuleSet, cells: CellReader): Promise<Survey> {
  let best: {
    readonly row: number;
    readonly layout: Draft;
    readonly score: number;
    readonly old: readonly number[];
  } | null = null;
  let seen = 0;
  let rows = 0;
  let lastColumn = 0;
  let tail = '';
  for await (const piece of readPieces(await archive.read(path))) {
    if (piece.kind === 'text') {
      if (piece.place === 'tail') tail += piece.text;
      continue;
    }
    rows += 1;
    lastColumn = Math.max(lastColumn, piece.cells.at(-1)?.column ?? 0);
    if (seen >= SEARCHED || piece.cells.length === 0) continue;
    seen += 1;
    const line = cells.line(piece.cells);
    const layout = draftLayout(line, dictionaryOf(ruleSet));
    const score = layout.columns.filter((column) => column !== null && column.kind !== 'ignored').length;
    const old = line.flatMap((cell, index) => (typeof cell === 'string' && isResult(cell) ? [index] : []));
    if (score > (best?.score ?? 1)) best = { row: piece.number, layout, score, old };
  }
  if (best === null)
    throw new JiantuiError('bad-household', [
      {
        code: 'no-headers',
        path: [],
        expected: `${dictionaryOf(ruleSet).headers('household').slice(0, 3).join(', ')}…`,
      },
    ]);
  return { headerRow: best.row, layout: best.layout, lastColumn, oldResults: best.old, rows, merges: mergesOf(tail) };
}

/** Merged blocks of more than one row. They stand behind the rows in the file. */
function mergesOf(tail: string): Merge[] {
  return [...elements(tail, 'mergeCell')].flatMap(({ tag }) => {
    const parts = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(attribute(tag, 'ref') ?? '');
    if (parts === null || parts[2] === parts[4]) return [];
    return [
      {
        firstRow: Number(parts[2]),
        lastRow: Number(parts[4]),
        firstColumn: columnIndex(parts[1] ?? ''),
        lastColumn: columnIndex(parts[3] ?? ''),
      },
    ];
  });
}
