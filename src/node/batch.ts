import { availableParallelism } from 'node:os';
import { JiantuiError } from '../base/error.js';
import { outlineOf } from '../batch/brief.js';
import { encode } from '../batch/bytes.js';
import { renderer } from '../batch/render.js';
import type { RowsResult } from '../batch/rows.js';
import type { RuleSet } from '../plan/plan.js';
import type { BatchSpec } from './batch-engine.js';
import { openRun, sourceOf } from './batch-open.js';
import { createPool, type Pool } from './batch-pool.js';
import { type ByteSource, type PlacedChunk, type Position, readChunks } from './batch-read.js';
import { lazySink, sinkOf, writeTo } from './batch-sink.js';
import { dropProgress, inputMark, type Progress, readProgress, settingsOf, writeProgress } from './batch-state.js';
import { addCounts, NO_TOTALS, type Totals } from './batch-totals.js';
import { isSameFile } from './write-file.js';

/** One run. `-` is the standard input or output. */
export interface BatchRun {
  readonly input: string;
  readonly output: string;
  readonly ruleSet: RuleSet;
  readonly settings: Omit<BatchSpec, 'source' | 'headers'>;
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
export async function runBatch(run: BatchRun): Promise<BatchEnd> {
  const { input, output, ruleSet } = run;
  if (input !== '-' && output !== '-' && (await isSameFile(input, output)))
    throw new JiantuiError('bad-option', [{ code: 'same-file', path: ['--output'], found: output }]);
  const { spec, start, source: whole } = await openRun(run);
  let source = whole;
  try {
    const settings = settingsOf(spec, ruleSet.digest);
    const before = run.resume ? await readProgress(output, input, settings) : null;
    if (before !== null) {
      await source.close();
      source = await sourceOf(input, before.position.offset);
    }
    const pool = createPool(spec, run.workers ?? workersFor(source.size), run.workerScript);
    try {
      return await decideAll(run, pool, spec, settings, source, before?.position ?? start, before);
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

async function decideAll(
  run: BatchRun,
  pool: Pool,
  spec: BatchSpec,
  settings: Progress['settings'],
  source: ByteSource,
  start: Position,
  before: Progress | null,
): Promise<BatchEnd> {
  const { output } = run;
  const errorsPath = output === '-' ? null : `${output}.errors.ndjson`;
  const lines = await sinkOf(output, before?.outputLength ?? null);
  const errors = errorsPath === null ? null : lazySink(errorsPath, before?.errorsLength ?? 0);
  const programmes = outlineOf(run.ruleSet).programmes;
  let totals = before?.totals ?? NO_TOTALS;
  let position = start;
  // The first chunk is noted at once: from then on the run can be gone on with.
  let noted = 0;
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
    run.onProgress?.({ bytes: position.offset, size: source.size, totals });
    const waiting: { chunk: PlacedChunk; result: Promise<RowsResult> }[] = [];
    const first = async () => {
      const entry = waiting.shift();
      if (entry !== undefined) await finish(entry.chunk, await entry.result);
    };
    for await (const chunk of readChunks(source, spec.headers, start)) {
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
    return {
      totals,
      isStopped,
      errors: errors !== null && errors.length() > 0 ? errorsPath : null,
      resumedFrom: before === null ? 0 : before.totals.rows + before.totals.bad,
    };
  } finally {
    await lines.close();
    await errors?.close();
  }
}
