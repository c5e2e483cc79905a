import type { Day, Month } from '../base/calendar.js';
import type { ConformityPoint, Period } from '../decision/conformity.js';
import type { Status, Taper, TaperVerdict, Unresolved } from '../schema/decision.js';
import type { TaperDecisionFile } from '../schema/history.js';
import type { Texts } from '../schema/texts.js';
import type { Accounts, TaperAccount } from './accounts.js';
import type { Amounts } from './amounts.js';

/**
 * The readings of what a fall below the standard, a rise to the ceiling or any other month outside the conditions does
 * to a running taper. No instrument says. R1: nothing, the clock of the decision runs on. R2: month by month, such a
 * month does not count and the rest waits. R3: the taper ends there, and coming back is a new trigger that needs a new
 * decision.
 */
export const readingIds = ['R1', 'R2', 'R3'] as const;
/** A way of counting the months of a taper, where the instrument leaves it open. */
export type ReadingId = (typeof readingIds)[number];

/** A number of months: known, or known to lie between two numbers. */
export type Count = number | { readonly from: number; readonly to: number };

/** What the taper clause itself settles; nothing here changes with the household. */
export interface Terms {
  /** Null where the instrument has no taper clause. */
  readonly clause: string | null;
  readonly modality: 'must' | 'may' | 'may-enjoy' | 'promote' | null;
  readonly months: Taper['months'];
  /** Null where the clause is not bound to a period. */
  readonly period: Period | null;
  /** The clause that says when dibao may be left; null where the instrument states nothing. */
  readonly exit: string | null;
}

export type DibaoStatus = 'none' | 'receiving' | 'inTaper' | 'exited';

/** Where the income stands: `above` is above the standard and, where the clause has a ceiling, below it. */
export type Position = 'at-or-below' | 'above' | 'at-or-above-ceiling' | 'unknown';

export type { Amounts } from './amounts.js';

/** A finding that the taper clause asks for, as the snapshot has it. */
export interface FindingFact {
  readonly name: string;
  readonly label: Texts;
  readonly date: Day | null;
}

/** What one month brings: read off a snapshot and its decision by `monthFacts`, or supplied by a caller. Plain JSON. */
export interface MonthFacts {
  readonly month: Month;
  /** The day for which the month was decided; null where there is no snapshot. */
  readonly day: Day | null;
  readonly jurisdiction: string;
  readonly terms: Terms;
  /** The status of the taper clause; `silent` where there is none, `no-snapshot` where nothing was reported. */
  readonly status: Status | 'silent' | 'no-snapshot';
  readonly verdict: TaperVerdict | 'no-snapshot';
  readonly unresolved: Unresolved | null;
  /** The status of the clause on leaving dibao; null where there is none, or no snapshot. */
  readonly exit: Status | null;
  readonly findings: readonly FindingFact[];
  readonly amounts: Amounts;
  readonly position: Position;
  readonly dibao: DibaoStatus | null;
  /** Taper decisions that have become known since the month before. */
  readonly decisions: readonly TaperDecisionFile[];
}

/** How a reading sees a month. */
export interface ReadingView {
  readonly state:
    | 'none' // no decision
    | 'scheduled' // decided, begins later
    | 'running'
    | 'between' // months granted go on later
    | 'paused'
    | 'closed'
    | 'awaiting-decision'
    | 'used-up'
    | 'undetermined';
  readonly taper: number | null;
  /** The month's own number within the taper, where it has one. */
  readonly number: Count | null;
  readonly granted: number;
  readonly used: Count;
  readonly remaining: Count;
  /** When it stopped, was closed, or has been awaiting a decision. */
  readonly since: Month | null;
  /** R3, while a decision is awaited: the number the month would have, were the taper decided from the trigger on. */
  readonly wouldBe: number | null;
}

/** Something for each way of counting. */
export type Readings = Readonly<Record<ReadingId, ReadingView>>;

/** What an event, a note or a next step rests on. */
export type Source =
  | { readonly kind: 'snapshot'; readonly day: Day }
  | { readonly kind: 'decision'; readonly id: number; readonly reference: string | null; readonly date: Day | null }
  | { readonly kind: 'clause'; readonly clause: string }
  | { readonly kind: 'count' };

