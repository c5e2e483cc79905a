import { Worker } from 'node:worker_threads';
import { mergeTallies, type Tally } from '../simulate/tally.js';
import { createEngine, type Part, type SimulateEngine, type SimulateSpec } from './simulate-engine.js';

/** Counts parts, several at a time where there are workers. */
export interface SimulatePool {
  /** How many parts are worth handing in before the first is waited for. */
  readonly width: number;
  /** The engine of this thread: it knows the rule sets, and counts itself where there are no workers. */
  readonly engine: SimulateEngine;
  /** @returns how many households the part had */
  count(part: Part): Promise<number>;
  /** Everything counted. */
  end(): Promise<Tally>;
  close(): Promise<void>;
}

/** Parts that wait at each worker, so that it never idles. */
const WAITING = 2;

/**
 * @param workers 1 counts in this thread
 * @param script the worker's program; by default the one beside this file
 */
export function createSimulatePool(
  spec: SimulateSpec,
  workers: number,
  script: URL = new URL('./simulate-worker.js', import.meta.url),
): SimulatePool {
  const engine = createEngine(spec);
  if (workers <= 1)
    return {
      width: 1,
      engine,
      count: async (part) => engine.count(part),
      end: async () => engine.counter.tally(),
      close: async () => undefined,
    };
  const threads = Array.from({ length: workers }, () => createThread(spec, script));
  let next = 0;
  return {
    width: workers * WAITING,
    engine,
    count: (part) => {
      const thread = threads[next++ % threads.length];
      if (thread === undefined) throw new RangeError('a pool has workers');
      return thread.ask(part) as Promise<number>;
    },
    end: async () => {
      const tallies = (await Promise.all(threads.map((thread) => thread.ask('end')))) as Tally[];
      return tallies.reduce(mergeTallies);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Waiting {
  resolve(answer: number | Tally): void;
  reject(error: unknown): void;
}

function createThread(spec: SimulateSpec, script: URL) {
  const worker = new Worker(script, { workerData: spec });
  const waiting: Waiting[] = [];
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure = error;
    for (const entry of waiting.splice(0)) entry.reject(error);
  };
  worker.on('message', (answer: number | Tally) => waiting.shift()?.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', (code) => {
    if (waiting.length > 0) fail(new Error(`a worker stopped with ${code}`));
  });
  return {
    ask: (part: Part | 'end') =>
      new Promise<number | Tally>((resolve, reject) => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(part);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
