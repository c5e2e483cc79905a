import * as z from 'zod';
import { dayText, numberText, texts } from './texts.js';
import { factSpec } from './vocabulary.js';

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

const factName = z.string().min(1).max(120);
const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'small letters, digits, dots and hyphens');
export const clauseId = z.string().regex(/^[a-z][a-z-]*\/[A-Za-z0-9.+-]+$/, 'such as rongchang/2-f');

const test = z.strictObject({
  fact: factName,
  operator: z.enum(operators),
  value: z.union([z.boolean(), numberText, z.string(), z.array(z.string()).min(1), z.strictObject({ fact: factName })]),
  words: z.string().max(30).optional().describe('the few words of the clause that this test hangs on'),
});

export interface AllOf {
  all: Condition[];
}
export interface AnyOf {
  any: Condition[];
}
export interface NotOf {
  not: Condition;
}
export type Test = z.infer<typeof test>;
export type Condition = Test | AllOf | AnyOf | NotOf;

export const condition: z.ZodType<Condition> = z
  .lazy(() => z.union([test, allOf, anyOf, notOf]))
  .meta({ id: 'condition' });
const allOf = z.strictObject({ all: z.array(condition) });
const anyOf = z.strictObject({ any: z.array(condition) });
const notOf = z.strictObject({ not: condition });
/** Conditions begin with a group, as json-rules-engine wants them. */
const conditions = z.union([allOf, anyOf, notOf]);

const inForce = z.strictObject({
  during: z.string().optional().describe('a named period of this rule set'),
  from: dayText.optional(),
  until: dayText.optional().describe('the last day'),
});

const cite = z.strictObject({
  section: z.string().min(1).describe('the heading numbers as printed, such as 二 or 一（二）2'),
  anchor: z.string().min(2).max(30).describe('a short phrase that occurs once in the instrument, white space removed'),
});

/** A programme (or a flag) that a rule bears on, perhaps only under further conditions. */
const target = z.union([id, z.strictObject({ id, when: conditions })]);

const amount = z.union([
  z.null(),
  z.strictObject({
    value: z.string().regex(/^\d+(\.\d+)?$/),
    unit: z.string(),
    suspect: texts.optional().describe('why the printed figure or unit is doubtful; it is kept as printed'),
    note: texts.optional(),
  }),
  z.strictObject({ parameter: factName, unit: z.string() }),
]);

const months = z.union([
  z.null(),
  z.strictObject({ exactly: z.int().min(1).max(1200) }),
  z.strictObject({ atMost: z.int().min(1).max(1200) }),
]);

/** What following a taper month by month needs to know beyond the conditions: names only, no law. */
const taperTerms = z.strictObject({
  income: factName.describe('the income that is set against the standard, per head'),
  standard: factName.describe('the standard that the income has come above'),
  ceiling: factName.optional().describe('the line that the income must stay below; absent where the clause has none'),
  total: factName.optional().describe('the same income for the whole household'),
  exit: clauseId
    .optional()
    .describe('the clause that says when dibao may be left; absent where the instrument states nothing'),
});

const event = z.strictObject({
  type: z.enum(['entitlement', 'taper', 'flag', 'duty', 'exit', 'standard']),
  params: z
    .strictObject({
      months: months.optional(),
      amount: amount.optional(),
      needs: z
        .array(factName)
        .optional()
        .describe('parameters and findings that the effect needs; named in the outcome while they are missing'),
      measures: z.array(texts).optional().describe('what help the clause names, in our words'),
      taper: taperTerms.optional().describe('of a taper rule'),
    })
    .optional(),
});

const reading = z.strictObject({
  id,
  name: texts,
  conditions: conditions.optional(),
  inForce: inForce.optional(),
});

/** A test that is shown with the outcome and does not bear on its status. */
const mark = z.strictObject({
  id,
  role: z.enum(['duty', 'focus', 'deadline', 'evidence', 'check']),
  name: texts,
  conditions,
});

const openWord = z.strictObject({ words: z.string().max(30), note: texts });

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

