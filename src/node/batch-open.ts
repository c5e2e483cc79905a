import { JiantuiError } from '../base/error.js';
import { csvLayout } from '../batch/csv.js';
import { csvRecords } from '../batch/split.js';
import type { RuleSet } from '../plan/plan.js';
import type { BatchRun } from './batch.js';
import { type BatchSpec, csvCells } from './batch-engine.js';
import { type ByteSource, fileSource, type Position, streamSource } from './batch-read.js';
import { unreadable } from './read-text.js';

const MAX_HEADER = 1 << 20;

/** An input whose header, where it has one, has been read. */
export interface OpenedRun {
  readonly spec: BatchSpec;
  /** Stands at `start`. */
  readonly source: ByteSource;
  readonly start: Position;
}

/** @throws JiantuiError `unreadable-file`; `bad-household` for headers that are not known */
export async function openRun({
  input,
  ruleSet,
  settings,
}: Pick<BatchRun, 'input' | 'ruleSet' | 'settings'>): Promise<OpenedRun> {
  if (ruleSet.source === undefined) throw new RangeError('a batch needs a rule set that was loaded from files');
  const source = await sourceOf(input, 0);
  const begun = { ...settings, source: ruleSet.source };
  if (settings.from === 'ndjson')
    return { spec: { ...begun, headers: null }, source, start: { offset: 0, row: 0, line: 0 } };
  try {
    const header = await readHeader(source, ruleSet, settings.encoding);
    return { spec: { ...begun, headers: header.headers }, source: header.source, start: header.after };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** The input from a place on. @throws JiantuiError `unreadable-file` */
export async function sourceOf(input: string, from: number): Promise<ByteSource> {
  if (input === '-') return streamSource(process.stdin);
  return fileSource(input, from).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable([{ code: 'unreadable', path: [], found: `${input}: ${cause.code ?? cause.message}` }], cause);
  });
}

/** The header row of a table, and the source from there on. */
async function readHeader(source: ByteSource, ruleSet: RuleSet, encoding: BatchSpec['encoding']) {
  let bytes = await source.next(new Uint8Array(0));
  for (let isLast = bytes.length === 0; ; ) {
    const found = csvRecords(bytes, isLast);
    const record = found.records[0];
    if (record !== undefined && (isLast || record.to < bytes.length)) {
      const end = Math.min(record.to + 1, bytes.length);
      const headers = csvCells(new TextDecoder(encoding).decode(bytes.subarray(record.from, record.to)))[0] ?? [];
      csvLayout(ruleSet, headers);
      const rest = bytes.slice(end);
      const lines = bytes.subarray(0, end).reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
      return { headers, after: { offset: end, row: 0, line: lines }, source: withBytesFirst(source, rest) };
    }
    if (isLast || bytes.length > MAX_HEADER)
      throw new JiantuiError('bad-household', [{ code: 'no-header-row', path: [] }]);
    const more = await source.next(bytes);
    isLast = more.length === bytes.length;
    bytes = more;
  }
}

function withBytesFirst(source: ByteSource, bytes: Uint8Array<ArrayBuffer>): ByteSource {
  let first: Uint8Array<ArrayBuffer> | null = bytes.length > 0 ? bytes : null;
  return {
    size: source.size,
    // Nothing lies before the bytes that come first.
    next: async (before) => {
      const own = first;
      first = null;
      return own ?? source.next(before);
    },
    close: () => source.close(),
  };
}
