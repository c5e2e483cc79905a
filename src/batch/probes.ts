import { exact, exactText, isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import { formulaNames } from '../formula/index.js';
import { AS_OF } from '../plan/names.js';
import { AREA } from '../plan/parameter-on.js';
import type { Node, PlanName, Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { withRules } from '../plan/tables.js';
import type { Operator } from '../schema/rule-set.js';

type Level = 'household' | 'member';

/** One thing that is read off a row besides the statuses of the rules: the truth of a condition, as a byte (0, 1, 3). */
export interface Probe {
  readonly level: Level;
  /** Its place among the status bytes of its level. */
  readonly slot: number;
}

/** Where a rule bears on a programme or a flag; `when` is null where it always does. */
export interface TargetProbe {
  readonly id: string;
  readonly when: Probe | null;
}

/** A rule as it is read off the status bytes. */
export interface RuleProbe {
  readonly rule: RulePlan;
  readonly level: Level;
  readonly slot: number;
  readonly programmes: readonly TargetProbe[];
  readonly flags: readonly TargetProbe[];
  /** Whether the rule speaks of the household at all; null where that is never in doubt. */
  readonly addressed: Probe | null;
  readonly evidence: Evidence;
}

/**
 * What decides which names an outcome of a rule still asks for: two subjects with the same bytes here are
 * asked for the same names.
 */
export interface Evidence {
  /** Bytes of the household, or of the member at hand. */
  readonly own: readonly Probe[];
  /** Bytes of every listed member: the rule asks after all of them. */
  readonly ofMembers: readonly Probe[];
  /** False where bytes cannot tell; such a rule is always asked afresh. */
  readonly isSound: boolean;
}

/** A rule set whose statuses, beside those of the rules themselves, are the probes. */
export interface Probed {
  readonly ruleSet: RuleSet;
  readonly rules: readonly RuleProbe[];
  /** Programmes that a clause names without saying who gets them, and whether that clause is in force on the day. */
  readonly named: readonly { readonly id: string; readonly inForce: Probe }[];
  /** Status bytes of the household, and of each member. */
  readonly counts: Readonly<Record<Level, number>>;
}

/**
 * Adds to a rule set one pseudo-rule for each condition that a result line depends on. Whom the instrument addresses
 * becomes part of each rule, so that it does not cover the probes.
 */
export function probe(ruleSet: RuleSet): Probed {
  const counts: Record<Level, number> = { household: 0, member: 0 };
  const own = ruleSet.rules.map((rule) => ({ rule, level: rule.rule.subject, slot: counts[rule.rule.subject]++ }));
  const pseudo: RulePlan[] = [];
  const made = new Map<string, Probe>();
  const put = (node: Node): Probe => {
    const level: Level = refsOf(node).some((ref) => ref.scope === 'member') ? 'member' : 'household';
    const key = nodeKey(node);
    const found = made.get(key);
    if (found !== undefined) return found;
    const added: Probe = { level, slot: counts[level]++ };
    made.set(key, added);
    pseudo.push(pseudoRule(node, level, pseudo.length));
    return added;
  };
  const targets = (list: RulePlan['programmes']): TargetProbe[] =>
    list.map(({ id, when }) => ({ id, when: when === null ? null : put(when) }));
  const addressed = ruleSet.addressee?.conditions ?? null;
  const addressedOf = (node: Node | null) => (node === null ? null : put(node));
  const rules = own.map(({ rule, level, slot }) => ({
    rule,
    level,
    slot,
    programmes: targets(rule.programmes),
    flags: targets(rule.flags),
    addressed: addressedOf(both(addressed, rule.scope)),
    evidence: evidenceOf(ruleSet, rule, put),
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
  const real = ruleSet.rules.map((rule) => ({ ...rule, scope: both(addressed, rule.scope) }));
  return { ruleSet: withRules({ ...ruleSet, addressee: null }, [...real, ...pseudo]), rules, named, counts };
}

function pseudoRule(conditions: Node, level: Level, index: number): RulePlan {
  const id = `probe-${index}`;
  const text = { zh: id, en: id };
  const cite = { section: id, anchor: id };
  return {
    id,
    rule: {
      id,
      kind: 'definition',
      subject: level,
      modality: 'may',
      cite,
      name: text,
      summary: text,
      event: { type: 'duty' },
    },
    scope: null,
    force: null,
    issued: null,
    conditions,
    readings: [],
    marks: [],
    programmes: [],
    flags: [],
    tests: [],
  };
}

function evidenceOf(ruleSet: RuleSet, rule: RulePlan, put: (node: Node) => Probe): Evidence {
  const own = new Set<Probe>();
  const ofMembers = new Set<Probe>();
  let isSound = true;
  const note = (node: Node | null, whose: Set<Probe>) => {
    if (node === null) isSound = false;
    else {
      const added = put(node);
      // What is asked of the household is the same for every member.
      (added.level === 'household' ? own : whose).add(added);
    }
  };
  const known = (ref: Ref, whose: Set<Probe>): void => {
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
  const limbs = [...rule.programmes, ...rule.flags].map(({ when }) => when);
  const tests = [
    ...(ruleSet.addressee?.tests ?? []),
    ...[rule.scope, rule.force, rule.conditions, ...sides, ...limbs].flatMap(testsIn),
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

function testsIn(node: Node | null): TestNode[] {
  if (node === null) return [];
  return node.kind === 'test' ? [node] : node.kind === 'not' ? testsIn(node.part) : node.parts.flatMap(testsIn);
}

function refsOf(node: Node): Ref[] {
  return testsIn(node).flatMap(({ left, right }) => (right.kind === 'ref' ? [left, right.ref] : [left]));
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
