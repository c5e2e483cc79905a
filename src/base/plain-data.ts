import { emptyRecord } from './freeze.js';
import { type Issue, isRecord, typeShown } from './issue.js';

type Path = readonly (string | number)[];

/** How much one input may hold. Each limit is far above what a person writes, and low enough that reading it takes a moment. */
export interface DataLimits {
  /** Levels of lists and objects inside each other. */
  readonly levels: number;
  /** Values in all, those that stand in several places counted each time. */
  readonly values: number;
  /** Entries of the list at a place. */
  readonly entriesAt: (path: Path) => number;
  /** Characters of one text or name. */
  readonly characters: number;
}

/** Limits of rule files, overlays, vocabularies and options. */
export const FILE_LIMITS: DataLimits = { levels: 64, values: 500_000, entriesAt: () => 100_000, characters: 20_000 };

/** Most members a household may have. A larger list is a mistake in the data. */
export const MOST_MEMBERS = 200;

/** Limits of one household. */
export const HOUSEHOLD_LIMITS: DataLimits = {
  levels: 16,
  values: 50_000,
  entriesAt: (path) => (path.length === 1 && path[0] === 'members' ? MOST_MEMBERS : 1000),
  characters: 1_000_000,
};

/** Problems that are told of one input; more would hide the first. */
const MOST_ISSUES = 20;

/**
 * A copy of plain data: texts, finite numbers, booleans, null, lists and objects of these. Whatever else stands in the input is
 * named with its place: functions, BigInt, dates, maps, instances of classes, circles, getters and proxies that throw, `NaN`.
 * The copy shares nothing with the input, so that later changes do not reach it, and each property is read once. A property that
 * is undefined is absent. Where somebody has put keys on the prototype of all objects, the objects of the copy have none.
 * @param keepsDates whether a Date may stand in the data, for a reader that knows what to say of it
 */
export function plainData(
  given: unknown,
  limits: DataLimits = FILE_LIMITS,
  keepsDates = false,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  /** Where the value at hand stands, and the lists and objects that it stands in. */
  const path: (string | number)[] = [];
  const above: object[] = [];
  let left = limits.values;
  const refuse = ({ code, ...more }: Omit<Issue, 'path'>, place: Path = path): undefined =>
    void issues.push({ code, path: [...place], ...more });
  const isOver = () => left < 0 || issues.length >= MOST_ISSUES;

  const copy = (value: unknown): unknown => {
    left -= 1;
    if (isOver()) return undefined;
    switch (typeof value) {
      case 'string':
        return value.length <= limits.characters ? value : refuse(tooLong(value, limits));
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        break;
      case 'object':
        return value === null ? null : copyObject(value);
    }
    return refuse({ code: 'wrong-type', found: typeShown(value), expected: EXPECTED });
  };

  const copyObject = (value: object): unknown => {
    if (path.length >= limits.levels)
      return refuse({ code: 'too-deep', expected: `at most ${limits.levels} levels` }, path.slice(0, 8));
    if (keepsDates && value instanceof Date) return new Date(value);
    if (above.includes(value)) return refuse({ code: 'wrong-type', found: 'a circle', expected: EXPECTED });
    above.push(value);
    const made = Array.isArray(value) ? copyList(value) : copyRecord(value);
    above.pop();
    return made;
  };

  const copyList = (value: readonly unknown[]): unknown => {
    const { length } = value;
    const most = limits.entriesAt(path);
    if (length > most) return refuse({ code: 'too-many', found: `a list of ${length}`, expected: `at most ${most}` });
    const items: unknown[] = [];
    for (let index = 0; index < length && !isOver(); index++) {
      path.push(index);
      items.push(copy(value[index]));
      path.pop();
    }
    return items;
  };

  const copyRecord = (value: object): unknown => {
    if (!isRecord(value)) return refuse({ code: 'wrong-type', found: typeShown(value), expected: EXPECTED });
    const record: Record<string, unknown> = emptyRecord();
    for (const key of Object.keys(value)) {
      if (isOver()) break;
      const own = (value as Record<string, unknown>)[key];
      path.push(key.length > 200 ? key.slice(0, 200) : key);
      if (key === '__proto__') refuse({ code: 'unknown-key', found: JSON.stringify(key) });
      else if (key.length > limits.characters) refuse(tooLong(key, limits));
      else if (own !== undefined) record[key] = copy(own);
      path.pop();
    }
    return record;
  };

  try {
    const value = copy(given);
    if (left < 0) refuse({ code: 'too-many', expected: `at most ${limits.values} values` }, []);
    return issues.length === 0 ? { ok: true, value } : { ok: false, issues };
  } catch (cause) {
    // A getter or a proxy has thrown.
    return {
      ok: false,
      issues: [...issues, { code: 'wrong-type', path: [], found: errorShown(cause), expected: EXPECTED }],
    };
  }
}

const EXPECTED = 'plain data as in JSON';

function errorShown(cause: unknown): string {
  try {
    return cause instanceof Error ? `an error: ${cause.message.slice(0, 200)}` : 'an error';
  } catch {
    return 'an error';
  }
}

function tooLong(text: string, { characters }: DataLimits): Omit<Issue, 'path'> {
  return { code: 'too-long', found: `${text.length} characters`, expected: `at most ${characters} characters` };
}
