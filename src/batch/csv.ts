import { JiantuiError } from '../base/error.js';
import type { RuleSet } from '../plan/plan.js';
import { readCell } from '../spreadsheet/cell.js';
import { dictionaryOf } from '../spreadsheet/dictionary.js';
import { readLayout } from '../spreadsheet/layout.js';
import { readRow } from '../spreadsheet/row.js';
import type { ChunkPlace } from './ndjson.js';
import type { Rows } from './rows.js';
import { csvRecords, type RecordPlace } from './split.js';

/** Splits CSV text into cells. @throws an Error whose message says what is wrong */
export type CellsOf = (text: string) => string[][];

const NEWLINE = Uint8Array.of(10);

/** Reads the header of a table. @throws JiantuiError naming every header that is not known, means two facts, or stands twice */
export function csvLayout(ruleSet: RuleSet, headers: readonly string[]) {
  return readLayout(headers.map(readCell), dictionaryOf(ruleSet));
}

/** Decides a chunk of whole CSV records, each a household; records without any filled cell are counted and passed over. */
export function csvChunk(
  rows: Rows,
  ruleSet: RuleSet,
  headers: readonly string[],
  cellsOf: CellsOf,
  encoding: 'utf-8' | 'gb18030',
): (bytes: Uint8Array, place: ChunkPlace) => void {
  const layout = csvLayout(ruleSet, headers);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reading = { dateSystem: 1900, language: 'zh' } as const;
  const one = (cells: readonly string[], row: number, line: number) =>
    rows.household(row, line, () => {
      const extra = cells.slice(headers.length).some((cell) => cell.trim() !== '');
      if (cells.length < headers.length || extra) {
        throw new JiantuiError('bad-household', [
          { code: 'wrong-column-count', path: [], found: String(cells.length), expected: String(headers.length) },
        ]);
      }
      return readRow(layout, cells.slice(0, headers.length).map(readCell), reading);
    });
  /** A record by itself, where the chunk as a whole could not be read. */
  const alone = (bytes: Uint8Array, row: number, line: number) => {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      rows.bad(row, line, [{ code: 'wrong-encoding', path: [], expected: encoding === 'utf-8' ? 'UTF-8' : 'GB18030' }]);
      return;
    }
    let records: string[][];
    try {
      records = cellsOf(text);
    } catch (error) {
      rows.bad(row, line, [
        { code: 'broken-csv', path: [], found: error instanceof Error ? error.message.slice(0, 200) : String(error) },
      ]);
      return;
    }
    const [cells] = records;
    if (cells === undefined || records.length > 1)
      rows.bad(row, line, [{ code: 'broken-csv', path: [], found: `${records.length} records` }]);
    else one(cells, row, line);
  };
  return (bytes, place) => {
    const { records, lines } = csvRecords(bytes, true);
    for (let blank = lines - countLines(bytes, records); blank > 0; blank--) rows.blank();
    const all = together(bytes, records, (joined) => cellsOf(decoder.decode(joined)));
    records.forEach(({ from, to, line }, index) => {
      const cells = all?.[index];
      if (cells === undefined) alone(bytes.subarray(from, to), place.row + index, place.line + line);
      else one(cells, place.row + index, place.line + line);
    });
  };
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

/** Lines that belong to records. */
function countLines(bytes: Uint8Array, records: readonly RecordPlace[]): number {
  return records.reduce((sum, { from, to }) => {
    let lines = 1;
    for (let at = from; at < to; at++) if (bytes[at] === 10) lines += 1;
    return sum + lines;
  }, 0);
}
