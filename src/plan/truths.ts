import { compare, isExact } from '../base/exact.js';
import { not, type Truth } from '../base/truth.js';
import type { Value } from '../base/value.js';
import type { Operator } from '../schema/rule-set.js';
import type { Node, Ref, TestNode } from './rule-plan.js';

/**
 * One comparison. Unknown on either side is unknown for every operator, `notEqual`, `notIn` and `doesNotContain`
 * included. Numbers are compared exactly, days and months as text. Never throws.
 */
export function test(operator: Operator, left: Value, right: Value): Truth {
  if (left === null || right === null) return null;
  switch (operator) {
    case 'equal':
      return same(left, right);
    case 'notEqual':
      return !same(left, right);
    case 'in':
      return contains(right, left);
    case 'notIn':
      return !contains(right, left);
    case 'contains':
      return contains(left, right);
    case 'doesNotContain':
      return !contains(left, right);
    case 'lessThan':
      return order(left, right) < 0;
    case 'lessThanInclusive':
      return order(left, right) <= 0;
    case 'greaterThan':
      return order(left, right) > 0;
    case 'greaterThanInclusive':
      return order(left, right) >= 0;
  }
}

/** Whether two known values are the same value. */
export function same(a: Value, b: Value): boolean {
  if (isExact(a) && isExact(b)) return compare(a, b) === 0;
  return a === b;
}

function contains(list: Value, item: Value): boolean {
  return Array.isArray(list) && list.includes(item);
}

function order(a: Value, b: Value): number {
  if (isExact(a) && isExact(b)) return compare(a, b);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number.NaN;
}

/** The truth of a node, given the truths of its rule's tests. No node is no condition: true. */
export function truthOf(node: Node | null, truths: readonly Truth[]): Truth {
  if (node === null) return true;
  switch (node.kind) {
    case 'test':
      return truths[node.index] ?? null;
    case 'all':
    case 'any': {
      // The least of the parts, or the greatest: one that decides is enough.
      const decides = node.kind === 'any';
      let result: Truth = !decides;
      for (let index = 0; index < node.parts.length; index++) {
        const truth = truthOf(node.parts[index] as Node, truths);
        if (truth === decides) return truth;
        if (truth === null) result = null;
      }
      return result;
    }
    case 'not':
      return not(truthOf(node.part, truths));
  }
}

/**
 * The unknown tests that could still change the truth of a node. A part that is settled, or that stands beside a
 * settled decider, drops out.
 */
export function openTests(node: Node | null, truths: readonly Truth[]): TestNode[] {
  if (node === null || truthOf(node, truths) !== null) return [];
  switch (node.kind) {
    case 'test':
      return [node];
    case 'not':
      return openTests(node.part, truths);
    case 'all':
    case 'any':
      return node.parts.flatMap((part) => openTests(part, truths));
  }
}

/** The tests of a node, from left to right. */
export function testsOf(node: Node | null): readonly TestNode[] {
  if (node === null) return [];
  return node.kind === 'test' ? [node] : node.kind === 'not' ? testsOf(node.part) : node.parts.flatMap(testsOf);
}

/** The names that a test compares: one, or two where its right side is no constant. */
export function refsOf({ left, right }: TestNode): readonly Ref[] {
  return right.kind === 'ref' ? [left, right.ref] : [left];
}
