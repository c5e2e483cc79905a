import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { FactSpec, FieldSpec, VocabularyFile } from '../schema/vocabulary.js';
import { type Held, heldValues, type Literal } from '../snapshot/implies.js';
import { NO_FACTS } from '../snapshot/names.js';
import { near } from './check.js';

type Path = readonly (string | number)[];

/** What the facts of one file are checked against. */
interface Surroundings {
  /** All the facts that there are. */
  readonly facts: VocabularyFile['facts'];
  readonly assumptions: readonly string[];
  /** Values of facts that contradict themselves. */
  readonly impossible: readonly Literal[];
}

/**
 * Checks the facts that a vocabulary or a rule set declares: each has a name of its own and what its type needs.
 * @param taken names that are spoken for
 */
export function checkFacts(
  facts: VocabularyFile['facts'],
  taken: readonly string[],
  all: Surroundings,
  path: Path,
  issues: Issue[],
): void {
  for (const [name, spec] of Object.entries(facts)) {
    const at = [...path, name];
    if (taken.includes(name) || NO_FACTS.includes(name))
      issues.push({ code: 'conflict', path: at, found: shown(name), expected: 'a name of its own' });
    checkParts(spec, at, issues);
    checkImplies(name, spec, all, at, issues);
    for (const [index, { assumption }] of (spec.otherwise ?? []).entries()) {
      if (!all.assumptions.includes(assumption))
        issues.push({
          code: 'unknown-assumption',
          path: [...at, 'otherwise', index, 'assumption'],
          ...near(assumption, all.assumptions),
        });
    }
  }
}

/** A fact implies values of other facts of the same subject: both have closed lists of values, and nothing implies itself. */
function checkImplies(
  name: string,
  spec: FactSpec,
  { facts: all, impossible }: Surroundings,
  at: Path,
  issues: Issue[],
): void {
  const closed = Object.entries(all)
    .filter(([, other]) => other.scope === spec.scope && isClosed(other))
    .map(([key]) => key);
  for (const [index, { when, fact, is }] of (spec.implies ?? []).entries()) {
    const path = [...at, 'implies', index];
    if (!isClosed(spec))
      issues.push({ code: 'wrong-type', path, found: spec.type, expected: 'boolean, finding or enum, not by clause' });
    else checkHeld(spec, when, [...path, 'when'], issues);
    const other = Object.hasOwn(all, fact) ? all[fact] : undefined;
    if (other === undefined || fact === name)
      issues.push({
        code: 'unknown-name',
        path: [...path, 'fact'],
        ...near(
          fact,
          closed.filter((key) => key !== name),
        ),
      });
    else if (!closed.includes(fact))
      issues.push({
        code: 'wrong-type',
        path: [...path, 'fact'],
        found: `${fact}: ${other.scope} ${other.type}`,
        expected: `${spec.scope} boolean, finding or enum, not by clause`,
      });
    else if (Array.isArray(is)) {
      if (is.length === 0) issues.push({ code: 'too-short', path: [...path, 'is'], found: 'a list of 0' });
      is.forEach((value, place) => {
        checkHeld(other, value, [...path, 'is', place], issues);
      });
    } else checkHeld(other, is, [...path, 'is'], issues);
    const circle = circleFrom(all, { fact: name, value: when });
    if (circle !== null)
      issues.push({
        code: 'implies-circle',
        path,
        found: circle.map(({ fact: each, value }) => `${each}: ${value}`).join(' → '),
      });
  }
  for (const { fact, value } of impossible)
    if (fact === name) issues.push({ code: 'contradiction', path: [...at, 'implies'], found: `${fact}: ${value}` });
}

function isClosed(spec: FactSpec): boolean {
  return spec.scope !== 'parameter' && spec.perClause !== true && heldValues(spec).length > 0;
}

function checkHeld(spec: FactSpec, value: Held, path: Path, issues: Issue[]): void {
  const values = heldValues(spec);
  if (values.includes(value)) return;
  const isName = typeof value === 'string' && spec.type !== 'boolean';
  issues.push({
    code: 'unknown-value',
    path,
    ...(isName ? near(value, values.map(String)) : { found: shown(value) }),
    expected: values.map(String).join(', '),
  });
}

/** The way by which a value comes to imply itself, as it is declared; null where it does not. */
function circleFrom(facts: VocabularyFile['facts'], from: Literal): Literal[] | null {
  const seen = new Set<string>();
  const visit = (at: Literal, way: readonly Literal[]): Literal[] | null => {
    for (const { when, fact, is } of facts[at.fact]?.implies ?? []) {
      if (when !== at.value || Array.isArray(is)) continue;
      if (fact === from.fact && is === from.value) return [...way, from];
      const key = `${fact} ${typeof is} ${is}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const found = visit({ fact, value: is as Held }, [...way, { fact, value: is as Held }]);
      if (found !== null) return found;
    }
    return null;
  };
  return visit(from, [from]);
}

function checkParts(spec: FactSpec, at: Path, issues: Issue[]): void {
  const missing = (key: string, expected: string) =>
    issues.push({ code: 'missing-key', path: [...at, key], found: 'nothing', expected });
  checkValues(spec, at, issues);
  if (spec.type !== 'record' && spec.type !== 'list') return;
  const fields = spec.fields ?? {};
  if (Object.keys(fields).length === 0) missing('fields', 'the parts of an entry');
  for (const [part, field] of Object.entries(fields)) checkValues(field, [...at, 'fields', part], issues);
  if (spec.type !== 'list') return;
  if (spec.key === undefined) missing('key', 'the part by which conditions see an entry');
  else if (!Object.hasOwn(fields, spec.key))
    issues.push({ code: 'unknown-name', path: [...at, 'key'], ...near(spec.key, Object.keys(fields)) });
}

function checkValues(
  { type, values = [], valueNames = {} }: Pick<FactSpec | FieldSpec, 'type' | 'values' | 'valueNames'>,
  at: Path,
  issues: Issue[],
): void {
  if ((type === 'enum' || type === 'set' || type === 'map') && values.length === 0) {
    issues.push({
      code: 'missing-key',
      path: [...at, 'values'],
      found: 'nothing',
      expected: 'the values that it may hold',
    });
  }
  for (const value of Object.keys(valueNames)) {
    if (!values.includes(value))
      issues.push({
        code: 'unknown-value',
        path: [...at, 'valueNames', value],
        ...near(value, values),
        expected: values.join(', '),
      });
  }
}
