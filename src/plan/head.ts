import type { Day } from '../base/calendar.js';
import { isPlain, readDay } from './walk.js';

/** Most members a household may list. */
const MOST = 200;

/** What every quick reader checks before it looks at single facts. */
export interface Head {
  readonly source: Readonly<Record<string, unknown>>;
  readonly asOf: Day;
  readonly members: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly persons: number | null;
}

/** The day, the members and the keys that are no facts; null where something is unusual. */
export function readHead(snapshot: unknown, chosen: Day | undefined): Head | null {
  if (!isPlain(snapshot)) return null;
  const { id, asOf, asOfDate, jurisdiction, members = null, householdSize: size } = snapshot;
  const day = chosen ?? asOf ?? asOfDate;
  if (!isDayText(day) || (id !== undefined && !isId(id)) || !isText(jurisdiction) || !isText(snapshot.$schema))
    return null;
  if (
    (asOf !== undefined && !isDayText(asOf)) ||
    (asOfDate !== undefined && (!isDayText(asOfDate) || (asOf !== undefined && asOf !== asOfDate)))
  )
    return null;
  if (members !== null && (!Array.isArray(members) || members.length > MOST)) return null;
  const listed = (members ?? []) as Head['members'];
  const persons = typeof size === 'number' ? size : null;
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

function isDayText(value: unknown): value is string {
  return typeof value === 'string' && value.length === 10 && !Number.isNaN(readDay(value));
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 100;
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
