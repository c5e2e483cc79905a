import { createIndex, ownNumber } from '../base/recall.js';
import type { Value } from '../base/value.js';
import type { Attestation } from './household.js';
import type { DatedParameter } from './plan.js';
import type { Resolved } from './values.js';

// Values of a small range are made once and shared by all households: what rests on shared values alone can be shared too.

/** A fact that is not given and cannot be worked out. */
export const ABSENT: Resolved = Object.freeze({ value: null, how: 'absent', number: ownNumber() });

const parameters = new WeakMap<DatedParameter, Resolved>();

export function sharedParameter(parameter: DatedParameter): Resolved {
  let resolved = parameters.get(parameter);
  if (resolved === undefined)
    parameters.set(
      parameter,
      (resolved = Object.freeze({ value: parameter.value, how: 'parameter', parameter, number: ownNumber() })),
    );
  return resolved;
}

const days = createIndex<Resolved>(4096);

export function sharedDay(asOf: string): Resolved {
  let resolved = days.get(asOf);
  if (resolved === undefined)
    days.set(asOf, (resolved = Object.freeze({ value: asOf, how: 'asOf', number: ownNumber() })));
  return resolved;
}

export function sharedGiven(value: Value, finding?: Attestation): Resolved {
  return Object.freeze({
    value,
    how: 'given',
    ...(finding === undefined ? {} : { finding: Object.freeze(finding) }),
    number: ownNumber(),
  });
}

/** Members' ids that occur again and again ("1", "m2") are few; others have no number. */
const IDS = 256;
/** The household goes by a number, too. */
const ids = new Map([['household', 1]]);

/** A number for an id: the same for all households; 0 where there are too many. */
export function idNumber(id: string): number {
  const known = ids.get(id);
  if (known !== undefined) return known;
  if (ids.size >= IDS) return 0;
  ids.set(id, ids.size + 1);
  return ids.size;
}
