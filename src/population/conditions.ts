import { exact, exactText, isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import { formulaNames } from '../formula/index.js';
import { AREA } from '../household/parameter-on.js';
import type { Wanted } from '../kernel/lower.js';
import type { Node, PlanName, Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { refsOf as refsOfTest, testsOf } from '../plan/truths.js';
import type { Operator } from '../schema/rule-set.js';
import { AS_OF } from '../snapshot/names.js';

type Level = 'household' | 'member';

/** A column of results: the statuses of a rule, or the truths of a condition, as bytes (0 false, 1 unknown, 3 true). */
export interface ResultColumn {
  readonly level: Level;
  /** Its place among the results of the kernel: first those of the rules, then the conditions. */
  readonly index: number;
}

/** Where a rule bears on a programme or a flag; `when` is null where it always does. */
export interface TargetColumn {
  readonly id: string;
  readonly when: ResultColumn | null;
  /** What the names depend on that the rule asks for on behalf of this target alone. */
  readonly dependencies: Dependencies;
}

/** A rule as it is read off the results. */
export interface RuleColumns extends ResultColumn {
  readonly rule: RulePlan;
  readonly programmes: readonly TargetColumn[];
  readonly flags: readonly TargetColumn[];
  /** Whether the rule speaks of the household at all; null where that is never in doubt. */
  readonly addressed: ResultColumn | null;
  readonly dependencies: Dependencies;
}

/**
 * What decides which names an outcome of a rule still asks for: two subjects with the same truths here are asked for the same
 * names. What lies within a condition bears on that only where the condition is undecided.
 */
export interface Dependencies {
  readonly parts: readonly Dependency[];
  /** Whether truths of every listed member are among them. */
  readonly asksMembers: boolean;
  /** False where truths cannot tell; such a rule is always asked afresh. */
  readonly isSound: boolean;
}

export interface Dependency extends ResultColumn {
  /** Looked at where the truth is unknown: the parts of a condition, or what is behind the sides of a test. */
  readonly within: readonly Dependency[];
  /** Whether it is looked at for every listed member: the rule asks after all of them. */
  readonly ofEach: boolean;
}

/** What is read off the results of a chunk: the rules, and the conditions that are answered beside them. */
export interface Conditions {
  readonly wanted: readonly Wanted[];
  readonly rules: readonly RuleColumns[];
  /** Programmes that a clause names without saying who gets them, and whether that clause is in force on the day. */
  readonly named: readonly { readonly id: string; readonly inForce: ResultColumn }[];
}

/** The conditions that verdicts and questions depend on, beside the statuses of the rules; equal ones once. */
export function conditionsOf(ruleSet: RuleSet): Conditions {
  const wanted: Wanted[] = [];
  const made = new Map<string, ResultColumn>();
  const put = (node: Node): ResultColumn => {
    const level: Level = refsOf(node).some((ref) => ref.scope === 'member') ? 'member' : 'household';
    const key = nodeKey(node);
    const found = made.get(key);
    if (found !== undefined) return found;
    const added: ResultColumn = { level, index: ruleSet.rules.length + wanted.length };
    made.set(key, added);
    wanted.push({ node, level });
    return added;
  };
  const targets = (rule: RulePlan, list: RulePlan['programmes']): TargetColumn[] =>
    list.map(({ id, when }) => ({
      id,
      when: when === null ? null : put(when),
      dependencies: dependenciesOf(ruleSet, rule, [when], put),
    }));
  const addressed = ruleSet.addressee?.conditions ?? null;
  const addressedOf = (node: Node | null) => (node === null ? null : put(node));
  const rules = ruleSet.rules.map((rule, index) => ({
    rule,
    level: rule.rule.subject,
    index,
    programmes: targets(rule, rule.programmes),
    flags: targets(rule, rule.flags),
    addressed: addressedOf(both(addressed, rule.scope)),
    dependencies: dependenciesOf(
      ruleSet,
      rule,
      [...rule.programmes, ...rule.flags].map(({ when }) => when),
      put,
    ),
  }));
  const asOf = ruleSet.names.get(AS_OF.name);
  const named = ruleSet.tables.targets.programmes.flatMap(({ id, named: clauses }) =>
    asOf === undefined
      ? []
      : clauses.map(({ from }) => ({
          id,
          inForce: put(compare({ name: asOf, scope: 'household' }, 'greaterThanInclusive', from)),
        })),
  );
  return { wanted, rules, named };
}

/** @param when the conditions of the targets that are looked at */
function dependenciesOf(
  ruleSet: RuleSet,
  rule: RulePlan,
  when: readonly (Node | null)[],
  put: (node: Node) => ResultColumn,
): Dependencies {
  let [isSound, asksMembers] = [true, false];
  const dependency = (node: Node, within: readonly Dependency[], ofEach = false): Dependency => {
    const { level, index } = put(node);
    // What is asked of the household is the same for every member.
    const isOfEach = ofEach && level === 'member';
    asksMembers ||= isOfEach;
    return { level, index, within, ofEach: isOfEach };
  };
  const known = (ref: Ref, ofEach: boolean): readonly Dependency[] => {
    const { name } = ref;
    if (name.name === AS_OF.name) return [];
    const test = knownTest(ref);
    if (test === null) {
      isSound = false;
      return [];
    }
    const areas = areaTests(ruleSet, ref).map((node) => dependency(node, []));
    const formula = name.given || name.scope === 'parameter' ? undefined : name.formulas[0];
    const used = formula === undefined ? { household: [], members: [] } : formulaNames(formula.expr);
    const inputs = (names: Iterable<string>, ofAll: boolean) =>
      [...names].flatMap((written) => {
        const input = ruleSet.names.get(written);
        return input === undefined
          ? []
          : known({ name: input, scope: input.scope === 'member' ? 'member' : 'household' }, ofAll);
      });
    return [dependency(test, [...areas, ...inputs(used.household, ofEach), ...inputs(used.members, true)], ofEach)];
  };
  const ofTest = (node: TestNode): Dependency => {
    const { left, right } = node;
    const isPlain =
      right.kind === 'constant' &&
      (left.name.given || left.name.scope === 'parameter' || left.name.name === AS_OF.name);
    const refs = refsOfTest(node);
    return dependency(node, [
      ...refs.flatMap((ref) => areaTests(ruleSet, ref)).map((more) => dependency(more, [])),
      ...(isPlain ? [] : refs.flatMap((ref) => known(ref, false))),
    ]);
  };
  const ofNode = (node: Node): Dependency => {
    if (node.kind === 'test') return ofTest(node);
    return dependency(node, (node.kind === 'not' ? [node.part] : node.parts).map(ofNode));
  };
  const conditions = [
    ruleSet.addressee?.conditions ?? null,
    rule.scope,
    rule.force,
    rule.conditions,
    ...rule.readings.flatMap((reading) => [reading.force, reading.conditions]),
    ...when,
  ].filter((node) => node !== null);
  const orders = orderTests(conditions.flatMap(testsOf));
  isSound &&= !orders.includes(null);
  const parts = [...conditions.map(ofNode), ...orders.flatMap((node) => (node === null ? [] : [dependency(node, [])]))];
  return { parts, asksMembers, isSound };
}

/**
 * Several tests of one unknown against other names: which answers go together depends on how those other values lie to
 * each other, and to zero. Null where that is no question of order.
 */
function orderTests(tests: readonly TestNode[]): (TestNode | null)[] {
  const asked = new Map<string, { ref: Ref; others: Map<string, Ref | Value> }>();
  const add = (ref: Ref, other: Ref | Value) => {
    const entry = asked.get(refKey(ref)) ?? { ref, others: new Map<string, Ref | Value>() };
    entry.others.set(isRef(other) ? refKey(other) : constantKey(other), other);
    asked.set(refKey(ref), entry);
  };
  for (const { left, right } of tests) {
    add(left, right.kind === 'ref' ? right.ref : right.value);
    if (right.kind === 'ref') add(right.ref, left);
  }
  return [...asked.values()].flatMap(({ ref, others }) => {
    const list = [...others.values()];
    const refs = list.filter(isRef);
    if (list.length < 2 || refs.length === 0) return [];
    if (ref.name.shape !== 'number' && ref.name.shape !== 'date' && ref.name.shape !== 'month') return [null];
    const lists = list.filter((other) => Array.isArray(other));
    if (lists.length > 0) return [null];
    const zero = ref.name.shape === 'number' ? [exact(0)] : [];
    return refs.flatMap((one, index) =>
      [
        ...refs.slice(index + 1),
        ...list.filter((other): other is Value => !isRef(other) && other !== null),
        ...zero,
      ].flatMap((other) => [compare(one, 'lessThan', other), compare(one, 'equal', other)]),
    );
  });
}

/**
 * What decides whether a parameter is open because the area is, and whether it may be missing even so: whether the area is
 * known, and the days from which and until which its values hold.
 */
function areaTests(ruleSet: RuleSet, { name }: Ref): TestNode[] {
  const dated = ruleSet.parameters.get(name.name) ?? [];
  const area = dated.find((entry) => entry.area !== undefined)?.area;
  const [place, day] = [AREA, AS_OF.name].map((written) => ruleSet.names.get(written));
  if (name.scope !== 'parameter' || area === undefined || place === undefined || day === undefined) return [];
  return [
    compare({ name: place, scope: 'household' }, 'equal', area),
    ...dated.flatMap(({ from, until }) => [
      ...(from === undefined ? [] : [compare({ name: day, scope: 'household' }, 'greaterThanInclusive', from)]),
      ...(until === undefined ? [] : [compare({ name: day, scope: 'household' }, 'lessThanInclusive', until)]),
    ]),
  ];
}

/** A test whose truth is unknown exactly while the name is; null where no such test can be put. */
function knownTest(ref: Ref): TestNode | null {
  const { name } = ref;
  switch (name.shape) {
    case 'boolean':
      return compare(ref, 'equal', true);
    case 'number':
      return compare(ref, 'equal', exact(0));
    case 'date':
      return compare(ref, 'equal', '2000-01-01');
    case 'month':
      return compare(ref, 'equal', '2000-01');
    case 'text': {
      const value = name.type === 'finding' ? 'yes' : name.values?.[0];
      return value === undefined ? null : compare(ref, 'equal', value);
    }
    case 'set': {
      const value = name.values?.[0];
      return value === undefined || name.scope === 'parameter' ? null : compare(ref, 'contains', value);
    }
  }
}

function compare(left: Ref, operator: Operator, right: Ref | Value): TestNode {
  return {
    kind: 'test',
    index: 0,
    left,
    operator,
    right: isRef(right) ? { kind: 'ref', ref: right } : { kind: 'constant', value: right },
  };
}

function isRef(value: Ref | Value): value is Ref {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'scope' in value;
}

function both(a: Node | null, b: Node | null): Node | null {
  return a === null || b === null ? (a ?? b) : { kind: 'all', parts: [a, b] };
}

function refsOf(node: Node): Ref[] {
  return testsOf(node).flatMap(refsOfTest);
}

function nodeKey(node: Node): string {
  switch (node.kind) {
    case 'test':
      return JSON.stringify([
        refKey(node.left),
        node.operator,
        node.right.kind === 'ref' ? refKey(node.right.ref) : constantKey(node.right.value),
      ]);
    case 'not':
      return JSON.stringify(['not', nodeKey(node.part)]);
    default:
      return JSON.stringify([node.kind, ...node.parts.map(nodeKey)]);
  }
}

function refKey({ name, scope, clause }: Ref): string {
  return `${(name satisfies PlanName).name}@${scope}#${clause ?? ''}`;
}

function constantKey(value: Value): string {
  return isExact(value) ? `number ${exactText(value)}` : JSON.stringify(value);
}
