import { digest } from '../base/digest.js';
import { deepFreeze } from '../base/freeze.js';
import type { Decision } from '../schema/decision.js';
import type { Evaluation } from './evaluation.js';
import { type Judged, judgeAll } from './outcome.js';
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
  const eligibility = eligibilityOf(evaluation, judged);
  const { overlays } = ruleSet;
  // The caller may change the snapshot afterwards: what was decided on is kept as text. Frozen here, so that freezing the
  // whole does not read the digest.
  const source = JSON.stringify(values.household.source);
  const household = Object.freeze(lazy({ id: values.household.id }, 'digest', () => digest(JSON.parse(source))));
  const body = deepFreeze({
    jurisdiction: ruleSet.jurisdiction,
    asOf: values.household.asOf,
    ruleSet: { version: ruleSet.version, digest: ruleSet.digest, ...(overlays.length === 0 ? {} : { overlays: [...overlays] }) },
    household,
    parameters: { digest: evaluation.parametersDigest },
    outcomes: judged.map((entry) => entry.outcome),
    eligibility,
    tapers: tapersOf(evaluation, judged, eligibility),
    risks: risksOf(evaluation, judged),
    questions: questionsOf(evaluation, judged),
    assumptions: assumptionsOf(evaluation, judged),
  });
  return Object.freeze(lazy({ ...body }, 'trace', () => deepFreeze(traceOf(evaluation, judged, body))));
}

/** Adds a property that is worked out on first reading. It is enumerable: JSON and comparisons see it. */
function lazy<T extends object, K extends string, V>(target: T, key: K, make: () => V): T & Record<K, V> {
  let made: { value: V } | undefined;
  const get = () => {
    made ??= { value: make() };
    return made.value;
  };
  return Object.defineProperty(target, key, { enumerable: true, get }) as T & Record<K, V>;
}
