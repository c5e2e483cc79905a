/** Whole records at the beginning of some bytes. */
export interface Whole {
  /** Where they end. */
  readonly end: number;
  /** Records among them that are not blank, and lines. */
  readonly rows: number;
  readonly lines: number;
}

/** What makes a CSV record one that cannot be read. */
export type Flaw = 'text-after-quote' | 'quote-inside' | 'quote-left-open';

export interface RecordPlace {
  readonly from: number;
  readonly to: number;
  /** Where the next one begins. */
  readonly next: number;
  /** Lines before it, and of its own. */
  readonly line: number;
  readonly lines: number;
  readonly flaw: Flaw | null;
}

export interface LinePlace {
  readonly from: number;
  readonly to: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** How much of an input some bytes are, and what its records look like. */
export interface CsvBytes {
  /** Whether what stands after the last line end is a record, too. */
  readonly isLast: boolean;
  /** Cells of the header row; null for the header row itself. */
  readonly width: number | null;
  /** Whether the bytes are as many as one record may have: a quote that is still open then will not be closed. */
  readonly isFull?: boolean;
}

const [LINE_FEED, RETURN, QUOTE, SEPARATOR] = [10, 13, 34, 44] as const;

/**
 * The whole lines of bytes that begin with one. A line ends with a line feed, a carriage return, or both.
 * @param isLast whether what stands after the last line end is a line, too
 */
export function* linesOf(bytes: Uint8Array, isLast: boolean): Generator<LinePlace> {
  let [feed, back] = [-1, -1];
  const find = (byte: number, from: number) => {
    const at = bytes.indexOf(byte, from);
    return at < 0 ? bytes.length : at;
  };
  for (let from = 0; from < bytes.length; ) {
    if (feed < from) feed = find(LINE_FEED, from);
    if (back < from) back = find(RETURN, from);
    const to = Math.min(feed, back);
    const isBoth = back === to && feed === to + 1;
    // After a carriage return that is the last byte a line feed may still come.
    if (!isLast && (to === bytes.length || (back === to && to + 1 === bytes.length))) return;
    const next = Math.min(bytes.length, to + (isBoth ? 2 : 1));
    yield { from, to, next };
    from = next;
  }
}

/** The end of the line in which `at` lies; null where more bytes have to come before it can be told. */
export function lineEnd(bytes: Uint8Array, at: number, isLast: boolean): Omit<LinePlace, 'from'> | null {
  for (let to = at; to < bytes.length; to++) {
    if (bytes[to] === LINE_FEED) return { to, next: to + 1 };
    if (bytes[to] !== RETURN) continue;
    if (to + 1 === bytes.length && !isLast) return null;
    return { to, next: bytes[to + 1] === LINE_FEED ? to + 2 : to + 1 };
  }
  return isLast ? { to: bytes.length, next: bytes.length } : null;
}

/** Counts the whole lines in bytes that begin with one. */
export function wholeLines(bytes: Uint8Array, isLast: boolean): Whole {
  let [rows, lines, end] = [0, 0, 0];
  for (const { from, to, next } of linesOf(bytes, isLast)) {
    if (!isBlank(bytes, from, to)) rows += 1;
    lines += 1;
    end = next;
  }
  return { end, rows, lines };
}

/**
 * The whole CSV records in bytes that begin with one. A cell in quotes begins and ends with one; inside, a quote is written
 * twice, and a line end is part of the cell. A record of several lines counts as one only where it comes to a row of the
 * table's width and holds less than two such rows. Everything else is a flaw of its first line, and reading goes on with the
 * next: a stray quote takes no other household with it. Works on UTF-8 and GB18030 alike: in neither is a quote, a comma or a
 * line end part of another character.
 */
export function csvRecords(
  bytes: Uint8Array,
  { isLast, width, isFull = false }: CsvBytes,
): Whole & { readonly records: readonly RecordPlace[]; readonly blank: number } {
  const records: RecordPlace[] = [];
  let [from, line, blank] = [0, 0, 0];
  while (from < bytes.length) {
    const found = readRecord(bytes, from, { isLast, width, isFull: isFull && from === 0 });
    if (found === null) break;
    const { to, next, lines, flaw } = found;
    if (flaw === null && isBlankRecord(bytes, from, to)) blank += 1;
    else records.push({ from, to, next, line, lines, flaw });
    line += lines;
    from = next;
  }
  return { end: from, rows: records.length, lines: line, blank, records };
}

interface Found extends Omit<LinePlace, 'from'> {
  readonly lines: number;
  readonly flaw: Flaw | null;
}

/** The record that begins at `from`; null where more bytes have to come before it can be told. */
function readRecord(bytes: Uint8Array, from: number, { isLast, width, isFull }: Required<CsvBytes>): Found | null {
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let [lines, cells, filled, separators] = [1, 1, 0, 0];
  let first: Omit<LinePlace, 'from'> | null = null;
  const broken = (flaw: Flaw, at: number): Found | null => {
    const end = first ?? lineEnd(bytes, at, isLast);
    return end === null ? null : { ...end, lines: 1, flaw: first === null ? flaw : 'quote-left-open' };
  };
  const whole = (end: Omit<LinePlace, 'from'>): Found | null => {
    const isRow =
      first === null ||
      width === null ||
      (cells >= width && filled <= width && (width < 2 || separators < 2 * (width - 1)));
    return isRow ? { ...end, lines, flaw: null } : broken('quote-left-open', from);
  };
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === LINE_FEED || byte === RETURN) {
      const end = lineEnd(bytes, at, isLast);
      if (end === null) break;
      if (state !== 'quoted') return whole(end);
      first ??= end;
      lines += 1;
      at = end.next - 1;
    } else if (byte === QUOTE) {
      if (state === 'start') state = 'quoted';
      else if (state !== 'quoted') return broken(state === 'closed' ? 'text-after-quote' : 'quote-inside', at);
      else if (bytes[at + 1] === QUOTE) at += 1;
      else if (at + 1 < bytes.length || isLast) state = 'closed';
      else break;
    } else {
      if (byte === SEPARATOR) separators += 1;
      if (byte === SEPARATOR && state !== 'quoted') {
        state = 'start';
        cells += 1;
        continue;
      }
      if (state === 'closed') return broken('text-after-quote', at);
      if (state === 'start') state = 'plain';
      if (byte !== 32 && byte !== 9) filled = cells;
    }
  }
  if (!isLast) return isFull && first !== null ? broken('quote-left-open', from) : null;
  return state === 'quoted' ? broken('quote-left-open', from) : whole({ to: bytes.length, next: bytes.length });
}

/** Whether a line holds nothing but spaces. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 32 && bytes[at] !== 9) return false;
  return true;
}

/** A record in which every cell is empty, as worksheets leave them below a table. */
function isBlankRecord(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 9 && byte !== SEPARATOR) return false;
  }
  return true;
}
