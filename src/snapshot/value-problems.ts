import { parseExact } from '../base/exact.js';
import { dayIssue, instantIssue } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { type Field, fieldReader, isPlain, MOST_CHARACTERS, readDate } from './fields.js';

type Path = Issue['path'];

/** What is wrong with a value that its field's reader refuses; none for one that it takes, and for one that is not there. */
export function valueIssues(field: Field, written: unknown, path: Path): readonly Issue[] {
  if (written === undefined || written === null || fieldReader(field)(written) !== undefined) return [];
  return [refusalOf(field, written, path)];
}

/** What is wrong with a record and its parts. */
export function partIssues(fields: Readonly<Record<string, Field>>, record: unknown, path: Path): readonly Issue[] {
  // A schema of objects takes a Date for one.
  if (!isPlain(record)) return [{ code: 'wrong-type', path, found: shown(record), expected: 'an object' }];
  return Object.entries(fields).flatMap(([part, field]) =>
    Object.hasOwn(record, part) ? valueIssues(field, record[part], [...path, part]) : [],
  );
}

function refusalOf({ type, values }: Field, written: unknown, path: Path): Issue {
  const found = shown(written);
  switch (type) {
    case 'integer':
    case 'money':
    case 'ratio':
      return numberIssue(type, written, path);
    case 'date':
      return dayIssue(written, path, found);
    case 'month':
      return instantIssue(written, path) ?? { code: 'no-such-month', path, found, expected: 'YYYY-MM' };
    case 'finding':
      return findingIssue(written, path);
    case 'set':
      if (!Array.isArray(written)) return { code: 'wrong-type', path, found, expected: 'a list' };
      return entryIssue(written, values ?? [], path);
    case 'text':
      if (typeof written === 'string')
        return { code: 'too-long', path, found, expected: `at most ${MOST_CHARACTERS} characters` };
      break;
  }
  return { code: 'wrong-type', path, found, expected: values?.join(', ') ?? type };
}

function numberIssue(type: Field['type'], written: unknown, path: Path): Issue {
  const found = shown(written);
  const value = typeof written === 'number' || typeof written === 'string' ? parseExact(written) : null;
  if (value?.n.lessThan(0)) return { code: 'negative', path, found, expected: '0 or more' };
  if (value !== null && type === 'integer' && !value.n.isInteger())
    return { code: 'wrong-type', path, found, expected: 'a whole number' };
  return { code: numberCode(written), path, found, expected: 'a plain decimal such as "450.00"' };
}

/** What is wrong with something that is no number that can be kept: its type, its form, or only its size. */
function numberCode(written: unknown): string {
  if (typeof written === 'number') return 'too-large';
  if (typeof written !== 'string') return 'wrong-type';
  return /^-?\d+(\.\d+)?$/.test(written) ? 'too-large' : 'wrong-form';
}

function findingIssue(written: unknown, path: Path): Issue {
  const isWritten = isPlain(written);
  const value = isWritten ? written.value : written;
  if (value !== 'yes' && value !== 'no' && value !== 'unknown')
    return { code: 'wrong-type', path, found: shown(written), expected: '"yes" or "no"' };
  const { date } = written as { date?: unknown };
  if (date !== undefined && readDate(date) === undefined) return dayIssue(date, [...path, 'date'], shown(date));
  const stray = Object.entries(written as object).find(
    ([key, part]) => key !== 'date' && part !== undefined && !(PARTS.includes(key) && typeof part === 'string'),
  );
  const [key, part] = stray ?? [];
  if (key !== undefined && PARTS.includes(key))
    return { code: 'wrong-type', path: [...path, key], found: shown(part), expected: 'text' };
  return { code: 'unknown-key', path: [...path, key ?? ''], found: shown(key), expected: PARTS.join(', ') };
}

const PARTS: readonly string[] = ['value', 'authority', 'date', 'reference'];

function entryIssue(written: readonly unknown[], values: readonly string[], path: Path): Issue {
  const place = written.findIndex((entry) => !values.includes(entry as string));
  return { code: 'unknown-value', path: [...path, place], found: shown(written[place]), expected: values.join(', ') };
}
