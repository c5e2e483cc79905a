import { addMonths, type Day, lastDay, type Month, monthOf } from '../base/calendar.js';
import type { Taper } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';

type Months = Taper['months'];

/**
 * How a point bears on a taper decision: the clause says otherwise; what the clause asks for is not on record; or the
 * instrument does not say.
 */
export type Bearing = 'contrary' | 'unproven' | 'silent';

/** One point in which a taper decision is not plainly as its clause has it. The decision itself is never changed. */
export interface ConformityPoint {
  readonly code: string;
  readonly bearing: Bearing;
  readonly text: Texts;
}

/** The period within which a clause holds; its last day, or null where that is not known. */
export interface Period {
  readonly end: Day | null;
}

/** What a list of points comes to. What the instrument does not say leaves a decision conforming. */
export function conformityOf(points: readonly ConformityPoint[]): 'conforms' | 'undetermined' | 'does-not-conform' {
  if (points.some((point) => point.bearing === 'contrary')) return 'does-not-conform';
  return points.some((point) => point.bearing === 'unproven') ? 'undetermined' : 'conforms';
}

/**
 * Checks the number of months.
 * @param given the decision's own months
 * @param total with the decisions that it extends; the clause is held against this
 */
export function lengthPoints(given: number | null, total: number | null, months: Months): ConformityPoint[] {
  if (given === null)
    return [contrary('months-missing', '决定没有写明月数', 'the decision does not say how many months')];
  if (given < 1)
    return [
      contrary('months-none', `决定为${given}个月，不足一个月`, `the decision gives ${given} months, less than one`),
    ];
  const sum = total ?? given;
  const [zh, en] =
    sum === given
      ? [`决定为${given}个月`, `the decision gives ${given} months`]
      : [`连同所延长的决定共${sum}个月`, `with what it extends the months come to ${sum}`];
  if (months !== null && 'exactly' in months && sum !== months.exactly) {
    return [
      contrary(
        'months-not-exact',
        `${zh}，条款规定正好${months.exactly}个月`,
        `${en}; the clause gives exactly ${months.exactly}`,
      ),
    ];
  }
  if (months !== null && 'atMost' in months && sum > months.atMost) {
    return [
      contrary(
        'months-over-cap',
        `${zh}，条款规定最多${months.atMost}个月`,
        `${en}; the clause allows at most ${months.atMost}`,
      ),
    ];
  }
  return [];
}

/** The clause sets neither a number of months nor a start. */
export function monthsNotSet(): ConformityPoint {
  return silent(
    'months-not-set',
    '条款未写明月数和起始月份，决定与条款不相抵触',
    'the clause sets no number and no start: nothing in the decision contradicts it',
  );
}

/** The month that a decision begins in does not meet the conditions of the clause; which ones, where that can be told. */
export function conditionsNotMet(first: Month, failed: readonly Texts[]): ConformityPoint {
  const [zh, en] = [failed.map((label) => label.zh).join('、'), failed.map((label) => label.en).join(', ')];
  return contrary(
    'conditions-not-met',
    `起始月份${first}不合条款的条件${zh === '' ? '' : `：${zh}`}`,
    `in its first month, ${first}, the conditions of the clause are not met${en === '' ? '' : `: ${en}`}`,
  );
}

/** Whether they are met in that month cannot be told; what is missing, where that can be. */
export function conditionsNotShown(first: Month, missing: readonly Texts[]): ConformityPoint {
  const [zh, en] = [missing.map((label) => label.zh).join('、'), missing.map((label) => label.en).join(', ')];
  return unproven(
    'conditions-not-shown',
    `起始月份${first}是否合于条款的条件，${zh === '' ? '没有足够的记录' : `缺以下资料：${zh}`}`,
    `whether the conditions of the clause are met in its first month, ${first}, cannot be told ${en === '' ? 'from what is on record' : `without: ${en}`}`,
  );
}

/**
 * The clause is not in force in the month that a decision begins in: for certain where the snapshot is of its last day; otherwise
 * the clause may have come into force later in that month.
 */
