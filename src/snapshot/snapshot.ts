import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { HOUSEHOLD_LIMITS, plainData } from '../base/plain-data.js';

/** A household snapshot as JSON has it. */
export type Snapshot = Readonly<Record<string, unknown>>;

/**
 * A copy of a snapshot that is plain data.
 * @throws JiantuiError `bad-household` for anything else
 */
export function copySnapshot(snapshot: unknown): Snapshot {
  if (!isObject(snapshot))
    throw new JiantuiError('bad-household', [{ code: 'not-an-object', path: [], found: shown(snapshot) }]);
  const copy = plainData(snapshot, HOUSEHOLD_LIMITS, true);
  if (!copy.ok) throw new JiantuiError('bad-household', copy.issues);
  return copy.value as Snapshot;
}

/** Whether something is an object and no list. What cannot be looked at may be one. */
function isObject(snapshot: unknown): boolean {
  try {
    return typeof snapshot === 'object' && snapshot !== null && !Array.isArray(snapshot);
  } catch {
    return true;
  }
}
