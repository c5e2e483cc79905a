import { isBlank } from './ndjson.js';

/** Whole records at the beginning of some bytes. */
export interface Whole {
  /** Where they end. */
  readonly end: number;
  /** Records among them that are not blank, and lines. */
  readonly rows: number;
  readonly lines: number;
}

export interface RecordPlace {
  readonly from: number;
  readonly to: number;
  /** Lines before it. */
  readonly line: number;
}

const [NEWLINE, QUOTE, SEPARATOR] = [10, 34, 44] as const;

/** Counts the whole lines in bytes that begin with one. @param isLast whether what stands after the last line end is a record, too */
export function wholeLines(bytes: Uint8Array, isLast: boolean): Whole {
  let [rows, lines, from] = [0, 0, 0];
  while (from < bytes.length) {
    const found = bytes.indexOf(NEWLINE, from);
    if (found < 0 && !isLast) break;
    const to = found < 0 ? bytes.length : found;
    if (!isBlank(bytes, from, to)) rows += 1;
    lines += 1;
    from = to + 1;
  }
  return { end: Math.min(from, bytes.length), rows, lines };
}

/**
 * The whole CSV records in bytes that begin with one. A quote opens a cell only at its beginning, and a line end inside quotes
 * is part of the cell. Works on UTF-8 and GB18030 alike: in neither is a quote, a comma or a line end part of another character.
 */
export function csvRecords(bytes: Uint8Array, isLast: boolean): Whole & { readonly records: readonly RecordPlace[] } {
  const records: RecordPlace[] = [];
  let [from, lines, end, recordLine] = [0, 0, 0, 0];
  let isQuoted = false;
  let isStart = true;
  const close = (at: number) => {
    if (!isBlankRecord(bytes, from, at)) records.push({ from, to: at, line: recordLine });
    from = at + 1;
    end = Math.min(from, bytes.length);
    recordLine = lines;
    isStart = true;
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === NEWLINE) lines += 1;
    if (isQuoted) {
      if (byte !== QUOTE) continue;
      if (bytes[at + 1] === QUOTE) at += 1;
      else isQuoted = false;
    } else if (byte === NEWLINE) close(at);
    else if (byte === QUOTE && isStart) {
      isQuoted = true;
      isStart = false;
    } else isStart = byte === SEPARATOR;
  }
  if (isLast && from < bytes.length) {
    lines += 1;
    close(bytes.length);
  }
  return { end, rows: records.length, lines: recordLine, records };
}

/** A record in which every cell is empty, as worksheets leave them below a table. */
function isBlankRecord(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 9 && byte !== 13 && byte !== SEPARATOR) return false;
  }
  return true;
}
