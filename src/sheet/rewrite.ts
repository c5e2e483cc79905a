import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';
import type { Cell } from '../spreadsheet/cell.js';
import { wrong } from '../spreadsheet/value.js';
import { saysTotal } from '../spreadsheet/words.js';
import type { Archive } from './archive.js';
import type { CellReader } from './cells.js';
import type { Result, ResultColumns } from './results.js';
import { type Piece, readPieces } from './rows.js';
import type { Styles } from './styles.js';
import type { Survey } from './survey.js';
import { writeHead, writeRow } from './write-row.js';
import { columnLetters } from './xml.js';

/** What the rewriting of one sheet needs. */
export interface Rewrite {
  readonly language: Language;
  readonly onProgress?: ((rows: number, of: number) => void) | undefined;
  readonly archive: Archive;
  readonly path: string;
  readonly found: Survey;
  readonly cells: CellReader;
  readonly columns: ResultColumns;
  readonly styles: Styles | null;
  readonly judge: (line: readonly Cell[]) => readonly Result[];
  readonly counts: { rows: number; bad: number; skipped: number };
}

/** The worksheet's file with the results, piece by piece. */
export async function* rewrite(work: Rewrite): AsyncGenerator<string> {
  const { archive, path, found, columns, styles, counts, onProgress } = work;
  const reused = found.oldResults.length === columns.headers.length;
  const places = columns.headers.map((_header, index) =>
    reused ? (found.oldResults[index] ?? 0) : found.lastColumn + 1 + index,
  );
  const replaced = new Set(found.oldResults);
  const numbers = styles?.numbers ?? null;
  let seen = 0;
  for await (const piece of readPieces(await archive.read(path))) {
    if (piece.kind === 'text') {
      yield piece.place === 'head' && !reused ? writeHead(piece.text, places, columns.widths) : piece.text;
      continue;
    }
    seen += 1;
    const results = resultsOf(piece, work);
    const added = results.flatMap((result, index) =>
      result.text === '' ? [] : [{ ...result, column: places[index] ?? 0, width: columns.widths[index] ?? 1 }],
    );
    yield writeRow(piece, replaced, added, numbers);
    if (counts.rows % 500 === 0) onProgress?.(seen, found.rows);
  }
  onProgress?.(found.rows, found.rows);
}

/** The results of a row: headings above, nothing for rows without a household. One odd row never stops the others. */
function resultsOf(row: Extract<Piece, { readonly kind: 'row' }>, work: Rewrite): readonly Result[] {
  const { found, cells, columns, judge, counts, language } = work;
  if (row.number < found.headerRow) return [];
  if (row.number === found.headerRow) return columns.headers.map((text) => ({ text, tone: 'head' }));
  const line = cells.line(row.cells);
  const uncomputed = cells.uncomputed(row.cells).filter((index) => isKnown(found, index));
  const note = noHousehold(line, uncomputed, found, language);
  if (note !== null) {
    if (note !== '') counts.skipped += 1;
    return columns.problem(note, 'plain');
  }
  counts.rows += 1;
  const issues = [
    ...uncomputed.map((index) => at(found, index, { code: 'not-computed', path: [] })),
    ...datedNumbers(row, work),
  ];
  try {
    if (issues.length > 0) throw new JiantuiError('bad-household', issues);
    const results = judge(line);
    const merged = mergeNote(row.number, found, language);
    return merged === null ? results : [...results.slice(0, -1), { text: merged, tone: 'open' }];
  } catch (error) {
    counts.bad += 1;
    const told =
      error instanceof JiantuiError
        ? error.issues.map((issue) => issueText(issue, language)).join('\n')
        : String(error);
    return columns.problem(told);
  }
}

/** Whether a column takes part in a decision. */
function isKnown({ layout }: Survey, index: number): boolean {
  return layout.columns[index] != null && layout.columns[index]?.kind !== 'ignored';
}

/** Why a row holds no household: totals, or nothing to judge; empty for a row outside the table, null where there is one. */
function noHousehold(
  line: readonly Cell[],
  uncomputed: readonly number[],
  found: Survey,
  language: Language,
): string | null {
  if (line.some((cell) => typeof cell === 'string' && saysTotal(cell)))
    return language === 'zh' ? '合计行，未作判断' : 'a row of totals, not judged';
  if (uncomputed.length > 0 || line.some((cell, index) => cell !== null && isKnown(found, index))) return null;
  if (!line.some((cell, index) => cell !== null && found.layout.columns[index]?.kind === 'ignored')) return '';
  return language === 'zh' ? '没有可以判断的内容，未作判断' : 'nothing to judge, not judged';
}

/** Numbers that the sheet shows as dates under a header that takes no date: what is meant cannot be told. */
function datedNumbers(row: Extract<Piece, { readonly kind: 'row' }>, { found, cells }: Rewrite): Issue[] {
  return cells.dates(row.cells).flatMap((index) => {
    const column = found.layout.columns[index];
    if (column?.kind !== 'fact' || column.part !== 'value' || column.name.shape !== 'number') return [];
    return [at(found, index, wrong('date-for-number', cells.line(row.cells)[index]))];
  });
}

function at(found: Survey, index: number, issue: Issue): Issue {
  return { ...issue, path: [found.layout.headers[index] || columnLetters(index)] };
}

/** Says that a row lies within merged cells, whose value stands in the first row only and is not known here. */
function mergeNote(number: number, found: Survey, language: Language): string | null {
  const columns = new Set<number>();
  for (const merge of found.merges) {
    if (number <= merge.firstRow || number > merge.lastRow || merge.firstRow <= found.headerRow) continue;
    for (let index = merge.firstColumn; index <= merge.lastColumn; index += 1)
      if (isKnown(found, index)) columns.add(index);
  }
  if (columns.size === 0) return null;
  const headers = [...columns].map((index) => found.layout.headers[index] ?? '');
  return language === 'zh'
    ? `与上行合并的单元格按空白（不详）处理：${headers.join('、')}`
    : `cells merged with the row above are taken as blank, that is unknown: ${headers.join(', ')}`;
}
