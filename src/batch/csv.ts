import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { RuleSet } from '../plan/plan.js';
import { readCell } from '../worksheet/cell.js';
import { dictionaryOf } from '../worksheet/dictionary.js';
import { readLayout } from '../worksheet/layout.js';
import { readRow } from '../worksheet/row.js';
import { type Encoding, wrongEncoding } from './encoding.js';
import type { ChunkPlace } from './ndjson.js';
import type { Rows } from './rows.js';
import { csvRecords, type Flaw, type RecordPlace } from './split.js';

/** Splits CSV text into cells. @throws an Error whose message says what is wrong */
export type CellsOf = (text: string) => string[][];

/** How the records of a table are read. */
export interface CsvTable {
  readonly headers: readonly string[];
  readonly encoding: Encoding;
  readonly cellsOf: CellsOf;
}

/** What is told of each record of a table, in their order. */
export interface CsvTaker {
  /** @param cells as many as there are headers */
  record(row: number, line: number, cells: readonly string[]): void;
  bad(row: number, line: number, issues: readonly Issue[]): void;
  blank(): void;
}

const NEWLINE = Uint8Array.of(10);

/** Reads the header of a table. @throws JiantuiError naming every header that is not known, means two facts, or stands twice */
export function csvLayout(ruleSet: RuleSet, headers: readonly string[]) {
  return readLayout(headers.map(readCell), dictionaryOf(ruleSet));
}

/** Decides a chunk of whole CSV records, each a household; records without any filled cell are counted and passed over. */
export function csvChunk(
  rows: Rows,
  ruleSet: RuleSet,
  table: CsvTable,
): (bytes: Uint8Array, place: ChunkPlace) => void {
  const layout = csvLayout(ruleSet, table.headers);
  const read = csvReader(table);
  const reading = { dateSystem: 1900, language: 'zh' } as const;
  const taker: CsvTaker = {
    record: (row, line, cells) => rows.household(row, line, () => readRow(layout, cells.map(readCell), reading)),
    bad: rows.bad,
    blank: rows.blank,
  };
  return (bytes, place) => read(bytes, place, taker);
}

/** Reads chunks of whole CSV records. Every line of theirs is part of a record, of one that is told as bad, or blank. */
export function csvReader({
  headers,
  encoding,
  cellsOf,
}: CsvTable): (bytes: Uint8Array, place: Pick<ChunkPlace, 'row' | 'line'>, taker: CsvTaker) => void {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const width = headers.length;
  /** The cells of a record by itself, where the chunk as a whole could not be read. */
  const alone = (bytes: Uint8Array): readonly string[] | Issue => {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return wrongEncoding(bytes, encoding);
    }
    try {
      const [cells, ...more] = cellsOf(text);
      return cells === undefined || more.length > 0 ? broken(`${more.length} records`) : cells;
    } catch (error) {
      return broken(shown(error instanceof Error ? error.message : String(error)));
    }
  };
  return (bytes, place, taker) => {
    const { records, blank } = csvRecords(bytes, { isLast: true, width });
    for (let count = 0; count < blank; count++) taker.blank();
    const sound = records.filter(({ flaw }) => flaw === null);
    const all = together(bytes, sound, (joined) => cellsOf(decoder.decode(joined)));
    let next = 0;
    records.forEach(({ from, to, line: before, flaw }, index) => {
      const [row, line] = [place.row + index, place.line + before];
      const cells = flaw !== null ? flawIssue(flaw) : (all?.[next++] ?? alone(bytes.subarray(from, to)));
      if (!Array.isArray(cells)) taker.bad(row, line, [cells as Issue]);
      else if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== ''))
        taker.bad(row, line, [
          { code: 'wrong-column-count', path: [], found: String(cells.length), expected: String(width) },
        ]);
      else taker.record(row, line, cells.slice(0, width));
    });
  };
}

const FLAWS: Readonly<Record<Flaw, string>> = {
  'text-after-quote': 'text after a closing quote',
  'quote-inside': 'a quote inside a cell that does not begin with one',
  'quote-left-open':
    'a quote that is not closed in this line; with the lines after it this is no row of the table either',
};

function flawIssue(flaw: Flaw): Issue {
  return { ...broken(FLAWS[flaw]), expected: 'quotes around the whole cell, and each quote inside it twice' };
}

function broken(found: string): Issue {
  return { code: 'broken-csv', path: [], found };
}

/**
 * The cells of a header row.
 * @throws JiantuiError `bad-household` where it cannot be read
 */
export function headerCells(
  bytes: Uint8Array,
  { flaw, from, to }: RecordPlace,
  encoding: Encoding,
  cellsOf: CellsOf,
): string[] {
  if (flaw !== null) throw new JiantuiError('bad-household', [flawIssue(flaw)]);
  const own = bytes.subarray(from, to);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(own);
  } catch {
    throw new JiantuiError('bad-household', [wrongEncoding(own, encoding)]);
  }
  return cellsOf(text.replace(/^\ufeff/u, ''))[0] ?? [];
}

/** The cells of all records; null where they cannot be read in one go. */
function together(
  bytes: Uint8Array,
  records: readonly RecordPlace[],
  read: (joined: Uint8Array) => string[][],
): string[][] | null {
  const joined = new Uint8Array(records.reduce((sum, { from, to }) => sum + to - from + 1, 0));
  let at = 0;
  for (const { from, to } of records) {
    joined.set(bytes.subarray(from, to), at);
    joined.set(NEWLINE, at + to - from);
    at += to - from + 1;
  }
  try {
    const cells = read(joined);
    return cells.length === records.length ? cells : null;
  } catch {
    return null;
  }
}
