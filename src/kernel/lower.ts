import { isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import type { DatedParameter, Node, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import type { Operator } from '../schema/rule-set.js';
import { type Graph, NotLowered, TooWide } from './graph.js';
import { createNameLowering, type Limits, type NameLowering } from './lower-names.js';
import type { Column, StatusOp, TruthOp } from './op.js';
import { TRUE, UNKNOWN } from './op.js';
import { compareOperands, constantNumber, constantText, type Operand, sameValue, truthBits } from './operand.js';
import { dateNumber } from './storage.js';

/** A rule set lowered for one set of parameters and adopted readings. */
export interface Program {
  readonly columns: readonly Column[];
  /** One for each rule, in the order of the rules. */
  readonly outcomes: readonly StatusOp[];
  /** The conditions that were asked for beside the rules, in their order. */
  readonly conditions: readonly { readonly op: TruthOp; readonly level: Wanted['level'] }[];
}

/** A condition whose truth is wanted beside the statuses, for the household or for each member. */
export interface Wanted {
  readonly node: Node;
  readonly level: 'household' | 'member';
}

export type Lowered = { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly why: string };

// Tried in turn: the widest that keeps every result an integer below 2^53. Money in fen: 10^13 is a hundred thousand million yuan.
const COUNT = 1_000_000;
const WIDTHS: readonly Limits[] = [15, 14, 13, 12, 11, 10, 9, 8, 7]
  .map((digits) => ({ money: 10 ** digits, count: COUNT }))
  .concat([5, 4, 3].map((digits) => ({ money: 10 ** 7, count: 10 ** digits })));

/** Lowers the rules of a rule set to operations on numbers; or says why that cannot be done for it. */
export function lower(
  ruleSet: RuleSet,
  parameters: ReadonlyMap<string, readonly DatedParameter[]>,
  adopted: ReadonlyMap<string, { readonly reading: string }>,
  wanted: readonly Wanted[] = [],
): Lowered {
  let why = '';
  for (const limits of WIDTHS) {
    try {
      return {
        ok: true,
        program: lowerWithin(ruleSet, createNameLowering(ruleSet, parameters, limits), adopted, wanted),
      };
    } catch (error) {
      if (!(error instanceof NotLowered)) throw error;
      why = error.message;
      if (!(error instanceof TooWide)) break;
    }
  }
  return { ok: false, why };
}

function lowerWithin(
  ruleSet: RuleSet,
  names: NameLowering,
  adopted: ReadonlyMap<string, { readonly reading: string }>,
  wanted: readonly Wanted[],
): Program {
  const addressee = lowerNode(names, ruleSet.addressee?.conditions ?? null, 'household');
  const outcomes = ruleSet.rules.map((rule) => lowerRule(names, rule, addressee, adopted.get(rule.id)?.reading));
  const conditions = wanted.map(({ node, level }) => ({ op: lowerNode(names, node, level), level }));
  return { columns: names.columns, outcomes, conditions };
}

function lowerRule(names: NameLowering, rule: RulePlan, addressee: TruthOp, adopted: string | undefined): StatusOp {
  const level = rule.rule.subject;
  const readings = rule.readings.filter((reading) => adopted === undefined || reading.id === adopted);
  const sides = (readings.length === 0 ? [null] : readings).map((reading) => {
    const both = (a: Node | null, b: Node | null) =>
      names.graph.and([lowerNode(names, a, level), lowerNode(names, b, level)]);
    return {
      force: both(rule.force, reading?.force ?? null),
      conditions: both(rule.conditions, reading?.conditions ?? null),
    };
  });
  return names.graph.status({
    clause: rule.id,
    level,
    addressee: names.graph.and([addressee, lowerNode(names, rule.scope, level)]),
    sides,
  });
}

function lowerNode(names: NameLowering, node: Node | null, subject: 'household' | 'member'): TruthOp {
  const { graph } = names;
  if (node === null) return graph.bits(TRUE);
  switch (node.kind) {
    case 'test':
      return lowerTest(names, node, subject);
    case 'not':
      return graph.not(lowerNode(names, node.part, subject));
    case 'all':
      return graph.and(node.parts.map((part) => lowerNode(names, part, subject)));
    case 'any':
      return graph.or(node.parts.map((part) => lowerNode(names, part, subject)));
  }
}

function lowerTest(names: NameLowering, test: TestNode, subject: 'household' | 'member'): TruthOp {
  const operand = ({ name, scope, clause }: TestNode['left']) => {
    if (scope === 'member' && subject === 'household') throw new NotLowered(`${name.name} is asked of the household`);
    return names.value(name, scope, clause);
  };
  const left = operand(test.left);
  if (test.right.kind === 'ref') return lowerOperator(names.graph, test.operator, left, operand(test.right.ref));
  const { value } = test.right;
  if (value === null) return names.graph.bits(UNKNOWN);
  if (test.operator === 'in' || test.operator === 'notIn') {
    const list = Array.isArray(value) ? value : [];
    const any = names.graph.or(list.map((item) => sameValue(names.graph, left, constant(names.graph, left, item))));
    return test.operator === 'in' ? any : names.graph.not(any);
  }
  return lowerOperator(names.graph, test.operator, left, constant(names.graph, left, value));
}

function constant(graph: Graph, left: Operand, value: Value): Operand {
  if (left.type === 'null' || value === null) return { type: 'null' };
  if (isExact(value)) return constantNumber(graph, value);
  if (typeof value === 'boolean') return { type: 'truth', op: graph.bits(truthBits(value)) };
  if (typeof value !== 'string') throw new NotLowered('a set is a constant');
  return left.type === 'day' || left.type === 'month'
    ? { type: left.type, op: graph.number(dateNumber(value)) }
    : constantText(graph, value);
}

function lowerOperator(graph: Graph, operator: Operator, left: Operand, right: Operand): TruthOp {
  switch (operator) {
    case 'equal':
      return sameValue(graph, left, right);
    case 'notEqual':
      return graph.not(sameValue(graph, left, right));
    case 'lessThan':
      return compareOperands(graph, 'less', left, right);
    case 'lessThanInclusive':
      return compareOperands(graph, 'atMost', left, right);
    case 'greaterThan':
      return compareOperands(graph, 'less', right, left);
    case 'greaterThanInclusive':
      return compareOperands(graph, 'atMost', right, left);
    case 'contains':
      return contains(graph, left, right);
    case 'doesNotContain':
      return graph.not(contains(graph, left, right));
    default:
      throw new NotLowered(`${operator} with a fact on the right`);
  }
}

function contains(graph: Graph, set: Operand, item: Operand): TruthOp {
  if (set.type === 'null' || item.type === 'null') return graph.bits(UNKNOWN);
  const only = item.type === 'text' ? item.constant : undefined;
  if (set.type !== 'set' || only === undefined)
    throw new NotLowered('a set is asked for something other than a constant');
  return set.is(only);
}
