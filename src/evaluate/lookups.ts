import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { readValue } from '../plan/household.js';
import type { Ref } from '../plan/plan.js';
import { type Resolved, type Subject, subjectId, type Values } from '../plan/values.js';

/** Whom a look-up is asked about. `member` is the member's id, where the fact is one of a member. */
export interface LookupContext {
  readonly household: string | null;
  readonly asOf: string;
  readonly member: string | null;
}

/** Asks another system for one fact. The answer is read like a value in a snapshot; null or undefined is unknown. */
export type Lookup = (context: LookupContext) => unknown;

/** Look-ups by the name of the fact. */
export type Lookups = Readonly<Record<string, Lookup>>;

/** What becomes of a look-up that throws: the fact is unknown and the trace shows the error, or the run rejects. */
export type OnLookupError = 'unknown' | 'reject';

/**
 * Asks for one fact and puts the answer among the values. A failed look-up leaves the fact unknown, or rejects.
 * @throws JiantuiError `lookup-failed`
 */
export async function ask(values: Values, ref: Ref, subject: Subject, lookup: Lookup, onError: OnLookupError): Promise<void> {
  const { household } = values;
  const member = ref.scope === 'member' ? subjectId(household, subject) : null;
  let resolved: Resolved;
  try {
    const issues: Issue[] = [];
    const given = readValue(ref.name, await lookup({ household: household.id, asOf: household.asOf, member }), [ref.name.name], issues);
    if (issues.length > 0) throw new JiantuiError('lookup-failed', issues);
    if (given === null && ref.name.formulas.length > 0) return;
    resolved = given === null ? { value: null, how: 'absent' } : { ...given, how: 'lookup' };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (onError === 'reject') {
      throw new JiantuiError('lookup-failed', [{ code: 'lookup-failed', path: [...(member === null ? [] : [member]), ref.name.name], found: message }], { cause });
    }
    resolved = { value: null, how: 'failed', error: message };
  }
  values.put(ref, subject, resolved);
}
