import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { RuleSet } from '../plan/plan.js';
import { jurisdictions } from '../rules.js';
import { type Cell, isFault } from './cell.js';
import { fold } from './fold.js';
import { headerFile } from './header-file.js';
import { jurisdictionNames, jurisdictionOf } from './jurisdiction.js';

/** The one text of an argument; null when it is blank. */
export function textOf(cell: Cell): string | null {
  if (cell === null) return null;
  return isFault(cell) ? cell.fault : String(cell);
}

/** @throws JiantuiError `unknown-jurisdiction` */
export function findJurisdiction(cell: Cell): string {
  const written = textOf(cell);
  const id = written === null ? null : jurisdictionOf(written);
  if (id !== null) return id;
  const names = [...jurisdictionNames('zh'), ...jurisdictions];
  const suggestion = written === null ? undefined : nearest(written, names);
  throw new JiantuiError('unknown-jurisdiction', [
    {
      code: 'unknown-jurisdiction',
      path: [],
      found: shown(written),
      expected: names.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/** A programme by its id, its name or a synonym; null for a blank. @throws JiantuiError `bad-option` */
export function findProgramme(cell: Cell, ruleSet: RuleSet): string | null {
  return find(cell, ruleSet.vocabulary.programmes, headerFile.programmes, 'unknown-programme');
}

/** A risk flag by its id or its name; null for a blank. @throws JiantuiError `bad-option` */
export function findFlag(cell: Cell, ruleSet: RuleSet): string | null {
  return find(cell, ruleSet.vocabulary.flags, {}, 'unknown-flag');
}

type Names = RuleSet['vocabulary']['flags'];
const tables = new WeakMap<Names, ReadonlyMap<string, string>>();

function tableOf(names: Names, also: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  const there = tables.get(names);
  if (there !== undefined) return there;
  const table = new Map<string, string>();
  for (const [id, { zh, en }] of Object.entries(names))
    for (const name of [id, zh, en, ...(also[id] ?? [])]) table.set(fold(name), id);
  tables.set(names, table);
  return table;
}

function find(
  cell: Cell,
  names: Names,
  also: Readonly<Record<string, readonly string[]>>,
  code: string,
): string | null {
  const written = textOf(cell);
  if (written === null) return null;
  const id = tableOf(names, also).get(fold(written));
  if (id !== undefined) return id;
  const known = Object.values(names).map((name) => name.zh);
  const suggestion = nearest(written, [...known, ...Object.keys(names)]);
  throw new JiantuiError('bad-option', [
    {
      code,
      path: [],
      found: shown(written),
      expected: known.join('、'),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/** The jurisdiction and the full id of a clause such as rongchang/2-f or 荣昌/2-f. @throws JiantuiError `bad-option` */
export function findClause(
  cell: Cell,
  load: (jurisdiction: string) => RuleSet,
): { readonly ruleSet: RuleSet; readonly clause: string } {
  const written = textOf(cell) ?? '';
  const slash = written.indexOf('/');
  const ruleSet = slash < 0 ? null : load(findJurisdiction(written.slice(0, slash)));
  const id = ruleSet === null ? '' : `${ruleSet.jurisdiction}/${written.slice(slash + 1).trim()}`.toLowerCase();
  const clause = ruleSet?.file.clauses.find((known) => known.toLowerCase() === id);
  if (ruleSet !== null && clause !== undefined) return { ruleSet, clause };
  const suggestion = ruleSet === null ? undefined : nearest(id, ruleSet.file.clauses);
  throw new JiantuiError('bad-option', [
    {
      code: 'unknown-clause',
      path: [],
      found: shown(written),
      expected: 'rongchang/2-f',
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/** A part of an answer by one of its names; null for a blank. @throws JiantuiError `bad-option` */
export function findPart<K extends string>(cell: Cell, parts: Readonly<Record<K, readonly string[]>>): K | null {
  const written = textOf(cell);
  if (written === null) return null;
  for (const part in parts) if ([part, ...parts[part]].some((name) => fold(name) === fold(written))) return part;
  const known = (Object.values(parts) as (readonly string[])[]).map((names) => names[0] ?? '');
  throw new JiantuiError('bad-option', [
    { code: 'unknown-value', path: [], found: shown(written), expected: known.join('、') },
  ]);
}
