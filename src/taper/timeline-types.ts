import type { DecideOptions } from '../answer/evaluate.js';
import type { Month } from '../base/calendar.js';
import type { ConformityPoint } from '../decision/conformity.js';
import type { RuleSet } from '../plan/plan.js';
import type { TaperDecisionFile } from '../schema/history.js';
import type { Texts } from '../schema/texts.js';
import type { Assumed } from './assumptions.js';
import type { BenefitModel } from './benefit.js';
import type { Answers } from './inverse.js';
import type { Spell, TaperSummary } from './spells.js';
import type { MonthRow, NextStep, Note, ReadingId, ReadingView, SpellEvent, TaperState } from './types.js';

/** A rule set, or where to find the one of a jurisdiction that a snapshot names. */
export type RuleSets = RuleSet | ((jurisdiction: string) => RuleSet);

/** What following a taper takes beside the history. */
export interface TimelineOptions extends Omit<DecideOptions, 'asOf' | 'knownOn' | 'parameters'> {
  /** Parameter values. They hold for the first jurisdiction only; a function gives those of each. */
  readonly parameters?: unknown;
  readonly jurisdiction?: string;
  /** The reading that somebody has adopted, and on whose word; without it all three stand side by side. */
  readonly reading?: ReadingId;
  readonly adoptedBy?: string;
  readonly benefit?: BenefitModel;
  /** A later month to go on to, without a snapshot. */
  readonly until?: Month;
  /** A state to go on from. The history then holds what has come since. */
  readonly state?: TaperState;
}

/** A month of the timeline: what the state says of it, in sentences too, and the amount if a model was named. */
export interface TimelineRow extends Omit<MonthRow, 'events' | 'notes' | 'next'> {
  /** Its place among the snapshots of the file; null without one. */
  readonly snapshot: number | null;
  readonly events: readonly (SpellEvent & { readonly text: Texts })[];
  readonly notes: readonly (Note & { readonly text: Texts })[];
  readonly next: readonly (NextStep & { readonly text: Texts })[];
  /** The month under the adopted reading; null where none is adopted. */
  readonly adopted: ReadingView | null;
  /** Null unless a benefit model was named. Amounts are for the household and the month, by reading. */
  readonly benefit: {
    readonly model: string;
    readonly assumption: Texts;
    readonly unit: string;
    readonly amounts: Readonly<Record<ReadingId, string | null>>;
  } | null;
}

/** A decision with all that was found of it. */
export interface CheckedDecision extends TaperDecisionFile {
  readonly id: number;
  readonly taper: number | null;
  readonly known: Month;
  readonly conformity: 'conforms' | 'undetermined' | 'does-not-conform';
  readonly points: readonly ConformityPoint[];
}

/** A household followed month by month. Plain JSON, frozen. */
export interface Timeline {
  readonly household: string | null;
  readonly jurisdiction: string;
  readonly from: Month;
  readonly to: Month;
  readonly reading: { readonly id: ReadingId; readonly by: string } | null;
  readonly benefit: {
    readonly id: string;
    readonly name: Texts;
    readonly assumption: Texts;
    readonly source: string | null;
  } | null;
  readonly rows: readonly TimelineRow[];
  readonly spells: readonly Spell[];
  readonly tapers: readonly TaperSummary[];
  readonly decisions: readonly CheckedDecision[];
  readonly notes: readonly (Note & { readonly text: Texts })[];
  readonly answers: Answers;
  readonly assumptions: readonly Assumed[];
  /** The clauses and jurisdictions that the timeline names, in words, by id. */
  readonly labels: Readonly<Record<string, Texts>>;
  /** From here one can go on. */
  readonly state: TaperState;
}
