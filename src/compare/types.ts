import type { PlainValue } from '../base/value.js';
import type { Values } from '../household/values.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision, Outcome, Status, Taper, Verdict } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';

/** One instrument with its answers. */
export interface Answered {
  readonly ruleSet: RuleSet;
  readonly values: Values;
  readonly decision: Decision;
}

/** One instrument of a comparison. */
export interface Compared {
  readonly jurisdiction: string;
  readonly name: Texts;
  /** The name as a column heading: 荣昌区, Rongchang. */
  readonly short: Texts;
  readonly instrument: { readonly title: Texts; readonly number: string | null; readonly date: string };
  readonly ruleSet: { readonly version: string; readonly digest: string };
  /** What is assumed of the day: before the instrument was issued, or after the years that its title names; evidence of a later day. */
  readonly assumptions: readonly { readonly id: string; readonly text: Texts }[];
}

/** A clause on which a verdict rests. */
export interface DecidingClause {
  readonly clause: string;
  readonly section: string;
  /** The words of the instrument by which it is found. */
  readonly anchor: string;
  readonly name: Texts;
  /** Null for a clause of the ledger that only names the programme. */
  readonly modality: Outcome['modality'] | null;
  /** What it says: of the household, or of each member by id. */
  readonly statuses: readonly { readonly subject: string; readonly status: Status }[];
  /** The tests that turned it: those that fail, or those that are open. Empty where it is met. */
  readonly tests: readonly DecidingTest[];
  readonly amount: string | null;
  readonly unit?: string;
}

/** A test that fails or is open. */
export interface DecidingTest {
  readonly subject: string;
  readonly fact: string;
  readonly value: PlainValue;
  readonly operator: string;
  readonly wanted: PlainValue;
  /** The few words of the clause that it hangs on. */
  readonly words?: string;
  readonly truth: boolean | null;
}

/** What one instrument says of one programme. */
export interface Side {
  readonly jurisdiction: string;
  readonly verdict: Verdict;
  /** Months of the taper, where the programme is one; absent where the instrument has no taper clause. */
  readonly months?: Taper['months'];
  readonly clauses: readonly DecidingClause[];
  /** Why, in a sentence, clauses cited. */
  readonly why: Texts;
}

export interface ComparedProgramme {
  readonly programme: string;
  readonly name: Texts;
  /** True where the verdicts differ, or the months of a taper. */
  readonly differs: boolean;
  /** In the order of the instruments. */
  readonly sides: readonly Side[];
}

/** An amount in money that some instrument measures by, and what the household's data say of it under each. */
export interface ComparedMeasure {
  readonly name: string;
  readonly label: Texts;
  readonly unit: string;
  readonly kind: 'fact' | 'parameter';
  readonly sides: readonly MeasureSide[];
}

export interface MeasureSide {
  readonly jurisdiction: string;
  /** Whether any clause of the instrument is tested by it. What one uses is never put in the place of what another uses. */
  readonly used: boolean;
  /** The value where it is used, null where it is missing. */
  readonly value: string | null;
  /** The convention by which it was worked out, where it was not given. */
  readonly assumption?: string;
}

/** One household under several instruments, side by side. Plain JSON, frozen. */
export interface Comparison {
  readonly asOf: string;
  readonly household: { readonly id: string | null };
  readonly instruments: readonly Compared[];
  readonly programmes: readonly ComparedProgramme[];
  readonly measures: readonly ComparedMeasure[];
}
