import type { Shape } from '../base/value.js';
import type { Expr, FormulaIssue } from './expression.js';
import { issueAt } from './place.js';
import { DIMENSIONLESS, type Measure, unitText } from './unit.js';

/** What a formula yields. `unit` is absent for a plain number and for every shape that is not a number. */
export interface FormulaType {
  readonly shape: Shape;
  readonly unit?: string;
}

/** The names that a formula may use. */
export interface TypeScope {
  household(name: string): FormulaType | undefined;
  member(name: string): FormulaType | undefined;
  /** All names, for suggestions. */
  names(): { readonly household: readonly string[]; readonly member: readonly string[] };
}

/**
 * The type of a part of a formula. `any` belongs to `null` and to parts already reported, and fits everything.
 * The unit `bare` belongs to number literals: it fits every unit beside + - and comparisons, and is dimensionless in * and /.
 */
export interface PartType {
  readonly shape: Shape | 'any';
  readonly unit: Measure | 'bare' | 'any';
}

export const ANY: PartType = { shape: 'any', unit: 'any' };
export const BOOLEAN: PartType = { shape: 'boolean', unit: DIMENSIONLESS };

export function shapeOnly(shape: Shape): PartType {
  return { shape, unit: DIMENSIONLESS };
}

export function numberOf(unit: PartType['unit']): PartType {
  return { shape: 'number', unit };
}

/** Where problems go, and what names mean. */
export interface Checker {
  readonly scope: TypeScope;
  readonly issues: FormulaIssue[];
}

/** A part and its type, as the rules of operators need them together. */
export interface Typed {
  readonly expr: Expr;
  readonly type: PartType;
}

const SHAPES: Readonly<Record<Shape, string>> = {
  boolean: 'a truth (true or false)',
  number: 'a number',
  text: 'a text',
  date: 'a date',
  month: 'a month',
  set: 'a set',
};

/** A shape in words; several are alternatives. */
export function shapesText(shapes: readonly Shape[]): string {
  return shapes.map((shape) => SHAPES[shape]).join(' or ');
}

export function unitShown(unit: PartType['unit']): string {
  const text = typeof unit === 'string' ? '' : unitText(unit);
  return text === '' ? 'no unit' : text;
}

export function reportType({ issues }: Checker, expr: Expr, found: string, expected: string): void {
  issues.push(issueAt(expr, 'formula-type', { found, expected }));
}

export function reportUnit({ issues }: Checker, expr: Expr, found: PartType['unit'], expected: string): void {
  issues.push(issueAt(expr, 'unit-mismatch', { found: unitShown(found), expected }));
}
