import { ZenEngine } from '@gorules/zen-engine';
import { LogicEngine } from 'json-logic-engine';
import { Engine, type RuleProperties } from 'json-rules-engine';
import { type Settings, withSettings } from '../../src/answer/prepare.js';
import { isExact } from '../../src/base/exact.js';
import { readHousehold } from '../../src/household/household.js';
import { HOUSEHOLD, refKey, type Subject, type Values } from '../../src/household/values.js';
import type { Node, Ref, RulePlan, RuleSet, TestNode } from '../../src/plan/plan.js';

/** The same facts as plain objects, numbers as JavaScript numbers, worked-out facts worked out beforehand. */
export interface PlainFacts {
  readonly household: Record<string, unknown>;
  readonly members: readonly Record<string, unknown>[];
}

/** A rule in one reading, as conditions over plain facts. */
interface PeerRule {
  readonly id: string;
  readonly member: boolean;
  readonly node: Node;
}

const keyOf = (ref: Ref) => refKey(ref).replace(/[^A-Za-z0-9]+/g, '_');

export function peerRules(ruleSet: RuleSet): PeerRule[] {
  return ruleSet.rules.flatMap((rule) =>
    (rule.readings.length === 0 ? [null] : rule.readings).map((reading, index) => {
      const parts = [
        ruleSet.addressee?.conditions ?? null,
        rule.scope,
        rule.force,
        reading?.force ?? null,
        rule.conditions,
        reading?.conditions ?? null,
      ].filter((part) => part !== null);
      return {
        id: `${rule.id}#${index}`,
        member: rule.rule.subject === 'member',
        node: { kind: 'all', parts } as Node,
      };
    }),
  );
}

function refsOf(rules: readonly PeerRule[]): Ref[] {
  const tests = (node: Node): TestNode[] =>
    node.kind === 'test' ? [node] : node.kind === 'not' ? tests(node.part) : node.parts.flatMap(tests);
  return rules
    .flatMap((rule) => tests(rule.node))
    .flatMap((test) => (test.right.kind === 'ref' ? [test.left, test.right.ref] : [test.left]));
}

const plainValue = (values: Values, ref: Ref, subject: Subject) => {
  const { value } = values.get(ref, subject);
  return isExact(value) ? value.n.div(value.d).toNumber() : value;
};

export function plainFacts(
  ruleSet: RuleSet,
  rules: readonly PeerRule[],
  settings: Settings,
  household: unknown,
): PlainFacts {
  const { values } = withSettings(ruleSet, readHousehold(ruleSet, household), settings);
  const refs = refsOf(rules);
  const pick = (scope: string, subject: Subject) =>
    Object.fromEntries(
      refs.filter((ref) => ref.scope === scope).map((ref) => [keyOf(ref), plainValue(values, ref, subject)]),
    );
  const own = pick('household', HOUSEHOLD);
  return {
    household: own,
    members: values.household.members.map((_, index) => ({ ...own, ...pick('member', index) })),
  };
}

/** Which rules hold: of the household, then of each member. */
export type Verdicts = (facts: PlainFacts) => Promise<boolean[]> | boolean[];

const constant = (value: unknown) => (isExact(value) ? value.n.toNumber() : value);

export function stockEngine(rules: readonly PeerRule[]): Verdicts {
  const leaf = (node: Node): object => {
    if (node.kind === 'not') return { not: leaf(node.part) };
    if (node.kind !== 'test') return { [node.kind]: node.parts.map(leaf) };
    return {
      fact: keyOf(node.left),
      operator: node.operator,
      value: node.right.kind === 'ref' ? { fact: keyOf(node.right.ref) } : constant(node.right.value),
    };
  };
  const engineOf = (member: boolean) => {
    const own = rules.filter((rule) => rule.member === member);
    const engine = new Engine(
      own.map(
        (rule, index) =>
          ({ name: String(index), conditions: leaf(rule.node), event: { type: 'holds' } }) as unknown as RuleProperties,
      ),
      { allowUndefinedFacts: true },
    );
    return async (facts: Record<string, unknown>) => {
      const held = own.map(() => false);
      if (own.length === 0) return held;
      for (const result of (await engine.run(facts)).results) held[Number(result.name)] = true;
      return held;
    };
  };
  const [household, member] = [engineOf(false), engineOf(true)];
  return async (facts) => {
    const held = await household(facts.household);
    for (const each of facts.members) held.push(...(await member(each)));
    return held;
  };
}

