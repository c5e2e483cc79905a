import { createIndex, ownNumber } from '../base/recall.js';
import type { Value } from '../base/value.js';
import type { DatedParameter } from './plan.js';
import type { Use } from './values.js';

/** Who found it, when, and where it is filed. */
export interface Attestation {
  readonly authority?: string;
  readonly date?: string;
  readonly reference?: string;
}

/** A value and where it comes from. All have the same fields: what is read of them everywhere is read quickly. */
export interface Resolved extends Source {
  readonly value: Value;
  readonly how: 'given' | 'derived' | 'parameter' | 'asOf' | 'lookup' | 'failed' | 'absent';
  /** Its own number where the same object stands for the same value in every household; otherwise 0. */
  readonly number: number;
}

interface Source {
  readonly finding: Attestation | undefined;
  readonly parameter: DatedParameter | undefined;
  readonly formula: string | undefined;
  readonly assumption: string | undefined;
  readonly inputs: readonly Use[] | undefined;
  readonly error: string | undefined;
}

/** A value of one household's own. */
export function resolved(
  value: Value,
  how: Resolved['how'],
  { finding, parameter, formula, assumption, inputs, error }: Partial<Source> = NOTHING,
  number = 0,
): Resolved {
  return { value, how, number, finding, parameter, formula, assumption, inputs, error };
}

const NOTHING = {};

// Values of a small range are made once and shared by all households: what rests on shared values alone can be shared too.

/** A value that every household shares that has it. */
export function shared(value: Value, how: Resolved['how'], source?: Partial<Source>): Resolved {
  return Object.freeze(resolved(value, how, source, ownNumber()));
}

/** A fact that is not given and cannot be worked out. */
export const ABSENT = shared(null, 'absent');

const parameters = new WeakMap<DatedParameter, Resolved>();

export function sharedParameter(parameter: DatedParameter): Resolved {
  let own = parameters.get(parameter);
  if (own === undefined) parameters.set(parameter, (own = shared(parameter.value, 'parameter', { parameter })));
  return own;
}

const days = createIndex<Resolved>(4096);

export function sharedDay(asOf: string): Resolved {
  let own = days.get(asOf);
  if (own === undefined) days.set(asOf, (own = shared(asOf, 'asOf')));
  return own;
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
