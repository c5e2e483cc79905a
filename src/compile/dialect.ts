import { JiantuiError } from '../base/error.js';
import { compare, parseExact } from '../base/exact.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { Truth } from '../base/truth.js';
import { operators } from '../schema/words.js';
import { generateFunction } from './generate.js';

/** A rule as json-rules-engine has it, as far as its documented form is supported: see `docs/compile.md`. */
export interface EngineRule {
  readonly name?: string;
  readonly conditions: unknown;
  readonly event: EngineEvent;
  /** Rules of higher priority come first in the results; 1 when absent. */
  readonly priority?: number;
}

export interface EngineEvent {
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface EngineRuleResult {
  readonly name?: string;
  readonly event: EngineEvent;
  readonly priority: number;
  /** Null where facts that are missing leave it open. */
  readonly result: Truth;
}

export interface EngineResults {
  /** Events of the rules that hold. */
  readonly events: readonly EngineEvent[];
  /** Events of the rules that do not hold. Those of rules that are open stand in neither list. */
  readonly failureEvents: readonly EngineEvent[];
  readonly results: readonly EngineRuleResult[];
}

type Facts = Readonly<Record<string, unknown>>;
type Operator = (typeof operators)[number];
type Side = { readonly kind: 'fact'; readonly name: string } | { readonly kind: 'constant'; readonly value: unknown };
type Tree =
  | { readonly kind: 'test'; readonly operator: Operator; readonly left: Side; readonly right: Side }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Tree[] }
  | { readonly kind: 'not'; readonly part: Tree };

/**
 * Compiles json-rules-engine rules into one synchronous function over plain facts. A fact that is absent, null or
 * undefined is unknown, and so is every comparison with it.
 * @throws JiantuiError `bad-option` with everything that lies outside the supported form
 * @example
 * const run = compileRules([{ conditions: { all: [{ fact: 'age', operator: 'lessThan', value: 6 }] }, event: { type: 'free-entry' } }]);
 * run({ age: 5 }).events; // [{ type: 'free-entry' }]
 */
export function compileRules(rules: readonly EngineRule[]): (facts: Facts) => EngineResults {
  const issues: Issue[] = [];
  const read = rules.map((rule, index) => readRule(rule, ['rules', index], issues));
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
  const ordered = read
    .map((rule, index) => ({ ...rule, index }))
    .sort((a, b) => b.priority - a.priority || a.index - b.index);
  const evaluate =
    generateEvaluate(ordered.map((rule) => rule.tree)) ??
    ((facts: Facts, out: Uint8Array) => ordered.forEach((rule, index) => void (out[index] = bitsOf(rule.tree, facts))));
  const bits = new Uint8Array(ordered.length);
  return (facts) => {
    evaluate(facts, bits);
    const events: EngineEvent[] = [];
    const failureEvents: EngineEvent[] = [];
    const results = ordered.map(({ name, event, priority }, index): EngineRuleResult => {
      const result = bits[index] === 3 ? true : bits[index] === 0 ? false : null;
      if (result !== null) (result ? events : failureEvents).push(event);
      return { ...(name === undefined ? {} : { name }), event, priority, result };
    });
    return { events, failureEvents, results };
  };
}

const RULE_KEYS = ['name', 'conditions', 'event', 'priority'];
const TEST_KEYS = ['fact', 'operator', 'value', 'name', 'priority'];
const GROUP_KEYS = ['all', 'any', 'not', 'name', 'priority'];

type Path = (string | number)[];

function readRule(rule: EngineRule, path: Path, issues: Issue[]) {
  refuseKeys(rule, RULE_KEYS, path, issues);
  const { conditions } = rule;
  if (typeof conditions === 'object' && conditions !== null && 'fact' in conditions)
    issues.push({
      code: 'not-compilable',
      path: [...path, 'conditions'],
      found: 'a single test',
      expected: 'all, any or not',
    });
  if (typeof rule.event?.type !== 'string')
    issues.push({
      code: 'missing-key',
      path: [...path, 'event', 'type'],
      found: shown(rule.event?.type),
      expected: 'a text',
    });
  return { ...rule, priority: rule.priority ?? 1, tree: readTree(conditions, [...path, 'conditions'], issues) };
}

