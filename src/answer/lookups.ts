import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { checkRecord } from '../base/plain-record.js';
import { readValue } from '../household/read-value.js';
import { type Resolved, resolved } from '../household/resolved.js';
import { type Subject, subjectId, type Values } from '../household/values.js';
import type { Ref, RuleSet } from '../plan/plan.js';
import { laterDates, valueKnownOn } from '../snapshot/evidence.js';
import { AS_OF, MEMBERS } from '../snapshot/names.js';

/** What a look-up is asked about. `member` is the member's id and `clause` the clause that asks, where the fact differs by them. */
export interface LookupContext {
  readonly household: string | null;
  readonly asOf: string;
  readonly member: string | null;
  readonly clause: string | null;
}

/** Asks another system for one fact. The answer is read like a value in a snapshot; null or undefined is unknown. */
export type Lookup = (context: LookupContext) => unknown;

/** Look-ups by the name of the fact. */
export type Lookups = Readonly<Record<string, Lookup>>;

/** What becomes of a look-up that throws: the fact is unknown and the trace shows the error, or the run rejects. */
export type OnLookupError = 'unknown' | 'reject';

/** How all look-ups of a run are made. */
export interface HowToAsk {
  readonly facts: RuleSet['vocabulary']['facts'];
  readonly onError: OnLookupError;
  /** Findings and events of a later date are unknown. */
  readonly knownOn: string | undefined;
}

/**
 * Asks for one fact and puts the answer among the values. A failed look-up leaves the fact unknown, or rejects.
 * @returns false when the other system does not know, and the fact may still be worked out from others
 * @throws JiantuiError `lookup-failed`
 */
export async function ask(
  values: Values,
  ref: Ref,
  subject: Subject,
  lookup: Lookup,
  { facts, onError, knownOn }: HowToAsk,
): Promise<boolean> {
  const { household } = values;
  const member = ref.scope === 'member' ? subjectId(household, subject) : null;
  let found: Resolved;
  try {
    const issues: Issue[] = [];
    const answer = await lookup({ household: household.id, asOf: household.asOf, member, clause: ref.clause ?? null });
    const spec = ref.name.part === undefined ? facts[ref.name.key] : undefined;
    const known = knownOn === undefined || spec === undefined ? answer : valueKnownOn(spec, answer, knownOn);
    const given = readValue(ref.name, known, [ref.name.name], issues, spec);
    for (const date of laterDates(spec, known, household.asOf)) values.note({ name: ref.name.key, member, date });
    if (issues.length > 0) throw new JiantuiError('lookup-failed', issues);
    if (given === null && (ref.name.formulas.length > 0 || ref.name.implied !== undefined)) return false;
    found = given === null ? resolved(null, 'absent') : { ...given, how: 'lookup' };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : shown(cause);
    if (onError === 'reject') {
      throw new JiantuiError(
        'lookup-failed',
        [{ code: 'lookup-failed', path: [...(member === null ? [] : [member]), ref.name.name], found: message }],
        { cause },
      );
    }
    found = resolved(null, 'failed', { error: message });
  }
  values.put(ref, subject, found);
  return true;
}

/**
 * Checks the names of look-ups: a misspelt one would never be asked.
 * @throws JiantuiError `bad-option`
 */
export function checkLookups(ruleSet: RuleSet, lookups: Lookups): void {
  checkRecord(lookups, 'lookups');
  const known = [...ruleSet.names.values()].filter(
    (name) => name.given && name.scope !== 'parameter' && name.name !== AS_OF.name && name.name !== MEMBERS.name,
  );
  const issues = Object.keys(lookups)
    .filter((written) => !known.some((name) => name.name === written))
    .map((written): Issue => {
      const suggestion = nearest(
        written,
        known.map((name) => name.name),
      );
      return {
        code: 'unknown-name',
        path: ['lookups', written],
        found: shown(written),
        expected: 'a fact',
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    });
  for (const [written, lookup] of Object.entries<unknown>(lookups))
    if (typeof lookup !== 'function')
      issues.push({ code: 'wrong-type', path: ['lookups', written], found: shown(lookup), expected: 'a function' });
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
}
