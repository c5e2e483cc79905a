import type { Taper } from '../schema/decision.js';
import { taperVerdicts, verdicts } from '../schema/decision.js';
import type { Answers, Shape } from './answerer.js';
import { TAPER_COUNT, VERDICT_COUNT } from './places.js';
import { addMove, type Example, type MoveTally } from './tally.js';

/** What of a rule set a comparison needs. */
export interface Compared {
  readonly shape: Shape;
  /** The months of each taper clause. */
  readonly months: readonly Taper['months'][];
}

/** Notes what changes for one household from the first rule set to each of the others. */
export type Comparison = (
  answered: readonly Answers[],
  moves: readonly MoveTally[],
  weight: number,
  example: () => Example,
) => void;

const SILENT = verdicts.indexOf('silent');

/** More than any rule set has of taper clauses times verdicts. */
const TAPER_STATES = 1024;

export function createComparison(policies: readonly Compared[]): Comparison {
  const programmes = [...new Set(policies.flatMap(({ shape }) => shape.programmes))];
  const places = policies.map(({ shape }) => programmes.map((id) => shape.programmes.indexOf(id)));
  const flags = [...new Set(policies.flatMap(({ shape }) => shape.flags))];
  const flagPlaces = policies.map(({ shape }) => flags.map((id) => shape.flags.indexOf(id)));
  const verdict = (answers: Answers, place: number | undefined) =>
    place === undefined || place < 0 ? SILENT : (answers.programmes[place] as number);

  return (answered, moves, weight, example) => {
    const before = answered[0] as Answers;
    for (let at = 1; at < policies.length; at++) {
      const after = answered[at] as Answers;
      const to = moves[at - 1] as MoveTally;
      let changed = false;
      for (let index = 0; index < programmes.length; index++) {
        const [was, is] = [verdict(before, places[0]?.[index]), verdict(after, places[at]?.[index])];
        if (was === is) continue;
        changed = true;
        addMove((to.programmes[programmes[index] as string] ??= {}), was * VERDICT_COUNT + is, weight, example);
      }
      const [was, is] = [stateOf(before), stateOf(after)];
      if (taperLabel(policies[0] as Compared, was) !== taperLabel(policies[at] as Compared, is)) {
        changed = true;
        addMove(to.tapers, was * TAPER_STATES + is, weight, example);
      }
      const flagOf = (answers: Answers, own: number[] | undefined, index: number) => answers.flags[own?.[index] ?? -1];
      if (flags.some((_, index) => flagOf(before, flagPlaces[0], index) !== flagOf(after, flagPlaces[at], index)))
        changed = true;
      if (!changed) continue;
      to.changed += 1;
      to.changedWeight += weight;
    }
  };
}

/** The taper clause with the best answer; the verdicts are listed from best to worst. */
export function bestTaper(tapers: Uint8Array): number {
  let best = 0;
  for (let index = 1; index < tapers.length; index++)
    if ((tapers[index] as number) < (tapers[best] as number)) best = index;
  return best;
}

function stateOf(answers: Answers): number {
  const taper = bestTaper(answers.tapers);
  return taper * TAPER_COUNT + (answers.tapers[taper] as number);
}

/** A taper's verdict with the months there are to be had; null months where it gives none or does not say how many. */
export interface TaperState {
  readonly verdict: Taper['verdict'];
  readonly months: Taper['months'];
}

export function taperState({ months }: Compared, state: number): TaperState {
  const verdict = taperVerdicts[state % TAPER_COUNT] ?? 'silent';
  const gives = verdict === 'granted' || verdict === 'discretionary' || verdict === 'undetermined';
  return { verdict, months: gives ? (months[Math.floor(state / TAPER_COUNT)] ?? null) : null };
}

/** The two states that a key of the moves stands for. */
export function statesOf(key: number): readonly [was: number, is: number] {
  return [Math.floor(key / TAPER_STATES), key % TAPER_STATES];
}

function taperLabel(policy: Compared, state: number): string {
  const { verdict, months } = taperState(policy, state);
  return `${verdict} ${JSON.stringify(months)}`;
}
