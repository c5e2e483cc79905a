import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';
import { readSettings as readOptions } from '../evaluate/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import { assess, prepareHousehold } from '../spreadsheet/assess.js';
import type { Cell } from '../spreadsheet/cell.js';
import { readLaw } from '../spreadsheet/law.js';
import { placed } from '../spreadsheet/placed.js';
import { readRow } from '../spreadsheet/row.js';
import { SAY, type Say } from '../spreadsheet/say.js';
import { defaultSettings, readSettings } from '../spreadsheet/settings.js';
import { wrong } from '../spreadsheet/value.js';
import { type Archive, openArchive } from './archive.js';
import { type CellReader, createCellReader } from './cells.js';
import { readGrid } from './grid.js';
import { type Result, type ResultColumns, resultColumns } from './results.js';
import { type Piece, readPieces } from './rows.js';
import { readStrings } from './strings.js';
import { addStyles, type Styles } from './styles.js';
import { type Survey, survey } from './survey.js';
import { findSheet, readWorkbook, type Workbook } from './workbook.js';
import { writeHead, writeRow } from './write-row.js';
import { columnLetters } from './xml.js';

/** One run over a sheet of households. */
export interface SheetRun {
  readonly input: string;
  readonly output: string;
  /** The rule set of a jurisdiction; the sheet itself may say which, so it is asked for when that is known. */
  readonly ruleSet: (jurisdiction: string) => RuleSet;
  /** Instead of what the workbook's own parameters sheet says. */
  readonly jurisdiction?: string;
  readonly asOf?: string;
  readonly parameters?: (jurisdiction: string) => unknown;
  readonly adopt?: (jurisdiction: string) => Readonly<Record<string, string>>;
  /** Programmes, by id, that get a column each; none: one column for all. */
  readonly programmes: readonly string[];
  /** The sheet by name; default: the first that is not hidden. */
  readonly sheet?: string;
  /** Whether columns whose header is not known are passed over instead of stopping the run. */
  readonly ignoreUnknown: boolean;
  readonly language: Language;
  readonly onProgress?: (rows: number, of: number) => void;
}

export interface SheetEnd {
  readonly sheet: string;
  readonly headerRow: number;
  /** Households judged, and rows that could not be read; those have the reason in their last column. */
  readonly rows: number;
  readonly bad: number;
  /** Headers that were passed over. */
  readonly ignored: readonly string[];
}

/** A sheet of this name holds the parameters. */
const PARAMETERS = ['参数', 'parameters'];
const WIDTHS = { verdict: 22, other: 30, wide: 50 } as const;

/**
 * Judges every household of a worksheet and writes a copy of the workbook with columns for the results. Everything else in
 * the workbook stays as it is.
 * @throws JiantuiError `unreadable-file`, `missing-package`, `bad-household` (headers), `bad-parameters`, `bad-option`
 */
export async function runSheet(run: SheetRun): Promise<SheetEnd> {
  const archive = await openArchive(run.input);
  try {
    return await withArchive(run, archive);
  } finally {
    archive.close();
  }
}

