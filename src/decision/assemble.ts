import { digest } from '../base/digest.js';
import { deepFreeze } from '../base/freeze.js';
import type { Decision, Step } from '../schema/decision.js';
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
    ruleSet: {
      version: ruleSet.version,
      digest: ruleSet.digest,
      ...(overlays.length === 0 ? {} : { overlays: [...overlays] }),
    },
    household,
    parameters: { digest: evaluation.parametersDigest },
    outcomes: judged.map((entry) => entry.outcome),
    eligibility,
    tapers: tapersOf(evaluation, judged, eligibility),
    risks: risksOf(evaluation, judged),
    questions: questionsOf(evaluation, judged),
    assumptions: assumptionsOf(evaluation, judged) as Decision['assumptions'],
  });
  return Object.freeze(lazy({ ...body }, 'trace', () => deepFreeze(traceOf(evaluation, judged, body))));
}

/** What is still to be worked out for an object, or has been. */
type Later<V> = { readonly make: () => V; made?: { readonly value: V } };
const laters = { digest: new WeakMap<object, Later<string>>(), trace: new WeakMap<object, Later<Step>>() };
// One getter for all decisions: a function of its own for each would give each object a shape of its own.
const getters = {
  digest(this: object): string | undefined {
    return valueOnce(laters.digest.get(this));
  },
  trace(this: object): Step | undefined {
    return valueOnce(laters.trace.get(this));
  },
};

function valueOnce<V>(later: Later<V> | undefined): V | undefined {
  if (later === undefined) return undefined;
  later.made ??= { value: later.make() };
  return later.made.value;
}

/** Adds a property that is worked out on first reading. It is enumerable: JSON and comparisons see it. */
function lazy<T extends object, K extends 'digest' | 'trace', V extends K extends 'digest' ? string : Step>(
  target: T,
  key: K,
  make: () => V,
): T & Record<K, V> {
  (laters[key] as WeakMap<object, Later<unknown>>).set(target, { make });
  return Object.defineProperty(target, key, { enumerable: true, get: getters[key] }) as T & Record<K, V>;
}
