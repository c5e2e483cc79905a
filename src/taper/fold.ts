import { addMonths, type Month } from '../base/calendar.js';
import type { Truth } from '../base/truth.js';
import type { Accounts, Granted, PauseAccount, TaperAccount, TriggerAccount } from './accounts.js';
import { holds } from './spans.js';
import type { MonthFacts } from './types.js';

/** How many past months are kept one by one, for decisions that become known after their first month. */
export const WINDOW = 60;

/** One letter for the status of a month. */
export const MARKS: Readonly<Record<MonthFacts['status'], string>> = {
  met: 'm',
  'not-met': 'n',
  'not-in-force': 'f',
  'out-of-scope': 's',
  undetermined: 'u',
  silent: 'x',
  'no-snapshot': '-',
};

/** Whether a month lies within the conditions of the clause; unknown where it cannot be told. */
export function isWithin(mark: string): Truth {
  if (mark === 'm') return true;
  return mark === 'n' || mark === 'f' || mark === 's' ? false : null;
}

/** The taper that a month belongs to: the one that holds it, or else the one that began last. */
export function taperAt(tapers: readonly TaperAccount[], month: Month): TaperAccount | null {
  return tapers.find((taper) => holds(taper.cover, month)) ?? latestBegun(tapers, month);
}

/** The taper that began last, of those with months of their own. */
export function latestBegun(tapers: readonly TaperAccount[], month: Month): TaperAccount | null {
  let latest: TaperAccount | null = null;
  for (const taper of tapers) {
    const owns = taper.cover.length > 0 || taper.spent.cover > 0;
    if (owns && taper.first <= month && (latest === null || taper.first >= latest.first)) latest = taper;
  }
  return latest;
}

/** The months that R2 may count up to a month: those of the decisions that have begun. */
export function capacity(taper: TaperAccount, month: Month): number {
  return taper.decisions.reduce(
    (sum, { from, own }) => (from !== null && from <= month ? sum + own : sum),
    taper.dropped.own,
  );
}

/** The months that R3 may count up to a month: once it has ended, only those of decisions made and begun since. */
export function openCapacity(taper: TaperAccount, { closed }: TriggerAccount, month: Month): number {
  if (closed === null) return capacity(taper, month);
  const { open, since } = taper.dropped;
  return taper.decisions.reduce(
    (sum, granted) => (isSince(granted, closed.month) && (granted.from ?? '') <= month ? sum + granted.own : sum),
    since === closed.month ? open : 0,
  );
}

/** Whether a decision was made, and has months of its own, after a month. */
export function isSince({ from, made }: Granted, month: Month): boolean {
  return from !== null && from > month && made > month;
}

/** Takes one month into the counts. */
export function count(accounts: Accounts, month: Month, mark: string, tapers: readonly TaperAccount[]): Accounts {
  const taper = taperAt(tapers, month);
  if (taper === null) return accounts;
  const within = isWithin(mark);
  return {
    r2: withAccount(accounts.r2, countPaused(pauseAccount(accounts, taper), taper, month, within)),
    r3: withAccount(accounts.r3, countTriggered(triggerAccount(accounts, taper), taper, month, within)),
  };
}

/** Each taper has a count of its own. */
export function pauseAccount({ r2 }: Accounts, taper: TaperAccount): PauseAccount {
  return r2.find((account) => account.taper === taper.number) ?? { taper: taper.number, lo: 0, hi: 0, paused: null };
}

export function triggerAccount({ r3 }: Accounts, taper: TaperAccount): TriggerAccount {
  return (
    r3.find((account) => account.taper === taper.number) ?? {
      taper: taper.number,
      lo: 0,
      hi: 0,
      closed: null,
      maybe: null,
      trigger: null,
    }
  );
}

/** The accounts with one put in the place of the taper's earlier one. */
export function withAccount<A extends { readonly taper: number }>(accounts: readonly A[], account: A): readonly A[] {
  const place = accounts.findIndex(({ taper }) => taper === account.taper);
  return place < 0 ? [...accounts, account] : accounts.map((other, index) => (index === place ? account : other));
}

function countPaused(account: PauseAccount, taper: TaperAccount, month: Month, within: Truth): PauseAccount {
  const cap = capacity(taper, month);
  const { lo, hi } = account;
  switch (within) {
    case true:
      return { ...account, lo: Math.min(lo + 1, cap), hi: Math.min(hi + 1, cap), paused: null };
    case null:
      return { ...account, hi: Math.min(hi + 1, cap) };
    case false:
      return lo >= cap ? account : { ...account, paused: account.paused ?? month };
  }
}

function countTriggered(account: TriggerAccount, taper: TaperAccount, month: Month, within: Truth): TriggerAccount {
  const cap = openCapacity(taper, account, month);
  const { lo, hi, maybe } = account;
  if (cap === 0) {
    if (within === true) return { ...account, trigger: account.trigger ?? month };
    return within === false ? { ...account, trigger: null } : account;
  }
  switch (within) {
    case true:
      return { ...account, lo: maybe === null ? Math.min(lo + 1, cap) : lo, hi: Math.min(hi + 1, cap), trigger: null };
    case null:
      return { ...account, hi: Math.min(hi + 1, cap), maybe: maybe ?? month, trigger: null };
    case false:
      return {
        ...account,
        lo: 0,
        hi: 0,
        maybe: isMuddled(taper, account) ? maybe : null,
        trigger: null,
        closed: { month, lo, hi, usedUp: lo >= cap },
      };
  }
}

/**
 * Whether nothing can be told under R3: it may have ended in an unknown month, and decisions made since would then count
 * from anew.
 */
export function isMuddled(taper: TaperAccount, { maybe }: TriggerAccount): boolean {
  return maybe !== null && taper.decisions.some(({ made }) => made > maybe);
}

/** The counts before and after the last month of the marks. */
export function recount(
  base: Accounts,
  marks: string,
  last: Month,
  tapers: readonly TaperAccount[],
): { before: Accounts; after: Accounts } {
  let before = base;
  let after = base;
  for (let index = 0; index < marks.length; index++) {
    before = after;
    after = count(after, addMonths(last, index + 1 - marks.length), marks[index] ?? '-', tapers);
  }
  return { before, after };
}
