import { mergeTallies, type Tally } from '../simulate/tally.js';
import { createEngine, type Part, type SimulateEngine, type SimulateSpec } from './simulate-engine.js';
import { createThreads } from './threads.js';

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
  const threads = createThreads<Part | 'end', number | Tally>(workers, script, spec);
  return {
    width: threads.width,
    engine,
    count: (part) => threads.ask(part) as Promise<number>,
    end: async () => ((await threads.askAll('end')) as Tally[]).reduce(mergeTallies),
    close: threads.close,
  };
}
