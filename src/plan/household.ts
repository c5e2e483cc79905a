import type { Day } from '../base/calendar.js';
import { isDay, isMonth } from '../base/calendar.js';
import { copyOf } from '../base/copy.js';
import { JiantuiError } from '../base/error.js';
import { isExact, parseExact } from '../base/exact.js';
import { hasOtherKeys, ownOf } from '../base/freeze.js';
import { dayIssue, instantIssue, plainDay } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { HOUSEHOLD_LIMITS, plainData } from '../base/plain-data.js';
import type { Value } from '../base/value.js';
import { householdSchema, MAX_MEMBERS } from '../schema/household.js';
import { check } from '../schema/problems.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import { asKnownOn, type Evidence, laterThan } from './evidence.js';
import { isComplete } from './head.js';
import { clashIn, implicationsOf } from './implies.js';
import { contradiction, noSuchClause, takenId, withMeant } from './meant.js';
import { AS_OF, MEMBERS, type Name } from './names.js';
import type { RuleSet } from './plan.js';
import { readDecision, readPlain } from './read-plain.js';
import { type Attestation, type Resolved, resolved } from './resolved.js';
import { clausesOf, isElsewhere } from './walk.js';

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

const BUILT_IN = new Set([AS_OF.name, MEMBERS.name]);
const schemas = new WeakMap<VocabularyFile['facts'], ReturnType<typeof householdSchema>>();

/**
 * Reads a household snapshot: a copy of it. All problems are reported at once.
 * @param asOf the evaluation date; overrides the snapshot's own.
 * @param knownOn findings, events and decisions of a later date are unknown
 * @throws JiantuiError `bad-household`
 */
export function readHousehold(ruleSet: RuleSet, snapshot: unknown, asOf?: Day, knownOn?: Day): Household {
  const own = copyOf(snapshot);
  const { facts } = ruleSet.vocabulary;
  const known = knownOn === undefined ? own : asKnownOn(facts, own, knownOn);
  const household = readPlain(ruleSet, known, asOf) ?? readChecked(ruleSet, known, asOf);
  const later = laterThan(facts, household.source, household.asOf);
  if (known === own && later.length === 0) return household;
  return { ...household, later, source: known === own ? household.source : (own as Household['source']) };
}

function membersIn(snapshot: object): number {
  try {
    const { members } = snapshot as { members?: unknown };
    return Array.isArray(members) ? members.length : 0;
  } catch {
    return 0;
  }
}

