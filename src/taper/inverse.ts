import { addMonths, type Month, monthIndex, monthOf } from '../base/calendar.js';
import type { Accounts, TaperAccount } from './accounts.js';
import { capacity, count, isWithin, openCapacity, pauseAccount, recount, triggerAccount } from './fold.js';
import { extendableBy } from './next.js';
import { countUpTo } from './spans.js';
import type { ReadingId, TaperState } from './types.js';

/** When a taper ends under a reading, if every coming month is like the last one. */
export interface Ending {
  /** The last month that counts; null where there is none or none can be told. */
  readonly month: Month | null;
  readonly code: 'no-taper' | 'ends' | 'ended' | 'closed' | 'not-while-outside' | 'not-after-period' | 'unknown';
}

/** By when a taper ends, and by when it has to be decided, for each way of counting its months. */
export interface Answers {
  readonly endsIfNothingChanges: Readonly<Record<ReadingId, Ending>>;
  /** By which month a taper has to be decided so that no month is lost; null where none is wanted. */
  readonly decideBy: {
    readonly month: Month;
    readonly gone: number;
    readonly latestStartWithinPeriod: Month | null;
  } | null;
  /** Under R3, where the household is back within the conditions: by which month to decide anew. */
  readonly decideAgainBy: Month | null;
  /** By which month an extension has to be decided so that the months join, and by how many at most (`?`: no number stated). */
  readonly extendBy: { readonly month: Month; readonly room: string } | null;
}

/** The questions asked backwards, for a household as its state has it. */
export function answersOf(state: TaperState): Answers {
  const { latest, month, tapers, terms } = state;
  const current = tapers.find((taper) => taper.number === latest?.readings.R1.taper) ?? null;
  const R3 = latest?.readings.R3;
  const room = latest?.readings.R1.state === 'running' && current !== null ? extendableBy(terms.months, current) : null;
  const end = terms.period?.end ?? null;
  const fixed = terms.months !== null && 'exactly' in terms.months ? terms.months.exactly : null;
  return {
    endsIfNothingChanges: endingsOf(state, current),
    decideBy:
      state.waiting === null || month === null || tapers.some((taper) => taper.spell === state.spell?.number)
        ? null
        : {
            month: state.waiting,
            gone: monthIndex(month) - monthIndex(state.waiting),
            latestStartWithinPeriod: end === null || fixed === null ? null : addMonths(monthOf(end), 1 - fixed),
          },
    decideAgainBy: R3?.state === 'awaiting-decision' ? R3.since : null,
    extendBy: room === null || current === null ? null : { month: current.cover.at(-1)?.to ?? current.last, room },
  };
}

function endingsOf(state: TaperState, taper: TaperAccount | null): Answers['endsIfNothingChanges'] {
  const none: Ending = { month: null, code: 'no-taper' };
  const { month, latest } = state;
  if (taper === null || month === null || latest === null) return { R1: none, R2: none, R3: none };
  const last = taper.cover.at(-1)?.to ?? taper.last;
  return {
    R1: { month: last, code: last <= month ? 'ended' : 'ends' },
    R2: project(state, taper, 'R2'),
    R3: isClosed(state, taper) ? { month: null, code: 'closed' } : project(state, taper, 'R3'),
  };
}

/** Under R3: ended, with no months decided since that are still to come. */
function isClosed({ latest, base, marks, month, tapers }: TaperState, taper: TaperAccount): boolean {
  const view = latest?.readings.R3.state;
  if (month === null || (view !== 'closed' && view !== 'awaiting-decision')) return false;
  return openCapacity(taper, triggerAccount(recount(base, marks, month, tapers).after, taper), taper.last) === 0;
}

/** Lets the last month repeat until the granted months are used. Past the end of its period the clause is out of force. */
function project(state: TaperState, taper: TaperAccount, reading: 'R2' | 'R3'): Ending {
  const { base, marks, month, tapers, terms } = state;
  if (month === null) return { month: null, code: 'no-taper' };
  const mark = marks.at(-1) ?? '-';
  let { after: accounts } = recount(base, marks, month, tapers);
  if (isUsedUp(accounts, taper, reading)) return { month: lastCounted(state, taper, reading), code: 'ended' };
  if (month >= taper.first && isWithin(mark) !== true)
    return { month: null, code: isWithin(mark) === null ? 'unknown' : 'not-while-outside' };
  const end = terms.period?.end ?? null;
  const account = reading === 'R2' ? pauseAccount(accounts, taper) : triggerAccount(accounts, taper);
  if (account.lo !== account.hi) return { month: null, code: 'unknown' };
  for (
    let at = addMonths(month, 1), left = taper.granted + monthIndex(taper.last) - monthIndex(month) + 1;
    left > 0;
    left--, at = addMonths(at, 1)
  ) {
    if (end !== null && at > monthOf(end)) return { month: null, code: 'not-after-period' };
    accounts = count(accounts, at, 'm', [taper]);
    if (isUsedUp(accounts, taper, reading)) return { month: at, code: 'ends' };
  }
  return { month: null, code: 'unknown' };
}

function isUsedUp(accounts: Accounts, taper: TaperAccount, reading: 'R2' | 'R3'): boolean {
  if (reading === 'R2')
    return pauseAccount(accounts, taper).lo >= capacity(taper, taper.last) && capacity(taper, taper.last) > 0;
  const account = triggerAccount(accounts, taper);
  const all = openCapacity(taper, account, taper.last);
  return (all > 0 && account.lo >= all) || account.closed?.usedUp === true;
}

/** The month in which the last granted month was used; found by counting again. Null where it lies too far back. */
function lastCounted(
  { base, marks, month, tapers }: TaperState,
  taper: TaperAccount,
  reading: 'R2' | 'R3',
): Month | null {
  if (month === null) return null;
  for (let back = marks.length - 1; back >= 0; back--) {
    const until = addMonths(month, -back);
    const { after } = recount(base, marks.slice(0, marks.length - back), until, tapers);
    if (countUpTo(taper.cover, until) + taper.spent.cover > 0 && isUsedUp(after, taper, reading)) return until;
  }
  return null;
}
