import { addMonths, type Month } from '../base/calendar.js';
import type { Accounts, Granted, TaperAccount } from './accounts.js';
import { isSince, latestBegun, triggerAccount, WINDOW } from './fold.js';
import { splitBefore } from './spans.js';

/** The first of the months that are kept one by one. */
export function windowStartOf(marks: string, last: Month): Month {
  return addMonths(last, 1 - Math.min(Math.max(marks.length, 1), WINDOW));
}

/**
 * Lets go of what lies before the kept months, so that a state does not grow: whole tapers that are over, and of the
 * current one the single decisions and months; counts of them remain.
 * @returns whether anything was let go of
 */
export function forget(
  tapers: readonly TaperAccount[],
  windowStart: Month,
  base: Accounts,
): { tapers: readonly TaperAccount[]; forgot: boolean } {
  if (tapers.every((taper) => taper.first >= windowStart)) return { tapers, forgot: false };
  // Months without a taper of their own belong to the one that began last: it is needed until another has begun.
  const needed = latestBegun(tapers, windowStart);
  let forgot = false;
  const kept = tapers.flatMap((taper) => {
    if (taper.first >= windowStart) return [taper];
    if (taper !== needed && taper.last < windowStart) {
      forgot = true;
      return [];
    }
    const shortened = shorten(taper, windowStart, base);
    if (shortened !== taper) forgot = true;
    return [shortened];
  });
  return { tapers: kept, forgot };
}

function shorten(taper: TaperAccount, windowStart: Month, base: Accounts): TaperAccount {
  const cover = splitBefore(taper.cover, windowStart);
  const overlap = splitBefore(taper.overlap, windowStart);
  const old = taper.decisions.filter((granted) => granted.last < windowStart);
  if (cover.spent + overlap.spent + old.length === 0) return taper;
  const since = triggerAccount(base, taper).closed?.month ?? null;
  const own = (list: readonly Granted[]) => list.reduce((sum, granted) => sum + granted.own, 0);
  const open = since === null ? 0 : own(old.filter((granted) => isSince(granted, since)));
  return {
    ...taper,
    cover: cover.rest,
    overlap: overlap.rest,
    spent: { cover: taper.spent.cover + cover.spent, overlap: taper.spent.overlap + overlap.spent },
    dropped: {
      own: taper.dropped.own + own(old),
      open: (taper.dropped.since === since ? taper.dropped.open : 0) + open,
      since,
    },
    decisions: old.length === 0 ? taper.decisions : taper.decisions.filter((granted) => granted.last >= windowStart),
  };
}