async function withArchive(run: SheetRun, archive: Archive): Promise<SheetEnd> {
  const workbook = await readWorkbook(archive);
  const styles = workbook.styles === null ? null : addStyles((await archive.text(workbook.styles)) ?? '');
  const cells = createCellReader(await readStrings(archive, workbook.strings), styles?.dates ?? new Set());
  const grid = await parameterGrid(archive, workbook, cells);
  const settings = readSettings(grid, defaultSettings(workbook.dateSystem));
  const jurisdiction = run.jurisdiction ?? settings.jurisdiction;
  if (jurisdiction === null)
    throw new JiantuiError('bad-option', [{ code: 'missing-option', path: ['--jurisdiction'] }]);
  const ruleSet = run.ruleSet(jurisdiction);
  const reading = { dateSystem: settings.dateSystem, language: run.language };
  const law = readLaw(run.parameters === undefined ? grid : [], ruleSet, reading);
  const options = readOptions(ruleSet, {
    parameters: run.parameters?.(jurisdiction) ?? law.parameters,
    adopt: { ...law.adopt, ...run.adopt?.(jurisdiction) },
  });

  const part = findSheet(workbook, run.sheet);
  const found = await survey(archive, part.path, ruleSet, cells);
  const unknown = found.layout.issues.filter((issue) => issue.code === 'unknown-header');
  const refused = found.layout.issues.filter((issue) => !run.ignoreUnknown || issue.code !== 'unknown-header');
  if (refused.length > 0)
    throw new JiantuiError(
      'bad-household',
      refused.map((issue) => ({ ...issue, path: [part.name, `${found.headerRow}`] })),
    );

  const say = SAY[run.language];
  const columns = resultColumns(ruleSet, run.programmes, say);
  const judge = (line: readonly Cell[]): readonly Result[] => {
    const snapshot = placed(found.layout, () => readRow(found.layout, passed(line, found), reading));
    const day = run.asOf ?? (snapshot.asOf === undefined ? (settings.asOf ?? undefined) : undefined);
    return columns.of(
      placed(found.layout, () => assess(ruleSet, prepareHousehold(ruleSet, options, snapshot, day), 'all')),
    );
  };
  const counts = { rows: 0, bad: 0 };
  await archive.copy(
    run.output,
    new Map<string, () => AsyncIterable<string>>([
      [part.path, () => rewrite({ run, archive, path: part.path, found, cells, columns, styles, say, judge, counts })],
      ...(workbook.styles === null || styles === null ? [] : [[workbook.styles, () => once(styles.xml)] as const]),
    ]),
  );
  return {
    sheet: part.name,
    headerRow: found.headerRow,
    ...counts,
    ignored: unknown.map((issue) => issue.found ?? ''),
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function parameterGrid(archive: Archive, workbook: Workbook, cells: CellReader): Promise<Cell[][]> {
  const sheet = workbook.sheets.find(({ name }) => PARAMETERS.includes(name.trim().toLowerCase()));
  return sheet === undefined ? [] : readGrid(archive, sheet.path, cells);
}

/** The cells under headers that are known; the rest are passed over. */
function passed(line: readonly Cell[], { layout }: Survey): readonly Cell[] {
  return line.map((cell, index) => (layout.columns[index] == null ? null : cell));
}

interface Rewrite {
  readonly run: SheetRun;
  readonly archive: Archive;
  readonly path: string;
  readonly found: Survey;
  readonly cells: CellReader;
  readonly columns: ResultColumns;
  readonly styles: Styles | null;
  readonly say: Say;
  readonly judge: (line: readonly Cell[]) => readonly Result[];
  readonly counts: { rows: number; bad: number };
}

/** The worksheet's file with the results, piece by piece. */
async function* rewrite(work: Rewrite): AsyncGenerator<string> {
  const { run, archive, path, found, columns, styles, counts } = work;
  const reused = found.oldResults.length === columns.headers.length;
  const places = columns.headers.map((_header, index) =>
    reused ? (found.oldResults[index] ?? 0) : found.lastColumn + 1 + index,
  );
  const replaced = new Set(found.oldResults);
  const numbers = styles?.numbers ?? null;
  let seen = 0;
  for await (const piece of readPieces(await archive.read(path))) {
    if (piece.kind === 'text') {
      const widths = places.map((_place, index) =>
        index < places.length - 5 ? WIDTHS.verdict : index >= places.length - 3 ? WIDTHS.wide : WIDTHS.other,
      );
      yield piece.place === 'head' && !reused ? writeHead(piece.text, places, widths) : piece.text;
      continue;
    }
    seen += 1;
    const results = resultsOf(piece, work);
    const added = results.flatMap((result, index) =>
      result.text === '' ? [] : [{ ...result, column: places[index] ?? 0 }],
    );
    yield writeRow(piece, replaced, added, numbers);
    if (counts.rows % 500 === 0) run.onProgress?.(seen, found.rows);
  }
  run.onProgress?.(found.rows, found.rows);
}

/** The results of a row: headings above, nothing for rows without a household. One odd row never stops the others. */
function resultsOf(row: Extract<Piece, { readonly kind: 'row' }>, work: Rewrite): readonly Result[] {
  const { found, cells, columns, judge, counts, run } = work;
  if (row.number < found.headerRow) return [];
  if (row.number === found.headerRow) return columns.headers.map((text) => ({ text, tone: 'head' }));
  const line = cells.line(row.cells);
  const known = (index: number) =>
    found.layout.columns[index] != null && found.layout.columns[index]?.kind !== 'ignored';
  const uncomputed = cells.uncomputed(row.cells).filter(known);
  if (!line.some((cell, index) => cell !== null && known(index)) && uncomputed.length === 0) return [];
  counts.rows += 1;
  const issues = [
    ...uncomputed.map((index) => at(found, index, wrong('not-computed', null))),
    ...datedNumbers(row, work),
  ];
  try {
    if (issues.length > 0) throw new JiantuiError('bad-household', issues);
    const results = judge(line);
    const note = mergeNote(row.number, found, run.language);
    return note === null ? results : [...results.slice(0, -1), { text: note, tone: 'open' }];
  } catch (error) {
    counts.bad += 1;
    const told =
      error instanceof JiantuiError
        ? error.issues.map((issue) => issueText(issue, run.language)).join('\n')
        : String(error);
    return columns.problem(told);
  }
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
      if (found.layout.columns[index] != null) columns.add(index);
  }
  if (columns.size === 0) return null;
  const headers = [...columns].map((index) => found.layout.headers[index] ?? '');
  return language === 'zh'
    ? `与上行合并的单元格按空白（不详）处理：${headers.join('、')}`
    : `cells merged with the row above are taken as blank, that is unknown: ${headers.join(', ')}`;
}
