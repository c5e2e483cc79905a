import type { RuleSet } from '../plan/plan.js';
import { heldValues, implicationsOf, meet } from '../snapshot/implies.js';
import { type Frame, makerOf } from './makers.js';
import { type Random, streamOf } from './random.js';

/** Facts of which values may contradict each other: their values are chosen together. */
export interface ConsistentFacts {
  /** By fact: its place among the chosen values. */
  readonly places: ReadonlyMap<string, number>;
  /** Chooses a value for each fact. What comes back is filled anew by the next call. */
  choose(random: Random, place: number, frame: Frame): readonly unknown[];
}

/**
 * Makes values of all facts that imply others or are implied, whether rules ask for them or not: so a value does not hang on
 * which others are asked for. One that contradicts those before it gives way to the first that does not.
 */
export function consistentFacts(
  sets: readonly RuleSet[],
  scope: 'household' | 'member',
  asOf: string,
): ConsistentFacts {
  const facts = Object.assign({}, ...sets.map(({ vocabulary }) => vocabulary.facts)) as RuleSet['vocabulary']['facts'];
  const consistent = implicationsOf(facts)[scope];
  const makers = consistent.facts.flatMap((fact) => {
    const name = sets.map(({ names }) => names.get(fact)).find((found) => found !== undefined);
    const spec = facts[fact];
    if (name === undefined || spec === undefined) return [];
    const values = heldValues(spec);
    const literals = new Map<unknown, number>(values.map((value) => [value, consistent.literal(fact, value)]));
    return [{ fact, stream: streamOf(`${scope} ${fact}`), make: makerOf(name, [], asOf), values, literals }];
  });
  const met = new Int32Array(consistent.words);
  const chosen = new Array<unknown>(makers.length);
  let literals: ReadonlyMap<unknown, number> = new Map();
  const fits = (value: unknown) => meet(consistent, met, literals.get(value) as number);
  return {
    places: new Map(makers.map(({ fact }, index) => [fact, index])),
    choose(random, place, frame) {
      met.fill(0);
      for (let index = 0; index < makers.length; index++) {
        const own = makers[index] as (typeof makers)[number];
        literals = own.literals;
        random.stream(own.stream + place);
        const made = own.make(random, frame);
        chosen[index] = fits(made) ? made : own.values.find(fits);
      }
      return chosen;
    },
  };
}
