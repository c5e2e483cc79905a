/** What may be written for a fact. `null`, and a fact that is left out, say that it is unknown. */
export type OrUnknown<T> = T | null | undefined;

/** A number: money in yuan, or a ratio. As text, such as `'450.00'`, it keeps every digit. */
export type Amount = number | string;

/** A day: `YYYY-MM-DD`. A `Date` or an ISO instant that is midnight in UTC is the day that it begins. */
export type DayWritten = string | Date;

/** What an authority has found, perhaps with its evidence. `unknown` says that it has not found anything yet. */
export type Finding =
  | 'yes'
  | 'no'
  | 'unknown'
  | {
      readonly value: 'yes' | 'no' | 'unknown';
      readonly authority?: string | undefined;
      readonly date?: DayWritten | undefined;
      readonly reference?: string | undefined;
    };

/** One answer for all clauses, or one for each clause that asks, by the clause's id, such as `rongchang/2-f`. */
export type ByClause<T> = T | { readonly [clause: `${string}/${string}`]: OrUnknown<T> };

/** One value of a parameter for all days, or several values with their days. */
export type Dated<T> = T | readonly DatedValue<T>[];

/** A value of a parameter with the days on which it holds. */
export interface DatedValue<T> {
  /** The first day; absent: from the beginning. */
  readonly from?: DayWritten | undefined;
  /** The last day; absent: until the next value begins. */
  readonly until?: DayWritten | undefined;
  /** `null`: known not to be known. */
  readonly value: T | null;
  /** Where it is published. */
  readonly source?: string | undefined;
}
