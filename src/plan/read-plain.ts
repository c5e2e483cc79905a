import type { Day } from '../base/calendar.js';
import { parseExact } from '../base/exact.js';
import { createIndex, type Index } from '../base/recall.js';
import type { Value } from '../base/value.js';
import { Facts, factPlacesOf } from './facts.js';
import { isComplete, readHead } from './head.js';
import type { Household, TaperDecision } from './household.js';
import type { RuleSet } from './plan.js';
import { type Attestation, type Resolved, resolved, shared } from './resolved.js';
import { createWalk, type FindingRecord, type Raw, type ReadName, storing, type Take, type Walk } from './walk.js';

const walks = new WeakMap<RuleSet['names'], Walk<Facts>>();

/**
 * Reads a snapshot that is in order, quickly. Null says only that something is unusual: then the full check, which names
 * every problem, decides. What is read here reads the same there.
 */
export function readPlain(ruleSet: RuleSet, snapshot: unknown, chosen: Day | undefined): Household | null {
  const head = readHead(snapshot, chosen);
  if (head === null) return null;
  let walk = walks.get(ruleSet.names);
  if (walk === undefined) walks.set(ruleSet.names, (walk = createWalk(ruleSet, takeFor(ruleSet))));
  const places = factPlacesOf(ruleSet);
  const given = new Facts(places.household);
  if (!walk.household(head.source, given)) return null;
  const members: { id: string; given: Facts }[] = [];
  for (const member of head.members) {
    const own = new Facts(places.member);
    if (!walk.member(member, own)) return null;
    members.push({ id: member.id, given: own });
  }
  const { source, asOf, persons } = head;
  return {
    id: typeof source.id === 'string' ? source.id : null,
    asOf,
    jurisdiction: typeof source.jurisdiction === 'string' ? source.jurisdiction : null,
    given,
    members,
    membersComplete: isComplete(members.length, persons),
    taperDecision: readDecision(source.taperDecision),
    source,
  };
}

/** The taper decision as given, without regard to whether it conforms. */
export function readDecision(raw: unknown): TaperDecision | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const decision = raw as Partial<Record<keyof TaperDecision, string | number>>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    startMonth: text(decision.startMonth),
    months: typeof decision.months === 'number' ? decision.months : null,
    authority: text(decision.authority),
    date: text(decision.date),
  };
}

type Attested = (finding: FindingRecord) => Resolved;

/** Findings of one name made so far. The parts stand in the order of the schema, whatever their order in the snapshot. */
function createAttested(): Attested {
  const createAuthorities = () => createIndex<Index<Resolved, string | undefined>, string | undefined>(64);
  const made = { yes: createAuthorities(), no: createAuthorities() };
  return ({ value, authority, date, reference }) => {
    const finding: { -readonly [K in keyof Attestation]: Attestation[K] } = {};
    const authorities = made[value as 'yes' | 'no'];
    let dates = authorities.get(authority);
    if (dates === undefined) authorities.set(authority, (dates = createIndex(256)));
    // What is filed under one reference is one household's.
    let given = reference === undefined ? dates.get(date) : undefined;
    if (given !== undefined) return given;
    if (authority !== undefined) finding.authority = authority;
    if (date !== undefined) finding.date = date;
    if (reference !== undefined) return resolved(value, 'given', { finding: Object.freeze({ ...finding, reference }) });
    given = shared(value, 'given', { finding: Object.freeze(finding) });
    dates.set(date, given);
    return given;
  };
}

const SMALL = 100;
const smallNumbers = Array.from({ length: SMALL }, (_, number) => shared(parseExact(number), 'given'));

/** How one name is kept. Values of a small range are made once and shared. */
function takeFor(ruleSet: RuleSet): (name: ReadName) => Take<Facts> {
  const places = factPlacesOf(ruleSet);
  return (name) => {
    const place = places[name.scope === 'member' ? 'member' : 'household'].of.get(name.name) as number;
    const keys = createIndex<string>(256);
    return storing(givenOf(name), (given, into, clause) => {
      if (clause === undefined) into.listed[place] = given;
      else {
        let key = keys.get(clause);
        if (key === undefined) keys.set(clause, (key = `${name.name}#${clause}`));
        into.set(key, given);
      }
    });
  };
}

/** Makes what is kept of a value; null where it says nothing, undefined where it cannot be kept. */
function givenOf(name: ReadName): (raw: Raw) => Resolved | null | undefined {
  switch (name.type) {
    case 'integer':
    case 'money':
    case 'ratio':
      return (raw) => {
        const small = typeof raw === 'number' && raw < SMALL && Number.isInteger(raw) ? smallNumbers[raw] : undefined;
        if (small !== undefined) return small;
        const value = parseExact(raw as number | string);
        return value === null ? undefined : resolved(value, 'given');
      };
    case 'finding': {
      const attested = createAttested();
      const bare = { yes: shared('yes', 'given'), no: shared('no', 'given') };
      return (raw) => {
        const isRecord = typeof raw === 'object' && raw !== null && 'value' in raw;
        const value = (isRecord ? raw.value : raw) as FindingRecord['value'];
        if (value === 'unknown') return null;
        return isRecord && isAttested(raw) ? attested(raw) : bare[value];
      };
    }
    case 'set': {
      const unknown = shared(null, 'given');
      const sets = createIndex<Resolved>(256);
      const asWritten = createIndex<Resolved>(256);
      return (raw) => {
        if (!Array.isArray(raw)) return unknown;
        const written = raw.join('\n');
        let given = asWritten.get(written);
        if (given === undefined) {
          const value = [...new Set(raw as readonly string[])].sort();
          const sorted = value.join('\n');
          given = sets.get(sorted) ?? shared(Object.freeze(value), 'given');
          sets.set(sorted, given);
          asWritten.set(written, given);
        }
        return given;
      };
    }
    case 'date':
    case 'month': {
      const days = createIndex<Resolved, Raw>(1024);
      return (raw) => {
        let given = days.get(raw);
        if (given === undefined) days.set(raw, (given = shared(raw as string, 'given')));
        return given;
      };
    }
    case 'boolean':
    case 'enum':
      return (raw) => shared(raw as Value, 'given');
    default:
      return (raw) => resolved(raw as Value, 'given');
  }
}

function isAttested({ authority, date, reference }: FindingRecord): boolean {
  return authority !== undefined || date !== undefined || reference !== undefined;
}
