import type { RuleSet } from '../plan/plan.js';
import { heldValues, implicationsOf, meet } from '../snapshot/implies.js';
import { type Frame, makerOf } from './makers.js';
import { type Random, streamOf } from './random.js';

/** Facts of which values may contradict each other. */
export interface Bearing {
  readonly facts: ReadonlySet<string>;
  choose(random: Random, place: number, frame: Frame): Readonly<Record<string, unknown>>;
}

/**
 * Makes values of all facts that imply others or are implied, whether rules ask for them or not: so a value does not hang on
 * which others are asked for. One that contradicts those before it gives way to the first that does not.
 */
export function bearingFacts(sets: readonly RuleSet[], scope: 'household' | 'member', asOf: string): Bearing {
  const facts = Object.assign({}, ...sets.map(({ vocabulary }) => vocabulary.facts)) as RuleSet['vocabulary']['facts'];
  const consistent = implicationsOf(facts)[scope];
  const makers = consistent.facts.flatMap((fact) => {
    const name = sets.map(({ names }) => names.get(fact)).find((found) => found !== undefined);
    const spec = facts[fact];
    if (name === undefined || spec === undefined) return [];
    const own = { fact, stream: streamOf(`${scope} ${fact}`), make: makerOf(name, [], asOf), values: heldValues(spec) };
    return [own];
  });
  return {
    facts: new Set(consistent.facts),
    choose(random, place, frame) {
      const met = new Int32Array(consistent.words);
      const chosen: Record<string, unknown> = {};
      for (const { fact, stream, make, values } of makers) {
        random.stream(stream + place);
        chosen[fact] = [make(random, frame), ...values].find((value) =>
          meet(consistent, met, consistent.literal(fact, value)),
        );
      }
      return chosen;
    },
  };
}
