import { isExact, parseExact } from '../../src/base/exact.js';
import { plain, type Value } from '../../src/base/value.js';
import {
  type Expr,
  evaluateFormula,
  type FormulaIssue,
  type FormulaType,
  parseFormula,
  type TypeScope,
  typeOfFormula,
  type ValueScope,
} from '../../src/formula/index.js';

/** A value as tests write it: numbers for exact numbers, otherwise as it is. */
export type Given = boolean | string | number | null | readonly string[];
export type Facts = Readonly<Record<string, Given>>;

export function parsed(text: string): Expr {
  const result = parseFormula(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.expr;
}

export function issuesOf(text: string): readonly FormulaIssue[] {
  const result = parseFormula(text);
  if (result.ok) throw new Error(`${text} was read`);
  return result.issues;
}

export function toValue(given: Given | undefined): Value {
  return typeof given === 'number' ? parseExact(given) : (given ?? null);
}

export function valueScope(household: Facts, members: readonly Facts[] = [], membersComplete = true): ValueScope {
  return {
    household: (name) => toValue(household[name]),
    members: members.map((facts) => (name) => toValue(facts[name])),
    membersComplete,
  };
}

/** The value of a formula as plain JSON; numbers as text. */
export function resultOf(text: string, household: Facts = {}, members?: readonly Facts[], complete?: boolean) {
  return plain(evaluateFormula(parsed(text), valueScope(household, members, complete)));
}

export function typeScope(
  household: Readonly<Record<string, FormulaType>>,
  member: Readonly<Record<string, FormulaType>> = {},
): TypeScope {
  return {
    household: (name) => (Object.hasOwn(household, name) ? household[name] : undefined),
    member: (name) => (Object.hasOwn(member, name) ? member[name] : undefined),
    names: () => ({ household: Object.keys(household), member: Object.keys(member) }),
  };
}

/** The type as "shape" or "shape unit", or each issue as "code line:column found". */
export function typed(text: string, scope: TypeScope): string | string[] {
  const result = typeOfFormula(parsed(text), scope);
  if (!result.ok) return result.issues.map(({ code, line, column, found }) => `${code} ${line}:${column} ${found}`);
  return result.type.unit === undefined ? result.type.shape : `${result.type.shape} ${result.type.unit}`;
}

/** True when two values are the same, however the numbers are written. */
export function isSame(a: Value, b: Value): boolean {
  if (isExact(a) && isExact(b)) return a.n.times(b.d).eq(b.n.times(a.d));
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
