import type { Exact } from './exact.js';
import { exactText, isExact } from './exact.js';

/**
 * A value of a fact or a formula, normalised. Unknown is `null`.
 * boolean → boolean; number, money, ratio → Exact; date, month, enum, text, finding (`yes`/`no`) → string; set → string[].
 */
export type Value = boolean | string | Exact | readonly string[] | null;

/** The shape of a value while rules run; several declared types share one. */
export type Shape = 'boolean' | 'number' | 'text' | 'date' | 'month' | 'set';

/** A value as it stands in a decision or a trace: plain JSON. */
export type PlainValue = boolean | string | readonly string[] | null;

/** The plain-JSON form of a value; exact numbers as decimal text. */
export function plain(value: Value): PlainValue {
  return isExact(value) ? exactText(value) : value;
}
