import { addMonths, type Day, isMonth, lastDay, type Month, monthIndex, monthOf } from '../base/calendar.js';
import type { TaperDecision } from '../plan/household.js';
import { periodEnd } from './period-end.js';
import type { Texts } from '../schema/texts.js';
import type { Eligibility, Status, Taper, TaperVerdict } from '../schema/decision.js';
import type { Evaluation } from './evaluation.js';
import type { Judged } from './outcome.js';
import { taperProgramme } from './verdicts.js';

type Months = Taper['months'];
type Schedule = NonNullable<Taper['schedule']>;

/** Why a taper decision does not conform to its clause. */
export interface NonConformity {
  readonly code: string;
  readonly text: Texts;
}

/** The tapers of a decision: one entry a taper clause; `silent` where the instrument has none. */
export function tapersOf(evaluation: Evaluation, judged: readonly Judged[], eligibility: readonly Eligibility[]): Taper[] {
  const entries = judged.filter((entry) => entry.outcome.kind === 'taper').map((entry) => taperOf(evaluation, entry));
  if (entries.length > 0) return entries;
  const dibao = eligibility.find((entry) => entry.programme === taperProgramme('dibao'));
  return dibao === undefined ? [] : [{ programme: 'dibao', clause: null, verdict: 'silent', months: null, conformity: 'no-decision', schedule: null }];
}

function taperOf(evaluation: Evaluation, { outcome, instance }: Judged): Taper {
  const months = instance.rule.rule.event.params?.months ?? null;
  const { household } = evaluation.values;
  const decision = household.taperDecision;
  const end = periodEnd(evaluation, instance.rule.rule.inForce?.during);
  const reasons = decision === null ? [] : nonConformities(decision, months, end);
  return {
    programme: instance.rule.programmes[0]?.id ?? 'dibao',
    clause: outcome.clause,
    verdict: verdictOf(outcome.status, outcome.modality),
    months,
    conformity: decision === null ? 'no-decision' : reasons.length === 0 ? 'conforms' : 'does-not-conform',
    ...(reasons.length === 0 ? {} : { reasons }),
    schedule: decision === null ? null : scheduleOf(decision, household.asOf),
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

/** Everything in a decision that its clause does not allow. The decision itself is never changed. */
export function nonConformities(decision: TaperDecision, months: Months, periodEnd: Day | null): NonConformity[] {
  const reasons: NonConformity[] = [];
  const { months: given, startMonth } = decision;
  if (given === null) {
    reasons.push({ code: 'months-missing', text: { zh: '决定没有写明月数', en: 'the decision does not say how many months' } });
  } else if (given < 1) {
    reasons.push({ code: 'months-none', text: { zh: `决定为${given}个月，不足一个月`, en: `the decision gives ${given} months, less than one` } });
  } else if (months !== null && 'exactly' in months && given !== months.exactly) {
    reasons.push({
      code: 'months-not-exact',
      text: { zh: `决定为${given}个月，条款规定正好${months.exactly}个月`, en: `the decision gives ${given} months; the clause gives exactly ${months.exactly}` },
    });
  } else if (months !== null && 'atMost' in months && given > months.atMost) {
    reasons.push({
      code: 'months-over-cap',
      text: { zh: `决定为${given}个月，条款规定最多${months.atMost}个月`, en: `the decision gives ${given} months; the clause allows at most ${months.atMost}` },
    });
  }
  if (startMonth === null) {
    reasons.push({ code: 'start-missing', text: { zh: '决定没有写明起始月份', en: 'the decision does not say in which month the taper begins' } });
  } else if (periodEnd !== null && startMonth > monthOf(periodEnd)) {
    reasons.push({
      code: 'starts-after-period',
      text: { zh: `起始月份${startMonth}晚于脱贫攻坚期截止日${periodEnd}`, en: `it begins in ${startMonth}, after the period ended on ${periodEnd}` },
    });
  }
  return reasons;
}

/** The months that a decision lays out: first, last, and how many are used and left on a day. Null without a start or a length. */
export function scheduleOf(decision: TaperDecision, asOf: Day): Schedule | null {
  const { startMonth: first, months } = decision;
  if (first === null || months === null || months < 1 || !isMonth(first)) return null;
  const used = Math.min(Math.max(monthIndex(monthOf(asOf)) - monthIndex(first) + 1, 0), months);
  return { first, last: lastMonth(first, months), used, remaining: months - used };
}

/** The last month of a taper of so many months, the first included. */
export function lastMonth(first: Month, months: number): Month {
  return addMonths(first, months - 1);
}

/** Whether a taper reaches beyond the last day of a period. */
export function outlives(first: Month, months: number, periodEnd: Day): boolean {
  return lastDay(lastMonth(first, months)) > periodEnd;
}
