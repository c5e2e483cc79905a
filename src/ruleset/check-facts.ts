import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { AS_OF, MEMBERS } from '../plan/names.js';
import type { FactSpec, FieldSpec, VocabularyFile } from '../schema/vocabulary.js';
import { near } from './check.js';

type Path = readonly (string | number)[];

/** Keys of a snapshot that are not facts. */
const RESERVED = [AS_OF.name, MEMBERS.name, 'id', 'asOfDate', 'jurisdiction', '$schema'];

/**
 * Checks the facts that a vocabulary or a rule set declares: each has a name of its own and what its type needs.
 * @param taken names that are spoken for
 */
export function checkFacts(
  facts: VocabularyFile['facts'],
  taken: readonly string[],
  assumptions: readonly string[],
  path: Path,
  issues: Issue[],
): void {
  for (const [name, spec] of Object.entries(facts)) {
    const at = [...path, name];
    if (taken.includes(name) || RESERVED.includes(name))
      issues.push({ code: 'conflict', path: at, found: shown(name), expected: 'a name of its own' });
    checkParts(spec, at, issues);
    for (const [index, { assumption }] of (spec.otherwise ?? []).entries()) {
      if (!assumptions.includes(assumption))
        issues.push({
          code: 'unknown-assumption',
          path: [...at, 'otherwise', index, 'assumption'],
          ...near(assumption, assumptions),
        });
    }
  }
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
