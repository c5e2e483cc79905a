import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { JiantuiError } from '../base/error.js';
import { outlineOf } from '../batch/brief.js';
import { encode } from '../batch/bytes.js';
import { renderer } from '../batch/render.js';
import type { RowsResult } from '../batch/rows.js';
import type { RuleSet } from '../plan/plan.js';
import type { BatchSpec } from './batch-engine.js';
import { openRun, sourceOf } from './batch-open.js';
import { createPool } from './batch-pool.js';
import { type ByteSource, type PlacedChunk, type Position, readChunks } from './batch-read.js';
import { dropProgress, inputMark, type Progress, readProgress, settingsOf, writeProgress } from './batch-state.js';
import { addCounts, NO_TOTALS, type Totals } from './batch-totals.js';
import { unreadable } from './read-text.js';

/** One run. `-` is the standard input or output. */
export interface BatchRun {
  readonly input: string;
  readonly output: string;
  readonly ruleSet: RuleSet;
  readonly settings: Omit<BatchSpec, 'source' | 'headers'>;
  readonly workers: number;
  readonly resume: boolean;
  /** Called after each chunk. */
  readonly onProgress?: (state: {
    readonly bytes: number;
    readonly size: number | null;
    readonly totals: Totals;
  }) => void;
  /** Stops the run after the chunk at hand; what is done can be gone on from. */
  readonly signal?: AbortSignal;
  readonly workerScript?: URL;
}

export interface BatchEnd {
  readonly totals: Totals;
  /** True where the run was stopped before the end of the input. */
  readonly isStopped: boolean;
  /** The side file of bad rows; null where there is none. */
  readonly errors: string | null;
}

/** Milliseconds between two notes of how far the run has come. */
const NOTE_EVERY = 1000;

/**
 * Decides every household of a file and writes a line for each, in the order of the input. Memory does not grow with the
 * input. Bad rows go to `OUTPUT.errors.ndjson`.
 * @throws JiantuiError `unreadable-file`, `bad-option`, `bad-parameters`, `bad-household` for headers that are not known
 */
export async function runBatch(run: BatchRun): Promise<BatchEnd> {
  const { input, output, ruleSet } = run;
  if (input !== '-' && output !== '-' && (await isSameFile(input, output)))
    throw new JiantuiError('bad-option', [{ code: 'same-file', path: ['--output'], found: output }]);
  const opened = await openRun(run);
  const { spec } = opened;
  const settings = settingsOf(spec, ruleSet.digest);
  const before = run.resume ? await readProgress(output, input, settings) : null;
  const start = before?.position ?? opened.start;
  const source = before === null ? opened.source : await sourceOf(input, start.offset);
  if (before !== null) await opened.source.close();
  try {
    return await decideAll(run, spec, settings, source, start, before);
  } finally {
    await source.close();
  }
}

async function decideAll(
  run: BatchRun,
  spec: BatchSpec,
  settings: Progress['settings'],
  source: ByteSource,
  start: Position,
  before: Progress | null,
): Promise<BatchEnd> {
  const pool = createPool(spec, run.workers, run.workerScript);
  const { output } = run;
  const errorsPath = output === '-' ? null : `${output}.errors.ndjson`;
  const lines = await sinkOf(output, before?.outputLength ?? null);
  const errors = errorsPath === null ? null : lazySink(errorsPath, before?.errorsLength ?? 0);
  const programmes = outlineOf(run.ruleSet).programmes;
  let totals = before?.totals ?? NO_TOTALS;
  let position = start;
  let noted = Date.now();
  const note = async () => {
    if (output === '-' || run.input === '-') return;
    noted = Date.now();
    const input = await inputMark(run.input, position.offset);
    await writeProgress(output, {
      form: 1,
      settings,
      input,
      position,
      outputLength: lines.length(),
      errorsLength: errors?.length() ?? 0,
      totals,
    });
  };
  const finish = async (chunk: PlacedChunk, result: RowsResult) => {
    await lines.write(result.output);
    if (result.errors.length > 0)
      await (errors === null ? writeTo(process.stderr, result.errors) : errors.write(result.errors));
    totals = addCounts(totals, programmes, result.counts);
    position = chunk.after;
    run.onProgress?.({ bytes: position.offset, size: source.size, totals });
    if (Date.now() - noted >= NOTE_EVERY) await note();
  };
  try {
    if (before === null) {
      if (output !== '-') await dropProgress(output);
      const { head } = renderer(spec.to, outlineOf(run.ruleSet));
      if (!spec.full) await lines.write(encode(head));
    }
    const waiting: { chunk: PlacedChunk; result: Promise<RowsResult> }[] = [];
    const first = async () => {
      const entry = waiting.shift();
      if (entry !== undefined) await finish(entry.chunk, await entry.result);
    };
    for await (const chunk of readChunks(source, spec.from, start)) {
      if (run.signal?.aborted === true) break;
      const result = pool.process(chunk);
      // Awaited in order further down; until then a failure must not count as unhandled.
      result.catch(() => undefined);
      waiting.push({ chunk, result });
      if (waiting.length >= pool.width) await first();
      // Signals and timers have to get a turn.
      await new Promise(setImmediate);
    }
    while (waiting.length > 0) await first();
    const isStopped = run.signal?.aborted === true;
    if (isStopped) await note();
    else if (output !== '-') await dropProgress(output);
    return { totals, isStopped, errors: errors !== null && errors.length() > 0 ? errorsPath : null };
  } finally {
    await pool.close();
    await lines.close();
    await errors?.close();
  }
}

interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  length(): number;
  close(): Promise<void>;
}

/** @param from the length up to which the file is kept; null to begin a new one */
async function sinkOf(path: string, from: number | null): Promise<Sink> {
  if (path === '-') {
    let written = 0;
    return {
      write: async (bytes) => {
        written += bytes.length;
        await writeTo(process.stdout, bytes);
      },
      length: () => written,
      close: async () => undefined,
    };
  }
  const file: FileHandle = await open(path, from === null ? 'w' : 'r+').catch((cause: NodeJS.ErrnoException) => {
    throw unreadable([{ code: 'unreadable', path: [], found: `${path}: ${cause.code ?? cause.message}` }], cause);
  });
  if (from !== null) await file.truncate(from);
  let at = from ?? 0;
  return {
    write: async (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
      at += bytes.length;
    },
    length: () => at,
    close: () => file.close(),
  };
}

/** A file that is there only if something is written to it. */
function lazySink(path: string, from: number): Sink {
  let sink: Promise<Sink> | null = from > 0 ? sinkOf(path, from) : null;
  let length = from;
  const cleared = from > 0 ? Promise.resolve() : rm(path, { force: true });
  return {
    write: async (bytes) => {
      await cleared;
      sink ??= sinkOf(path, null);
      await (await sink).write(bytes);
      length += bytes.length;
    },
    length: () => length,
    close: async () => {
      await cleared;
      if (sink !== null) await (await sink).close();
    },
  };
}

async function writeTo(stream: NodeJS.WritableStream, bytes: Uint8Array): Promise<void> {
  if (bytes.length > 0 && !stream.write(bytes)) await new Promise<void>((done) => stream.once('drain', () => done()));
}

async function isSameFile(input: string, output: string): Promise<boolean> {
  if (resolve(input) === resolve(output)) return true;
  const [a, b] = await Promise.all([stat(input).catch(() => null), stat(output).catch(() => null)]);
  return a !== null && b !== null && a.ino === b.ino && a.dev === b.dev;
}
