import { checkOptions, type NamesOf, readPlainRecord } from '../base/plain-record.js';
import { MadeUpPopulation } from '../generate/population.js';
import { type Counter, createCounter } from './counter.js';
import { COUNT_NAMES, type CountPlan } from './policies.js';
import { resultOf } from './result.js';
import type { SimulationResult } from './result-types.js';
import type { Tally } from './tally.js';

/** How far a simulation is. Times are in milliseconds. */
export interface Progress {
  readonly done: number;
  /** Null where the number of households is not known beforehand. */
  readonly total: number | null;
  readonly elapsed: number | null;
  readonly left: number | null;
}

/** What is to be counted, how it is reported meanwhile, and where it goes on from. */
export interface SimulateOptions extends CountPlan {
  /** Called every so often, and once at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /** Says what time it is, in milliseconds; without it there are no times in the progress. The library itself reads no clock. */
  readonly now?: () => number;
  /** How many households there are, where the population does not say so itself. */
  readonly total?: number;
  /** Cancels: what was counted until then is the result, and its state lets it go on later. */
  readonly signal?: AbortSignal;
  /** Goes on from a state: the households that it has counted are passed over. */
  readonly from?: Tally;
}

const NAMES: NamesOf<SimulateOptions> = {
  ...COUNT_NAMES,
  onProgress: true,
  now: true,
  total: true,
  signal: true,
  from: true,
};

/** What a simulation ends with. */
export interface Simulation {
  readonly result: SimulationResult;
  /** Everything counted, for going on later or for adding to other parts. A plain value. */
  readonly state: Tally;
}

/** Households between two looks at the signal and the progress. */
const CHUNK = 2000;

/**
 * Runs a population through a rule set and any number of reforms, and counts. Households are taken one after another:
 * whatever their number, memory holds counts only. The order of the households makes no difference to the counts.
 * @param population household snapshots
 * @throws JiantuiError for what concerns all households: reforms that do not fit, parameters, options. A household that
 *   cannot be read is counted apart.
 * @example
 * const { result } = await simulate(population, { baseline, reforms: [readReform(json)], parameters });
 */
export async function simulate(
  population: Iterable<unknown> | AsyncIterable<unknown>,
  options: SimulateOptions,
): Promise<Simulation> {
  checkOptions(options, NAMES);
  const { signal, from, now, onProgress } = options;
  // Counting takes its time: what the caller does to the parameters meanwhile does not reach it.
  const plan: CountPlan = {
    ...options,
    parameters: readPlainRecord(options.parameters ?? {}, 'parameters', [], 'bad-parameters'),
  };
  const counter = createCounter(plan, from === undefined ? undefined : structuredClone(from));
  const skip = from?.done ?? 0;
  const total = options.total ?? totalOf(population);
  const start = now?.() ?? null;
  const report = () => {
    const { done } = counter.tally();
    const elapsed = start === null || now === undefined ? null : now() - start;
    const fresh = done - skip;
    const left =
      elapsed === null || total === null || fresh === 0 ? null : (elapsed / fresh) * Math.max(0, total - done);
    onProgress?.({ done, total, elapsed, left });
  };
  let index = 0;
  const passed = (): boolean => {
    index += 1;
    return index % CHUNK === 0;
  };
  const take = (household: unknown): boolean => {
    if (index >= skip) counter.add(household, index);
    return passed();
  };
  // Now and then timers and signals get their turn.
  const isCancelled = async (): Promise<boolean> => {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    report();
    return signal?.aborted === true;
  };
  let complete = signal?.aborted !== true;
  if (complete && population instanceof MadeUpPopulation) {
    const count = counter.draw(population);
    while (index < population.size) {
      if (index >= skip) count(index);
      if (!passed() || !(await isCancelled())) continue;
      complete = false;
      break;
    }
  } else if (complete && Symbol.iterator in population) {
    for (const household of population) {
      if (!take(household) || !(await isCancelled())) continue;
      complete = false;
      break;
    }
  } else if (complete) {
    for await (const household of population) {
      if (!take(household) || !(await isCancelled())) continue;
      complete = false;
      break;
    }
  }
  report();
  return finish(counter, plan, complete);
}

/** The result of a counter and the state that it has reached. */
export function finish(counter: Counter, options: CountPlan, complete: boolean): Simulation {
  const { parameters, cost } = options;
  const state = counter.tally();
  return {
    state,
    result: resultOf(state, counter.policies, {
      complete,
      parameters: (parameters ?? {}) as Record<string, unknown>,
      cost: cost ?? null,
    }),
  };
}

function totalOf(population: unknown): number | null {
  if (Array.isArray(population)) return population.length;
  const size = typeof population === 'object' && population !== null && 'size' in population ? population.size : null;
  return typeof size === 'number' ? size : null;
}
