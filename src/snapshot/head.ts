import type { Day } from '../base/calendar.js';
import { hasOtherKeys, ownOf } from '../base/freeze.js';
import { MOST_MEMBERS } from '../base/plain-data.js';
import { isPlain, readDate } from './fields.js';

/** What of a household is no fact, and how many it counts. */
export interface Head {
  readonly source: Readonly<Record<string, unknown>>;
  readonly asOf: Day;
  readonly members: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly persons: number | null;
}

/** The day, the members and the keys that are no facts; null where something is wrong with them. */
export function readHead(given: unknown, chosen: Day | undefined): Head | null {
  if (!isPlain(given)) return null;
  // What somebody has put on the prototype of all objects is nobody's fact.
  const snapshot = hasOtherKeys() ? ownOf(given) : given;
  const { id, asOf, asOfDate, jurisdiction, members = null, householdSize } = snapshot;
  const days = [readDay(asOf), readDay(asOfDate)] as const;
  if (days.includes(undefined) || (days[0] !== days[1] && !days.includes(null))) return null;
  const day = chosen === undefined ? (days[0] ?? days[1]) : readDate(chosen);
  if (day === null || day === undefined) return null;
  if ((id !== undefined && !isId(id)) || !isText(jurisdiction) || !isText(snapshot.$schema)) return null;
  if (members !== null && (!Array.isArray(members) || members.length > MOST_MEMBERS)) return null;
  const listed = (members ?? []) as Head['members'];
  const persons = personsIn(householdSize);
  if (persons !== null && persons < Math.max(1, listed.length)) return null;
  for (let index = 0; index < listed.length; index++) {
    const member: unknown = listed[index];
    if (!isPlain(member) || !isId(member.id) || member.id === 'household') return null;
    for (let other = 0; other < index; other++) if (listed[other]?.id === member.id) return null;
  }
  return { source: snapshot, asOf: day, members: listed, persons };
}

/** Whether the list of members is known to be all of them. */
export function isComplete(listed: number, persons: number | null): boolean {
  return listed > 0 && (persons === null || persons === listed);
}

/** How many persons a household says that it counts; null where it does not say, or where that is no number. */
export function personsIn(householdSize: unknown): number | null {
  const size = typeof householdSize === 'string' && householdSize !== '' ? Number(householdSize) : householdSize;
  return typeof size === 'number' && size >= 0 ? size : null;
}

/** A day that need not be there: null where it is not, undefined where it is none. */
function readDay(written: unknown): Day | null | undefined {
  return written === undefined ? null : readDate(written);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 100;
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
