import type { Day } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { isExact, parseExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import type { RuleSet } from '../plan/plan.js';
import { asKnownOn, type Evidence, laterThan } from '../snapshot/evidence.js';
import type { FindingRecord, Raw } from '../snapshot/fields.js';
import { isComplete, readHead } from '../snapshot/head.js';
import type { HouseholdReader, Sink } from '../snapshot/reader.js';
import { copySnapshot, type Snapshot } from '../snapshot/snapshot.js';
import type { ReadName } from '../snapshot/walk.js';
import { type Attestation, type Resolved, resolved } from './resolved.js';

/** The authority's decision to grant a taper, as given. */
export interface TaperDecision {
  readonly startMonth: string | null;
  readonly months: number | null;
  readonly authority: string | null;
  readonly date: string | null;
}

/** What a snapshot gives for the household or for one member, by name; an answer to one clause by `name#clause`. */
export type Facts = ReadonlyMap<string, Resolved>;

/** A snapshot that has been checked and read. Values absent from `given` are unknown. */
export interface Household {
  readonly id: string | null;
  readonly asOf: Day;
  readonly jurisdiction: string | null;
  readonly given: Facts;
  readonly members: readonly { readonly id: string; readonly given: Facts }[];
  /** False when there are, or may be, members who are not listed. */
  readonly membersComplete: boolean;
  readonly taperDecision: TaperDecision | null;
  /** What counts although it carries a later date than the evaluation date. */
  readonly later: readonly Evidence[];
  /** The snapshot as it was read, for its digest: the caller may change it afterwards. */
  readonly source: Readonly<Record<string, unknown>>;
}

/**
 * Reads a household snapshot: a copy of it. All problems are reported at once.
 * @param asOf the evaluation date; overrides the snapshot's own.
 * @param knownOn findings, events and decisions of a later date are unknown
 * @throws JiantuiError `bad-household`
 */
export function readHousehold(
  { reader, vocabulary: { facts } }: Pick<RuleSet, 'reader' | 'vocabulary'>,
  snapshot: unknown,
  asOf?: Day,
  knownOn?: Day,
): Household {
  const source = copySnapshot(snapshot);
  const known = knownOn === undefined ? source : (asKnownOn(facts, source, knownOn) as Snapshot);
  const household = read(reader, known, asOf, source);
  if (household === null) throw refusal(reader, known, asOf);
  const later = laterThan(facts, known, household.asOf);
  return later.length === 0 ? household : { ...household, later };
}

/** The error that names what is wrong with a snapshot that has been refused. */
function refusal(reader: HouseholdReader, snapshot: Snapshot, asOf: Day | undefined): Error {
  const issues = reader.problems(snapshot, asOf);
  if (issues.length > 0) return new JiantuiError('bad-household', issues);
  return new Error('a mistake in jiantui: a household was refused, but nothing wrong with it was found');
}

/**
 * The household, or null where something is wrong with it.
 * @param known what of the snapshot counts
 */
function read({ walk }: HouseholdReader, known: Snapshot, chosen: Day | undefined, source: Snapshot): Household | null {
  const head = readHead(known, chosen);
  if (head === null) return null;
  const { source: own, asOf, persons } = head;
  const given = new Map<string, Resolved>();
  if (!walk.household(own, sinkInto(given))) return null;
  const members: { id: string; given: Facts }[] = [];
  for (const member of head.members) {
    const ofMember = new Map<string, Resolved>();
    if (!walk.member(member, sinkInto(ofMember))) return null;
    members.push({ id: member.id, given: ofMember });
  }
  return {
    id: typeof own.id === 'string' ? own.id : null,
    asOf,
    jurisdiction: typeof own.jurisdiction === 'string' ? own.jurisdiction : null,
    given,
    members,
    membersComplete: isComplete(members.length, persons),
    taperDecision: taperDecisionIn(own, given),
    later: [],
    source,
  };
}

/** Keeps what is read as values of a household. */
function sinkInto(given: Map<string, Resolved>): Sink {
  return (name, type, raw, clause) => {
    const value = givenValue(type, raw);
    if (value !== null) given.set(clause === undefined ? name : `${name}#${clause}`, value);
  };
}

/** A value that has been read, as it is kept; null where it says nothing. */
export function givenValue(type: ReadName['type'], raw: Raw): Resolved | null {
  switch (type) {
    case 'integer':
    case 'money':
    case 'ratio':
      return resolved(parseExact(raw as number | string), 'given');
    case 'finding': {
      const finding = typeof raw === 'object' ? (raw as FindingRecord) : { value: raw as FindingRecord['value'] };
      return finding.value === 'unknown' ? null : resolved(finding.value, 'given', { finding: attestationOf(finding) });
    }
    case 'set':
      return resolved(Array.isArray(raw) ? [...new Set(raw as readonly string[])].sort() : null, 'given');
    default:
      return resolved(raw as Value, 'given');
  }
}

/**
 * Who made a finding, when and where it is filed: the parts in the order of the schema, whatever their order in the snapshot.
 * Undefined where none is given.
 */
function attestationOf({ authority, date, reference }: FindingRecord): Attestation | undefined {
  if (authority === undefined && date === undefined && reference === undefined) return undefined;
  return {
    ...(authority === undefined ? {} : { authority }),
    ...(date === undefined ? {} : { date }),
    ...(reference === undefined ? {} : { reference }),
  };
}

/** The taper decision as given, without regard to whether it conforms. */
function taperDecisionIn({ taperDecision: written }: Snapshot, given: Facts): TaperDecision | null {
  if (typeof written !== 'object' || written === null) return null;
  const partOf = (part: keyof TaperDecision) => given.get(`taperDecision.${part}`)?.value ?? null;
  const text = (part: keyof TaperDecision) => {
    const value = partOf(part);
    return typeof value === 'string' ? value : null;
  };
  const months = partOf('months');
  return {
    startMonth: text('startMonth'),
    months: isExact(months) ? months.n.toNumber() : null,
    authority: text('authority'),
    date: text('date'),
  };
}
