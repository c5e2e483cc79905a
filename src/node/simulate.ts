import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { JiantuiError } from '../base/error.js';
import { csvLayout } from '../batch/csv.js';
import type { Encoding } from '../batch/encoding.js';
import { loadRuleSet } from '../ruleset/load.js';
import { resultOf } from '../simulate/result.js';
import type { Progress, Simulation } from '../simulate/simulate.js';
import { checkEncoding, readHeader } from './batch-header.js';
import { sourceOf } from './batch-open.js';
import { type ByteSource, type Position, readChunks } from './batch-read.js';
import { parquetLines } from './parquet.js';
import { ownColumns, type Part, type SimulateInput, type SimulateSpec } from './simulate-engine.js';
import { createSimulatePool, type SimulatePool } from './simulate-pool.js';

/** One simulation of generated households, or of those in a file. */
export interface SimulateRun {
  readonly spec: Omit<SimulateSpec, 'input'>;
  readonly input:
    | { readonly kind: 'generated'; readonly population: Extract<SimulateInput, { kind: 'generated' }>['population'] }
    | { readonly kind: 'file'; readonly path: string; readonly encoding?: Encoding };
  /** Threads; null chooses: one for what is done in a moment, otherwise two where there are as many cores. */
  readonly workers: number | null;
  readonly onProgress?: (progress: Progress) => void;
  readonly now?: () => number;
  /** Stops after the parts at hand: what has been counted is the result. */
  readonly signal?: AbortSignal;
  readonly workerScript?: URL;
}

/** Generated households counted at a time. */
const SLICE = 5000;

/**
 * Runs a simulation over worker threads. The result is the same however many there are. Memory does not grow with the number
 * of households.
 * @throws JiantuiError `unreadable-file`, `missing-package`, and for what concerns all households
 */
export async function runSimulation(run: SimulateRun): Promise<Simulation & { readonly workers: number }> {
  const { input } = run;
  const { read, close, ...parts } =
    input.kind === 'generated' ? generated(input.population) : await ofFile(input.path, run);
  const workers = run.workers ?? ((await isSmall(input)) ? 1 : Math.min(2, availableParallelism()));
  let pool: SimulatePool | null = null;
  try {
    pool = createSimulatePool({ ...run.spec, input: read }, workers, run.workerScript);
    const complete = await countAll(pool, parts, run);
    const state = await pool.end();
    const { plan, counter } = pool.engine;
    return {
      state,
      workers,
      result: resultOf(state, counter.policies, { complete, parameters: run.spec.parameters, cost: plan.cost ?? null }),
    };
  } finally {
    await pool?.close();
    await close();
  }
}

/** Whether it is not worth starting a thread for. */
async function isSmall(input: SimulateRun['input']): Promise<boolean> {
  if (input.kind === 'generated') return input.population.size <= SMALL.households;
  return (await sizeOf(input.path)) <= SMALL.bytes;
}

/** Bytes of a file. One that is not there is reported where it is opened. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

const SMALL = { households: 20_000, bytes: 8 << 20 } as const;

interface Parts {
  readonly parts: AsyncIterable<Part> | Iterable<Part>;
  /** In households; null where it is not known. */
  readonly total: number | null;
  /** In bytes, for a file of which it is not known how many households it has. */
  readonly size: number | null;
  readonly read: SimulateInput;
  close(): Promise<void>;
}

const NOTHING_TO_CLOSE = async () => undefined;

function generated(population: Extract<SimulateInput, { kind: 'generated' }>['population']): Parts {
  const { size } = population;
  function* slices(): Iterable<Part> {
    for (let from = 0; from < size; from += SLICE) yield { kind: 'slice', from, to: Math.min(size, from + SLICE) };
  }
  return { parts: slices(), total: size, size: null, read: { kind: 'generated', population }, close: NOTHING_TO_CLOSE };
}

