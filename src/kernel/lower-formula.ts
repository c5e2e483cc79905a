import { exact } from '../base/exact.js';
import type { Expr } from '../formula/expression.js';
import type { Graph } from './graph.js';
import { NotLowered } from './graph.js';
import type { NumberOp, TruthOp } from './op.js';
import { TRUE, UNKNOWN } from './op.js';
import {
  addNumbers,
  aligned,
  compareOperands,
  constantNumber,
  constantText,
  divideNumbers,
  multiplyNumbers,
  type Operand,
  type Quotient,
  sameValue,
  truthBits,
} from './operand.js';
import { dateNumber } from './storage.js';

/** How a formula sees names: those of its own subject, and inside a loop those of the member at hand. */
export interface FormulaScope {
  readonly graph: Graph;
  /** The value of a name for the formula's own subject. */
  own(name: string): Operand;
  /** The value of a name of the household. @throws NotLowered for a fact of a member */
  household(name: string): Operand;
  /** The value of a name for a member. */
  member(name: string): Operand;
}

/** Lowers a formula; what it does mirrors `evaluateFormula` case by case. @throws NotLowered */
export function lowerFormula(expr: Expr, scope: FormulaScope, inLoop = false): Operand {
  const { graph } = scope;
  const lower = (part: Expr) => lowerFormula(part, scope, inLoop);
  const truth = (part: Expr) => truthOf(graph, lower(part));
  switch (expr.kind) {
    case 'number':
      return constantNumber(graph, exact(expr.text));
    case 'text':
      return constantText(graph, expr.value);
    case 'boolean':
      return { type: 'truth', op: graph.bits(truthBits(expr.value)) };
    case 'date':
      return { type: 'day', op: graph.number(dateNumber(expr.value)) };
    case 'null':
      return { type: 'null' };
    case 'duration':
      return constantNumber(graph, exact(expr.months));
    case 'household':
      return scope.own(expr.name);
    case 'member':
      return inLoop ? scope.member(expr.name) : { type: 'null' };
    case 'negate':
      return calculate(graph, '-', constantNumber(graph, exact(0)), lower(expr.operand));
    case 'arithmetic':
      return calculate(graph, expr.operator, lower(expr.left), lower(expr.right));
    case 'compare': {
      const [left, right] = [lower(expr.left), lower(expr.right)];
      switch (expr.operator) {
        case '=':
          return { type: 'truth', op: sameValue(graph, left, right) };
        case '!=':
          return { type: 'truth', op: graph.not(sameValue(graph, left, right)) };
        case '<':
          return { type: 'truth', op: compareOperands(graph, 'less', left, right) };
        case '<=':
          return { type: 'truth', op: compareOperands(graph, 'atMost', left, right) };
        case '>':
          return { type: 'truth', op: compareOperands(graph, 'less', right, left) };
        case '>=':
          return { type: 'truth', op: compareOperands(graph, 'atMost', right, left) };
      }
      break;
    }
    case 'between': {
      const value = lower(expr.value);
      return {
        type: 'truth',
        op: graph.and([
          compareOperands(graph, 'atMost', lower(expr.low), value),
          compareOperands(graph, 'atMost', value, lower(expr.high)),
        ]),
      };
    }
    case 'in': {
      const value = lower(expr.value);
      return { type: 'truth', op: graph.or(expr.options.map((option) => included(graph, value, lower(option)))) };
    }
    case 'and':
      return { type: 'truth', op: graph.and(expr.operands.map(truth)) };
    case 'or':
      return { type: 'truth', op: graph.or(expr.operands.map(truth)) };
    case 'not':
      return { type: 'truth', op: graph.not(truth(expr.operand)) };
    case 'if':
      return choose(graph, truth(expr.condition), lower(expr.whenTrue), lower(expr.whenFalse));
    case 'extreme':
      return expr.operands.map(lower).reduce((best, value) => {
        const better = compareOperands(
          graph,
          'less',
          ...(expr.pick === 'min' ? ([value, best] as const) : ([best, value] as const)),
        );
        return choose(graph, better, value, best, true);
      });
    case 'period':
      return calculate(graph, expr.to === 'month' ? '/' : '*', lower(expr.operand), constantNumber(graph, exact(12)));
    case 'count':
      return { type: 'number', n: graph.fold('count', where(expr.where, scope), null), d: null, scale: 0 };
    case 'fold': {
      const of = scope.member(expr.of.name);
      const chosen = where(expr.where, scope);
      const kind = expr.fold === 'sum' ? 'sum' : expr.fold === 'min' ? 'least' : 'greatest';
      if (of.type === 'number' && of.d === null) return { ...of, n: graph.fold(kind, chosen, of.n) };
      if ((of.type === 'day' || of.type === 'month') && kind !== 'sum')
        return { type: of.type, op: graph.fold(kind, chosen, of.op) };
      throw new NotLowered(`${expr.fold} of ${of.type}`);
    }
    case 'quantified':
      return {
        type: 'truth',
        op: graph.quantify(expr.quantifier, truthOf(graph, lowerFormula(expr.condition, inner(scope), true))),
      };
  }
}

