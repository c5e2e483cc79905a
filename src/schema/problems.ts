import type * as z from 'zod/mini';
import { instantIssue } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';

/** What the schema of a day says of a text that is none. */
const DAY_FORM = 'YYYY-MM-DD';

type ZodIssue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Unknown names of one object that are told one by one, each with what it may have meant; the rest are counted. */
const MOST_NAMED = 20;

/** Checks `value` against a schema. Problems come back all at once, each with its place and the nearest valid name. */
export function check<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
): { ok: true; value: T } | { ok: false; issues: Issue[] } {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, issues: result.error.issues.flatMap((issue) => toIssues(issue, [], schema, value)) };
}

function toIssues(issue: ZodIssue, base: Path, schema: z.ZodMiniType, root: unknown): Issue[] {
  const path = [...base, ...issue.path.filter((key): key is string | number => typeof key !== 'symbol')];
  const found = shown(at(root, path));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const valid = keysAt(schema, root, path);
      return [
        ...issue.keys.slice(0, MOST_NAMED).map((key) => ({
          code: 'unknown-key',
          path: [...path, key],
          found: shown(key),
          expected: valid.join(', '),
          ...suggest(nearest(key, valid)),
        })),
        ...(issue.keys.length <= MOST_NAMED
          ? []
          : [{ code: 'too-many', path, found: `${issue.keys.length} unknown names`, expected: valid.join(', ') }]),
      ];
    }
    case 'invalid_union': {
      const types = typesWanted(issue.errors);
      if (types !== null) {
        const written = at(root, path);
        const values = issue.errors.flatMap((branch) =>
          branch[0]?.code === 'invalid_value' ? branch[0].values.map(String) : [],
        );
        const isValue = typeof written === 'string' && values.length > 0;
        const code = written === undefined ? 'missing-key' : isValue ? 'unknown-value' : 'wrong-type';
        const expected = isValue ? values.join(', ') : [...new Set(types.map(typeWords))].join(' or ');
        return [{ code, path, found, expected }];
      }
      return likeliest(issue.errors).flatMap((inner) => toIssues(inner, path, schema, root));
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const written = at(root, path);
      return [
        {
          code: written === undefined ? 'missing-key' : 'unknown-value',
          path,
          found,
          expected: values.join(', '),
        },
      ];
    }
    case 'invalid_type': {
      const written = at(root, path);
      return [
        {
          code: written === undefined ? 'missing-key' : 'wrong-type',
          path,
          found,
          expected: typeWords(issue.expected),
        },
      ];
    }
    case 'invalid_format': {
      const instant = issue.message === DAY_FORM ? instantIssue(at(root, path), path) : null;
      return [instant ?? { code: 'wrong-form', path, found, expected: issue.message }];
    }
    case 'invalid_key':
      return issue.issues.map((inner) => ({
        code: 'wrong-form',
        path,
        found: shown(path.at(-1)),
        expected: inner.message,
      }));
    case 'too_big': {
      const code = issue.origin === 'array' ? 'too-many' : issue.origin === 'string' ? 'too-long' : 'too-large';
      return [{ code, path, found, expected: `at most ${issue.maximum}${code === 'too-long' ? ' characters' : ''}` }];
    }
    case 'too_small': {
      const code = issue.origin === 'array' || issue.origin === 'string' ? 'too-short' : 'wrong-value';
      const unit = code !== 'too-short' ? '' : issue.origin === 'string' ? ' characters' : ' entries';
      const more = issue.minimum === 1 && unit !== '' ? {} : { expected: `at least ${issue.minimum}${unit}` };
      return [{ code, path, found, ...more }];
    }
    default:
      return [{ code: 'wrong-value', path, found, expected: issue.message }];
  }
}

/** A type as a person would say it. */
function typeWords(type: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
  };
  return Object.hasOwn(words, type) ? (words[type] ?? type) : type;
}

/** Of a union's branches the one the writer most likely meant: fewest problems, those deepest inside. */
function likeliest(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] {
  let best: readonly ZodIssue[] = [];
  let bestScore = Number.POSITIVE_INFINITY;
  for (const branch of branches) {
    const score = branch.reduce((sum, issue) => sum + cost(issue), 0);
    if (branch.length > 0 && score < bestScore) [best, bestScore] = [branch, score];
  }
  return best;
}

/** The types that a union's branches want, when all that each complains of is the type of the whole value; else null. */
function typesWanted(branches: readonly (readonly ZodIssue[])[]): string[] | null {
  const types = branches.map((branch) => {
    const only = branch.length === 1 ? branch[0] : undefined;
    if (only === undefined || only.path.length > 0) return null;
    if (only.code === 'invalid_union') return typesWanted(only.errors);
    if (only.code === 'invalid_type') return [only.expected === 'record' ? 'object' : only.expected];
    return only.code === 'invalid_value' ? [only.values.map((value) => JSON.stringify(value)).join(', ')] : null;
  });
  return types.some((type) => type === null) ? null : types.flatMap((type) => type ?? []);
}

function cost(issue: ZodIssue): number {
  if (issue.code === 'invalid_format' || issue.code === 'too_big' || issue.code === 'too_small') return 1;
  if (issue.code === 'unrecognized_keys') return 3 * issue.keys.length;
  return issue.path.length === 0 ? 6 : issue.code === 'invalid_type' && issue.path.length === 1 ? 3 : 1;
}

function at(root: unknown, path: Path): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** The keys that the schema allows at a place; in a union those of all branches that are objects. */
function keysAt(schema: z.ZodMiniType, root: unknown, path: Path): string[] {
  let here = unwrap(defOf(schema));
  for (const key of path) here = here.flatMap((def) => step(def, key)).flatMap(unwrap);
  const written = at(root, path);
  const objects = here.flatMap((def) => (def.type === 'object' ? [Object.keys(def.shape)] : []));
  // In a union of groups and tests prefer the forms that share a key with what was written.
  const near = objects.filter((keys) =>
    keys.some((key) => typeof written === 'object' && written !== null && Object.hasOwn(written, key)),
  );
  return [...new Set((near.length > 0 ? near : objects).flat())];
}

type Def = z.core.$ZodTypes['_zod']['def'];

const defOf = (type: z.core.$ZodType): Def => (type as z.core.$ZodTypes)._zod.def;

function step(def: Def, key: string | number): Def[] {
  switch (def.type) {
    case 'object': {
      const part = Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
      return part === undefined ? [] : [defOf(part)];
    }
    case 'array':
      return [defOf(def.element)];
    case 'record':
      return [defOf(def.valueType)];
    default:
      return [];
  }
}

function unwrap(def: Def): Def[] {
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return unwrap(defOf(def.innerType));
    case 'lazy':
      return unwrap(defOf(def.getter()));
    case 'pipe':
      return unwrap(defOf(def.out));
    case 'union':
      return def.options.map(defOf).flatMap(unwrap);
    default:
      return [def];
  }
}

function suggest(suggestion: string | undefined): { suggestion?: string } {
  return suggestion === undefined ? {} : { suggestion };
}
