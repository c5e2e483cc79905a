import * as z from 'zod';
import { texts } from './texts.js';

/** What a fact may be declared as. Records, lists and maps are read by their parts: `insurance.basic`. */
const scalar = z.enum(['boolean', 'integer', 'money', 'ratio', 'date', 'month', 'text', 'finding', 'enum', 'set']);

const field = z.strictObject({
  type: scalar,
  unit: z.string().optional(),
  values: z.array(z.string()).optional().describe('what an enum or a set may hold'),
  valueNames: z.record(z.string(), texts).optional().describe('each of the values in words'),
  name: texts.optional(),
});

/** One named value of a household or a member, or one parameter of the law. */
export const factSpec = z.strictObject({
  scope: z.enum(['household', 'member', 'parameter']),
  type: z.enum([...scalar.options, 'record', 'list', 'map']),
  unit: z.string().optional().describe('such as CNY/person/month; "?" stands for a part the source does not state'),
  values: z.array(z.string()).optional().describe('what an enum or a set may hold; the keys of a map'),
  valueNames: z.record(z.string(), texts).optional().describe('each of the values in words'),
  fields: z.record(z.string(), field).optional().describe('the parts of a record or of a list entry'),
  key: z.string().optional().describe('for a list: the part by which conditions see it, as a set'),
  attested: z.boolean().optional().describe('true where only an authority can establish it'),
  perClause: z.boolean().optional().describe('true where the answer is given for each clause that asks'),
  name: texts,
  note: texts.optional(),
  otherwise: z
    .array(z.strictObject({ formula: z.string(), assumption: z.string() }))
    .optional()
    .describe('how it may be derived when it is not given; every use is listed as an assumption'),
});

export const vocabulary = z.strictObject({
  $schema: z.string().optional(),
  facts: z.record(z.string(), factSpec),
  programmes: z.record(z.string(), texts).describe('the closed list of programmes, over all jurisdictions'),
  flags: z.record(z.string(), texts).describe('what a risk clause may raise'),
  assumptions: z.record(z.string(), texts).describe('conventions of this library, used by the derivations above'),
});

export type FieldSpec = z.infer<typeof field>;
export type FactSpec = z.infer<typeof factSpec>;
export type VocabularyFile = z.infer<typeof vocabulary>;