const rule = z.strictObject({
  id: clauseId,
  kind: z.enum(kinds),
  subject: z.enum(['household', 'member']),
  modality: z.enum(['must', 'may', 'may-enjoy', 'promote']),
  programme: z.union([id, z.array(target).min(1)]).optional(),
  names: z.array(id).min(1).optional().describe('programmes that the clause names without saying who gets them'),
  flags: z.array(target).min(1).optional().describe('what a risk clause raises when it is met'),
  cite: cite.optional(),
  name: texts,
  summary: texts.describe('the clause in our own words'),
  department: z.string().optional().describe('as printed; absent where the clause names none'),
  inForce: inForce.optional(),
  conditions: conditions.optional().describe('absent where the clause states no test beyond whom it addresses'),
  readings: z.array(reading).min(2).optional().describe('each is joined to `conditions` by and'),
  marks: z.array(mark).optional(),
  event,
  openWords: z.array(openWord).optional(),
  notStated: z.array(texts).optional().describe('what one would look for in the clause and not find'),
  assumptions: z.array(z.string()).optional().describe('ids of `assumptions`'),
  overrides: z
    .strictObject({ clause: clauseId, why: texts, authority: z.string().min(1) })
    .optional()
    .describe('only in an overlay: the rule that this one replaces, why, and on whose word'),
});

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

const ledgerEntry = z.strictObject({
  id: clauseId,
  kind: z.enum(kinds),
  reason: z.enum(ledgerReasons),
  cite: cite.optional(),
  summary: texts,
  names: z.array(id).optional().describe('programmes that the clause names without saying who gets them'),
  openWords: z.array(openWord).optional(),
});

export const datedValue = z.strictObject({
  from: dayText.optional(),
  until: dayText.optional().describe('the last day; absent: until the next value begins'),
  value: z.union([z.boolean(), numberText, z.string(), z.null()]).describe('null: known not to be known'),
  source: z.string().optional(),
});

export const parameterValues = z.record(
  z.string(),
  z.union([z.boolean(), numberText, z.string(), z.array(datedValue).min(1)]),
);

const formula = z.union([
  z.string(),
  z.strictObject({ formula: z.string(), name: texts.optional(), scope: z.enum(['household', 'member']).optional() }),
]);

export const ruleSet = z.strictObject({
  $schema: z.string().optional(),
  jurisdiction: id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'such as 1.0.0'),
  name: texts,
  instrument: z.strictObject({
    title: texts,
    number: z.string().nullable(),
    issuer: texts,
    date: dayText,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('of the text that was read'),
  }),
  addressee: z.strictObject({ name: texts, conditions }).optional().describe('whom the instrument speaks of'),
  periods: z
    .record(
      z.string(),
      z.strictObject({ name: texts, end: factName.describe('the parameter that gives the last day') }),
    )
    .optional(),
  facts: z.record(z.string(), factSpec).optional().describe('facts beyond the common vocabulary'),
  parameters: parameterValues.optional().describe('values that the instrument itself states'),
  derived: z.record(z.string(), formula).optional(),
  assumptions: z.record(z.string(), texts).optional(),
  clauses: z.array(clauseId).min(1).describe('every clause of the instrument, in its order'),
  rules: z.array(rule),
  ledger: z.array(ledgerEntry),
});

/** What a deploying authority adds to a shipped rule set. It changes an instrument's own rule only by `overrides`. */
export const overlay = z.strictObject({
  $schema: z.string().optional(),
  overlay: id,
  extends: id.describe('the jurisdiction'),
  authority: z.string().min(1),
  instrument: z
    .strictObject({ title: texts, number: z.string().nullable().optional(), date: dayText.optional() })
    .optional()
    .describe('the document that the overlay rests on'),
  localArea: z.string().optional().describe('the overlay applies to households of this area only'),
  parameters: parameterValues.optional(),
  adopt: z.record(clauseId, id).optional().describe('readings adopted: clause to reading'),
  facts: z.record(z.string(), factSpec).optional(),
  derived: z.record(z.string(), formula).optional(),
  assumptions: z.record(z.string(), texts).optional(),
  rules: z.array(rule).optional(),
});

export type RuleSetFile = z.infer<typeof ruleSet>;
export type OverlayFile = z.infer<typeof overlay>;
export type RuleFile = z.infer<typeof rule>;
export type LedgerEntry = z.infer<typeof ledgerEntry>;
export type InForce = z.infer<typeof inForce>;
export type Cite = z.infer<typeof cite>;
export type Months = z.infer<typeof months>;
export type TaperTerms = z.infer<typeof taperTerms>;
export type AmountFile = z.infer<typeof amount>;
export type MarkFile = z.infer<typeof mark>;
export type Target = z.infer<typeof target>;
export type Conditions = z.infer<typeof conditions>;
export type ParameterValues = z.infer<typeof parameterValues>;
export type DatedValue = z.infer<typeof datedValue>;
export type OpenWord = z.infer<typeof openWord>;
