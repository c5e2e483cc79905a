import type { DecideOptions } from '../../answer/prepare.js';
import { createPopulation, type Snapshot } from '../../generate/population.js';
import type { RuleSet } from '../../plan/plan.js';
import type { Decision } from '../../schema/decision.js';
import type { Texts } from '../../schema/texts.js';
import { createEngine } from '../../simulate/engine.js';

/** A property that does not hold, with the households that show it, stripped of what does not matter. */
export interface Violation {
  readonly property: 'monotone' | 'cliff' | 'boundary' | 'refinement' | 'order' | 'taper-shape';
  /** The clause that is wrong, where one is. */
  readonly clause: string | null;
  readonly text: Texts;
  readonly households: readonly Snapshot[];
}

/** The made-up households that a property is tried on. */
export interface PropertyOptions extends Pick<DecideOptions, 'parameters' | 'adopt'> {
  /** The evaluation date of the generated households. */
  readonly asOf: string;
  /** How many households each property is tried on. Default 200. */
  readonly size?: number;
  /** Default 1. Equal seeds try equal households. */
  readonly seed?: number;
  /** What is to be held to the properties, where it is not this library: any function from household to decision. */
  readonly decide?: (household: Snapshot) => Decision;
}

/** What every property begins with. */
export interface Trial {
  readonly ruleSet: RuleSet;
  readonly options: PropertyOptions;
  readonly decide: (household: Snapshot) => Decision;
  /** Generated households with all facts, or with so many in a hundred left out. */
  households(missing?: number): Iterable<Snapshot>;
}

/** @throws JiantuiError `bad-parameters`, `bad-option` */
export function createTrial(ruleSet: RuleSet, options: PropertyOptions): Trial {
  const { seed = 1, size = 200, asOf } = options;
  const parameters = (options.parameters ?? {}) as Record<string, unknown>;
  const engine = createEngine(ruleSet, {
    parameters,
    ...(options.adopt === undefined ? {} : { adopt: options.adopt }),
  });
  return {
    ruleSet,
    options,
    decide: options.decide ?? ((household) => engine.decide(household)),
    households: (missing = 0) => createPopulation(ruleSet, { seed, size, asOf, missing, parameters }),
  };
}

/** The options that every property hands on to the parts of the library that it uses. */
export function decideOptions({ options }: Trial): DecideOptions {
  return { parameters: options.parameters ?? {}, ...(options.adopt === undefined ? {} : { adopt: options.adopt }) };
}

/** Leaves out of a household every fact without which `fails` still holds. */
export function shrink(household: Snapshot, fails: (household: Snapshot) => boolean): Snapshot {
  let smallest = household;
  for (const key of Object.keys(household)) {
    if (key === 'id' || key === 'asOf') continue;
    const { [key]: _, ...rest } = smallest;
    if (stillFails(rest, fails)) smallest = rest;
  }
  return smallest;
}

function stillFails(household: Snapshot, fails: (household: Snapshot) => boolean): boolean {
  try {
    return fails(household);
  } catch {
    return false;
  }
}

/** One violation for each thing that is wrong, not one for each household that shows it. */
export function firstOfEach(
  violations: Iterable<Violation>,
  most: number,
  keyOf = (violation: Violation) => violation.clause ?? violation.text.en,
): Violation[] {
  const found = new Map<string, Violation>();
  for (const violation of violations) {
    const key = keyOf(violation);
    if (!found.has(key)) found.set(key, violation);
    if (found.size >= most) break;
  }
  return [...found.values()];
}
