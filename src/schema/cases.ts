import * as z from 'zod';
import { flagStatuses, statuses, taperVerdicts, verdicts } from './decision.js';
import { parameterValues } from './rule-set.js';
import { texts } from './texts.js';

/** What a case expects. Only what is named is checked. A member's outcome is written `clause@member`. */
const expectations = z.strictObject({
  outcomes: z.record(z.string(), z.enum(statuses)).optional(),
  readings: z.record(z.string(), z.record(z.string(), z.enum(statuses))).optional(),
  unresolved: z.record(z.string(), z.array(z.string())).optional(),
  duty: z.record(z.string(), z.enum(['fulfilled', 'not-fulfilled', 'unknown'])).optional(),
  marks: z.record(z.string(), z.record(z.string(), z.boolean().nullable())).optional(),
  verdicts: z.record(z.string(), z.enum(verdicts)).optional(),
  flags: z.record(z.string(), z.enum(flagStatuses)).optional(),
  tapers: z
    .record(
      z.string(),
      z.strictObject({
        verdict: z.enum(taperVerdicts).optional(),
        months: z.unknown().optional(),
        conformity: z.string().optional(),
      }),
    )
    .optional(),
});

const household = z.record(z.string(), z.unknown());

const policyCase = z.strictObject({
  id: z.string().min(1),
  household: z.union([z.string(), household]).describe('the name of a household of this file, or one in full'),
  change: household.optional().describe('facts that differ; null is unknown'),
  parameters: z.record(z.string(), z.unknown()).optional().describe('parameters that differ; null is not supplied'),
  asOf: z.string().optional(),
  adopt: z.record(z.string(), z.string()).optional(),
  why: texts,
  expect: expectations,
});

/** A file of policy cases: households, what is changed, what is expected, and why. */
export const caseFile = z.strictObject({
  $schema: z.string().optional(),
  jurisdiction: z.string(),
  about: texts,
  parameters: parameterValues.optional(),
  households: z.record(z.string(), household),
  cases: z.array(policyCase).min(1),
});

export type CaseFile = z.infer<typeof caseFile>;
export type PolicyCase = z.infer<typeof policyCase>;
export type Expectations = z.infer<typeof expectations>;
