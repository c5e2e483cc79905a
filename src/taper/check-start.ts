import type { Month } from '../base/calendar.js';
import { monthIndex } from '../base/calendar.js';
import { type ConformityPoint, contrary, findingMissing, unproven } from '../decision/conformity.js';
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
  if (mark === 'x' || mark === 'f') return []; // No clause, or out of force: said when the decision was taken in.
  const within = isWithin(mark);
  if (within === false) {
    return [
      contrary(
        'conditions-not-met',
        `起始月份${first}不合条款的条件`,
        `in its first month, ${first}, the conditions of the clause are not met`,
      ),
    ];
  }
  const missing = first === facts.month ? (facts.unresolved?.findings ?? []) : [];
  if (within === null) {
    const named = missing.map((name) =>
      findingMissing(name, facts.findings.find((finding) => finding.name === name)?.label ?? { zh: name, en: name }),
    );
    if (named.length > 0) return named;
    return [
      unproven(
        'conditions-not-shown',
        `起始月份${first}是否合于条款的条件，没有足够的记录`,
        `whether the conditions of the clause are met in its first month, ${first}, cannot be told from what is on record`,
      ),
    ];
  }
  if (first !== facts.month || granted.date === null) return [];
  return facts.findings.flatMap(({ name, label, date }) =>
    date === null || granted.date === null || date <= granted.date
      ? []
      : [
          unproven(
            'finding-later',
            `条款要求的认定晚于决定（${date}）：${label.zh}（${name}）`,
            `a finding that the clause asks for is later than the decision (${date}): ${label.en} (${name})`,
          ),
        ],
  );
}

function markAt(marks: string, last: Month, month: Month): string {
  return marks[marks.length - 1 - (monthIndex(last) - monthIndex(month))] ?? '-';
}
