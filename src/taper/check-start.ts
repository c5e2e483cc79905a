import type { Month } from '../base/calendar.js';
import { lastDay, monthIndex, monthOf } from '../base/calendar.js';
import {
  type ConformityPoint,
  conditionsNotMet,
  conditionsNotShown,
  findingLater,
  findingMissing,
  notInForce,
} from '../decision/conformity.js';
import type { Granted, TaperAccount } from './accounts.js';
import { isWithin } from './fold.js';
import type { MonthFacts } from './types.js';

/** The points that the first month of each new taper shows, once that month is known, by decision. */
export function checkStarts(
  tapers: readonly TaperAccount[],
  facts: MonthFacts,
  marks: string,
): { tapers: readonly TaperAccount[]; points: ReadonlyMap<number, readonly ConformityPoint[]> } {
  const points = new Map<number, readonly ConformityPoint[]>();
  const isDue = (granted: Granted) => !granted.checked && granted.first <= facts.month;
  if (!tapers.some((taper) => taper.decisions.some(isDue))) return { tapers, points };
  const checked = tapers.map((taper) => ({
    ...taper,
    decisions: taper.decisions.map((granted) => {
      if (!isDue(granted)) return granted;
      points.set(granted.id, startPoints(granted, facts, marks));
      return { ...granted, checked: true };
    }),
  }));
  return { tapers: checked, points };
}

function startPoints(granted: Granted, facts: MonthFacts, marks: string): ConformityPoint[] {
  if (facts.terms.clause === null) return [];
  const { first } = granted;
  const mark = first === facts.month ? (marks.at(-1) ?? '-') : markAt(marks, facts.month, first);
  if (mark === 'x') return []; // No clause: said when the decision was taken in.
  if (mark === 'f')
    return isAfterPeriod(granted, facts) ? [] : [notInForce(first, first === facts.month ? facts.day : lastDay(first))];
  const within = isWithin(mark);
  if (within === false) return [conditionsNotMet(first, [])];
  if (within === null) {
    const missing = first === facts.month ? (facts.unresolved?.findings ?? []) : [];
    const named = missing.map((name) =>
      findingMissing(name, facts.findings.find((finding) => finding.name === name)?.label ?? { zh: name, en: name }),
    );
    return named.length > 0 ? named : [conditionsNotShown(first, [])];
  }
  if (first !== facts.month || granted.date === null) return [];
  return facts.findings.flatMap(({ name, label, date }) =>
    date === null || granted.date === null || date <= granted.date ? [] : [findingLater(name, label, date)],
  );
}

/** Said when the decision was taken in. */
function isAfterPeriod({ first }: Granted, { terms }: MonthFacts): boolean {
  const end = terms.period?.end ?? null;
  return end !== null && first > monthOf(end);
}

function markAt(marks: string, last: Month, month: Month): string {
  return marks[marks.length - 1 - (monthIndex(last) - monthIndex(month))] ?? '-';
}
