/** The closed lists that files and decisions choose from. */

/** The ten comparisons of json-rules-engine; here each answers true, false or unknown. */
export const operators = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
] as const;
export type Operator = (typeof operators)[number];

export const kinds = [
  'eligibility',
  'amount',
  'taper',
  'risk',
  'exit',
  'continuation',
  'procedure',
  'target',
  'definition',
  'parameter',
  'organisational',
] as const;

export const ledgerReasons = [
  'issuing',
  'purpose',
  'organisation',
  'goal',
  'place',
  'procedure',
  'undefined',
  'no-test',
  'delegation',
] as const;

export const statuses = ['met', 'not-met', 'undetermined', 'not-in-force', 'out-of-scope'] as const;

export const verdicts = [
  'eligible',
  'discretionary',
  'undetermined',
  'not-eligible',
  'silent',
  'not-in-force',
  'out-of-scope',
] as const;

export const taperVerdicts = [
  'granted',
  'discretionary',
  'undetermined',
  'not-granted',
  'silent',
  'not-in-force',
  'out-of-scope',
] as const;

export const flagStatuses = ['raised', 'not-raised', 'undetermined', 'not-in-force', 'out-of-scope'] as const;

/** What a clause comes to: met, not met, undetermined, not in force, or not about this household. */
export type Status = (typeof statuses)[number];
/** What a programme comes to under all clauses that bear on it. */
export type Verdict = (typeof verdicts)[number];
/** What a taper clause comes to; listed from best to worst. */
export type TaperVerdict = (typeof taperVerdicts)[number];
/** Whether a risk flag is raised. */
export type FlagStatus = (typeof flagStatuses)[number];
