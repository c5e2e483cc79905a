import type { Issue } from '../base/issue.js';
import { HOUSEHOLD_LIMITS, plainData } from '../base/plain-data.js';
import { factType } from '../schema/household.js';
import { check } from '../schema/problems.js';
import type { FactSpec } from '../schema/vocabulary.js';
import { fieldReader } from '../snapshot/fields.js';
import type { Name } from '../snapshot/names.js';
import { partIssues, valueIssues } from '../snapshot/value-problems.js';
import { listReader } from '../snapshot/walk.js';
import { givenValue } from './household.js';
import type { Resolved } from './resolved.js';

/**
 * Reads one value of a name, as a look-up answers it or a parameter list gives it, like a value of a snapshot; null when it is
 * unknown. Problems go to `issues`. Beside what snapshots may say, a whole number may be given by its digits, and an entry of a
 * list by the text that stands for it.
 * @param spec the fact, where the name is a list
 */
export function readValue(
  name: Name,
  given: unknown,
  path: (string | number)[],
  issues: Issue[],
  spec?: FactSpec,
): Resolved | null {
  const copy =
    typeof given === 'object' ? plainData(given, HOUSEHOLD_LIMITS, true) : { ok: true as const, value: given };
  if (!copy.ok) {
    issues.push(...copy.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
    return null;
  }
  const list = spec?.type === 'list' ? spec : undefined;
  const written = inFull(name, copy.value);
  if (written === undefined || written === null) return null;
  const read = list === undefined ? fieldReader(name) : listReader(list);
  const value = read(written);
  if (value !== undefined) return givenValue(name.type, value);
  if (list === undefined || !Array.isArray(written)) issues.push(...valueIssues(name, written, path));
  else issues.push(...listIssues(list, written, path));
  return null;
}

/** A value as a snapshot would write it. */
function inFull({ type, entryKey }: Name, written: unknown): unknown {
  if (type === 'integer' && typeof written === 'string' && fieldReader({ type: 'ratio' })(written) !== undefined) {
    const whole = Number(written);
    return Number.isSafeInteger(whole) ? whole : written;
  }
  if (entryKey === undefined || !Array.isArray(written)) return written;
  return written.map((entry: unknown) => (typeof entry === 'string' ? { [entryKey]: entry } : entry));
}

/** What is wrong with a list of records: with its form, or else with the values of its parts. */
function listIssues(list: FactSpec, written: readonly unknown[], path: (string | number)[]): readonly Issue[] {
  const checked = check(factType(list), written);
  const issues = checked.ok
    ? written.flatMap((entry, index) => partIssues(list.fields ?? {}, entry, [index]))
    : checked.issues;
  return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}