function readTree(raw: unknown, path: Path, issues: Issue[]): Tree {
  const none: Tree = { kind: 'any', parts: [] };
  if (typeof raw !== 'object' || raw === null) {
    issues.push({ code: 'wrong-type', path, found: shown(raw), expected: 'all, any, not or a test' });
    return none;
  }
  const node = raw as Record<string, unknown>;
  if ('fact' in node) return readTest(node, path, issues);
  refuseKeys(node, GROUP_KEYS, path, issues);
  if ('not' in node) return { kind: 'not', part: readTree(node.not, [...path, 'not'], issues) };
  const kind = 'all' in node ? 'all' : 'any';
  const parts = node[kind];
  if (!Array.isArray(parts) || parts.length === 0) {
    issues.push({
      code: 'empty-group',
      path: [...path, kind],
      found: shown(parts),
      expected: 'at least one condition',
    });
    return none;
  }
  return { kind, parts: parts.map((part, index) => readTree(part, [...path, kind, index], issues)) };
}

function readTest(node: Record<string, unknown>, path: Path, issues: Issue[]): Tree {
  refuseKeys(node, TEST_KEYS, path, issues);
  const { fact, operator, value } = node;
  const known = operators.find((each) => each === operator);
  if (known === undefined) {
    const suggestion = typeof operator === 'string' ? nearest(operator, operators) : undefined;
    issues.push({
      code: 'wrong-operator',
      path: [...path, 'operator'],
      found: shown(operator),
      expected: operators.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  if (typeof fact !== 'string')
    issues.push({ code: 'wrong-type', path: [...path, 'fact'], found: shown(fact), expected: 'the name of a fact' });
  let right: Side = { kind: 'constant', value };
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    refuseKeys(value, ['fact'], [...path, 'value'], issues);
    right = { kind: 'fact', name: String((value as { fact?: unknown }).fact) };
  } else if ((known === 'in' || known === 'notIn') && !Array.isArray(value)) {
    issues.push({ code: 'wrong-operand', path: [...path, 'value'], found: shown(value), expected: 'a list' });
  }
  return { kind: 'test', operator: known ?? 'equal', left: { kind: 'fact', name: String(fact) }, right };
}

// Paths, parameters of facts, named conditions, decorated operators: refused, not passed over.
function refuseKeys(object: object, valid: readonly string[], path: Path, issues: Issue[]): void {
  for (const key of Object.keys(object)) {
    if (!valid.includes(key))
      issues.push({ code: 'not-compilable', path: [...path, key], found: shown(key), expected: valid.join(', ') });
  }
}

/** One comparison: 0 false, 1 unknown, 3 true. */
const TESTS: Readonly<Record<Operator, (left: unknown, right: unknown) => boolean | null>> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  in: (a, b) => Array.isArray(b) && b.includes(a),
  notIn: (a, b) => !(Array.isArray(b) && b.includes(a)),
  contains: (a, b) => Array.isArray(a) && a.includes(b),
  doesNotContain: (a, b) => Array.isArray(a) && !a.includes(b),
  lessThan: (a, b) => ordered(a, b, (order) => order < 0),
  lessThanInclusive: (a, b) => ordered(a, b, (order) => order <= 0),
  greaterThan: (a, b) => ordered(a, b, (order) => order > 0),
  greaterThanInclusive: (a, b) => ordered(a, b, (order) => order >= 0),
};

// Numbers, and digits in texts, which are compared exactly. What is neither fulfils no order.
function ordered(a: unknown, b: unknown, test: (order: number) => boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return test(a - b === 0 || a === b ? 0 : a < b ? -1 : a > b ? 1 : Number.NaN);
  const [left, right] = [a, b].map((value) =>
    typeof value === 'number' || typeof value === 'string' ? parseExact(value) : null,
  );
  return left !== null && left !== undefined && right !== null && right !== undefined && test(compare(left, right));
}

function testBits(operator: Operator, left: unknown, right: unknown): number {
  if (left === null || left === undefined || right === null || right === undefined) return 1;
  return TESTS[operator](left, right) === true ? 3 : 0;
}

function sideValue(side: Side, facts: Facts): unknown {
  return side.kind === 'constant' ? side.value : Object.hasOwn(facts, side.name) ? facts[side.name] : undefined;
}

function bitsOf(tree: Tree, facts: Facts): number {
  switch (tree.kind) {
    case 'test':
      return testBits(tree.operator, sideValue(tree.left, facts), sideValue(tree.right, facts));
    case 'not':
      return (7 >>> (bitsOf(tree.part, facts) << 1)) & 3;
    case 'all':
      return tree.parts.reduce((bits, part) => bits & bitsOf(part, facts), 3);
    case 'any':
      return tree.parts.reduce((bits, part) => bits | bitsOf(part, facts), 0);
  }
}

function generateEvaluate(trees: readonly Tree[]): ((facts: Facts, out: Uint8Array) => void) | null {
  const names = new Map<string, string>();
  const constants: unknown[] = [];
  const side = (of: Side): string => {
    if (of.kind === 'constant') return `k${constants.push(of.value) - 1}`;
    const name = names.get(of.name) ?? `f${names.size}`;
    names.set(of.name, name);
    return name;
  };
  const text = (tree: Tree): string => {
    switch (tree.kind) {
      case 'test':
        return testText(tree, side);
      case 'not':
        return `(7 >>> (${text(tree.part)} << 1) & 3)`;
      case 'all':
        return `(${tree.parts.map(text).join(' & ')})`;
      case 'any':
        return `(${tree.parts.map(text).join(' | ')})`;
    }
  };
  const statements = trees.map((tree, index) => `  out[${index}] = ${text(tree)};`);
  const reads = [...names].map(([name, own]) => {
    const key = JSON.stringify(name);
    return `  const ${own} = ${name in {} ? `Object.hasOwn(facts, ${key}) ? facts[${key}] : undefined` : `facts[${key}]`};`;
  });
  const body = [
    'function make(constants, test) {',
    ...constants.map((_, index) => `  const k${index} = constants[${index}];`),
    '  return function (facts, out) {',
    ...[...reads, ...statements].map((line) => `  ${line}`),
    '  };',
    '}',
  ].join('\n');
  const make = generateFunction<
    (constants: readonly unknown[], test: typeof testBits) => (facts: Facts, out: Uint8Array) => void
  >(body, 'make');
  return make === null ? null : make(constants, testBits);
}

// The commonest comparisons are written out; the rest, and whatever is no number, asks the general function.
function testText({ operator, left, right }: Tree & { kind: 'test' }, side: (of: Side) => string): string {
  const [a, b] = [side(left), side(right)];
  const general = `test('${operator}', ${a}, ${b})`;
  const signs: Partial<Record<Operator, string>> = {
    lessThan: '<',
    lessThanInclusive: '<=',
    greaterThan: '>',
    greaterThanInclusive: '>=',
  };
  const sign = signs[operator];
  if (sign !== undefined)
    return `(typeof ${a} === 'number' && typeof ${b} === 'number' ? (${a} ${sign} ${b} ? 3 : 0) : ${general})`;
  if (operator === 'equal' || operator === 'notEqual') {
    const equals = operator === 'equal' ? '===' : '!==';
    return `(${a} === undefined || ${a} === null || ${b} === undefined || ${b} === null ? 1 : ${a} ${equals} ${b} ? 3 : 0)`;
  }
  return general;
}
