import * as z from 'zod';
import { clauseId, condition, datedValue, operators, ruleSet } from './rule-set.js';
import { numberText, texts } from './texts.js';

const name = z.string().min(1).max(120);
const months = z.union([
  z.null(),
  z.strictObject({ exactly: z.int().min(1).max(1200) }),
  z.strictObject({ atMost: z.int().min(1).max(1200) }),
]);
const rule = ruleSet.shape.rules.element;
const value = z.union([z.boolean(), numberText, z.string(), z.array(datedValue).min(1)]);

/** Which test of a clause is meant. What is left out matches anything; the test must then be the only one that fits. */
const which = z.strictObject({
  fact: name,
  operator: z.enum(operators).optional(),
  value: z.union([z.boolean(), numberText, z.string(), z.array(z.string()), z.strictObject({ fact: name })]).optional(),
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
    of: z.string().describe('the jurisdiction whose taper clause is taken over'),
  }),
]);

/** A reform: what a rule set would say if it were changed. It is never law, and every decision made under it says so. */
export const reformFile = z.strictObject({
  $schema: z.string().optional(),
  reform: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'small letters, digits, dots and hyphens'),
  name: texts,
  why: texts.optional(),
  jurisdiction: z.string().optional().describe('where given, the reform fits this rule set only'),
  facts: ruleSet.shape.facts,
  derived: ruleSet.shape.derived,
  assumptions: ruleSet.shape.assumptions,
  changes: z.array(change).min(1),
});

export type ReformFile = z.infer<typeof reformFile>;
export type Change = z.infer<typeof change>;
export type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>;
export type WhichTest = z.infer<typeof which>;
