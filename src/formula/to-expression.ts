import { shown } from '../base/issue.js';
import type { ArithmeticOperator, CompareOperator, Expr, FormulaIssue } from './expression.js';
import { issueAt } from './place.js';
import { placeOf, type Reader, readAll, refuse, sourceOf, type Where } from './reader.js';
import { childrenOf, type SyntaxNode, type SyntaxTree } from './syntax.js';
import { readCall } from './to-call.js';
import { readDateTime, readNumber, readText } from './to-literal.js';
import { readQuantified } from './to-members.js';
import { readName } from './to-name.js';

/** Levels a formula may have. Every pass over a tree is recursive, so this also bounds the stack. */
export const MAX_DEPTH = 50;

/** Converts a syntax tree without errors; null, with at least one issue, when it leaves the subset. */
export function toExpression(tree: SyntaxTree, text: string, issues: FormulaIssue[]): Expr | null {
  const reader: Reader = { text, issues, read: (node, where) => readExpr(reader, node, where) };
  const [root] = childrenOf(tree.topNode);
  return root === undefined ? refuse(reader, tree.topNode) : reader.read(root, { depth: 1, member: null });
}

function readExpr(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  if (where.depth > MAX_DEPTH) return tooDeep(reader, node);
  const inner = { ...where, depth: where.depth + 1 };
  switch (node.name) {
    case 'NumericLiteral':
      return readNumber(reader, node);
    case 'StringLiteral':
      return readText(reader, node);
    case 'BooleanLiteral':
      return { kind: 'boolean', ...placeOf(reader, node), value: sourceOf(reader, node) === 'true' };
    case 'null':
      return { kind: 'null', ...placeOf(reader, node) };
    case 'DateTimeLiteral':
      return readDateTime(reader, node);
    case 'VariableName':
    case 'PathExpression':
      return readName(reader, node, where);
    case 'ParenthesizedExpression':
      return readOnly(reader, node, childrenOf(node)[1], inner);
    case 'ArithmeticExpression':
      return readArithmetic(reader, node, inner);
    case 'Comparison':
      return readComparison(reader, node, inner);
    case 'Conjunction':
    case 'Disjunction':
      return readJunction(reader, node, inner);
    case 'IfExpression':
      return readIf(reader, node, inner);
    case 'FunctionInvocation':
      return readCall(reader, node, inner);
    case 'QuantifiedExpression':
      return readQuantified(reader, node, inner);
    case 'ForExpression':
    case 'FilterExpression':
      return refuse(reader, node, 'count, sum, min, max, some or every over members');
    default:
      return refuse(reader, node);
  }
}

function tooDeep(reader: Reader, node: SyntaxNode): null {
  const expected = `at most ${MAX_DEPTH} levels: make a part of it a derived fact`;
  // One deep formula can pass the limit in many branches; once is enough to say so.
  if (!reader.issues.some(({ code }) => code === 'formula-too-deep')) {
    const found = shown(sourceOf(reader, node));
    reader.issues.push(issueAt(placeOf(reader, node), 'formula-too-deep', { found, expected }));
  }
  return null;
}

function readOnly(reader: Reader, node: SyntaxNode, only: SyntaxNode | undefined, where: Where): Expr | null {
  return only === undefined ? refuse(reader, node) : reader.read(only, where);
}

const ARITHMETIC: readonly string[] = ['+', '-', '*', '/'] satisfies ArithmeticOperator[];
const COMPARE: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies CompareOperator[];

// What other languages write.
const MEANT = new Map([
  ['==', '='],
  ['<>', '!='],
]);

function isArithmetic(text: string): text is ArithmeticOperator {
  return ARITHMETIC.includes(text);
}

function isCompare(text: string): text is CompareOperator {
  return COMPARE.includes(text);
}

function readArithmetic(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  const children = childrenOf(node);
  const [first, second, third] = children;
  if (first === undefined || second === undefined) return refuse(reader, node);
  if (children.length === 2) {
    const operand = reader.read(second, where);
    return operand === null ? null : { kind: 'negate', ...placeOf(reader, node), operand };
  }
  const operator = sourceOf(reader, second);
  const operands = third === undefined ? null : readAll(reader, [first, third], where);
  if (!isArithmetic(operator)) return refuse(reader, second, '+ - * /');
  const [left, right] = operands ?? [];
  if (left === undefined || right === undefined) return null;
  return { kind: 'arithmetic', ...placeOf(reader, node), operator, left, right };
}

