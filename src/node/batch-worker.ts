import { parentPort, workerData } from 'node:worker_threads';
import { type BatchSpec, type Chunk, createEngine } from './batch-engine.js';

// One worker of a batch: a chunk comes in, what it comes to goes out. Chunks are answered in the order in which they come.
const engine = createEngine(workerData as BatchSpec);
parentPort?.on('message', (chunk: Chunk) => {
  const result = engine.process(chunk);
  parentPort?.postMessage(result, [result.output.buffer as ArrayBuffer, result.errors.buffer as ArrayBuffer]);
});
