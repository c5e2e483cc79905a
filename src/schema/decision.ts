import * as z from 'zod/mini';
import { described } from './described.js';
import { effect, months } from './effect.js';
import { texts } from './texts.js';
import { flagStatuses, kinds, statuses, taperVerdicts, verdicts } from './words.js';

export type { Effect, FlagEffect, HelpEffect, Months, TimedEffect } from './effect.js';
export {
  type FlagStatus,
  flagStatuses,
  type Status,
  statuses,
  type TaperVerdict,
  taperVerdicts,
  type Verdict,
  verdicts,
} from './words.js';

const plainValue = z.union([z.boolean(), z.string(), z.array(z.string()), z.null()]);
const truth = z.nullable(z.boolean());
const names = z.array(z.string());

const unresolved = z.strictObject({ facts: names, findings: names, parameters: names, readings: names });

const mark = z.strictObject({
  id: z.string(),
  role: z.enum(['duty', 'focus', 'deadline', 'evidence', 'check']),
  truth,
});

const bounds = z.strictObject({
  statuses: described(z.array(z.enum(statuses)), 'the statuses that are still possible'),
  months: described(
    z.optional(z.strictObject({ from: z.int(), to: z.nullable(z.int()) })),
    'months of taper, whatever the answers',
  ),
  note: z.optional(texts),
});

const outcome = z.strictObject({
  clause: z.string(),
  subject: described(z.string(), 'household, or the id of the member'),
  status: z.enum(statuses),
  modality: z.enum(['must', 'may', 'may-enjoy', 'promote']),
  kind: z.enum(kinds),
  effect: z.nullable(effect),
  unresolved: described(z.optional(unresolved), 'present when undetermined: names that could still change the status'),
  readings: z.optional(z.array(z.strictObject({ id: z.string(), name: texts, status: z.enum(statuses) }))),
  adopted: z.optional(z.strictObject({ reading: z.string(), by: z.string() })),
  duty: z.optional(z.enum(['fulfilled', 'not-fulfilled', 'unknown'])),
  marks: described(z.optional(z.array(mark)), 'tests that are shown and do not bear on the status'),
  openWords: described(z.optional(names), 'words that leave room to the authority'),
  overrides: z.optional(z.strictObject({ clause: z.string(), why: texts, authority: z.string() })),
  bounds: described(z.optional(bounds), 'present when undetermined: what is certain whatever the answers'),
});

const eligibility = z.strictObject({
  programme: z.string(),
  verdict: z.enum(verdicts),
  clauses: described(names, 'the clauses that the verdict rests on'),
  members: z.optional(z.array(z.strictObject({ subject: z.string(), verdict: z.enum(verdicts), clauses: names }))),
});

const schedule = z.strictObject({
  first: described(z.string(), 'first month, YYYY-MM'),
  last: z.string(),
  used: described(z.int(), 'months used at the evaluation date, its own month included'),
  remaining: z.int(),
});

const taper = z.strictObject({
  programme: z.string(),
  clause: z.nullable(z.string()),
  verdict: z.enum(taperVerdicts),
  months,
  conformity: described(
    z.enum(['conforms', 'undetermined', 'does-not-conform', 'not-shown', 'no-decision']),
    'the authority’s decision against its clause; not-shown where only a snapshot of its first month could tell',
  ),
  reasons: described(
    z.optional(z.array(z.strictObject({ code: z.string(), text: texts }))),
    'why the decision does not conform, or what is not on record to show it',
  ),
  open: described(
    z.optional(z.array(z.strictObject({ code: z.string(), text: texts }))),
    'points of the decision on which the instrument says nothing',
  ),
  schedule: z.nullable(schedule),
});

const risk = z.strictObject({ flag: z.string(), status: z.enum(flagStatuses), clauses: names });

const question = z.strictObject({
  name: z.string(),
  kind: z.enum(['fact', 'finding', 'parameter']),
  subject: z.string(),
  settles: described(names, 'clauses that the answer may settle'),
  programmes: names,
});

const assumption = z.strictObject({ id: z.string(), text: texts, clauses: names });

const _cite = z.strictObject({
  instrument: z.string(),
  section: z.string(),
  anchor: z.string(),
  validity: z.string(),
});

/** One step of the trace, with the steps that it rests on. Truths are true, false, or null for unknown. */
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

const step: z.ZodMiniType<Step> = z
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
      id: z.optional(z.string()),
      clause: z.optional(z.string()),
      subject: z.optional(z.string()),
      truth: z.optional(truth),
      status: z.optional(z.string()),
      value: z.optional(plainValue),
      detail: z.optional(z.record(z.string(), z.unknown())),
      steps: z.optional(z.array(step)),
    }),
  )
  .register(z.globalRegistry, { id: 'step' });

export const decision = z.strictObject({
  jurisdiction: z.string(),
  asOf: z.string(),
  ruleSet: z.strictObject({
    version: z.string(),
    digest: z.string(),
    overlays: z.optional(z.array(z.strictObject({ id: z.string(), authority: z.string(), digest: z.string() }))),
  }),
  household: z.strictObject({ id: z.nullable(z.string()), digest: z.string() }),
  parameters: z.strictObject({ digest: z.string() }),
  outcomes: z.array(outcome),
  eligibility: z.array(eligibility),
  tapers: z.array(taper),
  risks: z.array(risk),
  questions: z.array(question),
  assumptions: z.array(assumption),
  trace: step,
});

/** What one clause comes to for one subject, the household or a member. */
export type Outcome = z.infer<typeof outcome>;
/** The names, and readings, that could still change the status of an undetermined outcome. */
export type Unresolved = z.infer<typeof unresolved>;
/** A test that is shown with an outcome and does not bear on its status, such as whether a duty is done. */
export type Mark = z.infer<typeof mark>;
/** What is certain of an undetermined outcome whatever the answers: the statuses still possible, and months of taper. */
export type Bounds = z.infer<typeof bounds>;
export type Eligibility = z.infer<typeof eligibility>;
export type Taper = z.infer<typeof taper>;
export type Risk = z.infer<typeof risk>;
export type Question = z.infer<typeof question>;
/** A convention of this library that an outcome rests on and the instrument does not state. */
export type Assumption = z.infer<typeof assumption>;
/** The full answer for one household under one instrument on one day. Plain JSON, frozen, the same bytes for the same input. */
export type Decision = z.infer<typeof decision>;
