import type { Ref } from '../plan/rule-plan.js';

/** Whose value is asked: the household's (`HOUSEHOLD`), a listed member's (its index), or that of members not listed (`UNLISTED`). */
export type Subject = number;
export const HOUSEHOLD: Subject = -1;
export const UNLISTED: Subject = -2;

/** One use of a name for one subject. */
export interface Use {
  readonly ref: Ref;
  readonly subject: Subject;
}
