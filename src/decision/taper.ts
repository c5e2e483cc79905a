import { type Day, isMonth, monthIndex, monthOf } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { TaperDecision } from '../plan/household.js';
import type { Eligibility, Status, Taper, TaperVerdict } from '../schema/decision.js';
import {
  type ConformityPoint,
  conformityOf,
  findingContrary,
  findingMissing,
  lastMonth,
  lengthPoints,
  periodPoints,
} from './conformity.js';
import type { Evaluation, Judged } from './evaluation.js';
import { periodEnd } from './period-end.js';
import { taperProgramme } from './roster.js';

type Schedule = NonNullable<Taper['schedule']>;

/** The tapers of a decision: one entry a taper clause; `silent` where the instrument has none. Frozen. */
export function tapersOf(
  evaluation: Evaluation,
  judged: readonly Judged[],
  eligibility: readonly Eligibility[],
): readonly Taper[] {
  const concerned = judged.filter(({ instance }) => instance.rule.rule.kind === 'taper');
  if (concerned.length > 0) return deepFreeze(concerned.map((entry) => taperFor(evaluation, entry)));
  return eligibility.some((entry) => entry.programme === taperProgramme('dibao')) ? SILENT : NONE;
}

const NONE: readonly Taper[] = Object.freeze([]);
const SILENT: readonly Taper[] = deepFreeze([
  {
    programme: 'dibao',
    clause: null,
    verdict: 'silent' as const,
    months: null,
    conformity: 'no-decision' as const,
    schedule: null,
  },
]);

/** The entry of one outcome. */
function taperFor(evaluation: Evaluation, entry: Judged): Taper {
  const { outcome, instance } = entry;
  const { taperDecision: decision, asOf } = evaluation.values.household;
  const end = decision === null ? null : periodEnd(evaluation, instance.rule.rule.inForce?.during);
  const contrary =
    decision === null || outcome.status !== 'not-met' ? [] : contraryFindings(evaluation, instance, decision.date);
  return taperOf(entry, decision, asOf, end, contrary);
}

function taperOf(
  { outcome, instance, open }: Judged,
  decision: TaperDecision | null,
  asOf: Day,
  end: Day | null,
  contrary: readonly ConformityPoint[],
): Taper {
  const { event, inForce } = instance.rule.rule;
  const months = event.params?.months ?? null;
  const period = inForce?.during === undefined ? null : { end };
  const missing = new Map(
    open.filter((use) => use.ref.name.kind === 'finding').map(({ ref }) => [ref.name.name, ref.name.label]),
  );
  // Everything in a decision that one snapshot can show to be otherwise than its clause has it.
  const points =
    decision === null
      ? []
      : [
          ...lengthPoints(decision.months, null, months),
          ...periodPoints(decision.startMonth, decision.months, period),
          ...[...missing].map(([name, label]) => findingMissing(name, label)),
          ...contrary,
        ];
  const [reasons, silent] = [
    points.filter(({ bearing }) => bearing !== 'silent'),
    points.filter(({ bearing }) => bearing === 'silent'),
  ];
  return {
    programme: instance.rule.programmes[0]?.id ?? 'dibao',
    clause: outcome.clause,
    verdict: verdictOf(outcome.status, outcome.modality),
    months,
    conformity: decision === null ? 'no-decision' : conformityOf(points),
    ...(reasons.length === 0 ? {} : { reasons: reasons.map(codeAndText) }),
    ...(silent.length === 0 ? {} : { open: silent.map(codeAndText) }),
    schedule: decision === null ? null : scheduleOf(decision, asOf),
  };
}

function verdictOf(status: Status, modality: string): TaperVerdict {
  switch (status) {
    case 'met':
      return modality === 'must' ? 'granted' : 'discretionary';
    case 'not-met':
      return 'not-granted';
    default:
      return status;
  }
}

function codeAndText({ code, text }: ConformityPoint) {
  return { code, text };
}

/** Findings made not later than the decision by which the clause fails: tests that all of its conditions hang on. */
function contraryFindings(
  evaluation: Evaluation,
  { rule, subject, truths }: Judged['instance'],
  decided: Day | null,
): ConformityPoint[] {
  if (decided === null || rule.conditions?.kind !== 'all') return [];
  return rule.conditions.parts.flatMap((part) => {
    if (part.kind !== 'test' || part.left.name.kind !== 'finding' || truths[part.index] !== false) return [];
    const { name, label } = part.left.name;
    const date = evaluation.values.get(part.left, subject).finding?.date;
    return date === undefined || date > decided ? [] : [findingContrary(name, label, date)];
  });
}

/** The months that a decision lays out: first, last, and how many are used and left on a day. Null without a start or a length. */
export function scheduleOf(decision: TaperDecision, asOf: Day): Schedule | null {
  const { startMonth: first, months } = decision;
  if (first === null || months === null || months < 1 || !isMonth(first)) return null;
  const used = Math.min(Math.max(monthIndex(monthOf(asOf)) - monthIndex(first) + 1, 0), months);
  return { first, last: lastMonth(first, months), used, remaining: months - used };
}
