import type { Day } from '../base/calendar.js';
import { emptyRecord } from '../base/freeze.js';
import { fieldReader, isPlain, readDate, readFinding } from './fields.js';
import type { ReadSpec } from './walk.js';

/** A finding, an event or a decision of a household that carries a date. */
export interface Evidence {
  /** The fact, as the snapshot names it. */
  readonly name: string;
  /** The member's id; null where it is the household's. */
  readonly member: string | null;
  readonly date: Day;
}

type Facts = Readonly<Record<string, ReadSpec>>;
type Values = Readonly<Record<string, unknown>>;

/**
 * A snapshot as it was known on a day: findings, events and decisions that carry a later date are left out. What carries no
 * date stays. A list of which nothing is left is not known. The snapshot itself stays as it is.
 */
export function asKnownOn(facts: Facts, snapshot: unknown, day: Day): unknown {
  if (!isPlain(snapshot)) return snapshot;
  const own = recordKnownOn(facts, snapshot, day);
  const { members } = snapshot;
  if (!Array.isArray(members)) return own;
  const known: unknown[] = members.map((member: unknown) =>
    isPlain(member) ? recordKnownOn(facts, member, day) : member,
  );
  return known.every((member, index) => member === members[index])
    ? own
    : Object.assign(emptyRecord(), own, { members: known });
}

/** The evidence of a household that is dated later than a day. */
export function laterThan(facts: Facts, snapshot: Values, day: Day): readonly Evidence[] {
  const found: Evidence[] = [];
  const visit = (record: Values, member: string | null) => {
    for (const name of Object.keys(record))
      for (const date of laterDates(facts[name], record[name], day)) found.push({ name, member, date });
  };
  visit(snapshot, null);
  const { members } = snapshot;
  if (Array.isArray(members)) for (const member of members) if (isPlain(member)) visit(member, String(member.id));
  return found;
}

function recordKnownOn(facts: Facts, record: Values, day: Day): Values {
  let own: Record<string, unknown> | null = null;
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (laterDates(facts[name], value, day).length === 0) continue;
    own ??= Object.assign(emptyRecord(), record);
    const known = valueKnownOn(facts[name] as ReadSpec, value, day);
    if (known === undefined) delete own[name];
    else own[name] = known;
  }
  return own ?? record;
}

/** A value as it was known on a day; undefined where it was not. */
export function valueKnownOn(spec: ReadSpec, value: unknown, day: Day): unknown {
  if (dateOf(spec, value, day) !== null) return undefined;
  if (spec.type === 'list' && Array.isArray(value)) {
    const left = value.filter((entry: unknown) => dateOf(spec, entry, day) === null);
    return left.length === 0 && value.length > 0 ? undefined : left;
  }
  if (spec.perClause !== true || !isPlain(value) || 'value' in value) return value;
  const left = Object.entries(value).filter(([, answer]) => dateOf(spec, answer, day) === null);
  return left.length === 0 && Object.keys(value).length > 0
    ? undefined
    : Object.assign(emptyRecord(), Object.fromEntries(left));
}

/** The dates of a value, or of its parts, that are later than a day. */
export function laterDates(spec: ReadSpec | undefined, value: unknown, day: Day): Day[] {
  if (spec === undefined || typeof value !== 'object' || value === null) return [];
  const parts: unknown[] = Array.isArray(value)
    ? value
    : spec.perClause === true && !('value' in value)
      ? Object.values(value)
      : [value];
  return parts.flatMap((part) => dateOf(spec, part, day) ?? []);
}

/** The date of a finding, a record or an entry of a list that is in order and dated later than a day; null for all else. */
function dateOf(spec: ReadSpec, part: unknown, day: Day): Day | null {
  if (!isPlain(part)) return null;
  const date = spec.type === 'finding' ? dateOfFinding(part) : dateOfRecord(spec.fields ?? {}, part);
  return date !== undefined && date > day ? date : null;
}

function dateOfFinding(part: Values): Day | undefined {
  const finding = part.date === undefined ? undefined : readFinding(part);
  return typeof finding === 'object' ? finding.date : undefined;
}

function dateOfRecord(fields: NonNullable<ReadSpec['fields']>, part: Values): Day | undefined {
  const dated = Object.keys(fields).find((key) => fields[key]?.type === 'date');
  if (dated === undefined || part[dated] === undefined) return undefined;
  const isSound = Object.keys(part).every((key) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const value = part[key];
    return field !== undefined && (value === null || value === undefined || fieldReader(field)(value) !== undefined);
  });
  return isSound ? readDate(part[dated]) : undefined;
}
