import { Worker } from 'node:worker_threads';
import type { RowsResult } from '../batch/rows.js';
import { type BatchSpec, type Chunk, createEngine } from './batch-engine.js';

/** Decides chunks, several at a time where there are workers. */
export interface Pool {
  /** How many chunks are worth handing in before the first is waited for. */
  readonly width: number;
  process(chunk: Chunk): Promise<RowsResult>;
  close(): Promise<void>;
}

/** Chunks that wait at each worker, so that it never idles. */
const WAITING = 2;

/**
 * @param workers 1 decides in this thread
 * @param script the worker's program; by default the one beside this file
 */
export function createPool(
  spec: BatchSpec,
  workers: number,
  script: URL = new URL('./batch-worker.js', import.meta.url),
): Pool {
  if (workers <= 1) {
    const engine = createEngine(spec);
    return { width: 1, process: async (chunk) => engine.process(chunk), close: async () => undefined };
  }
  const threads = Array.from({ length: workers }, () => createThread(spec, script));
  let next = 0;
  return {
    width: workers * WAITING,
    process: (chunk) => {
      const thread = threads[next++ % threads.length];
      if (thread === undefined) throw new RangeError('a pool has workers');
      return thread.process(chunk);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Waiting {
  resolve(result: RowsResult): void;
  reject(error: unknown): void;
}

function createThread(spec: BatchSpec, script: URL) {
  const worker = new Worker(script, { workerData: spec });
  const waiting: Waiting[] = [];
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure = error;
    for (const entry of waiting.splice(0)) entry.reject(error);
  };
  worker.on('message', (result: RowsResult) => waiting.shift()?.resolve(result));
  worker.on('error', fail);
  worker.on('exit', (code) => {
    if (waiting.length > 0) fail(new Error(`a worker stopped with ${code}`));
  });
  return {
    process: (chunk: Chunk) =>
      new Promise<RowsResult>((resolve, reject) => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(chunk, [chunk.bytes.buffer as ArrayBuffer]);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
