import * as z from 'zod/mini';
import { described } from './described.js';
import { parameterValues } from './parameters.js';
import { dayText, numberText, texts } from './texts.js';
import { factSpec } from './vocabulary.js';
import { kinds, ledgerReasons, operators } from './words.js';

export { type DatedValue, datedValue, type ParameterValues, parameterValues } from './parameters.js';
export { kinds, ledgerReasons, type Operator, operators } from './words.js';

const factName = z.string().check(z.minLength(1), z.maxLength(120));
const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*$/, 'small letters, digits, dots and hyphens'));
export const clauseId = z.string().check(z.regex(/^[a-z][a-z-]*\/[A-Za-z0-9.+-]+$/, 'such as rongchang/2-f'));

const test = z.strictObject({
  fact: factName,
  operator: z.enum(operators),
  value: z.union([
    z.boolean(),
    numberText,
    z.string(),
    z.array(z.string()).check(z.minLength(1), z.maxLength(1000)),
    z.strictObject({ fact: factName }),
  ]),
  words: described(
    z.optional(z.string().check(z.maxLength(30))),
    'the few words of the clause that this test hangs on',
  ),
  clause: described(z.optional(clauseId), 'the clause that these words stand in, where it is not the rule’s own'),
});

/** Conditions in one group: more is a list that belongs into a vocabulary. */
const MAX_PARTS = 500;

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

export const condition: z.ZodMiniType<Condition> = z
  .lazy(() => z.union([test, allOf, anyOf, notOf]))
  .register(z.globalRegistry, { id: 'condition' });
const allOf = z.strictObject({ all: z.array(condition).check(z.maxLength(MAX_PARTS)) });
const anyOf = z.strictObject({ any: z.array(condition).check(z.maxLength(MAX_PARTS)) });
const notOf = z.strictObject({ not: condition });
/** Conditions begin with a group, as json-rules-engine wants them. */
const conditions = z.union([allOf, anyOf, notOf]);

const inForce = z.strictObject({
  during: described(z.optional(z.string()), 'a named period of this rule set'),
  from: z.optional(dayText),
  until: described(z.optional(dayText), 'the last day'),
});

const cite = z.strictObject({
  section: described(z.string().check(z.minLength(1)), 'the heading numbers as printed, such as 二 or 一（二）2'),
  anchor: described(
    z.string().check(z.minLength(2), z.maxLength(30)),
    'a short phrase that occurs once in the instrument, white space removed',
  ),
});

/** A programme (or a flag) that a rule bears on, perhaps only under further conditions. */
const target = z.union([id, z.strictObject({ id, when: conditions })]);

const amount = z.union([
  z.null(),
  z.strictObject({
    value: z.string().check(z.regex(/^\d+(\.\d+)?$/, 'a plain decimal such as "450.00"')),
    unit: z.string(),
    suspect: described(z.optional(texts), 'why the printed figure or unit is doubtful; it is kept as printed'),
    note: z.optional(texts),
  }),
  z.strictObject({ parameter: factName, unit: z.string() }),
]);

const months = z.union([
  z.null(),
  z.strictObject({ exactly: z.int().check(z.gte(1), z.lte(1200)) }),
  z.strictObject({ atMost: z.int().check(z.gte(1), z.lte(1200)) }),
]);

/** What following a taper month by month needs to know beyond the conditions: names only, no law. */
const taperTerms = z.strictObject({
  income: described(factName, 'the income that is set against the standard, per head'),
  standard: described(factName, 'the standard that the income has come above'),
  ceiling: described(
    z.optional(factName),
    'the line that the income must stay below; absent where the clause has none',
  ),
  total: described(z.optional(factName), 'the same income for the whole household'),
  exit: described(
    z.optional(clauseId),
    'the clause that says when dibao may be left; absent where the instrument states nothing',
  ),
});

const event = z.strictObject({
  type: z.enum(['entitlement', 'taper', 'flag', 'duty', 'exit', 'standard']),
  params: z.optional(
    z.strictObject({
      months: z.optional(months),
      amount: z.optional(amount),
      needs: described(
        z.optional(z.array(factName)),
        'parameters and findings that the effect needs; named in the outcome while they are missing',
      ),
      measures: described(z.optional(z.array(texts)), 'what help the clause names, in our words'),
      taper: described(z.optional(taperTerms), 'of a taper rule'),
    }),
  ),
});

const reading = z.strictObject({
  id,
  name: texts,
  conditions: z.optional(conditions),
  inForce: z.optional(inForce),
});

/** A test that is shown with the outcome and does not bear on its status. */
const mark = z.strictObject({
  id,
  role: z.enum(['duty', 'focus', 'deadline', 'evidence', 'check']),
  name: texts,
  conditions,
  due: described(
    z.optional(z.union([z.literal('yearly'), dayText])),
    'until when a duty may yet be fulfilled: the end of each calendar year, or a last day; unfulfilled is unknown until then',
  ),
});

const openWord = z.strictObject({ words: z.string().check(z.maxLength(30)), note: texts });

