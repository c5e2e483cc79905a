import { addMonths, type Month, monthIndex } from '../base/calendar.js';
import { type ConformityPoint, contrary, silent, unproven } from '../decision/conformity.js';
import type { Granted, TaperAccount } from './accounts.js';
import { within } from './spans.js';
import type { SpellState, Terms } from './types.js';

/** What a decision meets when it becomes known. */
export interface Setting {
  readonly month: Month;
  readonly terms: Terms;
  readonly spell: number;
  /** The first month that is kept one by one, and up to which month others are not. */
  readonly windowStart: Month;
  readonly keptFrom: Month | null;
  /** The last month at or below the standard. */
  readonly lastBelow: SpellState['lastBelow'];
}

/** What can be said of where a decision stands among the others. */
export function positionPoints(
  tapers: readonly TaperAccount[],
  granted: Granted & { isStartGiven: boolean },
  target: TaperAccount | null,
  number: number,
  setting: Setting,
): ConformityPoint[] {
  const { terms, windowStart } = setting;
  const points: ConformityPoint[] = [];
  const others = tapers.flatMap((taper) =>
    taper.decisions.map((other) => ({
      other,
      shared: within({ from: granted.first, to: granted.last }, [{ from: other.first, to: other.last }]),
    })),
  );
  for (const { other, shared } of others) {
    const [span] = shared;
    if (span === undefined) continue;
    const [zh, en] =
      span.from === span.to ? [span.from, span.from] : [`${span.from}至${span.to}`, `${span.from} to ${span.to}`];
    points.push(
      contrary(
        'overlaps',
        `与第${other.id}号决定在${zh}重叠；重叠月份只计一次，记在先作出的决定名下`,
        `it overlaps with decision ${other.id} in ${en}; a month is counted once, for the decision made first`,
      ),
    );
  }
  if (granted.first < granted.made) {
    points.push(
      silent(
        'begins-before-decision',
        `起始月份${granted.first}早于作出决定的月份${granted.made}；能否追溯，文件未写明`,
        `it begins in ${granted.first}, before it was made in ${granted.made}; whether a taper may reach back is not stated`,
      ),
    );
  }
  if (granted.first < windowStart) {
    points.push(
      unproven(
        'before-record',
        `${windowStart}以前各月没有记录，按月计数的读法只能给出范围`,
        `the months before ${windowStart} are not on record; readings that count month by month can only give a range`,
      ),
    );
  }
  if (target === null) {
    if (number > 1) points.push(secondTaper(tapers, setting.spell));
    const total = tapers.reduce(
      (sum, taper) => (taper.spell === setting.spell ? sum + taper.granted : sum),
      granted.months,
    );
    const limit = terms.months === null ? null : 'exactly' in terms.months ? terms.months.exactly : terms.months.atMost;
    if (limit !== null && total > limit && total > granted.months) {
      points.push(
        silent(
          'adds-over-limit',
          `同一次低保期间各次渐退合计${total}个月；是否合并计算未写明，合并即超过${limit}个月`,
          `the tapers of this spell of dibao come to ${total} months; whether they are added up is not stated, added up they exceed ${limit}`,
        ),
      );
    }
    return points;
  }
  const next = addMonths(target.last, 1);
  if (!granted.isStartGiven) {
    points.push(
      silent(
        'extension-follows',
        `延长决定没有写起始月份，接续上一段，自${granted.first}起`,
        `the extension names no first month; it is taken to follow on, from ${granted.first}`,
      ),
    );
  }
  if (granted.first > next) {
    points.push(
      silent(
        'gap-before-extension',
        `延长自${granted.first}起，与前段之间空出${monthIndex(granted.first) - monthIndex(next)}个月；空档期间如何处理未写明`,
        `the extension begins in ${granted.first} and leaves ${monthIndex(granted.first) - monthIndex(next)} months between; what holds for them is not stated`,
      ),
    );
  }
  return points;
}

function secondTaper(tapers: readonly TaperAccount[], spell: number): ConformityPoint {
  return tapers.some((taper) => taper.spell === spell)
    ? silent(
        'second-taper',
        '同一次低保期间再次渐退；文件未写明能否再给，须有认定或决定说明理由',
        'another taper within the same spell of dibao; whether one may be given again is not stated, it needs a finding or a decision that says why',
      )
    : silent(
        'second-taper',
        '退出低保后重新纳入，再次渐退；文件未写明能否再给',
        'another taper after leaving dibao and coming back; whether one may be given again is not stated',
      );
}
