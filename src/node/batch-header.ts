import { JiantuiError } from '../base/error.js';
import { headerCells } from '../batch/csv.js';
import { type Encoding, encodingIssue, isText, wrongEncoding } from '../batch/encoding.js';
import { csvRecords } from '../batch/split.js';
import { csvCells } from './batch-engine.js';
import type { ByteSource, Position } from './batch-read.js';

const MAX_HEADER = 1 << 20;

/** A table whose header row has been read. */
export interface Header {
  readonly cells: readonly string[];
  /** Where the first record begins. */
  readonly after: Position;
  /** The input from there on. */
  readonly source: ByteSource;
}

/**
 * Looks at the beginning of an input without taking anything from it.
 * @throws JiantuiError `bad-household` where it is in another encoding, as far as that shows
 */
export async function checkEncoding(source: ByteSource, encoding: Encoding): Promise<ByteSource> {
  const bytes = await source.next();
  const issue = encodingIssue(bytes, encoding);
  if (issue !== null) throw new JiantuiError('bad-household', [issue]);
  return withBytesFirst(source, bytes);
}

/**
 * Reads the header row of a table.
 * @param check throws for headers that are not known
 * @throws JiantuiError `bad-household`: there is none, or it cannot be read; what `check` throws, unless the encoding or the
 * separator is another one
 */
export async function readHeader(
  source: ByteSource,
  encoding: Encoding,
  check: (cells: readonly string[]) => void,
): Promise<Header> {
  let bytes = await source.next();
  for (let isLast = bytes.length === 0; ; ) {
    const mark = markLength(bytes);
    const found = csvRecords(bytes.subarray(mark), { isLast, width: null, isFull: bytes.length > MAX_HEADER });
    const record = found.records[0];
    if (record !== undefined) {
      const cells = headerCells(bytes.subarray(mark), record, encoding, csvCells);
      try {
        check(cells);
      } catch (error) {
        throw otherForm(bytes.subarray(mark + record.from, mark + record.to), cells, encoding, check) ?? error;
      }
      const end = mark + record.next;
      return {
        cells,
        after: { offset: end, row: 0, line: record.line + record.lines },
        source: withBytesFirst(source, bytes.slice(end)),
      };
    }
    if (isLast || bytes.length > MAX_HEADER)
      throw new JiantuiError('bad-household', [{ code: 'no-header-row', path: [] }]);
    const more = await source.next(bytes);
    isLast = more.length === bytes.length;
    bytes = more;
  }
}

/** Length of the byte order mark. */
function markLength(bytes: Uint8Array): number {
  const [first, second, third] = bytes;
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}

const SEPARATORS: Readonly<Record<string, string>> = {
  '\t': 'tabs',
  ';': 'semicolons',
  '；': 'full-width semicolons',
  '，': 'full-width commas',
  '|': 'vertical bars',
};

/** That a header row is in order once it is read in another encoding, or cut at another separator; null where it is not. */
function otherForm(
  bytes: Uint8Array,
  cells: readonly string[],
  encoding: Encoding,
  check: (cells: readonly string[]) => void,
): JiantuiError | null {
  const fits = (given: readonly string[]) => {
    try {
      check(given);
      return given.length > 1;
    } catch {
      return false;
    }
  };
  const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  if (isText(bytes, other) && fits(csvCells(new TextDecoder(other).decode(bytes))[0] ?? []))
    return new JiantuiError('bad-household', [wrongEncoding(bytes, encoding)]);
  const text = new TextDecoder(encoding).decode(bytes);
  for (const [separator, found] of Object.entries(SEPARATORS)) {
    const parts = text.split(separator);
    if (parts.length > 1 && (cells.length === 1 || fits(parts)))
      return new JiantuiError('bad-household', [{ code: 'other-separator', path: [], found, expected: 'commas' }]);
  }
  return null;
}

function withBytesFirst(source: ByteSource, bytes: Uint8Array<ArrayBuffer>): ByteSource {
  let first: Uint8Array<ArrayBuffer> | null = bytes.length > 0 ? bytes : null;
  return {
    size: source.size,
    next: async (before) => {
      if (first === null) return source.next(before);
      const own = before === undefined || before.length === 0 ? first : joined(before, first);
      first = null;
      return own;
    },
    close: () => source.close(),
  };
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}
