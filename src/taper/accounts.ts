import type { Day, Month } from '../base/calendar.js';
import type { Amounts } from './amounts.js';

/** A run of months, both ends included. */
export interface Span {
  readonly from: Month;
  readonly to: Month;
}

/** One usable decision within a taper. */
export interface Granted {
  readonly id: number;
  readonly first: Month;
  readonly last: Month;
  readonly months: number;
  /** The month in which it was made, or became known where it bears no date. */
  readonly made: Month;
  readonly date: Day | null;
  readonly reference: string | null;
  readonly authority: string | null;
  readonly isExtension: boolean;
  /** The first month that counts as its own, and how many do; months that another decision covers first do not. */
  readonly from: Month | null;
  readonly own: number;
  /** Whether its first month has been held against the conditions of the clause. */
  readonly checked: boolean;
}

/** A taper: one decision with those that extend it. No month belongs to two tapers. */
export interface TaperAccount {
  readonly number: number;
  readonly spell: number;
  /** Its first own month. */
  readonly first: Month;
  /** The last month that its decisions name. */
  readonly last: Month;
  /** Months granted by all its decisions. */
  readonly granted: number;
  readonly cover: readonly Span[];
  /** Months that it shares with a decision made before; they count there. */
  readonly overlap: readonly Span[];
  /** Months of `cover` and `overlap` that lie too far back to be kept one by one. */
  readonly spent: { readonly cover: number; readonly overlap: number };
  /** Months of decisions that lie too far back to be kept; `open`: of those made since R3 ended the taper in month `since`. */
  readonly dropped: { readonly own: number; readonly open: number; readonly since: Month | null };
  readonly decisions: readonly Granted[];
  /** The last month at or below the standard before it began, for benefit models. */
  readonly before: Amounts | null;
}

/** Counting under R2: months used, between two numbers where a month is unknown. */
export interface PauseAccount {
  readonly taper: number;
  readonly lo: number;
  readonly hi: number;
  /** Since when it stands still. */
  readonly paused: Month | null;
}

/** Counting under R3. */
export interface TriggerAccount {
  readonly taper: number;
  readonly lo: number;
  readonly hi: number;
  /** The month that ended it. */
  readonly closed: { readonly month: Month; readonly lo: number; readonly hi: number; readonly usedUp: boolean } | null;
  /** Since when it may have ended, for want of knowing a month. */
  readonly maybe: Month | null;
  /** The first month back within the conditions; a decision is awaited since. */
  readonly trigger: Month | null;
}

/** The counts under R2 and R3, of each taper that has begun. */
export interface Accounts {
  readonly r2: readonly PauseAccount[];
  readonly r3: readonly TriggerAccount[];
}
