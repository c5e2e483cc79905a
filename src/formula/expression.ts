import type { Day } from '../base/calendar.js';
import type { Issue } from '../base/issue.js';

/** A place in a formula's text: line and column from 1; a column is one UTF-16 unit, as in JSON and TypeScript tools. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a formula, and where in its text. `path` is empty: the caller knows which file and key. */
export interface FormulaIssue extends Issue, Place {}

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * A formula as a tree: frozen, plain JSON, at most 50 levels deep. Every node has the place where it begins.
 * Names are already told apart: `household` nodes ask the household, `member` nodes the member at hand.
 */
export type Expr = Literal | Name | Operation | Choice | OverMembers;

export type Literal = NumberLiteral | TextLiteral | BooleanLiteral | NullLiteral | DateLiteral | DurationLiteral;
export type Name = HouseholdName | MemberName;
export type Operation = Negation | Arithmetic | Comparison | Between | Inclusion | Conjunction | Disjunction | Not;
export type Choice = Conditional | Extreme | PeriodChange;
export type OverMembers = Count | Fold | Quantified;

/** `text` is the literal in plain decimals ("0.10", "-3"): it never passes through a binary float. */
export interface NumberLiteral extends Place {
  readonly kind: 'number';
  readonly text: string;
}
export interface TextLiteral extends Place {
  readonly kind: 'text';
  readonly value: string;
}
export interface BooleanLiteral extends Place {
  readonly kind: 'boolean';
  readonly value: boolean;
}
/** The literal `null`: unknown. */
export interface NullLiteral extends Place {
  readonly kind: 'null';
}
export interface DateLiteral extends Place {
  readonly kind: 'date';
  readonly value: Day;
}
/** A years-and-months duration, as whole months. */
export interface DurationLiteral extends Place {
  readonly kind: 'duration';
  readonly months: number;
}

/** A fact or parameter of the household, by its full dotted name. */
export interface HouseholdName extends Place {
  readonly kind: 'household';
  readonly name: string;
}
/** A fact of the member at hand, by its full dotted name; `variable` is what the formula calls that member. */
export interface MemberName extends Place {
  readonly kind: 'member';
  readonly name: string;
  readonly variable: string;
}

export interface Negation extends Place {
  readonly kind: 'negate';
  readonly operand: Expr;
}
export interface Arithmetic extends Place {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expr;
  readonly right: Expr;
}
export interface Comparison extends Place {
  readonly kind: 'compare';
  readonly operator: CompareOperator;
  readonly left: Expr;
  readonly right: Expr;
}
/** `low <= value and value <= high`. */
export interface Between extends Place {
  readonly kind: 'between';
  readonly value: Expr;
  readonly low: Expr;
  readonly high: Expr;
}
/** The value equals one of the options, or lies in an option that is a set. */
export interface Inclusion extends Place {
  readonly kind: 'in';
  readonly value: Expr;
  readonly options: readonly Expr[];
}
export interface Conjunction extends Place {
  readonly kind: 'and';
  readonly operands: readonly Expr[];
}
export interface Disjunction extends Place {
  readonly kind: 'or';
  readonly operands: readonly Expr[];
}
export interface Not extends Place {
  readonly kind: 'not';
  readonly operand: Expr;
}

export interface Conditional extends Place {
  readonly kind: 'if';
  readonly condition: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
}
/** The least or greatest of some values. */
export interface Extreme extends Place {
  readonly kind: 'extreme';
  readonly pick: 'min' | 'max';
  readonly operands: readonly Expr[];
}
/** `monthly(x)` is x / 12 and `yearly(x)` is x * 12, with the unit changed to match. */
export interface PeriodChange extends Place {
  readonly kind: 'period';
  readonly to: 'month' | 'year';
  readonly operand: Expr;
}

/** How many members fulfil `where`; all of them when it is null. */
export interface Count extends Place {
  readonly kind: 'count';
  readonly where: Expr | null;
}
/** A fact taken over the members that fulfil `where`. */
export interface Fold extends Place {
  readonly kind: 'fold';
  readonly fold: 'sum' | 'min' | 'max';
  readonly where: Expr | null;
  readonly of: MemberName;
}
export interface Quantified extends Place {
  readonly kind: 'quantified';
  readonly quantifier: 'some' | 'every';
  readonly variable: string;
  readonly condition: Expr;
}

/** The expressions that a node is made of, in the order of the text. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'text':
    case 'boolean':
    case 'null':
    case 'date':
    case 'duration':
    case 'household':
    case 'member':
      return [];
    case 'negate':
    case 'not':
    case 'period':
      return [expr.operand];
    case 'arithmetic':
    case 'compare':
      return [expr.left, expr.right];
    case 'between':
      return [expr.value, expr.low, expr.high];
    case 'in':
      return [expr.value, ...expr.options];
    case 'and':
    case 'or':
    case 'extreme':
      return expr.operands;
    case 'if':
      return [expr.condition, expr.whenTrue, expr.whenFalse];
    case 'count':
      return expr.where === null ? [] : [expr.where];
    case 'fold':
      return expr.where === null ? [expr.of] : [expr.where, expr.of];
    case 'quantified':
      return [expr.condition];
  }
}
