import type { Step } from '../schema/decision.js';

/** A test as it is shown: under an odd number of `not` it asks for the opposite. */
export interface ShownTest {
  readonly kind: 'test';
  readonly step: Step;
  readonly negated: boolean;
}

/** Alternatives, of which one is enough. */
export interface ShownChoice {
  readonly kind: 'choice';
  readonly truth: boolean | null;
  readonly parts: readonly Shown[];
}

export type Shown = ShownTest | ShownChoice;

/**
 * The tests on which the truth of a step rests: for true all that had to hold, for false those known to be false, for
 * unknown those that are open. A `not` is carried down to the tests, so that what is shown is what was asked.
 */
export function deciding(step: Step, negated = false): Shown[] {
  const parts = step.steps ?? [];
  const truth = flip(step.truth ?? null, negated);
  switch (step.kind) {
    case 'test':
      return [{ kind: 'test', step, negated }];
    case 'not':
      return parts.flatMap((part) => deciding(part, !negated));
    case 'any':
    case 'all': {
      const same = parts.filter((part) => flip(part.truth ?? null, negated) === truth);
      const shown = same.flatMap((part) => deciding(part, negated));
      const isChoice = (step.kind === 'any') !== negated && parts.length > 1;
      return isChoice ? [{ kind: 'choice', truth, parts: shown }] : shown;
    }
    default:
      return parts
        .filter((part) => (part.truth ?? null) === (step.truth ?? null))
        .flatMap((part) => deciding(part, negated));
  }
}

/** The clause whose words a test hangs on, where it is not the rule's own. */
export function clauseOf(test: Step): string | undefined {
  const { clause } = (test.detail ?? {}) as { clause?: string };
  return clause;
}

/** The other clauses on which the truth of a step rests. */
export function otherClauses(step: Step): string[] {
  const of = (shown: Shown): string[] =>
    shown.kind === 'choice' ? shown.parts.flatMap(of) : [clauseOf(shown.step)].filter((clause) => clause !== undefined);
  return deciding(step).flatMap(of);
}

function flip(truth: boolean | null, negated: boolean): boolean | null {
  return truth === null ? null : truth !== negated;
}