async function ofFile(path: string, { spec, input }: SimulateRun): Promise<Parts> {
  const encoding = (input.kind === 'file' ? input.encoding : undefined) ?? 'utf-8';
  switch (extname(path).toLowerCase()) {
    case '.parquet':
      return {
        ...(await openParquet(path)),
        size: null,
        read: { kind: 'ndjson', encoding: 'utf-8' },
        close: NOTHING_TO_CLOSE,
      };
    case '.csv': {
      const { source } = spec;
      const baseline = loadRuleSet(source.file, { overlays: source.overlays, vocabulary: source.vocabulary });
      const opened = await openSource(path, encoding);
      const header = await readHeader(opened, encoding, (cells) => {
        csvLayout(
          baseline,
          ownColumns(cells, spec).own.map((index) => cells[index] ?? ''),
        );
      }).catch(async (error: unknown) => {
        await opened.close();
        throw error;
      });
      const { cells: headers, after } = header;
      return {
        parts: fileParts(header.source, headers, after),
        total: null,
        size: opened.size === null ? null : opened.size - after.offset,
        read: { kind: 'csv', headers, encoding },
        close: () => opened.close(),
      };
    }
    case '.ndjson':
    case '.jsonl': {
      const opened = await openSource(path, encoding);
      return {
        parts: fileParts(opened, null, { offset: 0, row: 0, line: 0 }),
        total: null,
        size: opened.size,
        read: { kind: 'ndjson', encoding },
        close: () => opened.close(),
      };
    }
    default:
      throw new JiantuiError('bad-option', [
        {
          code: 'wrong-value',
          path: [path],
          found: extname(path) || 'no ending',
          expected: '.ndjson, .jsonl, .csv, .parquet',
        },
      ]);
  }
}

async function openParquet(path: string): Promise<Pick<Parts, 'parts' | 'total'>> {
  const { total, lines } = await parquetLines(path);
  async function* parts(): AsyncGenerator<Part> {
    let row = 0;
    for await (const { bytes, rows } of lines) {
      yield { kind: 'bytes', bytes, row };
      row += rows;
    }
  }
  return { parts: parts(), total };
}

async function* fileParts(
  source: ByteSource,
  headers: readonly string[] | null,
  start: Position,
): AsyncGenerator<Part> {
  for await (const { bytes, row, isTooLong } of readChunks(source, headers, start))
    yield isTooLong ? { kind: 'too-long', row: row - 1 } : { kind: 'bytes', bytes, row: row - 1 };
}

async function openSource(path: string, encoding: Encoding): Promise<ByteSource> {
  const source = await sourceOf(path, 0);
  try {
    return await checkEncoding(source, encoding);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Hands the parts in, a few at a time. @returns false when it was stopped before the last one */
async function countAll(
  pool: SimulatePool,
  { parts, total, size }: Omit<Parts, 'read' | 'close'>,
  run: SimulateRun,
): Promise<boolean> {
  const { now, onProgress, signal } = run;
  const start = now?.() ?? null;
  let done = 0;
  let bytes = 0;
  const report = () => {
    const elapsed = start === null || now === undefined ? null : now() - start;
    const [through, all] = total === null ? [bytes, size] : [done, total];
    onProgress?.({
      done,
      total,
      elapsed,
      left: elapsed === null || all === null || through === 0 ? null : (elapsed / through) * Math.max(0, all - through),
    });
  };
  const waiting = new Set<Promise<void>>();
  let failure: unknown = null;
  for await (const part of parts) {
    if (signal?.aborted === true) {
      await Promise.all(waiting);
      report();
      return false;
    }
    const counted = pool.count(part).then(
      (count) => {
        done += count;
        if (part.kind === 'bytes') bytes += part.bytes.length;
        waiting.delete(counted);
        report();
      },
      (error: unknown) => {
        failure ??= error;
        waiting.delete(counted);
      },
    );
    waiting.add(counted);
    if (waiting.size >= pool.width) await Promise.race(waiting);
    if (failure !== null) throw failure;
    // Timers and signals get their turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await Promise.all(waiting);
  if (failure !== null) throw failure;
  report();
  return true;
}
