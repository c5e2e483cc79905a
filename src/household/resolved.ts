import type { Value } from '../base/value.js';
import type { DatedParameter } from '../plan/rule-plan.js';
import type { Use } from './use.js';

/** Who found it, when, and where it is filed. */
export interface Attestation {
  readonly authority?: string;
  readonly date?: string;
  readonly reference?: string;
}

/** A value and where it comes from. All have the same fields: what is read of them everywhere is read quickly. */
export interface Resolved extends Source {
  readonly value: Value;
  readonly how: 'given' | 'implied' | 'derived' | 'parameter' | 'asOf' | 'lookup' | 'failed' | 'absent';
}

interface Source {
  readonly finding: Attestation | undefined;
  readonly parameter: DatedParameter | undefined;
  readonly formula: string | undefined;
  readonly assumption: string | undefined;
  readonly inputs: readonly Use[] | undefined;
  readonly error: string | undefined;
}

/** A value of one household. */
export function resolved(
  value: Value,
  how: Resolved['how'],
  { finding, parameter, formula, assumption, inputs, error }: Partial<Source> = NOTHING,
): Resolved {
  return { value, how, finding, parameter, formula, assumption, inputs, error };
}

const NOTHING = Object.freeze({});

/** A fact that is not given and cannot be worked out. */
export const ABSENT: Resolved = Object.freeze(resolved(null, 'absent'));