/** Reads a snapshot with the full check, which names every problem. */
export function readChecked(ruleSet: RuleSet, snapshot: unknown, asOf?: Day): Household {
  if (typeof snapshot !== 'object' || snapshot === null || Array.isArray(snapshot)) {
    throw new JiantuiError('bad-household', [{ code: 'not-an-object', path: [], found: shown(snapshot) }]);
  }
  // A list too long is one mistake, not one for each entry.
  const count = membersIn(snapshot);
  if (count > MAX_MEMBERS) {
    throw new JiantuiError('bad-household', [
      { code: 'too-many', path: ['members'], found: `a list of ${count}`, expected: `at most ${MAX_MEMBERS}` },
    ]);
  }
  const copy = plainData(snapshot, HOUSEHOLD_LIMITS, true);
  if (!copy.ok) throw new JiantuiError('bad-household', copy.issues);
  const plain = copy.value as Readonly<Record<string, unknown>>;
  const facts = ruleSet.vocabulary.facts;
  let schema = schemas.get(facts);
  if (schema === undefined) schemas.set(facts, (schema = householdSchema(facts)));
  // Only what the snapshot itself holds counts, whatever stands on the prototype of all objects.
  const checked = check(schema, hasOtherKeys() ? ownOf(plain) : plain);
  if (!checked.ok) throw new JiantuiError('bad-household', withMeant(facts, plain, checked.issues));
  const raw = ownOf(checked.value) as Record<string, unknown> & { members?: Record<string, unknown>[] | null };

  const issues: Issue[] = [];
  const day = asOf ?? raw.asOf ?? raw.asOfDate;
  if (raw.asOf !== undefined && raw.asOfDate !== undefined && raw.asOf !== raw.asOfDate) {
    issues.push({ code: 'conflict', path: ['asOfDate'], found: shown(raw.asOfDate), expected: shown(raw.asOf) });
  }
  if (day === undefined) issues.push({ code: 'missing-key', path: ['asOf'], found: 'nothing', expected: 'YYYY-MM-DD' });
  else if (!isDay(String(day))) issues.push(dayIssue(day, ['asOf'], shown(day)));

  const given = readFacts(ruleSet, 'household', raw, [], issues);
  const seen = new Set<string>(['household']);
  const members = (raw.members ?? []).map((member, index) => {
    const id = String(member.id);
    if (seen.has(id)) issues.push(takenId(id, ['members', index, 'id']));
    seen.add(id);
    return { id, given: readFacts(ruleSet, 'member', member, ['members', index], issues) };
  });
  const size = given.get('householdSize')?.value;
  const persons = isExact(size) ? size.n.toNumber() : null;
  if (persons !== null && persons < Math.max(1, members.length)) {
    const empty = members.length === 0;
    issues.push({
      code: empty ? 'wrong-value' : 'conflict',
      path: ['householdSize'],
      found: String(persons),
      expected: empty ? 'at least 1' : `at least the ${members.length} members listed`,
    });
  }
  if (issues.length > 0) throw new JiantuiError('bad-household', issues);
  return {
    id: raw.id === undefined ? null : String(raw.id),
    asOf: String(day),
    jurisdiction: raw.jurisdiction === undefined ? null : String(raw.jurisdiction),
    given,
    members,
    membersComplete: isComplete(members.length, persons),
    taperDecision: readDecision(raw.taperDecision),
    later: [],
    source: plain,
  };
}

function readFacts(
  ruleSet: RuleSet,
  scope: 'household' | 'member',
  raw: Record<string, unknown>,
  path: (string | number)[],
  issues: Issue[],
): Facts {
  const given = new Map<string, Resolved>();
  const clauses = clausesOf(ruleSet);
  for (const name of ruleSet.names.values()) {
    if ((name.scope !== scope && !(name.perClause && scope === 'member')) || !name.given || BUILT_IN.has(name.name))
      continue;
    const written = raw[name.key];
    if (written === undefined || written === null) continue;
    const place = name.part === undefined ? [...path, name.key] : [...path, name.key, name.part];
    if (name.perClause && typeof written === 'object' && !('value' in written)) {
      for (const [clause, answer] of Object.entries(written)) {
        if (!clauses.has(clause) && !isElsewhere(clause, ruleSet.jurisdiction))
          issues.push(noSuchClause(clause, [...place, clause], clauses));
        const value = readValue(name, answer, [...place, clause], issues);
        if (value !== null) given.set(`${name.name}#${clause}`, value);
      }
      continue;
    }
    const value = readValue(
      name,
      name.part === undefined ? written : (written as Record<string, unknown>)[name.part],
      place,
      issues,
    );
    if (value !== null) given.set(name.name, value);
  }
  const clash = clashIn(implicationsOf(ruleSet.vocabulary.facts)[scope], (fact) => given.get(fact)?.value);
  if (clash !== null) issues.push(contradiction(clash, path));
  return given;
}

