import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import {
  type Expr,
  type FormulaType,
  formulaNames,
  parseFormula,
  type TypeScope,
  typeOfFormula,
  unitsAgree,
} from '../formula/index.js';
import type { PlanName } from '../plan/plan.js';
import type { RuleSetFile } from '../schema/rule-set.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import type { Implications } from '../snapshot/implies.js';
import { namesOf } from '../snapshot/names.js';

type Derived = NonNullable<RuleSetFile['derived']>;

/** Every name that rules may use: the vocabulary's, with their fallback formulas, and the derived facts, typed. */
export function deriveNames(
  facts: VocabularyFile['facts'],
  follows: Implications['implied'],
  derived: Derived,
  issues: Issue[],
): Map<string, PlanName> {
  const names = new Map<string, PlanName>();
  for (const name of namesOf(facts).values()) {
    const implied = follows.get(name.name);
    names.set(name.name, { ...name, given: true, ...(implied === undefined ? {} : { implied }), formulas: [] });
  }

  const parsed = new Map<
    string,
    { expr: Expr; text: string; label?: PlanName['label']; scope: 'household' | 'member' }
  >();
  for (const [key, entry] of Object.entries(derived)) {
    const { formula, name: label, scope = 'household' } = typeof entry === 'string' ? { formula: entry } : entry;
    if (names.has(key))
      issues.push({
        code: 'conflict',
        path: ['derived', key],
        found: shown(key),
        expected: 'a name that the vocabulary does not use',
      });
    const result = parseFormula(formula);
    if (result.ok)
      parsed.set(key, { expr: result.expr, text: formula, scope, ...(label === undefined ? {} : { label }) });
    else issues.push(...within(['derived', key], result.issues));
  }

  // Depth first, so that a derived fact is typed after those it uses; a name met again on its own path is a circle.
  const open: string[] = [];
  const visit = (key: string): void => {
    const entry = parsed.get(key);
    if (entry === undefined || names.has(key)) return;
    if (open.includes(key)) {
      const circle = open.slice(open.indexOf(key));
      issues.push({ code: 'cycle', path: ['derived', key], found: [...circle, key].join(' → ') });
      for (const each of circle) parsed.delete(each);
      return;
    }
    open.push(key);
    const used = formulaNames(entry.expr);
    for (const name of [...used.household, ...used.members]) visit(name);
    open.pop();
    // What lies on a circle, or uses a name that could not be read, has been reported already.
    if (
      !parsed.has(key) ||
      [...used.household, ...used.members].some((name) => Object.hasOwn(derived, name) && !names.has(name))
    )
      return;
    const type = typeOfFormula(entry.expr, scopeOf(names, entry.scope));
    if (!type.ok) issues.push(...within(['derived', key], type.issues));
    else names.set(key, derivedName(key, entry, type.type));
  };
  for (const key of parsed.keys()) visit(key);
  return withoutCircles(withFallbacks(names, issues), issues);
}

/** A name that is worked out from itself, by way of the formulas that stand in for facts not given, could never be worked out. */
function withoutCircles(names: Map<string, PlanName>, issues: Issue[]): Map<string, PlanName> {
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (key: string): void => {
    const name = names.get(key);
    if (name === undefined || done.has(key)) return;
    if (open.includes(key)) {
      const path = name.given ? ['facts', name.key, 'otherwise'] : ['derived', key];
      issues.push({ code: 'cycle', path, found: [...open.slice(open.indexOf(key)), key].join(' → ') });
      return;
    }
    open.push(key);
    for (const { expr } of name.formulas) {
      const used = formulaNames(expr);
      for (const input of new Set([...used.household, ...used.members])) visit(input);
    }
    open.pop();
    done.add(key);
  };
  for (const key of names.keys()) visit(key);
  return names;
}

function derivedName(
  key: string,
  entry: { expr: Expr; text: string; label?: PlanName['label']; scope: 'household' | 'member' },
  type: FormulaType,
): PlanName {
  return {
    name: key,
    scope: entry.scope,
    kind: 'fact',
    type: type.shape === 'number' ? 'ratio' : type.shape === 'text' ? 'text' : type.shape,
    shape: type.shape,
    ...(type.unit === undefined ? {} : { unit: type.unit }),
    perClause: false,
    label: entry.label ?? { zh: key, en: key },
    key,
    otherwise: [],
    given: false,
    formulas: [{ expr: entry.expr, text: entry.text }],
  };
}

function withFallbacks(names: Map<string, PlanName>, issues: Issue[]): Map<string, PlanName> {
  for (const name of [...names.values()]) {
    if (name.otherwise.length === 0) continue;
    const formulas: PlanName['formulas'][number][] = [];
    for (const [index, { formula, assumption }] of name.otherwise.entries()) {
      const path = ['facts', name.key, 'otherwise', index];
      const result = parseFormula(formula);
      if (!result.ok) {
        issues.push(...within(path, result.issues));
        continue;
      }
      const type = typeOfFormula(result.expr, scopeOf(names, name.scope === 'member' ? 'member' : 'household'));
      if (!type.ok) issues.push(...within(path, type.issues));
      else if (type.type.shape !== name.shape || !unitsAgree(type.type.unit, name.unit)) {
        issues.push({
          code: 'unit-mismatch',
          path,
          found: type.type.unit ?? type.type.shape,
          expected: name.unit ?? name.shape,
        });
      } else formulas.push({ expr: result.expr, text: formula, assumption });
    }
    names.set(name.name, { ...name, formulas });
  }
  return names;
}

function scopeOf(names: ReadonlyMap<string, PlanName>, scope: 'household' | 'member'): TypeScope {
  const typed = (name: PlanName | undefined): FormulaType | undefined =>
    name === undefined ? undefined : { shape: name.shape, ...(name.unit === undefined ? {} : { unit: name.unit }) };
  const pick = (member: boolean) => (written: string) => {
    const name = names.get(written);
    return name !== undefined && (name.scope === 'member') === member ? typed(name) : undefined;
  };
  const list = (member: boolean) =>
    [...names.values()].filter((name) => (name.scope === 'member') === member).map((name) => name.name);
  // A formula of a member sees the member's facts beside the household's.
  const household = scope === 'member' ? (written: string) => typed(names.get(written)) : pick(false);
  return { household, member: pick(true), names: () => ({ household: list(false), member: list(true) }) };
}

function within(path: (string | number)[], issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}
