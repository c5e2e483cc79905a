import * as z from 'zod/mini';
import { described } from './described.js';
import { texts } from './texts.js';

/** What a fact may be declared as. Records, lists and maps are read by their parts: `insurance.basic`. */
const scalar = z.enum(['boolean', 'integer', 'money', 'ratio', 'date', 'month', 'text', 'finding', 'enum', 'set']);

const field = z.strictObject({
  type: scalar,
  unit: z.optional(z.string()),
  values: described(z.optional(z.array(z.string())), 'what an enum or a set may hold'),
  valueNames: described(z.optional(z.record(z.string(), texts)), 'each of the values in words'),
  name: z.optional(texts),
});

const held = z.union([z.boolean(), z.string()]);

/** One named value of a household or a member, or one parameter of the law. */
export const factSpec = z.strictObject({
  scope: z.enum(['household', 'member', 'parameter']),
  type: z.enum([...scalar.options, 'record', 'list', 'map']),
  unit: described(z.optional(z.string()), 'such as CNY/person/month; "?" stands for a part the source does not state'),
  values: described(z.optional(z.array(z.string())), 'what an enum or a set may hold; the keys of a map'),
  valueNames: described(z.optional(z.record(z.string(), texts)), 'each of the values in words'),
  fields: described(z.optional(z.record(z.string(), field)), 'the parts of a record or of a list entry'),
  key: described(z.optional(z.string()), 'for a list: the part by which conditions see it, as a set'),
  attested: described(z.optional(z.boolean()), 'true where only an authority can establish it'),
  perClause: described(z.optional(z.boolean()), 'true where the answer is given for each clause that asks'),
  whetherSet: described(
    z.optional(z.string()),
    'for a boolean parameter that nobody supplies: true on the days on which this other parameter has a value, otherwise false',
  ),
  name: texts,
  note: z.optional(texts),
  implies: described(
    z.optional(
      z.array(
        z.strictObject({
          when: described(held, 'a value of this fact: true or false, yes or no, one of its list'),
          fact: described(z.string(), 'another fact of the same household or member'),
          is: described(z.union([held, z.array(z.string())]), 'the value that it then has, or those that it may have'),
        }),
      ),
    ),
    'what holds by the meaning of the words once this fact has a value; it is read the other way round, too',
  ),
  otherwise: described(
    z.optional(z.array(z.strictObject({ formula: z.string(), assumption: z.string() }))),
    'how it may be derived when it is not given; every use is listed as an assumption',
  ),
});

export const vocabulary = z.strictObject({
  $schema: z.optional(z.string()),
  facts: z.record(z.string(), factSpec),
  programmes: described(z.record(z.string(), texts), 'the closed list of programmes, over all jurisdictions'),
  flags: described(z.record(z.string(), texts), 'what a risk clause may raise'),
  assumptions: described(z.record(z.string(), texts), 'conventions of this library, used by the derivations above'),
});

export type FieldSpec = z.infer<typeof field>;
export type FactSpec = z.infer<typeof factSpec>;
export type VocabularyFile = z.infer<typeof vocabulary>;
