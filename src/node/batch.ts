import type { Hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { JiantuiError } from '../base/error.js';
import { encode } from '../batch/bytes.js';
import { renderer } from '../batch/render.js';
import type { RowsResult } from '../batch/rows.js';
import { outlineOf } from '../population/outline.js';
import type { BatchSpec } from './batch-engine.js';
import { openRun, sourceOf, type ToOpen } from './batch-open.js';
import { createPool, type Pool } from './batch-pool.js';
import { type ByteSource, type PlacedChunk, type Position, readChunks } from './batch-read.js';
import { isOrdinary, lazySink, refuseFolders, type Sink, sinkOf, standardSink } from './batch-sink.js';
import {
  dropProgress,
  errorsPath,
  hashBefore,
  type Progress,
  readProgress,
  settingsOf,
  sideFiles,
  soFar,
  writeProgress,
  writtenMark,
} from './batch-state.js';
import { addCounts, NO_TOTALS, type Totals } from './batch-totals.js';
import { refuseSameFile } from './same-file.js';
import { standardName } from './standard.js';

/** One run. `-` is the standard input or output. */
export interface BatchRun extends ToOpen {
  readonly output: string;
  /** Threads that decide; null for one, or two where the input is long enough. */
  readonly workers: number | null;
  readonly resume: boolean;
  /** Called at the beginning and after each chunk. */
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
  /** Whether a run that was stopped can be gone on with. */
  readonly canResume: boolean;
  /** Rows, bad ones too, that an earlier run had done. */
  readonly resumedFrom: number;
}

/** Milliseconds between two notes of how far the run has come. */
const NOTE_EVERY = 1000;

/**
 * Decides every household of a file and writes a line for each, in the order of the input. Memory does not grow with the
 * input. Bad rows go to `OUTPUT.errors.ndjson`.
 * @throws JiantuiError `unreadable-file`, `bad-option`, `bad-parameters`, `bad-household` for headers that are not known
 */
export async function runBatch(given: BatchRun): Promise<BatchEnd> {
  const run = { ...given, input: standardName(given.input, 0), output: standardName(given.output, 1) };
  const { input, output, ruleSet } = run;
  const isKept = await isOrdinary(output);
  await refuseSameFile(
    [{ path: input, by: input }],
    [output, ...(isKept ? sideFiles(output) : [])].map((path) => ({ path, by: '--output' })),
  );
  await refuseFolders(isKept ? [output, ...sideFiles(output)] : [output]);
  const { spec, start, source: whole } = await openRun(run);
  let source = whole;
  try {
    const { size } = source;
    const settings = settingsOf(spec, ruleSet.digest);
    if (run.resume && (size === null || !isKept))
      throw new JiantuiError('bad-option', [
        { code: 'not-a-file', path: ['--resume', size === null ? input : output], found: 'a pipe or a device' },
      ]);
    const before = run.resume && size !== null ? await readProgress(output, input, size, settings) : null;
    if (before !== null) {
      await source.close();
      source = await sourceOf(input, before.progress.position.offset);
    }
    const notes =
      size === null || !isKept ? null : { settings, hash: before?.hash ?? (await hashBefore(input, start.offset)) };
    const pool = createPool(spec, run.workers ?? workersFor(size), run.workerScript);
    try {
      return await decideAll(run, pool, spec, { source, isKept, notes, start, before: before?.progress ?? null });
    } finally {
      await pool.close();
    }
  } finally {
    await source.close();
  }
}

/** A second worker has to start and to learn: that takes as long as deciding some fifty megabytes. */
const PAYS_FROM = 64 * 1024 * 1024;

function workersFor(size: number | null): number {
  return size !== null && size < PAYS_FROM ? 1 : Math.min(2, availableParallelism());
}

interface Opened {
  readonly source: ByteSource;
  /** Whether the output is an ordinary file; otherwise bad rows go to the standard error. */
  readonly isKept: boolean;
  /** For noting how far the run has come, and what lies before that; null where it could not be gone on with. */
  readonly notes: { readonly settings: Progress['settings']; readonly hash: Hash } | null;
  readonly start: Position;
  readonly before: Progress | null;
}

async function decideAll(
  run: BatchRun,
  pool: Pool,
  spec: BatchSpec,
  { source, isKept, notes, start, before }: Opened,
): Promise<BatchEnd> {
  const { output } = run;
  const lines = await sinkOf(output, before?.output.length ?? null);
  let errors: Sink | null = null;
  const programmes = outlineOf(run.ruleSet).programmes;
  let totals: Totals = before?.totals ?? NO_TOTALS;
  let position = before?.position ?? start;
  let behind = notes === null ? '' : soFar(notes.hash);
  let noted = 0;
  const note = async () => {
    if (notes === null || source.size === null) return;
    noted = Date.now();
    await writeProgress(output, {
      form: 2,
      settings: notes.settings,
      input: { size: source.size, before: behind },
      position,
      output: await writtenMark(output, lines.length()),
      errors: await writtenMark(errorsPath(output), errors?.length() ?? 0),
      totals,
    });
  };
  const finish = async ({ chunk, digest, result }: Waiting) => {
    const { output: bytes, errors: bad, counts } = await result;
    await lines.write(bytes);
    if (bad.length > 0) await errors?.write(bad);
    totals = addCounts(totals, programmes, counts);
    position = chunk.after;
    behind = digest;
    run.onProgress?.({ bytes: position.offset, size: source.size, totals });
    if (Date.now() - noted >= NOTE_EVERY) await note();
  };
  try {
    errors = isKept ? await lazySink(errorsPath(output), before?.errors.length ?? 0) : standardSink(2);
    if (before === null) {
      if (isKept) await dropProgress(output);
      const { head } = renderer(spec.to, outlineOf(run.ruleSet));
      if (!spec.full) await lines.write(encode(head));
      // From now on the run can be gone on with. The first chunk is noted as well, however soon it comes.
      await note();
      noted = 0;
    }
    run.onProgress?.({ bytes: position.offset, size: source.size, totals });
    const waiting: Waiting[] = [];
    const first = async () => {
      const entry = waiting.shift();
      if (entry !== undefined) await finish(entry);
    };
    for await (const chunk of readChunks(source, spec.headers, position, (bytes) => notes?.hash.update(bytes))) {
      if (run.signal?.aborted === true) break;
      const result = pool.process(chunk);
      // Awaited in order further down; until then a failure must not count as unhandled.
      result.catch(() => undefined);
      waiting.push({ chunk, digest: notes === null ? '' : soFar(notes.hash), result });
      if (waiting.length >= pool.width) await first();
      // Signals and timers have to get a turn.
      await new Promise(setImmediate);
    }
    while (waiting.length > 0) await first();
    const isStopped = run.signal?.aborted === true;
    if (isStopped) await note();
    else if (isKept) await dropProgress(output);
    return {
      totals,
      isStopped,
      errors: isKept && errors.length() > 0 ? errorsPath(output) : null,
      canResume: notes !== null,
      resumedFrom: before === null ? 0 : before.totals.rows + before.totals.bad,
    };
  } finally {
    await errors?.close();
    await lines.close();
  }
}

/** A chunk that is being decided, and the digest of the input as far as its end. */
interface Waiting {
  readonly chunk: PlacedChunk;
  readonly digest: string;
  readonly result: Promise<RowsResult>;
}