function readComparison(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  const [first, sign, third, , fifth] = childrenOf(node);
  if (first === undefined || sign === undefined || third === undefined) return refuse(reader, node);
  if (first.name === 'Comparison') return refuse(reader, sign, 'x between a and b, or comparisons joined by and');
  if (sign.name === 'in') return readInclusion(reader, node, where);
  if (sign.name === 'between') {
    const [value, low, high] = (fifth && readAll(reader, [first, third, fifth], where)) ?? [];
    if (value === undefined || low === undefined || high === undefined) return null;
    return { kind: 'between', ...placeOf(reader, node), value, low, high };
  }
  const operator = sourceOf(reader, sign);
  if (third.name === 'SimplePositiveUnaryTest') return refuseDoubled(reader, sign, third, operator);
  if (!isCompare(operator)) return refuse(reader, sign, COMPARE.join(' '));
  const [left, right] = readAll(reader, [first, third], where) ?? [];
  if (left === undefined || right === undefined) return null;
  return { kind: 'compare', ...placeOf(reader, node), operator, left, right };
}

// "a == b" and "a <> b" arrive as a comparison of a with the unary test "= b" or "> b".
function refuseDoubled(reader: Reader, sign: SyntaxNode, test: SyntaxNode, operator: string): null {
  const [second] = childrenOf(test);
  const found = operator + (second?.name === 'CompareOp' ? sourceOf(reader, second) : '');
  const details = { found: shown(found), expected: COMPARE.join(' '), suggestion: MEANT.get(found) };
  reader.issues.push(issueAt(placeOf(reader, sign), 'formula-unsupported', details));
  return null;
}

/** `x in (a, b)`, `x in [a, b]`, `x in a` and `x in [a..b]`. */
function readInclusion(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  const [first, , ...rest] = childrenOf(node);
  if (first === undefined) return refuse(reader, node);
  const tests = rest.flatMap((part) => (part.name === 'PositiveUnaryTests' ? childrenOf(part) : [part]));
  const options = tests.filter(({ name }) => name === 'PositiveUnaryTest').flatMap(childrenOf);
  const [only] = options;
  if (options.length === 1 && only !== undefined) {
    if (only.name === 'SimplePositiveUnaryTest') return readRange(reader, node, first, only, where);
    if (only.name === 'List') options.splice(0, 1, ...childrenOf(only).slice(1, -1));
  }
  if (options.length === 0) return refuse(reader, node, 'at least one value after in');
  const [value, ...values] = readAll(reader, [first, ...options], where) ?? [];
  return value === undefined ? null : { kind: 'in', ...placeOf(reader, node), value, options: values };
}

function readRange(reader: Reader, node: SyntaxNode, first: SyntaxNode, test: SyntaxNode, where: Where): Expr | null {
  const [interval] = childrenOf(test);
  const [open, from, , to, close] = interval?.name === 'Interval' ? childrenOf(interval) : [];
  if (open?.name !== '[' || close?.name !== ']' || from === undefined || to === undefined) {
    return refuse(reader, test, 'x in [a..b] with both ends included, or comparisons joined by and');
  }
  const [value, low, high] = readAll(reader, [first, from, to], where) ?? [];
  if (value === undefined || low === undefined || high === undefined) return null;
  return { kind: 'between', ...placeOf(reader, node), value, low, high };
}

// "a and b and c" is one node, so a long list of conditions is not a deep one.
function readJunction(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  const nodes: SyntaxNode[] = [];
  let rest: SyntaxNode = node;
  while (rest.name === node.name) {
    const [left, , right] = childrenOf(rest);
    if (left === undefined || right === undefined) return refuse(reader, rest);
    nodes.unshift(right);
    rest = left;
  }
  const operands = readAll(reader, [rest, ...nodes], where);
  if (operands === null) return null;
  return { kind: node.name === 'Conjunction' ? 'and' : 'or', ...placeOf(reader, node), operands };
}

function readIf(reader: Reader, node: SyntaxNode, where: Where): Expr | null {
  const [, test, , yes, , no] = childrenOf(node);
  if (test === undefined || yes === undefined || no === undefined) return refuse(reader, node);
  const [condition, whenTrue, whenFalse] = readAll(reader, [test, yes, no], where) ?? [];
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return null;
  return { kind: 'if', ...placeOf(reader, node), condition, whenTrue, whenFalse };
}