export function jsonLogic(rules: readonly PeerRule[]): Verdicts {
  const engine = new LogicEngine();
  const logic = (node: Node): unknown => {
    if (node.kind === 'not') return { '!': logic(node.part) };
    if (node.kind !== 'test')
      return node.parts.length === 0 ? true : { [node.kind === 'all' ? 'and' : 'or']: node.parts.map(logic) };
    const left = { var: keyOf(node.left) };
    const right = node.right.kind === 'ref' ? { var: keyOf(node.right.ref) } : constant(node.right.value);
    switch (node.operator) {
      case 'in':
        return { in: [left, right] };
      case 'notIn':
        return { '!': { in: [left, right] } };
      case 'contains':
        return { in: [right, left] };
      case 'doesNotContain':
        return { '!': { in: [right, left] } };
      default:
        return {
          [{
            equal: '===',
            notEqual: '!==',
            lessThan: '<',
            lessThanInclusive: '<=',
            greaterThan: '>',
            greaterThanInclusive: '>=',
          }[node.operator]]: [left, right],
        };
    }
  };
  const build = (member: boolean) =>
    rules
      .filter((rule) => rule.member === member)
      .map((rule) => engine.build(logic(rule.node)) as (data: unknown) => unknown);
  const [household, member] = [build(false), build(true)];
  return (facts) => {
    const held = household.map((test) => test(facts.household) === true);
    for (const each of facts.members) for (const test of member) held.push(test(each) === true);
    return held;
  };
}

export function zenEngine(rules: readonly PeerRule[]): Verdicts {
  const literal = (value: unknown): string =>
    Array.isArray(value)
      ? `[${value.map(literal).join(', ')}]`
      : typeof value === 'string'
        ? `'${value}'`
        : String(value);
  const text = (node: Node): string => {
    if (node.kind === 'not') return `not ${text(node.part)}`;
    if (node.kind !== 'test')
      return node.parts.length === 0
        ? 'true'
        : `(${node.parts.map(text).join(node.kind === 'all' ? ' and ' : ' or ')})`;
    const left = keyOf(node.left);
    const right = node.right.kind === 'ref' ? keyOf(node.right.ref) : literal(constant(node.right.value));
    switch (node.operator) {
      case 'in':
        return `(${left} in ${right})`;
      case 'notIn':
        return `(${left} not in ${right})`;
      case 'contains':
        return `contains(${left}, ${right})`;
      case 'doesNotContain':
        return `(not contains(${left}, ${right}))`;
      default: {
        // Days compare as numbers here: texts have no order in this language.
        const sign = {
          equal: '==',
          notEqual: '!=',
          lessThan: '<',
          lessThanInclusive: '<=',
          greaterThan: '>',
          greaterThanInclusive: '>=',
        }[node.operator];
        const dated = node.left.name.shape === 'date' && sign !== '==' && sign !== '!=';
        return dated ? `(date(${left}) ${sign} date(${right}))` : `(${left} ${sign} ${right})`;
      }
    }
  };
  const decisionOf = (member: boolean) => {
    const own = rules.filter((rule) => rule.member === member);
    const expressions = own.map((rule, index) => ({ id: `e${index}`, key: `r${index}`, value: text(rule.node) }));
    const content = {
      nodes: [
        { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
        { id: 'x', name: 'x', type: 'expressionNode', position: { x: 1, y: 0 }, content: { expressions } },
        { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
      ],
      edges: [
        { id: 'a', type: 'edge', sourceId: 'in', targetId: 'x' },
        { id: 'b', type: 'edge', sourceId: 'x', targetId: 'out' },
      ],
    };
    const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
    return async (facts: Record<string, unknown>) => {
      if (own.length === 0) return [];
      const { result } = (await decision.evaluate(facts)) as { result: Record<string, unknown> };
      return own.map((_, index) => result[`r${index}`] === true);
    };
  };
  const [household, member] = [decisionOf(false), decisionOf(true)];
  return async (facts) => {
    const held = await household(facts.household);
    for (const each of facts.members) held.push(...(await member(each)));
    return held;
  };
}

/** Where each peer's verdict belongs: the plan of the rule that it is a reading of. */
export function planOf(ruleSet: RuleSet, rule: PeerRule): RulePlan | undefined {
  return ruleSet.rules.find((plan) => plan.id === rule.id.slice(0, rule.id.lastIndexOf('#')));
}