// Inside a loop only the household's names can be used beside those of the member at hand.
function inner(scope: FormulaScope): FormulaScope {
  return { ...scope, own: scope.household };
}

function where(expr: Expr | null, scope: FormulaScope): TruthOp {
  return expr === null ? scope.graph.bits(TRUE) : truthOf(scope.graph, lowerFormula(expr, inner(scope), true));
}

function truthOf(graph: Graph, value: Operand): TruthOp {
  return value.type === 'truth' ? value.op : graph.bits(UNKNOWN);
}

function included(graph: Graph, value: Operand, option: Operand): TruthOp {
  if (value.type === 'text' && option.type === 'set') {
    if (value.constant === undefined) throw new NotLowered('a fact is looked for in a set');
    return option.is(value.constant);
  }
  return sameValue(graph, value, option);
}

function calculate(graph: Graph, operator: '+' | '-' | '*' | '/', left: Operand, right: Operand): Operand {
  if (left.type === 'null' || right.type === 'null') return { type: 'null' };
  if (left.type === 'number' && right.type === 'number') {
    switch (operator) {
      case '+':
      case '-':
        return addNumbers(graph, operator, left, right);
      case '*':
        return multiplyNumbers(graph, left, right);
      case '/':
        return divideNumbers(graph, left, right);
    }
  }
  if (
    (left.type === 'day' || left.type === 'month') &&
    right.type === 'number' &&
    (operator === '+' || operator === '-')
  ) {
    return shift(
      graph,
      left,
      operator === '+' ? right : { ...right, n: graph.arithmetic('-', graph.number(0), right.n) },
    );
  }
  if (left.type === 'number' && (right.type === 'day' || right.type === 'month') && operator === '+')
    return shift(graph, right, left);
  throw new NotLowered(`${left.type} ${operator} ${right.type}`);
}

function shift(graph: Graph, from: Operand & { type: 'day' | 'month' }, months: Quotient): Operand {
  if (months.d !== null || months.scale !== 0) throw new NotLowered('a number of months that may not be whole');
  return { type: from.type, op: graph.shift(from.type === 'day' ? 'shiftDay' : 'shiftMonth', from.op, months.n) };
}

// Where the condition is unknown, two branches that are the same still give their value; `strict` forgoes that.
function choose(graph: Graph, by: TruthOp, yes: Operand, no: Operand, strict = false): Operand {
  if (yes.type === 'null' && no.type === 'null') return yes;
  const either = yes.type === 'null' ? no : yes;
  const unknown = graph.number(Number.NaN);
  const agreed = (value: NumberOp) =>
    strict || yes.type === 'null' || no.type === 'null'
      ? unknown
      : graph.choose(sameValue(graph, yes, no), value, unknown, unknown);
  switch (either.type) {
    case 'truth': {
      const [a, b] = [truthOf(graph, yes), truthOf(graph, no)];
      return { type: 'truth', op: graph.or([graph.and([by, a]), graph.and([graph.not(by), b]), graph.and([a, b])]) };
    }
    case 'number': {
      const absent: Quotient = { ...either, n: unknown };
      const [a, b] = [yes.type === 'number' ? yes : absent, no.type === 'number' ? no : absent];
      const ends = aligned(graph, a, b);
      const n = graph.choose(by, ends.left, ends.right, agreed(ends.left));
      if (a.d === null && b.d === null) return { type: 'number', n, d: null, scale: ends.scale };
      const [over, under] = [a.d ?? graph.number(1), b.d ?? graph.number(1)];
      return { type: 'number', n, d: graph.choose(by, over, under, over), scale: ends.scale };
    }
    case 'day':
    case 'month': {
      const op = (value: Operand) => (value.type === 'day' || value.type === 'month' ? value.op : unknown);
      return { type: either.type, op: graph.choose(by, op(yes), op(no), agreed(op(yes))) };
    }
    default:
      throw new NotLowered(`a choice between values of type ${either.type}`);
  }
}
