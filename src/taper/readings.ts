import type { Month } from '../base/calendar.js';
import { monthIndex } from '../base/calendar.js';
import type { Accounts, PauseAccount, TaperAccount, TriggerAccount } from './accounts.js';
import { capacity, isMuddled, isWithin, openCapacity, pauseAccount, taperAt, triggerAccount } from './fold.js';
import { countAll, countUpTo, holds } from './spans.js';
import type { Count, Readings, ReadingView } from './types.js';

/** A count that is known when both ends are the same. */
export function countOf(from: number, to: number): Count {
  return from === to ? from : { from, to };
}

/** How the three readings see one month. `before` and `after` are the counts before and after it. */
export function readingsOf(
  tapers: readonly TaperAccount[],
  month: Month,
  mark: string,
  before: Accounts,
  after: Accounts,
): Readings {
  const taper = taperAt(tapers, month);
  if (taper === null) {
    const coming = tapers.reduce<TaperAccount | null>(
      (first, other) => (first === null || other.first < first.first ? other : first),
      null,
    );
    const view = coming === null ? NONE : scheduled(coming);
    return { R1: view, R2: view, R3: view };
  }
  return {
    R1: vested(taper, month),
    R2: paused(taper, month, mark, pauseAccount(before, taper), pauseAccount(after, taper)),
    R3: triggered(taper, month, mark, triggerAccount(before, taper), triggerAccount(after, taper)),
  };
}

const NONE: ReadingView = {
  state: 'none',
  taper: null,
  number: null,
  granted: 0,
  used: 0,
  remaining: 0,
  since: null,
  wouldBe: null,
};

function scheduled(taper: TaperAccount): ReadingView {
  return {
    ...NONE,
    state: 'scheduled',
    taper: taper.number,
    granted: taper.granted,
    remaining: countAll(taper.cover),
    since: taper.first,
  };
}

/** R1: the calendar of the decision, whatever the month brings. */
function vested(taper: TaperAccount, month: Month): ReadingView {
  const used = taper.spent.cover + countUpTo(taper.cover, month);
  const remaining = taper.spent.cover + countAll(taper.cover) - used;
  const shared = taper.spent.overlap + countUpTo(taper.overlap, month);
  const own = holds(taper.cover, month);
  const view = { ...NONE, taper: taper.number, granted: taper.granted, used, remaining };
  if (own) return { ...view, state: 'running', number: used + shared };
  return { ...view, state: remaining > 0 ? 'between' : 'used-up' };
}

/** R2: a month outside the conditions does not count; what is left waits. */
function paused(
  taper: TaperAccount,
  month: Month,
  mark: string,
  before: PauseAccount,
  after: PauseAccount,
): ReadingView {
  const cap = capacity(taper, month);
  const own = ownMonths(taper);
  const shared = taper.spent.overlap + countUpTo(taper.overlap, month);
  const view = {
    ...NONE,
    taper: taper.number,
    granted: taper.granted,
    used: countOf(after.lo, after.hi),
    remaining: countOf(own - after.hi, own - after.lo),
  };
  if (before.lo >= cap) return { ...view, state: own > cap ? 'between' : 'used-up' };
  switch (isWithin(mark)) {
    case true:
      return {
        ...view,
        state: before.hi < cap ? 'running' : 'undetermined',
        number: countOf(shared + before.lo + 1, shared + Math.min(before.hi + 1, cap)),
      };
    case false:
      return { ...view, state: before.hi < cap ? 'paused' : 'undetermined', since: after.paused };
    case null:
      return { ...view, state: 'undetermined' };
  }
}

/** R3: a month outside the conditions ends the taper; coming back is a new trigger, for which a new decision is needed. */
function triggered(
  taper: TaperAccount,
  month: Month,
  mark: string,
  before: TriggerAccount,
  after: TriggerAccount,
): ReadingView {
  const cap = openCapacity(taper, before, month);
  const within = isWithin(mark);
  const shared = taper.spent.overlap + countUpTo(taper.overlap, month);
  const view = { ...NONE, taper: taper.number, granted: taper.granted };
  if (isMuddled(taper, after))
    return {
      ...view,
      state: 'undetermined',
      used: countOf(0, ownMonths(taper)),
      remaining: countOf(0, ownMonths(taper)),
    };
  const { closed } = after;
  if (closed !== null && (cap === 0 || closed.month === month)) {
    const ended = { ...view, used: countOf(closed.lo, closed.hi), remaining: 0 };
    if (closed.usedUp && after.trigger === null) return { ...ended, state: 'used-up' };
    if (after.trigger === null)
      return { ...ended, state: within === null ? 'undetermined' : 'closed', since: closed.month };
    const wouldBe = within === true ? monthIndex(month) - monthIndex(after.trigger) + 1 : null;
    return { ...ended, state: within === true ? 'awaiting-decision' : 'undetermined', since: after.trigger, wouldBe };
  }
  const all = openCapacity(taper, before, taper.last);
  const counted = {
    ...view,
    used: countOf(after.lo, after.hi),
    remaining: countOf(after.maybe === null ? all - after.hi : 0, all - after.lo),
  };
  const isCertain = before.maybe === null || within !== true;
  if (before.lo >= cap && isCertain) return { ...counted, state: all > cap ? 'between' : 'used-up' };
  if (within === true && before.maybe === null && before.hi < cap)
    return { ...counted, state: 'running', number: countOf(shared + before.lo + 1, shared + before.hi + 1) };
  return { ...counted, state: 'undetermined' };
}

function ownMonths(taper: TaperAccount): number {
  return taper.dropped.own + taper.decisions.reduce((sum, granted) => sum + granted.own, 0);
}

/** Whether the readings come to the same: the same state and, where the month has a number, the same number. */
export function isAgreed({ R1, R2, R3 }: Readings): boolean {
  return [R2, R3].every(
    (view) =>
      view.state === R1.state && view.taper === R1.taper && JSON.stringify(view.number) === JSON.stringify(R1.number),
  );
}
