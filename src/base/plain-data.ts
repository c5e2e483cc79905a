import { type Issue, isRecord, typeShown } from './issue.js';

type Path = readonly (string | number)[];

/** How much one input may hold. Each limit is far above what a person writes, and low enough that reading it takes a moment. */
export interface DataLimits {
  /** Levels of lists and objects inside each other. */
  readonly levels: number;
  /** Values in all, those that stand in several places counted each time. */
  readonly values: number;
  /** Entries of one list. */
  readonly entries: number;
  /** Characters of one text or name. */
  readonly characters: number;
}

/** Limits of rule files, overlays, vocabularies and options. */
export const FILE_LIMITS: DataLimits = { levels: 64, values: 500_000, entries: 100_000, characters: 20_000 };

/** Limits of one household. */
export const HOUSEHOLD_LIMITS: DataLimits = { levels: 16, values: 50_000, entries: 1000, characters: 1_000_000 };

/** Problems that are told of one input; more would hide the first. */
const MOST_ISSUES = 20;

/**
 * A copy of plain data: texts, finite numbers, booleans, null, lists and objects of these. Whatever else stands in the input is
 * named with its place: functions, BigInt, dates, maps, instances of classes, circles, getters and proxies that throw, `NaN`.
 * The copy shares nothing with the input, so that later changes do not reach it. A property that is undefined is absent.
 * @param keepsDates whether a Date may stand in the data, for a reader that knows what to say of it
 */
export function plainData(
  given: unknown,
  limits: DataLimits = FILE_LIMITS,
  keepsDates = false,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const above = new Set<object>();
  let left = limits.values;
  const refuse = (issue: Issue): undefined => void issues.push(issue);

  const copy = (value: unknown, path: Path): unknown => {
    left -= 1;
    if (left < 0 || issues.length >= MOST_ISSUES) return undefined;
    switch (typeof value) {
      case 'string':
        return value.length <= limits.characters ? value : refuse(tooLong(value, path, limits));
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        break;
      case 'object':
        return value === null ? null : copyObject(value, path);
    }
    return refuse({ code: 'wrong-type', path, found: typeShown(value), expected: EXPECTED });
  };

  const copyObject = (value: object, path: Path): unknown => {
    if (path.length >= limits.levels)
      return refuse({ code: 'too-deep', path: path.slice(0, 8), expected: `at most ${limits.levels} levels` });
    if (keepsDates && value instanceof Date) return new Date(value);
    if (above.has(value)) return refuse({ code: 'wrong-type', path, found: 'a circle', expected: EXPECTED });
    above.add(value);
    const made = Array.isArray(value) ? copyList(value, path) : copyRecord(value, path);
    above.delete(value);
    return made;
  };

  const copyList = (value: readonly unknown[], path: Path): unknown => {
    const { length } = value;
    if (length > limits.entries)
      return refuse({ code: 'too-many', path, found: `a list of ${length}`, expected: `at most ${limits.entries}` });
    const items: unknown[] = [];
    for (let index = 0; index < length && left >= 0 && issues.length < MOST_ISSUES; index++)
      items.push(copy(value[index], [...path, index]));
    return items;
  };

  const copyRecord = (value: object, path: Path): unknown => {
    if (!isRecord(value)) return refuse({ code: 'wrong-type', path, found: typeShown(value), expected: EXPECTED });
    const record: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      if (left < 0 || issues.length >= MOST_ISSUES) break;
      const place = [...path, key.slice(0, 200)];
      const own = (value as Record<string, unknown>)[key];
      if (key === '__proto__') refuse({ code: 'unknown-key', path: place, found: JSON.stringify(key) });
      else if (key.length > limits.characters) refuse(tooLong(key, place, limits));
      else if (own !== undefined) record[key] = copy(own, place);
    }
    return record;
  };

  try {
    const value = copy(given, []);
    if (left < 0) issues.push({ code: 'too-many', path: [], expected: `at most ${limits.values} values` });
    return issues.length === 0 ? { ok: true, value } : { ok: false, issues };
  } catch (cause) {
    // A getter or a proxy has thrown.
    const found = cause instanceof Error ? `an error: ${cause.message.slice(0, 200)}` : 'an error';
    return { ok: false, issues: [...issues, { code: 'wrong-type', path: [], found, expected: EXPECTED }] };
  }
}

const EXPECTED = 'plain data as in JSON';

function tooLong(text: string, path: Path, { characters }: DataLimits): Issue {
  return { code: 'too-long', path, found: `${text.length} characters`, expected: `at most ${characters} characters` };
}
