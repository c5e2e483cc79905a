import type { Day } from '../base/calendar.js';
import { parseExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import { isComplete, readHead } from './head.js';
import type { Facts, Household, TaperDecision } from './household.js';
import type { RuleSet } from './plan.js';
import { type Attestation, type Resolved, resolved } from './resolved.js';
import { createWalk, type FindingRecord, type Raw, type ReadName, storing, type Take, type Walk } from './walk.js';

type Given = Map<string, Resolved>;

const walks = new WeakMap<RuleSet, Walk<Given>>();

/**
 * Reads a snapshot that is in order, quickly. Null says only that something is unusual: then the full check, which names
 * every problem, decides. What is read here reads the same there.
 */
export function readPlain(ruleSet: RuleSet, snapshot: unknown, chosen: Day | undefined): Household | null {
  try {
    return readQuickly(ruleSet, snapshot, chosen);
  } catch {
    // A getter or a proxy has thrown.
    return null;
  }
}

function readQuickly(ruleSet: RuleSet, snapshot: unknown, chosen: Day | undefined): Household | null {
  const head = readHead(snapshot, chosen);
  if (head === null) return null;
  let walk = walks.get(ruleSet);
  if (walk === undefined) walks.set(ruleSet, (walk = createWalk(ruleSet, takeGiven)));
  const given: Given = new Map();
  if (!walk.household(head.source, given)) return null;
  const members: { id: string; given: Facts }[] = [];
  for (const member of head.members) {
    const own = new Map<string, Resolved>();
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
    later: [],
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

/** Who made a finding, when and where it is filed: the parts in the order of the schema, whatever their order in the snapshot. */
function attestationOf({ authority, date, reference }: FindingRecord): Attestation {
  return {
    ...(authority === undefined ? {} : { authority }),
    ...(date === undefined ? {} : { date }),
    ...(reference === undefined ? {} : { reference }),
  };
}

/** How one name is kept. */
function takeGiven(name: ReadName): Take<Given> {
  return storing(givenOf(name), (given, into, clause) =>
    into.set(clause === undefined ? name.name : `${name.name}#${clause}`, given),
  );
}

/** Makes what is kept of a value; null where it says nothing, undefined where it cannot be kept. */
function givenOf(name: ReadName): (raw: Raw) => Resolved | null | undefined {
  switch (name.type) {
    case 'integer':
    case 'money':
    case 'ratio':
      return (raw) => {
        const value = parseExact(raw as number | string);
        return value === null ? undefined : resolved(value, 'given');
      };
    case 'finding':
      return (raw) => {
        const isRecord = typeof raw === 'object' && raw !== null && 'value' in raw;
        const value = (isRecord ? raw.value : raw) as FindingRecord['value'];
        if (value === 'unknown') return null;
        return resolved(value, 'given', isRecord && isAttested(raw) ? { finding: attestationOf(raw) } : {});
      };
    case 'set':
      return (raw) => resolved(Array.isArray(raw) ? [...new Set(raw as readonly string[])].sort() : null, 'given');
    default:
      return (raw) => resolved(raw as Value, 'given');
  }
}

function isAttested({ authority, date, reference }: FindingRecord): boolean {
  return authority !== undefined || date !== undefined || reference !== undefined;
}
