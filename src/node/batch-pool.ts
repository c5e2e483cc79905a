import type { RowsResult } from '../batch/rows.js';
import { type BatchSpec, type Chunk, createEngine } from './batch-engine.js';
import { createThreads } from './threads.js';

/** Decides chunks, several at a time where there are workers. */
export interface Pool {
  /** How many chunks are worth handing in before the first is waited for. */
  readonly width: number;
  process(chunk: Chunk): Promise<RowsResult>;
  close(): Promise<void>;
}

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
  const threads = createThreads<Chunk, RowsResult>(workers, script, spec);
  return {
    width: threads.width,
    process: (chunk) => threads.ask(chunk, [chunk.bytes.buffer as ArrayBuffer]),
    close: threads.close,
  };
}
