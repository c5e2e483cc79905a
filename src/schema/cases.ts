import * as z from 'zod/mini';
import { flagStatuses, statuses, taperVerdicts, verdicts } from './decision.js';
import { described } from './described.js';
import { parameterValues } from './rule-set.js';
import { sentence } from './texts.js';

/** What a case expects. Only what is named is checked. A member's outcome is written `clause@member`. */
const expectations = z.strictObject({
  outcomes: z.optional(z.record(z.string(), z.enum(statuses))),
  readings: z.optional(z.record(z.string(), z.record(z.string(), z.enum(statuses)))),
  unresolved: z.optional(z.record(z.string(), z.array(z.string()))),
  duty: z.optional(z.record(z.string(), z.enum(['fulfilled', 'not-fulfilled', 'unknown']))),
  marks: z.optional(z.record(z.string(), z.record(z.string(), z.nullable(z.boolean())))),
  modality: z.optional(z.record(z.string(), z.enum(['must', 'may', 'may-enjoy', 'promote']))),
  verdicts: z.optional(z.record(z.string(), z.enum(verdicts))),
  clauses: described(
    z.optional(z.record(z.string(), z.array(z.string()))),
    'programme to the clauses that its verdict rests on',
  ),
  flags: z.optional(z.record(z.string(), z.enum(flagStatuses))),
  tapers: z.optional(
    z.record(
      z.string(),
      z.strictObject({
        verdict: z.optional(z.enum(taperVerdicts)),
        months: z.optional(z.unknown()),
        conformity: z.optional(z.string()),
      }),
    ),
  ),
});

const household = z.record(z.string(), z.unknown());

const policyCase = z.strictObject({
  id: z.string().check(z.minLength(1)),
  household: described(z.union([z.string(), household]), 'the name of a household of this file, or one in full'),
  change: described(z.optional(household), 'facts that differ; null is unknown'),
  parameters: described(z.optional(z.record(z.string(), z.unknown())), 'parameters that differ; null is not supplied'),
  asOf: z.optional(z.string()),
  knownOn: described(z.optional(z.string()), 'findings, events and decisions of a later date are unknown'),
  adopt: z.optional(z.record(z.string(), z.string())),
  why: sentence,
  expect: expectations,
});

/** A file of policy cases: households, what is changed, what is expected, and why. */
export const caseFile = z.strictObject({
  $schema: z.optional(z.string()),
  jurisdiction: z.string(),
  about: sentence,
  parameters: z.optional(parameterValues),
  households: z.record(z.string(), household),
  cases: z.array(policyCase).check(z.minLength(1)),
});

/** A file of policy cases as JSON or YAML has it; see `rules/schema/cases.schema.json`. */
export type CaseFile = z.infer<typeof caseFile>;
/** One household with what is expected of its decision. */
export type PolicyCase = z.infer<typeof policyCase>;
/** What a case expects of its decision; what is not named is not looked at. */
export type Expectations = z.infer<typeof expectations>;
