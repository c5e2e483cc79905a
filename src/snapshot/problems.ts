import { isDay } from '../base/calendar.js';
import { dayIssue, plainDay } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { householdSchema } from '../schema/household.js';
import { check } from '../schema/problems.js';
import type { FactSpec, VocabularyFile } from '../schema/vocabulary.js';
import { isPlain } from './fields.js';
import { personsIn } from './head.js';
import { clashIn, heldOf, type Implications } from './implies.js';
import { contradiction, noSuchClause, takenId, withSuggestions } from './suggestions.js';
import { partIssues, valueIssues } from './value-problems.js';
import { isElsewhere } from './walk.js';

type Path = Issue['path'];
type Values = Readonly<Record<string, unknown>>;

/** What of a rule set is needed to name what is wrong with a snapshot. */
export interface ProblemSource {
  readonly facts: VocabularyFile['facts'];
  readonly schema: ReturnType<typeof householdSchema>;
  readonly implications: Implications;
  readonly clauses: ReadonlySet<string>;
  readonly jurisdiction: string;
}

/**
 * Names everything that is wrong with a snapshot, for people: what the schema says of its form, or else what only the values
 * show. It is asked when the reader has refused the snapshot, and reads nothing itself.
 * @param snapshot plain data
 * @param chosen the evaluation date that stands in place of the snapshot's own
 */
export function problemsIn(source: ProblemSource, snapshot: Values, chosen: string | undefined): readonly Issue[] {
  const checked = check(source.schema, snapshot);
  if (!checked.ok) return withSuggestions(source.facts, snapshot, checked.issues);
  const members = (snapshot.members ?? []) as readonly Values[];
  return [
    ...dayIssues(snapshot, chosen),
    ...recordIssues(source, 'household', snapshot, []),
    ...members.flatMap((member, index) => [
      ...idIssues(members, index),
      ...recordIssues(source, 'member', member, ['members', index]),
    ]),
    ...sizeIssues(snapshot.householdSize, members.length),
  ];
}

function dayIssues(snapshot: Values, chosen: string | undefined): Issue[] {
  const issues: Issue[] = [];
  const [asOf, asOfDate, given] = [snapshot.asOf, snapshot.asOfDate, chosen].map(plainDay);
  if (asOf !== undefined && asOfDate !== undefined && asOf !== asOfDate)
    issues.push({ code: 'conflict', path: ['asOfDate'], found: shown(asOfDate), expected: shown(asOf) });
  const day = given ?? asOf ?? asOfDate;
  if (day === undefined)
    return [...issues, { code: 'missing-key', path: ['asOf'], found: 'nothing', expected: 'YYYY-MM-DD' }];
  const written: readonly (readonly [string, unknown])[] = [
    ['asOf', day],
    ['asOf', asOf ?? day],
    ['asOfDate', asOfDate ?? day],
  ];
  const odd = written.filter(
    ([, own], index) => !isDay(String(own)) && written.findIndex(([, other]) => other === own) === index,
  );
  return [...issues, ...odd.map(([key, own]) => dayIssue(own, [key], shown(own)))];
}

/** An id of a member that is taken: by a member before it, or by the household itself. */
function idIssues(members: readonly Values[], index: number): Issue[] {
  const id = String(members[index]?.id);
  const isTaken = id === 'household' || members.findIndex((member) => member.id === id) < index;
  return isTaken ? [takenId(id, ['members', index, 'id'])] : [];
}

function sizeIssues(written: unknown, listed: number): Issue[] {
  const persons = personsIn(written);
  if (persons === null || persons >= Math.max(1, listed)) return [];
  const [code, expected] =
    listed === 0 ? ['wrong-value', 'at least 1'] : ['conflict', `at least the ${listed} members listed`];
  return [{ code, path: ['householdSize'], found: String(persons), expected }];
}

/** What is wrong with the values of the household, or of one member. */
function recordIssues(source: ProblemSource, scope: 'household' | 'member', record: Values, path: Path): Issue[] {
  const issues = Object.entries(source.facts).flatMap(([key, spec]) => {
    const isOwn = spec.scope === scope || (scope === 'member' && spec.perClause === true);
    return isOwn && Object.hasOwn(record, key) ? factIssues(source, spec, record[key], [...path, key]) : [];
  });
  const clash = clashIn(source.implications[scope], (fact) => heldOf(record[fact]));
  return clash === null ? issues : [...issues, contradiction(clash, path)];
}

function factIssues(source: ProblemSource, spec: FactSpec, written: unknown, path: Path): readonly Issue[] {
  const { type, fields = {} } = spec;
  if (written === null || written === undefined) return [];
  switch (type) {
    case 'list':
      return (written as unknown[]).flatMap((entry, index) => partIssues(fields, entry, [...path, index]));
    case 'map':
    case 'record':
      return partIssues(fields, written, path);
    default: {
      const field = { type, values: spec.values };
      if (spec.perClause !== true || !isPlain(written) || 'value' in written) return valueIssues(field, written, path);
      return Object.entries(written).flatMap(([clause, answer]) => [
        ...(source.clauses.has(clause) || isElsewhere(clause, source.jurisdiction)
          ? []
          : [noSuchClause(clause, [...path, clause], source.clauses)]),
        ...valueIssues(field, answer, [...path, clause]),
      ]);
    }
  }
}
