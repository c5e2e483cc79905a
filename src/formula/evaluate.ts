import { exact, isExact, negate, parseExact } from '../base/exact.js';
import { all, any, not, type Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Expr, Fold } from './expression.js';
import { bounded, calculate, compareValues, equal, extreme, included } from './operate.js';

/** The facts that a formula is worked out on. Both look-ups give null for what is unknown. */
export interface ValueScope {
  household(name: string): Value;
  /** One look-up a member. */
  readonly members: readonly ((name: string) => Value)[];
  /** False when there may be members beyond those listed. */
  readonly membersComplete: boolean;
}

type Look = (name: string) => Value;

const ZERO = exact(0);
const TWELVE = exact(12);

/**
 * The value of a formula; null is unknown. Never throws, whatever the values.
 *
 * Numbers are exact. What is unknown stays unknown unless the rest settles it: `false and null` is false. Learning an
 * unknown fact never changes a value that was already known. Values of the wrong shape count as unknown: `typeOfFormula`
 * is what reports them.
 */
export function evaluateFormula(expr: Expr, scope: ValueScope): Value {
  return evaluate(expr, scope, null);
}

function evaluate(expr: Expr, scope: ValueScope, member: Look | null): Value {
  const value = (part: Expr): Value => evaluate(part, scope, member);
  const truth = (part: Expr): Truth => truthOf(value(part));
  switch (expr.kind) {
    case 'number':
      return bounded(parseExact(expr.text));
    case 'text':
    case 'boolean':
    case 'date':
      return expr.value;
    case 'null':
      return null;
    case 'duration':
      return exact(expr.months);
    case 'household':
      return bounded(scope.household(expr.name));
    case 'member':
      return member === null ? null : bounded(member(expr.name));
    case 'negate': {
      const operand = value(expr.operand);
      return isExact(operand) ? bounded(negate(operand)) : null;
    }
    case 'arithmetic':
      return calculate(expr.operator, value(expr.left), value(expr.right));
    case 'compare':
      return compareValues(expr.operator, value(expr.left), value(expr.right));
    case 'between': {
      const between = value(expr.value);
      return all([compareValues('<=', value(expr.low), between), compareValues('<=', between, value(expr.high))]);
    }
    case 'in': {
      const wanted = value(expr.value);
      return any(expr.options.map((option) => included(wanted, value(option))));
    }
    case 'and':
      return all(expr.operands.map(truth));
    case 'or':
      return any(expr.operands.map(truth));
    case 'not':
      return not(truth(expr.operand));
    case 'if': {
      const condition = truth(expr.condition);
      if (condition !== null) return value(condition ? expr.whenTrue : expr.whenFalse);
      const yes = value(expr.whenTrue);
      return equal(yes, value(expr.whenFalse)) === true ? yes : null;
    }
    case 'extreme':
      return extreme(expr.pick, expr.operands.map(value));
    case 'period':
      return calculate(expr.to === 'month' ? '/' : '*', value(expr.operand), TWELVE);
    case 'count': {
      const chosen = choose(expr.where, scope);
      return chosen === null ? null : exact(chosen.length);
    }
    case 'fold':
      return evaluateFold(expr, scope);
    case 'quantified': {
      const truths = scope.members.map((each) => truthOf(evaluate(expr.condition, scope, each)));
      // A member who is not listed may be the one, or the exception.
      const rest: Truth[] = scope.membersComplete ? [] : [null];
      return expr.quantifier === 'some' ? any([...truths, ...rest]) : all([...truths, ...rest]);
    }
  }
}

function truthOf(value: Value): Truth {
  return typeof value === 'boolean' ? value : null;
}

// The members who fulfil a condition; null when that is not known of every member.
function choose(where: Expr | null, scope: ValueScope): Look[] | null {
  if (!scope.membersComplete) return null;
  const chosen: Look[] = [];
  for (const member of scope.members) {
    const fulfils = where === null ? true : truthOf(evaluate(where, scope, member));
    if (fulfils === null) return null;
    if (fulfils) chosen.push(member);
  }
  return chosen;
}

function evaluateFold({ fold, where, of }: Fold, scope: ValueScope): Value {
  const chosen = choose(where, scope);
  if (chosen === null) return null;
  const values = chosen.map((member) => bounded(member(of.name)));
  if (fold !== 'sum') return extreme(fold, values);
  return values.reduce<Value>((total, value) => calculate('+', total, value), ZERO);
}
