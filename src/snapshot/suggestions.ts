import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { Texts } from '../schema/texts.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import type { Literal } from './implies.js';

type Facts = VocabularyFile['facts'];

/**
 * Says more of problems in a household where the vocabulary tells what the writer may have wanted: the value whose name in words was
 * written (`已脱贫` for `lifted`), and the place of a name that stands in the wrong one.
 */
export function withSuggestions(facts: Facts, snapshot: unknown, issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => {
    if (issue.suggestion !== undefined) return issue;
    if (issue.code === 'unknown-value') return withValue(facts, snapshot, issue);
    return issue.code === 'unknown-key' ? withPlace(facts, issue) : issue;
  });
}

/** An id of a member that is taken: by another member, or by the household itself. */
export function takenId(id: string, path: Issue['path']): Issue {
  return { code: id === 'household' ? 'reserved-id' : 'duplicate-id', path, found: shown(id) };
}

/** Two facts whose values cannot both be so. */
export function contradiction([one, other]: readonly [Literal, Literal], path: Issue['path']): Issue {
  return {
    code: 'contradiction',
    path: [...path, other.fact],
    found: [one, other].map(({ fact, value }) => `${fact}: ${value}`).join(', '),
  };
}

/** An answer for a clause that the rule set does not have. */
export function noSuchClause(clause: string, path: Issue['path'], clauses: Iterable<string>): Issue {
  const suggestion = nearest(clause, [...clauses]);
  return {
    code: 'unknown-clause',
    path,
    found: shown(clause),
    expected: 'a clause of the instrument',
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function withValue(facts: Facts, snapshot: unknown, issue: Issue): Issue {
  const written = valueAt(snapshot, issue.path);
  const names = namesAt(facts, issue.path);
  if (typeof written !== 'string' || names === undefined) return issue;
  const words = Object.entries(names).flatMap(([value, name]) =>
    [name.zh, name.en].map((text) => [text, value] as const),
  );
  const near = nearest(
    written,
    words.map(([text]) => text),
  );
  const value = words.find(([text]) => text === near)?.[1];
  return value === undefined ? issue : { ...issue, suggestion: JSON.stringify(value) };
}

/** A known name in the wrong place is a different mistake from an unknown one. */
function withPlace(facts: Facts, issue: Issue): Issue {
  const key = issue.path.at(-1);
  const spec = typeof key === 'string' && Object.hasOwn(facts, key) ? facts[key] : undefined;
  const ofHousehold = issue.path.length === 1;
  const ofMember = issue.path.length === 3 && issue.path[0] === 'members';
  if (spec === undefined || !(ofHousehold || ofMember)) return issue;
  const { code: _code, expected: _expected, ...rest } = issue;
  return {
    ...rest,
    code: spec.scope === 'parameter' ? 'not-a-fact' : spec.scope === 'member' ? 'not-of-household' : 'not-of-member',
  };
}

function namesAt(facts: Facts, path: Issue['path']): Readonly<Record<string, Texts>> | undefined {
  const keys = path.filter((key) => typeof key === 'string');
  const [first, part] = keys[0] === 'members' ? keys.slice(1) : keys;
  const spec = first !== undefined && Object.hasOwn(facts, first) ? facts[first] : undefined;
  return part === undefined ? spec?.valueNames : spec?.fields?.[part]?.valueNames;
}

function valueAt(value: unknown, path: Issue['path']): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Record<string | number, unknown>)[key];
  }, value);
}