/** Reads one value of a known name; null when it is unknown. Problems go to `issues`. */
export function readValue(name: Name, raw: unknown, path: (string | number)[], issues: Issue[]): Resolved | null {
  if (raw === undefined || raw === null) return null;
  switch (name.type) {
    case 'integer':
    case 'money':
    case 'ratio': {
      const value = typeof raw === 'number' || typeof raw === 'string' ? parseExact(raw) : null;
      if (value === null)
        issues.push({ code: numberCode(raw), path, found: shown(raw), expected: 'a plain decimal such as "450.00"' });
      else if (value.n.isNegative() && !value.n.isZero())
        issues.push({ code: 'negative', path, found: shown(raw), expected: '0 or more' });
      else if (name.type === 'integer' && !value.n.isInteger())
        issues.push({ code: 'wrong-type', path, found: shown(raw), expected: 'a whole number' });
      else return resolved(value, 'given');
      return null;
    }
    case 'date': {
      const day = plainDay(raw);
      if (typeof day === 'string' && isDay(day)) return resolved(day, 'given');
      issues.push(dayIssue(raw, path, shown(raw)));
      return null;
    }
    case 'month':
      if (typeof raw === 'string' && isMonth(raw)) return resolved(raw, 'given');
      issues.push(instantIssue(raw, path) ?? { code: 'no-such-month', path, found: shown(raw), expected: 'YYYY-MM' });
      return null;
    case 'finding': {
      const written = typeof raw === 'object' ? (raw as { value?: unknown } & Attestation) : { value: raw };
      const day = plainDay(written.date);
      const finding = typeof day === 'string' ? { ...written, date: day } : written;
      if (finding.value !== 'yes' && finding.value !== 'no') {
        if (finding.value !== 'unknown')
          issues.push({ code: 'wrong-type', path, found: shown(raw), expected: '"yes" or "no"' });
        return null;
      }
      if (finding.date !== undefined && !isDay(finding.date))
        issues.push(dayIssue(finding.date, [...path, 'date'], shown(finding.date)));
      const { value, ...attestation } = finding;
      return resolved(value, 'given', { finding: Object.keys(attestation).length === 0 ? undefined : attestation });
    }
    case 'set': {
      if (!Array.isArray(raw)) {
        issues.push({ code: 'wrong-type', path, found: shown(raw), expected: 'a list' });
        return null;
      }
      return resolved(readSet(raw, name.entryKey ?? '', path, issues), 'given');
    }
    case 'boolean':
      if (typeof raw === 'boolean') return resolved(raw, 'given');
      break;
    case 'enum':
      if (typeof raw === 'string' && (name.values ?? []).includes(raw)) return resolved(raw, 'given');
      break;
    case 'text':
      if (typeof raw === 'string') return resolved(raw, 'given');
      break;
  }
  issues.push({ code: 'wrong-type', path, found: shown(raw), expected: name.values?.join(', ') ?? name.type });
  return null;
}

/** What is wrong with something that is no number that can be kept: its type, its form, or only its size. */
function numberCode(raw: unknown): string {
  if (typeof raw === 'number') return 'too-large';
  if (typeof raw !== 'string') return 'wrong-type';
  return /^-?\d+(\.\d+)?$/.test(raw) ? 'too-large' : 'wrong-form';
}

/** The set of a list's entries: the texts themselves, or one part of each record. An entry without it makes the set unknown. */
function readSet(raw: unknown[], entryKey: string, path: (string | number)[], issues: Issue[]): Value {
  const entries: (string | null)[] = [];
  for (const [index, entry] of raw.entries()) {
    if (typeof entry === 'string') {
      entries.push(entry);
      continue;
    }
    const record = entry as Record<string, unknown>;
    const dates = [
      ['date', isDay, 'no-such-day', 'YYYY-MM-DD'],
      ['month', isMonth, 'no-such-month', 'YYYY-MM'],
    ] as const;
    for (const [key, exists, code, expected] of dates) {
      const written = record[key];
      if (typeof written === 'string' && !exists(written))
        issues.push({ code, path: [...path, index, key], found: shown(written), expected });
    }
    const key = record[entryKey];
    entries.push(typeof key === 'string' ? key : null);
  }
  return entries.includes(null) ? null : [...new Set(entries as string[])].sort();
}
