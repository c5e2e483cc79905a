import { parentPort, workerData } from 'node:worker_threads';
import { createEngine, type Part, type SimulateSpec } from './simulate-engine.js';

// One worker of a simulation: it counts the parts that it is given, and hands over all it has counted when asked.
const engine = createEngine(workerData as SimulateSpec);
parentPort?.on('message', (part: Part | 'end') => {
  parentPort?.postMessage(part === 'end' ? engine.counter.tally() : engine.count(part));
});
