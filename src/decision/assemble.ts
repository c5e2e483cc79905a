import { digest } from '../base/digest.js';
import { deepFreeze } from '../base/freeze.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import { judgeAll } from './outcome.js';
import { assumptionsOf, questionsOf } from './questions.js';
import { tapersOf } from './taper.js';
import { traceOf } from './trace.js';
import { eligibilityOf, risksOf } from './verdicts.js';

/**
 * Makes the decision from answered tests. Every back end ends here, so that they cannot differ in what they conclude.
 * The trace is made when it is first read; the digests likewise.
 */
export function assemble(evaluation: Evaluation, judged: readonly Judged[] = judgeAll(evaluation)): Decision {
  const { ruleSet, values } = evaluation;
  const { id, asOf, source } = values.household;
  const household = Object.freeze(later({ id }, 'digest', () => digest(source)));
  const eligibility = eligibilityOf(evaluation, judged);
  const body = {
    jurisdiction: ruleSet.jurisdiction,
    asOf,
    ruleSet: ruleSetOf(ruleSet),
    household,
    parameters: Object.freeze({ digest: evaluation.parametersDigest }),
    outcomes: Object.freeze(judged.map(({ outcome }) => outcome)),
    eligibility,
    tapers: tapersOf(evaluation, judged, eligibility),
    risks: risksOf(evaluation, judged),
    questions: questionsOf(evaluation, judged),
    assumptions: assumptionsOf(evaluation, judged),
  } as Omit<Decision, 'trace'>;
  return Object.freeze(later(body, 'trace', () => traceOf(evaluation, judged, body)));
}

function ruleSetOf({ version, digest, overlays }: RuleSet): Decision['ruleSet'] {
  return deepFreeze({ version, digest, ...(overlays.length === 0 ? {} : { overlays: [...overlays] }) });
}

/** What is still to be worked out for an object, or has been. */
type Later = { make?: (() => unknown) | undefined; made?: unknown };

const LATER = Symbol('later');

function worked(this: { readonly [LATER]: Later }): unknown {
  const later = this[LATER];
  if (later.make !== undefined) {
    later.made = later.make();
    later.make = undefined;
  }
  return later.made;
}

/**
 * Adds a property that is worked out on first reading. It is enumerable: JSON and comparisons see it. One getter for all
 * objects: a function of its own for each would give each object a shape of its own.
 */
function later<T extends object, K extends 'digest' | 'trace', V>(target: T, key: K, make: () => V): T & Record<K, V> {
  Object.defineProperty(target, LATER, { value: { make } });
  return Object.defineProperty(target, key, { enumerable: true, get: worked }) as T & Record<K, V>;
}
