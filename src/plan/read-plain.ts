import type { Day } from '../base/calendar.js';
import { parseExact } from '../base/exact.js';
import { createIndex, type Index } from '../base/recall.js';
import type { Value } from '../base/value.js';
import { isComplete, readHead } from './head.js';
import type { Attestation, Given, Household, TaperDecision } from './household.js';
import type { RuleSet } from './plan.js';
import { sharedGiven } from './shared.js';
import { createWalk, type FindingRecord, type Raw, type ReadName, type Take, type Walk } from './walk.js';

type Into = Map<string, Given>;

const walks = new WeakMap<RuleSet['names'], Walk<Into>>();

/**
 * Reads a snapshot that is in order, quickly. Null says only that something is unusual: then the full check, which names
 * every problem, decides. What is read here reads the same there.
 */
export function readPlain(ruleSet: RuleSet, snapshot: unknown, chosen: Day | undefined): Household | null {
  const head = readHead(snapshot, chosen);
  if (head === null) return null;
  let walk = walks.get(ruleSet.names);
  if (walk === undefined) walks.set(ruleSet.names, (walk = createWalk(ruleSet, takeOf)));
  const given: Into = new Map();
  if (!walk.household(head.source, given)) return null;
  const members: { id: string; given: Into }[] = [];
  for (const member of head.members) {
    const own: Into = new Map();
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

// The parts in the order of the schema, whatever their order in the snapshot. Findings under one reference are one household's.
function attested({ value, authority, date, reference }: FindingRecord, known: Index<Given>): Given | null {
  if (authority === undefined && date === undefined && reference === undefined) return null;
  const key = `${value} ${date ?? ''} ${authority === undefined ? '' : `=${authority}`}`;
  const shared = reference === undefined ? known.get(key) : undefined;
  if (shared !== undefined) return shared;
  const finding: { -readonly [K in keyof Attestation]: Attestation[K] } = {};
  if (authority !== undefined) finding.authority = authority;
  if (date !== undefined) finding.date = date;
  if (reference !== undefined) return { value, finding: Object.freeze({ ...finding, reference }) };
  const given = Object.freeze({ value, finding, resolved: sharedGiven(value, finding) });
  known.set(key, given);
  return given;
}

const SMALL = 100;
const smallNumbers: readonly Given[] = Array.from({ length: SMALL }, (_, number) => {
  const value = parseExact(number);
  return Object.freeze({ value, resolved: sharedGiven(value) });
});

/** How one name is kept. Values of a small range are made once and shared. */
function takeOf(name: ReadName): Take<Into> {
  const key = name.name;
  const shared = new Map<Raw, Given>();
  const attestations = createIndex<Given>(256);
  const sets = createIndex<Given>(256);
  const share = (raw: Raw): Given => {
    let given = shared.get(raw);
    if (given === undefined)
      shared.set(raw, (given = Object.freeze({ value: raw as Value, resolved: sharedGiven(raw as Value) })));
    return given;
  };
  switch (name.type) {
    case 'integer':
    case 'money':
    case 'ratio':
      return (raw, into) => {
        const small = typeof raw === 'number' && raw < SMALL && Number.isInteger(raw) ? smallNumbers[raw] : undefined;
        const value = small === undefined ? parseExact(raw as number | string) : null;
        if (small !== undefined) into.set(key, small);
        else if (value !== null) into.set(key, { value });
        return small !== undefined || value !== null;
      };
    case 'finding':
      return (raw, into, clause) => {
        const place = clause === undefined ? key : `${key}#${clause}`;
        if (typeof raw === 'object' && raw !== null && 'value' in raw) {
          if (raw.value !== 'unknown') into.set(place, attested(raw, attestations) ?? share(raw.value));
        } else if (raw !== 'unknown') into.set(place, share(raw));
        return true;
      };
    case 'set':
      return (raw, into) => {
        const value = Array.isArray(raw) ? (raw.length < 2 ? raw : [...new Set(raw as string[])].sort()) : null;
        const written = value === null ? '?' : value.join('\n');
        let given = sets.get(written);
        if (given === undefined) {
          const own = value === null ? null : Object.freeze([...value]);
          sets.set(written, (given = Object.freeze({ value: own, resolved: sharedGiven(own) })));
        }
        into.set(key, given);
        return true;
      };
    case 'boolean':
    case 'enum':
      return (raw, into) => {
        into.set(key, share(raw));
        return true;
      };
    default:
      return (raw, into) => {
        into.set(key, { value: raw as Value });
        return true;
      };
  }
}
