import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { JiantuiError } from '../base/error.js';
import { csvRecords } from '../batch/split.js';
import { resultOf } from '../simulate/result.js';
import type { Progress, Simulation } from '../simulate/simulate.js';
import { csvCells } from './batch-engine.js';
import { fileSource, readChunks } from './batch-read.js';
import { parquetLines } from './parquet.js';
import type { Part, SimulateInput, SimulateSpec } from './simulate-engine.js';
import { createSimulatePool, type SimulatePool } from './simulate-pool.js';

/** One simulation of generated households, or of those in a file. */
export interface SimulateRun {
  readonly spec: Omit<SimulateSpec, 'input'>;
  readonly input:
    | { readonly kind: 'generated'; readonly population: Extract<SimulateInput, { kind: 'generated' }>['population'] }
    | { readonly kind: 'file'; readonly path: string; readonly encoding?: 'utf-8' | 'gb18030' };
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
  const { parts, total, size, read } =
    input.kind === 'generated' ? generated(input.population) : await ofFile(input.path, input.encoding ?? 'utf-8');
  const workers = run.workers ?? ((await isSmall(input)) ? 1 : Math.min(2, availableParallelism()));
  const pool = createSimulatePool({ ...run.spec, input: read }, workers, run.workerScript);
  try {
    const complete = await countAll(pool, { parts, total, size }, run);
    const state = await pool.end();
    const { plan, counter } = pool.engine;
    return {
      state,
      workers,
      result: resultOf(state, counter.policies, { complete, parameters: run.spec.parameters, cost: plan.cost ?? null }),
    };
  } finally {
    await pool.close();
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
}

function generated(population: Extract<SimulateInput, { kind: 'generated' }>['population']): Parts {
  const { size } = population;
  function* slices(): Iterable<Part> {
    for (let from = 0; from < size; from += SLICE) yield { kind: 'slice', from, to: Math.min(size, from + SLICE) };
  }
  return { parts: slices(), total: size, size: null, read: { kind: 'generated', population } };
}

async function ofFile(path: string, encoding: 'utf-8' | 'gb18030'): Promise<Parts> {
  switch (extname(path).toLowerCase()) {
    case '.parquet':
      return { ...(await openParquet(path)), size: null, read: { kind: 'ndjson' } };
    case '.csv': {
      const { headers, offset } = await csvHeader(path, encoding);
      const size = (await sizeOf(path)) - offset;
      return { parts: fileParts(path, 'csv', offset), total: null, size, read: { kind: 'csv', headers, encoding } };
    }
    case '.ndjson':
    case '.jsonl':
      return {
        parts: fileParts(path, 'ndjson', 0),
        total: null,
        size: await sizeOf(path),
        read: { kind: 'ndjson' },
      };
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

async function* fileParts(path: string, format: 'ndjson' | 'csv', offset: number): AsyncGenerator<Part> {
  const source = await openSource(path, offset);
  try {
    for await (const chunk of readChunks(source, format, { offset, row: 0, line: 0 }))
      yield { kind: 'bytes', bytes: chunk.bytes, row: chunk.row - 1 };
  } finally {
    await source.close();
  }
}

async function openSource(path: string, offset: number) {
  try {
    return await fileSource(path, offset);
  } catch (cause) {
    throw new JiantuiError(
      'unreadable-file',
      [{ code: 'unreadable', path: [path], found: (cause as { code?: string }).code ?? String(cause) }],
      { cause },
    );
  }
}

/** The cells of the first record and where the second begins. */
async function csvHeader(
  path: string,
  encoding: 'utf-8' | 'gb18030',
): Promise<{ headers: readonly string[]; offset: number }> {
  const source = await openSource(path, 0);
  try {
    const bytes = await source.next();
    const [first, second] = csvRecords(bytes, true).records;
    const headers =
      first === undefined
        ? []
        : (csvCells(`${new TextDecoder(encoding).decode(bytes.subarray(first.from, first.to))}\n`)[0] ?? []);
    return { headers, offset: second?.from ?? first?.to ?? 0 };
  } finally {
    await source.close();
  }
}

/** Hands the parts in, a few at a time. @returns false when it was stopped before the last one */
async function countAll(
  pool: SimulatePool,
  { parts, total, size }: Omit<Parts, 'read'>,
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