const rule = z.strictObject({
  id: clauseId,
  kind: z.enum(kinds),
  subject: z.enum(['household', 'member']),
  modality: z.enum(['must', 'may', 'may-enjoy', 'promote']),
  programme: z.optional(z.union([id, z.array(target).check(z.minLength(1))])),
  names: described(
    z.optional(z.array(id).check(z.minLength(1))),
    'programmes that the clause names without saying who gets them',
  ),
  flags: described(z.optional(z.array(target).check(z.minLength(1))), 'what a risk clause raises when it is met'),
  cite: z.optional(cite),
  name: texts,
  summary: described(texts, 'the clause in our own words'),
  department: described(z.optional(z.string()), 'as printed; absent where the clause names none'),
  inForce: z.optional(inForce),
  concerns: described(
    z.optional(texts),
    'whom the clause speaks of, where its conditions ask for nothing else: others are told so, not that they fall short',
  ),
  conditions: described(z.optional(conditions), 'absent where the clause states no test beyond whom it addresses'),
  readings: described(z.optional(z.array(reading).check(z.minLength(2))), 'each is joined to `conditions` by and'),
  marks: z.optional(z.array(mark)),
  event,
  openWords: z.optional(z.array(openWord)),
  notStated: described(z.optional(z.array(texts)), 'what one would look for in the clause and not find'),
  assumptions: described(z.optional(z.array(z.string())), 'ids of `assumptions`'),
  overrides: described(
    z.optional(z.strictObject({ clause: clauseId, why: texts, authority: z.string().check(z.minLength(1)) })),
    'only in an overlay: the rule that this one replaces, why, and on whose word',
  ),
});

const ledgerEntry = z.strictObject({
  id: clauseId,
  kind: z.enum(kinds),
  reason: z.enum(ledgerReasons),
  cite: z.optional(cite),
  summary: texts,
  names: described(z.optional(z.array(id)), 'programmes that the clause names without saying who gets them'),
  openWords: z.optional(z.array(openWord)),
});

const formula = z.union([
  z.string(),
  z.strictObject({ formula: z.string(), name: z.optional(texts), scope: z.optional(z.enum(['household', 'member'])) }),
]);

const planYear = z.int().check(z.gte(1900), z.lte(9999));

export const ruleSet = z.strictObject({
  $schema: z.optional(z.string()),
  jurisdiction: id,
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'such as 1.0.0')),
  name: texts,
  instrument: z.strictObject({
    title: texts,
    number: z.nullable(z.string()),
    issuer: texts,
    date: described(
      dayText,
      'the day of issue: no rule is in force before it, unless the rule states its own first day',
    ),
    planYears: described(
      z.optional(z.strictObject({ from: planYear, until: planYear })),
      'the years that the title names; the instrument is still applied after them, which the decision then says',
    ),
    sha256: described(
      z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'))),
      'of the text that was read',
    ),
  }),
  addressee: described(z.optional(z.strictObject({ name: texts, conditions })), 'whom the instrument speaks of'),
  periods: z.optional(
    z.record(
      z.string(),
      z.strictObject({ name: texts, end: described(factName, 'the parameter that gives the last day') }),
    ),
  ),
  facts: described(z.optional(z.record(z.string(), factSpec)), 'facts beyond the common vocabulary'),
  parameters: described(z.optional(parameterValues), 'values that the instrument itself states'),
  derived: z.optional(z.record(z.string(), formula)),
  assumptions: z.optional(z.record(z.string(), texts)),
  clauses: described(z.array(clauseId).check(z.minLength(1)), 'every clause of the instrument, in its order'),
  rules: z.array(rule),
  ledger: z.array(ledgerEntry),
});

/** What a deploying authority adds to a shipped rule set. It changes an instrument's own rule only by `overrides`. */
export const overlay = z.strictObject({
  $schema: z.optional(z.string()),
  overlay: id,
  extends: described(id, 'the jurisdiction'),
  authority: z.string().check(z.minLength(1)),
  instrument: described(
    z.optional(z.strictObject({ title: texts, number: z.optional(z.nullable(z.string())), date: z.optional(dayText) })),
    'the document that the overlay rests on',
  ),
  localArea: described(z.optional(z.string()), 'the overlay applies to households of this area only'),
  parameters: z.optional(parameterValues),
  adopt: described(z.optional(z.record(clauseId, id)), 'readings adopted: clause to reading'),
  facts: z.optional(z.record(z.string(), factSpec)),
  derived: z.optional(z.record(z.string(), formula)),
  assumptions: z.optional(z.record(z.string(), texts)),
  rules: z.optional(z.array(rule)),
});

/** A rule set as JSON has it; see `rules/schema/rule-set.schema.json`. */
export type RuleSetFile = z.infer<typeof ruleSet>;
/** What a deploying authority adds to a rule set, as JSON has it; see `rules/schema/overlay.schema.json`. */
export type OverlayFile = z.infer<typeof overlay>;
/** One rule, the encoding of one clause, as JSON has it. */
export type RuleFile = z.infer<typeof rule>;
export type LedgerEntry = z.infer<typeof ledgerEntry>;
export type InForce = z.infer<typeof inForce>;
export type Cite = z.infer<typeof cite>;
export type Months = z.infer<typeof months>;
export type Target = z.infer<typeof target>;
export type Conditions = z.infer<typeof conditions>;
export type OpenWord = z.infer<typeof openWord>;