/** A point in the life of a receipt spell. */
export interface SpellEvent {
  readonly kind:
    | 'granted'
    | 're-entry'
    | 'first-above'
    | 'decision'
    | 'extension'
    | 'second-taper'
    | 'taper-began'
    | 'interrupted'
    | 'resumed'
    | 'used-up'
    | 'left-dibao'
    | 'moved';
  readonly month: Month;
  readonly spell: number;
  readonly source: Source;
  readonly values: Readonly<Record<string, string>>;
}

/** A fact about a month that is worth saying: a code, the clause it belongs to, and the values for its sentence. */
export interface Note {
  readonly code: string;
  readonly clause: string | null;
  readonly values: Readonly<Record<string, string>>;
}

/** What the authority has to do next, and on what evidence. */
export interface NextStep {
  readonly code: string;
  readonly clause: string | null;
  /** The readings under which it is wanted. */
  readonly readings: readonly ReadingId[];
  /** Until the end of which month no month is lost by it. No instrument sets a day. */
  readonly by: Month | null;
  /** Names of facts, findings or parameters that are wanted. */
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** A taper decision, held against its clause: when it becomes known, and again once its first month is known. */
export interface DecisionCheck {
  readonly id: number;
  readonly taper: number | null;
  readonly month: Month;
  /** Present when it becomes known. */
  readonly decision: TaperDecisionFile | null;
  readonly points: readonly ConformityPoint[];
}

/** Everything that is said of one month. */
export interface MonthRow {
  readonly month: Month;
  readonly day: Day | null;
  readonly jurisdiction: string;
  readonly clause: string | null;
  readonly status: MonthFacts['status'];
  readonly verdict: MonthFacts['verdict'];
  readonly unresolved: Unresolved | null;
  readonly dibao: DibaoStatus | null;
  readonly spell: number | null;
  readonly amounts: Amounts;
  readonly position: Position;
  readonly readings: Readings;
  /** Whether the readings come to the same for this month. */
  readonly agree: boolean;
  readonly events: readonly SpellEvent[];
  readonly checks: readonly DecisionCheck[];
  readonly notes: readonly Note[];
  readonly next: readonly NextStep[];
}

/** Why a month within a taper lies outside the conditions of the clause. */
export type Interruption = 'fell-back' | 'rose' | 'off-dibao' | 'period-over' | 'other-conditions';

/** One stretch of dibao, from grant to leaving. */
export interface SpellState {
  readonly number: number;
  readonly since: Month | null;
  /** False where the first snapshot already shows receipt, so that it began then or earlier. */
  readonly sinceKnown: boolean;
  readonly firstAbove: Month | null;
  readonly end: Month | null;
  readonly interruptions: number;
  /** The interruption of the taper that is still open. */
  readonly interrupted: { readonly why: Interruption; readonly from: Month } | null;
  /** The last month in which the income was at or below the standard. */
  readonly lastBelow: { readonly month: Month; readonly amounts: Amounts } | null;
}

/**
 * All that has to be kept of a household from month to month: plain JSON, frozen, of bounded size. Make one with
 * `startState`, go on with `advance`.
 */
export interface TaperState {
  readonly format: 1;
  readonly household: string | null;
  readonly jurisdiction: string;
  readonly terms: Terms;
  /** The last month taken in. */
  readonly month: Month | null;
  /** One letter a month, for the last months taken in, the latest last. */
  readonly marks: string;
  /** The counts before the first of `marks`. */
  readonly base: Accounts;
  readonly spell: SpellState | null;
  readonly spells: number;
  readonly tapers: readonly TaperAccount[];
  readonly taperCount: number;
  readonly decisionCount: number;
  /** Up to which month, if any, granted months are no longer kept one by one. */
  readonly keptFrom: Month | null;
  /** Since when the clause's conditions have been met without a decision. */
  readonly waiting: Month | null;
  /** The last month for which there was a snapshot. */
  readonly known: {
    readonly month: Month;
    readonly amounts: Amounts;
    readonly position: Position;
    readonly dibao: DibaoStatus | null;
  } | null;
  readonly latest: MonthRow | null;
}