export function notInForce(first: Month, day: Day | null): ConformityPoint {
  return {
    code: 'clause-not-in-force',
    bearing: day === lastDay(first) ? 'contrary' : 'unproven',
    text: {
      zh: `起始月份${first}，条款不在适用期内`,
      en: `in its first month, ${first}, the clause is not in force`,
    },
  };
}

/** A snapshot of another month than the first: it cannot show the conditions of that month. */
export function otherMonth(first: Month, snapshot: Month): ConformityPoint {
  return snapshot > first
    ? unproven(
        'later-snapshot',
        '本次资料晚于决定，由逐月核对（timeline）检查',
        'this snapshot is later than the decision; `timeline` checks it',
      )
    : unproven(
        'earlier-snapshot',
        '本次资料早于决定的起始月份，到起始月份才能核对',
        'this snapshot is earlier than the first month of the decision; its conditions are checked in that month',
      );
}

/** Checks the beginning and the end of a taper against the period within which its clause holds. */
export function periodPoints(first: Month | null, months: number | null, period: Period | null): ConformityPoint[] {
  if (first === null)
    return [
      contrary('start-missing', '决定没有写明起始月份', 'the decision does not say in which month the taper begins'),
    ];
  if (period === null) return [];
  const { end } = period;
  if (end === null) {
    return [
      unproven(
        'period-unknown',
        '没有给出脱贫攻坚期的截止日，起止月份是否在期内无从核对',
        'the last day of the period has not been supplied, so the months cannot be held against it',
      ),
    ];
  }
  if (first > monthOf(end)) {
    return [
      contrary(
        'starts-after-period',
        `起始月份${first}晚于脱贫攻坚期截止日${end}`,
        `it begins in ${first}, after the period ended on ${end}`,
      ),
    ];
  }
  if (months === null || months < 1 || !outlives(first, months, end)) return [];
  const last = lastMonth(first, months);
  return [
    silent(
      'outlives-period',
      `渐退到${last}为止，超出脱贫攻坚期截止日${end}；超出部分如何处理未写明`,
      `it runs to ${last}, past the end of the period on ${end}; what holds for the months beyond is not stated`,
    ),
  ];
}

/** A finding that the clause asks for and that is not on record. */
export function findingMissing(name: string, label: Texts): ConformityPoint {
  return unproven(
    'finding-missing',
    `条款要求的认定没有记录：${label.zh}（${name}）`,
    `a finding that the clause asks for is not on record: ${label.en} (${name})`,
  );
}

/** A finding on record, not later than the decision, by which the clause's condition is not met. */
export function findingContrary(name: string, label: Texts, date: Day): ConformityPoint {
  return contrary(
    'finding-contrary',
    `${date}的认定不合条款要求：${label.zh}（${name}）`,
    `by the finding of ${date} the clause’s condition is not met: ${label.en} (${name})`,
  );
}

/** A finding that the clause asks for and that is later than the decision. */
export function findingLater(name: string, label: Texts, date: Day): ConformityPoint {
  return unproven(
    'finding-later',
    `条款要求的认定晚于决定（${date}）：${label.zh}（${name}）`,
    `a finding that the clause asks for is later than the decision (${date}): ${label.en} (${name})`,
  );
}

export function contrary(code: string, zh: string, en: string): ConformityPoint {
  return { code, bearing: 'contrary', text: { zh, en } };
}

export function unproven(code: string, zh: string, en: string): ConformityPoint {
  return { code, bearing: 'unproven', text: { zh, en } };
}

export function silent(code: string, zh: string, en: string): ConformityPoint {
  return { code, bearing: 'silent', text: { zh, en } };
}

/** The last month of a taper of so many months, the first included. */
export function lastMonth(first: Month, months: number): Month {
  return addMonths(first, months - 1);
}

/** Whether a taper reaches beyond the last day of a period. */
export function outlives(first: Month, months: number, periodEnd: Day): boolean {
  return lastDay(lastMonth(first, months)) > periodEnd;
}
