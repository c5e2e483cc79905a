import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';
import type { Cell } from '../worksheet/cell.js';
import { wrong } from '../worksheet/value.js';
import { saysTotal } from '../worksheet/words.js';
import type { Archive } from './archive.js';
import type { CellReader } from './cells.js';
import { COLUMNS } from './limits.js';
import type { Result, ResultColumns } from './results.js';
import { type RawRow, readPieces } from './rows.js';
import type { Styles } from './styles.js';
import { isRead, type Survey } from './survey.js';
import { writeHead, writeRow } from './write-row.js';
import { columnLetters } from './xml.js';

/** What the rewriting of one sheet needs. */
export interface Rewrite {
  readonly language: Language;
  readonly onProgress?: ((rows: number, of: number) => void) | undefined;
  readonly archive: Archive;
  readonly found: Survey;
  readonly cells: CellReader;
  readonly columns: ResultColumns;
  readonly styles: Styles | null;
  readonly judge: (line: readonly Cell[]) => readonly Result[];
  readonly counts: { rows: number; bad: number; skipped: number };
}

/** The worksheet's file with the results, piece by piece. */
export async function* rewrite(work: Rewrite): AsyncGenerator<string> {
  const { archive, found, columns, styles, counts, onProgress } = work;
  const places = resultPlaces(found, columns);
  const isNew = places !== found.oldResults;
  const replaced = new Set(found.oldResults);
  const numbers = styles?.numbers ?? null;
  let seen = 0;
  for await (const piece of readPieces(archive, found.sheet.path)) {
    if (piece.kind === 'head') yield isNew ? writeHead(piece, places, columns.widths) : piece.text;
    else if (piece.kind === 'tail') yield piece.text;
    else if (piece.kind === 'row') {
      seen += 1;
      const results = resultsOf(piece, work);
      const added = results.flatMap((result, index) =>
        result.text === '' ? [] : [{ ...result, column: places[index] ?? 0, width: columns.widths[index] ?? 1 }],
      );
      yield writeRow(piece, replaced, added, numbers);
      if (counts.rows % 500 === 0) onProgress?.(seen, found.rows);
    }
  }
  onProgress?.(found.rows, found.rows);
}

/**
 * Where the results go: over those of an earlier run, or behind the last column in which anything stands.
 * @throws JiantuiError `bad-household` where the sheet has no room for them
 */
export function resultPlaces(found: Survey, columns: ResultColumns): readonly number[] {
  if (found.oldResults.length === columns.headers.length) return found.oldResults;
  const places = columns.headers.map((_header, index) => found.lastColumn + 1 + index);
  if ((places.at(-1) ?? 0) >= COLUMNS)
    throw new JiantuiError('bad-household', [
      { code: 'no-room', path: [found.sheet.name], found: columnLetters(found.lastColumn) },
    ]);
  return places;
}

/** The results of a row: headings above, nothing for rows without a household. One odd row never stops the others. */
function resultsOf(row: RawRow, work: Rewrite): readonly Result[] {
  const { found, cells, columns, judge, counts, language } = work;
  if (row.number < found.headerRow) return [];
  if (row.number === found.headerRow) return columns.headers.map((text) => ({ text, tone: 'head' }));
  const line = cells.line(row.cells);
  const uncomputed = cells.uncomputed(row.cells).filter((index) => isTaken(found, index));
  const twice: Issue[] = found.isTwice(row.number) ? [{ code: 'row-twice', path: [`${row.number}`] }] : [];
  const problems = [...twice, ...row.problems];
  const note = problems.length > 0 ? null : noHousehold(line, uncomputed, found, language);
  if (note !== null) {
    if (note !== '') counts.skipped += 1;
    return columns.problem(note, 'plain');
  }
  counts.rows += 1;
  const issues = [
    ...problems,
    ...uncomputed.map((index) => at(found, index, { code: 'not-computed', path: [] })),
    ...datedNumbers(row, work),
  ];
  try {
    if (issues.length > 0) throw new JiantuiError('bad-household', issues);
    const results = judge(line);
    const merged = mergeNote(row.number, found, language);
    const last = results.at(-1);
    const notes = [merged ?? '', last?.text ?? ''].filter((text) => text !== '').join('\n');
    return merged === null ? results : [...results.slice(0, -1), { text: notes, tone: 'open' }];
  } catch (error) {
    counts.bad += 1;
    const told =
      error instanceof JiantuiError
        ? error.issues.map((issue) => issueText(inColumn(issue), language)).join('\n')
        : String(error);
    return columns.problem(told);
  }
}

/** Whether a cell of this column counts: under a header that takes part in a decision, or under none, where it must be empty. */
function isTaken({ layout }: Survey, index: number): boolean {
  return isRead(layout, index) || (layout.headers[index] ?? '') === '';
}

/** Why a row holds no household: totals, or nothing to judge; empty for a row that holds nothing, null where there is one. */
function noHousehold(
  line: readonly Cell[],
  uncomputed: readonly number[],
  found: Survey,
  language: Language,
): string | null {
  if (line.some((cell) => typeof cell === 'string' && saysTotal(cell)))
    return language === 'zh' ? '合计行，未作判断' : 'a row of totals, not judged';
  if (line.some((cell, index) => cell !== null && isRead(found.layout, index))) return null;
  if (uncomputed.some((index) => isRead(found.layout, index))) return null;
  if (uncomputed.length === 0 && !line.some((cell, index) => cell !== null && !found.oldResults.includes(index)))
    return '';
  return language === 'zh' ? '没有可以判断的内容，未作判断' : 'nothing to judge, not judged';
}

/** Numbers that the sheet shows as dates under a header that takes no date: what is meant cannot be told. */
function datedNumbers(row: RawRow, { found, cells }: Rewrite): Issue[] {
  return cells.dates(row.cells).flatMap((index) => {
    const column = found.layout.columns[index];
    if (column?.kind !== 'fact' || column.part !== 'value' || column.name.shape !== 'number') return [];
    return [at(found, index, wrong('date-for-number', cells.line(row.cells)[index]))];
  });
}

/** A column without a header goes by its letters. */
function inColumn(issue: Issue): Issue {
  return issue.code === 'no-header' ? { ...issue, path: [columnLetters(Number(issue.path[0]))] } : issue;
}

function at(found: Survey, index: number, issue: Issue): Issue {
  return { ...issue, path: [found.layout.headers[index] || columnLetters(index)] };
}

/** Says that a row lies within merged cells, whose value stands in the first row only and is not known here. */
function mergeNote(number: number, found: Survey, language: Language): string | null {
  const columns = found.merges.at(number);
  if (columns.length === 0) return null;
  const headers = columns.map((index) => found.layout.headers[index] ?? '');
  return language === 'zh'
    ? `与上行合并的单元格按空白（不详）处理：${headers.join('、')}`
    : `cells merged with the row above are taken as blank, that is unknown: ${headers.join(', ')}`;
}
