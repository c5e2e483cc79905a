import * as z from 'zod/mini';
import { described } from './described.js';
import { clauseId, condition, datedValue, operators, ruleSet } from './rule-set.js';
import { numberText, texts } from './texts.js';

const name = z.string().check(z.minLength(1), z.maxLength(120));
const months = z.union([
  z.null(),
  z.strictObject({ exactly: z.int().check(z.gte(1), z.lte(1200)) }),
  z.strictObject({ atMost: z.int().check(z.gte(1), z.lte(1200)) }),
]);
const rule = ruleSet.shape.rules.def.element;
const value = z.union([z.boolean(), numberText, z.string(), z.array(datedValue).check(z.minLength(1))]);

/** Which test of a clause is meant. What is left out matches anything; the test must then be the only one that fits. */
const which = z.strictObject({
  fact: name,
  operator: z.optional(z.enum(operators)),
  value: z.optional(
    z.union([z.boolean(), numberText, z.string(), z.array(z.string()), z.strictObject({ fact: name })]),
  ),
});

/** One thing that a reform changes. */
const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('replace-parameter'), parameter: name, value }),
  z.strictObject({ kind: z.literal('replace-months'), clause: clauseId, months }),
  z.strictObject({ kind: z.literal('replace-test'), clause: clauseId, test: which, with: condition }),
  z.strictObject({ kind: z.literal('remove-test'), clause: clauseId, test: which }),
  z.strictObject({ kind: z.literal('add-rule'), rule }),
  z.strictObject({ kind: z.literal('replace-rule'), clause: clauseId, rule }),
  z.strictObject({ kind: z.literal('remove-rule'), clause: clauseId }),
  z.strictObject({ kind: z.literal('adopt-reading'), clause: clauseId, reading: name }),
  z.strictObject({
    kind: z.literal('use-taper'),
    of: described(z.string(), 'the jurisdiction whose taper clause is taken over'),
  }),
]);

/** A reform: what a rule set would say if it were changed. It is never law, and every decision made under it says so. */
export const reformFile = z.strictObject({
  $schema: z.optional(z.string()),
  reform: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/, 'small letters, digits, dots and hyphens')),
  name: texts,
  why: z.optional(texts),
  jurisdiction: described(z.optional(z.string()), 'where given, the reform fits this rule set only'),
  facts: ruleSet.shape.facts,
  derived: ruleSet.shape.derived,
  assumptions: ruleSet.shape.assumptions,
  changes: z.array(change).check(z.minLength(1)),
});

/** A reform as JSON has it; see `rules/schema/reform.schema.json`. */
export type ReformFile = z.infer<typeof reformFile>;
export type Change = z.infer<typeof change>;
export type WhichTest = z.infer<typeof which>;
