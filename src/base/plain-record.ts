import { type ErrorCode, JiantuiError } from './error.js';
import { isRecord, shown } from './issue.js';
import { nearest } from './nearest.js';
import { FILE_LIMITS, plainData } from './plain-data.js';

/**
 * Reads a setting that is plain data with names at its top: a copy of it, so that what becomes of the original afterwards does
 * not reach it. Everything that JSON could not say is refused; nothing of it is dropped.
 * @param name what the setting is called
 * @param path the place of what it holds
 * @param keepsDates whether a Date may stand in it, for a reader that knows what to say of it
 * @throws JiantuiError
 */
export function readPlainRecord(
  value: unknown,
  name: string,
  path: readonly (string | number)[],
  code: ErrorCode,
  keepsDates = false,
): Record<string, unknown> {
  checkRecord(value, name, code);
  const read = plainData(value, FILE_LIMITS, keepsDates);
  if (read.ok) return read.value as Record<string, unknown>;
  throw new JiantuiError(
    code,
    read.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
  );
}

/**
 * Refuses what is no plain object. What it holds is not looked at.
 * @throws JiantuiError
 */
export function checkRecord(value: unknown, name: string, code: ErrorCode = 'bad-option'): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && isRecord(value)) return;
  throw new JiantuiError(code, [{ code: 'wrong-type', path: [name], found: shown(value), expected: 'an object' }]);
}

/** The names that an options object may have, each exactly once: a forgotten one does not compile. */
export type NamesOf<T> = Readonly<Record<keyof T, true>>;

/**
 * Refuses options that are no plain object, or that have a name which stands for nothing: a misspelt option would change
 * nothing, silently.
 * @throws JiantuiError `bad-option` with the nearest name
 */
export function checkOptions<T extends object>(options: T, names: NamesOf<T>, name = 'options'): void {
  checkRecord(options, name);
  const valid = Object.keys(names);
  const issues = Object.keys(options)
    .filter((key) => !Object.hasOwn(names, key))
    .slice(0, 20)
    .map((key) => {
      const suggestion = nearest(key, valid);
      return {
        code: 'unknown-key',
        path: [key],
        found: shown(key),
        expected: valid.join(', '),
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    });
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
}
