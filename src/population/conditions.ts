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
 * What decides which names an outcome of a rule still asks for: two subjects with the same bytes here are
 * asked for the same names.
 */
export interface Dependencies {
  /** Bytes of the household, or of the member at hand. */
  readonly own: readonly ResultColumn[];
  /** Bytes of every listed member: the rule asks after all of them. */
  readonly ofMembers: readonly ResultColumn[];
  /** False where bytes cannot tell; such a rule is always asked afresh. */
  readonly isSound: boolean;
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
  const own = new Set<ResultColumn>();
  const ofMembers = new Set<ResultColumn>();
  let isSound = true;
  const note = (node: Node | null, whose: Set<ResultColumn>) => {
    if (node === null) isSound = false;
    else {
      const added = put(node);
      // What is asked of the household is the same for every member.
      (added.level === 'household' ? own : whose).add(added);
    }
  };
  const known = (ref: Ref, whose: Set<ResultColumn>): void => {
    if (ref.name.name === 'asOf') return;
    note(knownTest(ref), whose);
    for (const node of areaTests(ruleSet, ref)) note(node, own);
    if (ref.name.given || ref.name.scope === 'parameter') return;
    const formula = ref.name.formulas[0];
    if (formula === undefined) return;
    const used = formulaNames(formula.expr);
    const refOf = (written: string): Ref | null => {
      const name = ruleSet.names.get(written);
      return name === undefined ? null : { name, scope: name.scope === 'member' ? 'member' : 'household' };
    };
    for (const input of used.household.map(refOf)) if (input !== null) known(input, whose);
    for (const input of used.members.map(refOf)) if (input !== null) known(input, ofMembers);
  };
  const sides = rule.readings.flatMap(({ force, conditions }) => [force, conditions]);
  const tests = [
    ...(ruleSet.addressee?.tests ?? []),
    ...[rule.scope, rule.force, rule.conditions, ...sides, ...when].flatMap(testsOf),
  ];
  for (const node of tests) {
    note(node, own);
    for (const ref of refsOf(node)) for (const more of areaTests(ruleSet, ref)) note(more, own);
    const isPlain =
      node.right.kind === 'constant' &&
      (node.left.name.given || node.left.name.scope === 'parameter' || node.left.name.name === 'asOf');
    if (!isPlain) for (const ref of refsOf(node)) known(ref, own);
  }
  for (const node of orderTests(tests)) note(node, own);
  return { own: [...own], ofMembers: [...ofMembers], isSound };
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
