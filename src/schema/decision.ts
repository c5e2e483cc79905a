import * as z from 'zod';
import { kinds } from './rule-set.js';
import { texts } from './texts.js';

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

const plainValue = z.union([z.boolean(), z.string(), z.array(z.string()), z.null()]);
const truth = z.boolean().nullable();
const names = z.array(z.string());

const unresolved = z.strictObject({ facts: names, findings: names, parameters: names, readings: names });

const months = z.union([z.null(), z.strictObject({ exactly: z.int() }), z.strictObject({ atMost: z.int() })]);

const effect = z.strictObject({
  type: z.enum(['entitlement', 'taper', 'flag', 'duty', 'exit', 'standard']),
  programme: z.string().nullable().describe('the programme; null where none, or where several are listed'),
  programmes: names.optional().describe('where the clause bears on several, those that are not ruled out'),
  months: months.optional(),
  amount: z.string().nullable().describe('as printed; null where the instrument states none'),
  unit: z.string().optional(),
  suspect: texts.optional().describe('why the printed figure is doubtful'),
  note: texts.optional(),
  missing: names.optional().describe('parameters and findings that the effect needs and nobody has supplied'),
  measures: z.array(texts).optional(),
});

const mark = z.strictObject({
  id: z.string(),
  role: z.enum(['duty', 'focus', 'deadline', 'evidence', 'check']),
  truth,
});

const bounds = z.strictObject({
  statuses: z.array(z.enum(statuses)).describe('the statuses that are still possible'),
  months: z
    .strictObject({ from: z.int(), to: z.int().nullable() })
    .optional()
    .describe('months of taper, whatever the answers'),
  note: texts.optional(),
});

const outcome = z.strictObject({
  clause: z.string(),
  subject: z.string().describe('household, or the id of the member'),
  status: z.enum(statuses),
  modality: z.enum(['must', 'may', 'may-enjoy', 'promote']),
  kind: z.enum(kinds),
  effect: effect.nullable(),
  unresolved: unresolved.optional().describe('present when undetermined: names that could still change the status'),
  readings: z.array(z.strictObject({ id: z.string(), name: texts, status: z.enum(statuses) })).optional(),
  adopted: z.strictObject({ reading: z.string(), by: z.string() }).optional(),
  duty: z.enum(['fulfilled', 'not-fulfilled', 'unknown']).optional(),
  marks: z.array(mark).optional().describe('tests that are shown and do not bear on the status'),
  openWords: names.optional().describe('words that leave room to the authority'),
  overrides: z.strictObject({ clause: z.string(), why: texts, authority: z.string() }).optional(),
  bounds: bounds.optional().describe('present when undetermined: what is certain whatever the answers'),
});

const eligibility = z.strictObject({
  programme: z.string(),
  verdict: z.enum(verdicts),
  clauses: names.describe('the clauses that the verdict rests on'),
  members: z.array(z.strictObject({ subject: z.string(), verdict: z.enum(verdicts), clauses: names })).optional(),
});

const schedule = z.strictObject({
  first: z.string().describe('first month, YYYY-MM'),
  last: z.string(),
  used: z.int().describe('months used at the evaluation date, its own month included'),
  remaining: z.int(),
});

const taper = z.strictObject({
  programme: z.string(),
  clause: z.string().nullable(),
  verdict: z.enum(taperVerdicts),
  months,
  conformity: z.enum(['conforms', 'undetermined', 'does-not-conform', 'no-decision']),
  reasons: z
    .array(z.strictObject({ code: z.string(), text: texts }))
    .optional()
    .describe('why the decision does not conform, or what is not on record to show it'),
  open: z
    .array(z.strictObject({ code: z.string(), text: texts }))
    .optional()
    .describe('points of the decision on which the instrument says nothing'),
  schedule: schedule.nullable(),
});

const risk = z.strictObject({ flag: z.string(), status: z.enum(flagStatuses), clauses: names });

const question = z.strictObject({
  name: z.string(),
  kind: z.enum(['fact', 'finding', 'parameter']),
  subject: z.string(),
  settles: names.describe('clauses that the answer may settle'),
  programmes: names,
});

const assumption = z.strictObject({ id: z.string(), text: texts, clauses: names });

const _cite = z.strictObject({
  instrument: z.string(),
  section: z.string(),
  anchor: z.string(),
  validity: z.string(),
});

export interface Step {
  readonly kind:
    | 'decision'
    | 'programme'
    | 'flag'
    | 'duties'
    | 'rule'
    | 'ledger'
    | 'addressee'
    | 'validity'
    | 'conditions'
    | 'reading'
    | 'mark'
    | 'target'
    | 'all'
    | 'any'
    | 'not'
    | 'test'
    | 'fact'
    | 'parameter'
    | 'derived'
    | 'constant';
  readonly id?: string | undefined;
  readonly clause?: string | undefined;
  readonly subject?: string | undefined;
  readonly truth?: boolean | null | undefined;
  readonly status?: string | undefined;
  readonly value?: boolean | string | readonly string[] | null | undefined;
  /** What else the step rests on: operator, words, citation, attestation, formula, dates, source. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
  readonly steps?: readonly Step[] | undefined;
}

const step: z.ZodType<Step> = z
  .lazy(() =>
    z.strictObject({
      kind: z.enum([
        'decision',
        'programme',
        'flag',
        'duties',
        'rule',
        'ledger',
        'addressee',
        'validity',
        'conditions',
        'reading',
        'mark',
        'target',
        'all',
        'any',
        'not',
        'test',
        'fact',
        'parameter',
        'derived',
        'constant',
      ]),
      id: z.string().optional(),
      clause: z.string().optional(),
      subject: z.string().optional(),
      truth: truth.optional(),
      status: z.string().optional(),
      value: plainValue.optional(),
      detail: z.record(z.string(), z.unknown()).optional(),
      steps: z.array(step).optional(),
    }),
  )
  .meta({ id: 'step' });

export const decision = z.strictObject({
  jurisdiction: z.string(),
  asOf: z.string(),
  ruleSet: z.strictObject({
    version: z.string(),
    digest: z.string(),
    overlays: z.array(z.strictObject({ id: z.string(), authority: z.string(), digest: z.string() })).optional(),
  }),
  household: z.strictObject({ id: z.string().nullable(), digest: z.string() }),
  parameters: z.strictObject({ digest: z.string() }),
  outcomes: z.array(outcome),
  eligibility: z.array(eligibility),
  tapers: z.array(taper),
  risks: z.array(risk),
  questions: z.array(question),
  assumptions: z.array(assumption),
  trace: step,
});

export type Status = (typeof statuses)[number];
export type Verdict = (typeof verdicts)[number];
export type TaperVerdict = (typeof taperVerdicts)[number];
export type FlagStatus = (typeof flagStatuses)[number];
export type Outcome = z.infer<typeof outcome>;
export type Effect = z.infer<typeof effect>;
export type Unresolved = z.infer<typeof unresolved>;
export type Bounds = z.infer<typeof bounds>;
export type Eligibility = z.infer<typeof eligibility>;
export type Taper = z.infer<typeof taper>;
export type Risk = z.infer<typeof risk>;
export type Question = z.infer<typeof question>;
export type Assumption = z.infer<typeof assumption>;
/** The full answer for one household under one instrument on one day. Plain JSON, frozen, the same bytes for the same input. */
export type Decision = z.infer<typeof decision>;
