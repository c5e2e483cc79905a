import { csvLayout } from '../batch/csv.js';
import type { RuleSet } from '../plan/plan.js';
import type { BatchSpec } from './batch-engine.js';
import { checkEncoding, readHeader } from './batch-header.js';
import { type ByteSource, fileSource, type Position, streamSource } from './batch-read.js';
import { readingReason, unreadable } from './read-text.js';

/** What a run says of its input. `-` is the standard input. */
export interface ToOpen {
  readonly input: string;
  readonly ruleSet: RuleSet;
  readonly settings: Omit<BatchSpec, 'source' | 'headers'>;
}

/** An input whose header, where it has one, has been read. */
export interface OpenedRun {
  readonly spec: BatchSpec;
  /** Stands at `start`. */
  readonly source: ByteSource;
  readonly start: Position;
}

/** @throws JiantuiError `unreadable-file`; `bad-household` for headers that are not known */
export async function openRun({ input, ruleSet, settings }: ToOpen): Promise<OpenedRun> {
  if (ruleSet.source === undefined) throw new RangeError('a batch needs a rule set that was loaded from files');
  const opened = await sourceOf(input, 0);
  const begun = { ...settings, source: ruleSet.source };
  try {
    const source = await checkEncoding(opened, settings.encoding);
    if (settings.from === 'ndjson')
      return { spec: { ...begun, headers: null }, source, start: { offset: 0, row: 0, line: 0 } };
    const header = await readHeader(source, settings.encoding, (cells) => csvLayout(ruleSet, cells));
    return { spec: { ...begun, headers: header.cells }, source: header.source, start: header.after };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The input from a place on. @throws JiantuiError `unreadable-file` */
export async function sourceOf(input: string, from: number): Promise<ByteSource> {
  if (input === '-') return streamSource(process.stdin);
  return fileSource(input, from).catch((cause: unknown) => {
    throw unreadable([{ code: 'unreadable', path: [input], found: readingReason(cause) }], cause);
  });
}
