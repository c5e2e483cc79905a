import { createRecall, type Recall } from '../base/recall.js';
import type { Value } from '../base/value.js';
import type { Attestation } from './household.js';
import type { DatedParameter, PlanName } from './plan.js';
import type { Resolved, Use } from './values.js';

// Values of a small range are made once and shared by all households: what rests on shared values alone can be shared too.

/** A fact that is not given and cannot be worked out. */
export const ABSENT: Resolved = Object.freeze({ value: null, how: 'absent', shared: true });

const parameters = new WeakMap<DatedParameter, Resolved>();

export function sharedParameter(parameter: DatedParameter): Resolved {
  let resolved = parameters.get(parameter);
  if (resolved === undefined)
    parameters.set(
      parameter,
      (resolved = Object.freeze({ value: parameter.value, how: 'parameter', parameter, shared: true })),
    );
  return resolved;
}

const days = createRecall<Resolved>(4096);

export function sharedDay(asOf: string): Resolved {
  let resolved = days.find([asOf]);
  if (resolved === undefined) days.keep([asOf], (resolved = Object.freeze({ value: asOf, how: 'asOf', shared: true })));
  return resolved;
}

export function sharedGiven(value: Value, finding?: Attestation): Resolved {
  return Object.freeze({
    value,
    how: 'given',
    ...(finding === undefined ? {} : { finding: Object.freeze(finding) }),
    shared: true,
  });
}

type Formula = PlanName['formulas'][number];

const derived = new WeakMap<Formula, Recall<Resolved>>();

/** What a formula yields from inputs that are all shared is worked out once; `make` is asked otherwise. */
export function sharedDerived(
  formula: Formula,
  inputs: readonly Use[],
  get: (use: Use) => Resolved,
  make: () => Resolved,
): Resolved {
  const path = inputs.map(get);
  if (path.length === 0 || !path.every((input) => input.shared === true)) return make();
  let recall = derived.get(formula);
  if (recall === undefined) derived.set(formula, (recall = createRecall(1024)));
  let resolved = recall.find(path);
  if (resolved === undefined) recall.keep(path, (resolved = Object.freeze({ ...make(), shared: true })));
  return resolved;
}
