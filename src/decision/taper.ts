import { type Day, isMonth, type Month, monthIndex, monthOf } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { Truth } from '../base/truth.js';
import type { TaperDecision } from '../household/household.js';
import type { Node, Ref, TestNode } from '../plan/plan.js';
import { taperProgramme } from '../plan/targets.js';
import { testsOf, truthOf } from '../plan/truths.js';
import type { Eligibility, Status, Taper, TaperVerdict } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import {
  type ConformityPoint,
  conditionsNotMet,
  conditionsNotShown,
  conformityOf,
  findingContrary,
  findingLater,
  findingMissing,
  lastMonth,
  lengthPoints,
  monthsNotSet,
  notInForce,
  otherMonth,
  periodPoints,
} from './conformity.js';
import type { Evaluation, Judged } from './evaluation.js';
import { periodEnd } from './period-end.js';

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
  const checked = decision === null ? null : check(evaluation, entry, decision);
  const [reasons, silent] = [
    checked?.points.filter(({ bearing }) => bearing !== 'silent') ?? [],
    checked?.points.filter(({ bearing }) => bearing === 'silent') ?? [],
  ];
  return {
    programme: instance.rule.programmes[0]?.id ?? 'dibao',
    clause: outcome.clause,
    verdict: verdictOf(outcome.status, outcome.modality),
    months: instance.rule.rule.event.params?.months ?? null,
    conformity: checked?.conformity ?? 'no-decision',
    ...(reasons.length === 0 ? {} : { reasons: reasons.map(codeAndText) }),
    ...(silent.length === 0 ? {} : { open: silent.map(codeAndText) }),
    schedule: decision === null ? null : scheduleOf(decision, asOf),
  };
}

/**
 * A decision against its clause: its form, and the conditions of the clause in its first month. A snapshot of another month
 * cannot show those; then only a breach of form, or a finding that stood against the decision when it was made, is told.
 */
function check(
  evaluation: Evaluation,
  entry: Judged,
  decision: TaperDecision,
): { readonly conformity: Taper['conformity']; readonly points: readonly ConformityPoint[] } {
  const { rule } = entry.instance;
  const { event, inForce } = rule.rule;
  const { startMonth: first, months } = decision;
  const period = inForce?.during === undefined ? null : { end: periodEnd(evaluation, inForce.during) };
  const set = event.params?.months ?? null;
  const length = lengthPoints(months, null, set);
  const form = [
    ...length,
    ...(set === null && length.length === 0 ? [monthsNotSet()] : []),
    ...periodPoints(first, months, period),
  ];
  const isFormal = rule.conditions === null && rule.readings.every(({ conditions }) => conditions === null);
  if (first === null || isFormal) return { conformity: conformityOf(form), points: form };
  const month = monthOf(evaluation.values.household.asOf);
  if (month === first) {
    const points = [...form, ...startPoints(evaluation, entry, decision, first, form)];
    return { conformity: conformityOf(points), points };
  }
  const points = [...form, ...missingFindings(entry), ...contraryFindings(evaluation, entry, decision.date)];
  if (conformityOf(points) === 'does-not-conform') return { conformity: 'does-not-conform', points };
  return { conformity: 'not-shown', points: [...points, otherMonth(first, month)] };
}

/** What a snapshot of the first month shows of the conditions. */
function startPoints(
  evaluation: Evaluation,
  entry: Judged,
  { date }: TaperDecision,
  first: Month,
  form: readonly ConformityPoint[],
): ConformityPoint[] {
  const { instance, outcome, open } = entry;
  const { rule, truths } = instance;
  switch (outcome.status) {
    case 'met':
      return date === null ? [] : laterFindings(evaluation, instance, date);
    case 'not-met': {
      const against = contraryFindings(evaluation, entry, date);
      const failed = [rule.conditions, ...rule.readings.map(({ conditions }) => conditions)]
        .map((node) => failedTests(node, truths))
        .find((tests) => tests.length > 0);
      return against.length > 0 ? against : [conditionsNotMet(first, labelsOf((failed ?? []).map(({ left }) => left)))];
    }
    case 'out-of-scope':
      return [conditionsNotMet(first, [])];
    case 'not-in-force':
      return form.some(({ code }) => code === 'starts-after-period')
        ? []
        : [notInForce(first, evaluation.values.household.asOf)];
    case 'undetermined': {
      const end = evaluation.ruleSet.file.periods?.[rule.rule.inForce?.during ?? '']?.end;
      const missing = missingFindings(entry);
      const others = open.filter(({ ref }) => ref.name.kind !== 'finding' && ref.name.name !== end);
      // The end of the period has been looked at with the form; without anything open, readings differ.
      const isSaid = others.length === 0 && open.length > 0;
      return isSaid ? missing : [...missing, conditionsNotShown(first, labelsOf(others.map(({ ref }) => ref)))];
    }
  }
}

/** The tests by which a condition fails. */
function failedTests(node: Node | null, truths: readonly Truth[]): readonly TestNode[] {
  if (node === null || truthOf(node, truths) !== false) return [];
  switch (node.kind) {
    case 'test':
      return [node];
    case 'not':
      return testsOf(node.part);
    default:
      return node.parts.flatMap((part) => failedTests(part, truths));
  }
}

function labelsOf(refs: readonly Ref[]): readonly Texts[] {
  return distinct(refs).map(({ name: { label } }) => label);
}

/** References by the name they refer to, each name once; in the order of the names, however the conditions are written down. */
function distinct(refs: readonly Ref[]): readonly Ref[] {
  return [...new Map(refs.map((ref) => [ref.name.name, ref])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ref]) => ref);
}

function missingFindings({ open }: Judged): ConformityPoint[] {
  return distinct(open.map(({ ref }) => ref))
    .filter(({ name: { kind } }) => kind === 'finding')
    .map(({ name: { name, label } }) => findingMissing(name, label));
}

/** Findings of the clause's conditions that were made after the decision. */
function laterFindings({ values }: Evaluation, { rule, subject }: Judged['instance'], decided: Day): ConformityPoint[] {
  const findings = rule.tests.map(({ left }) => left).filter(({ name: { kind } }) => kind === 'finding');
  return distinct(findings).flatMap((ref) => {
    const date = values.get(ref, subject).finding?.date;
    return date === undefined || date <= decided ? [] : [findingLater(ref.name.name, ref.name.label, date)];
  });
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
  { outcome, instance: { rule, subject, truths } }: Judged,
  decided: Day | null,
): ConformityPoint[] {
  if (decided === null || outcome.status !== 'not-met' || rule.conditions?.kind !== 'all') return [];
  const failed = rule.conditions.parts.flatMap((part) =>
    part.kind === 'test' && part.left.name.kind === 'finding' && truths[part.index] === false ? [part.left] : [],
  );
  return distinct(failed).flatMap((ref) => {
    const date = evaluation.values.get(ref, subject).finding?.date;
    return date === undefined || date > decided ? [] : [findingContrary(ref.name.name, ref.name.label, date)];
  });
}

/** The months that a decision lays out: first, last, and how many are used and left on a day. Null without a start or a length. */
export function scheduleOf(decision: TaperDecision, asOf: Day): Schedule | null {
  const { startMonth: first, months } = decision;
  if (first === null || months === null || months < 1 || !isMonth(first)) return null;
  const used = Math.min(Math.max(monthIndex(monthOf(asOf)) - monthIndex(first) + 1, 0), months);
  return { first, last: lastMonth(first, months), used, remaining: months - used };
}
