import fc from 'fast-check';
import { readValue } from '../../src/household/read-value.js';
import type { PlanName, RuleSet, TestNode } from '../../src/plan/plan.js';
import { test } from '../../src/plan/truths.js';
import { type Consistency, meet } from '../../src/snapshot/implies.js';
import { isSupplied } from '../../src/snapshot/names.js';
import { type Random, random } from './random.js';
import { type Space, spaceOf } from './space.js';
import { dayAfter, factValues, operandValue, type Parameters, parameterValues, type Setting } from './values.js';

/** One generated input of a decision: valid, and hard where it can be. */
export interface GeneratedCase {
  readonly seed: number;
  readonly household: Readonly<Record<string, unknown>>;
  readonly options: { readonly parameters: Parameters; readonly adopt?: Readonly<Record<string, string>> };
}

export interface GenerateOptions {
  /** How likely a fact or a parameter is missing; when absent each case picks its own from none to nearly all. */
  readonly missing?: number;
  /** Whether readings may be adopted. Default true. */
  readonly adopt?: boolean;
}

/**
 * One case for a rule set: a household of 0 to 4 listed members, parameters and perhaps adopted readings. Numbers and days
 * lie on, just below and just above the lines that the rules draw. Equal seeds give equal cases.
 */
export function generateCase(ruleSet: RuleSet, seed: number, options: GenerateOptions = {}): GeneratedCase {
  const space = spaceOf(ruleSet);
  const source = random(seed);
  const missing = options.missing ?? source.pick([0, 0.05, 0.2, 0.5, 0.9]);
  const absent = () => source.chance(missing);

  const asOf = dayAfter(source.pick(space.days), source.pick([-1, 0, 0, 0, 1]));
  const persons = source.int(5);
  const plain: Record<string, unknown> = {};
  for (const name of space.parameters)
    if (isSupplied(name) && !absent()) plain[name.name] = source.pick(parameterValues(name));
  const household: Record<string, unknown> = { id: `h${seed}`, asOf };
  const known = (name: PlanName) =>
    name.part === undefined && name.scope === 'household'
      ? (readValue(name, household[name.key], [], [])?.value ?? null)
      : null;
  const setting: Setting = { parameters: plain, asOf, persons: Math.max(1, persons), known };

  const aimed = aim(space, setting, source);
  const fill = (names: readonly PlanName[], scope: 'household' | 'member', record: Record<string, unknown>) => {
    for (const name of names) {
      if (absent()) {
        if (source.chance(0.1) && name.part === undefined) record[name.key] = null;
        continue;
      }
      const value = name.perClause
        ? answers(space, name, scope, source)
        : written(name, source.pick(aimed(name)), source);
      if (value === undefined) continue;
      if (name.part === undefined) record[name.key] = value;
      else record[name.key] = { ...(record[name.key] as object | undefined), [name.part]: value };
    }
  };
  fill(
    space.household.filter((name) => name.name !== 'householdSize'),
    'household',
    household,
  );
  const asked = space.household.filter((name) => space.clauses.get(name.name)?.some(({ scope }) => scope === 'member'));
  const members = Array.from({ length: persons }, (_, index) => {
    const member: Record<string, unknown> = { id: `m${index + 1}` };
    fill([...space.member, ...asked], 'member', member);
    return member;
  });
  if (persons > 0 || source.chance(0.5)) household.members = members;
  // A household may count more persons than it lists.
  if (!absent()) household.householdSize = Math.max(1, persons) + (source.chance(0.15) ? 1 + source.int(2) : 0);
  if (!absent() && source.chance(0.5))
    household.taperDecision ??= { startMonth: '2020-03', months: source.pick([6, 12, 3]) };

  const { household: ofHousehold, member: ofMember } = ruleSet.reader.implications;
  const order = random(seed);
  for (const record of [household, ...members])
    withoutClash(record === household ? ofHousehold : ofMember, record, order);

  const adopt = options.adopt === false ? {} : adoptions(ruleSet, source);
  const parameters = Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, dated(value, asOf, source)]),
  );
  return { seed, household, options: { parameters, ...(Object.keys(adopt).length === 0 ? {} : { adopt }) } };
}

/** Leaves out values that contradict others, of those facts that come first in an order by chance. */
function withoutClash(consistent: Consistency, record: Record<string, unknown>, order: Random): void {
  const facts = order.chance(0.5) ? consistent.facts : [...consistent.facts].reverse();
  const met = new Int32Array(consistent.words);
  for (const fact of facts) {
    const written = record[fact];
    const value = typeof written === 'object' && written !== null && 'value' in written ? written.value : written;
    const literal = consistent.literal(fact, value);
    if (literal >= 0 && !meet(consistent, met, literal)) delete record[fact];
  }
}

/**
 * Values that lead somewhere: most cases aim at one rule, and take for the facts it tests, more often than not, values that
 * pass its tests. Chance alone would hardly ever fulfil six conditions at once.
 */
function aim(space: Space, setting: Setting, source: Random): (name: PlanName) => readonly unknown[] {
  const { ruleSet } = space;
  const wanted = new Map<string, TestNode[]>();
  const tests = source.chance(0.2) ? [] : [...(ruleSet.addressee?.tests ?? []), ...source.pick(ruleSet.rules).tests];
  for (const node of tests) wanted.set(node.left.name.name, [...(wanted.get(node.left.name.name) ?? []), node]);
  return (name) => {
    const values = factValues(space, name, setting);
    const nodes = wanted.get(name.name) ?? [];
    if (nodes.length === 0 || source.chance(0.1)) return values;
    const passes = (value: unknown, node: TestNode) =>
      test(node.operator, readValue(name, value, [], [])?.value ?? null, operandValue(ruleSet, node.right, setting)) ===
      true;
    const all = values.filter((value) => nodes.every((node) => passes(value, node)));
    const some = all.length > 0 ? all : values.filter((value) => nodes.some((node) => passes(value, node)));
    return some.length > 0 ? some : values;
  };
}

/** The same as an arbitrary of fast-check. A failing case is named by its seed. */
export function caseOf(ruleSet: RuleSet, options: GenerateOptions = {}): fc.Arbitrary<GeneratedCase> {
  return fc.integer({ min: 0, max: 0x7fffffff }).map((seed) => generateCase(ruleSet, seed, options));
}

/** A fact that is answered clause by clause: one answer for all, or one for some of the clauses that ask. */
function answers(space: Space, name: PlanName, scope: 'household' | 'member', source: Random): unknown {
  const asking = (space.clauses.get(name.name) ?? []).filter((entry) => entry.scope === scope);
  if (asking.length === 0) return undefined;
  const answer = () => written(name, source.pick(['yes', 'no']), source);
  if (source.chance(0.3)) return answer();
  return Object.fromEntries(asking.filter(() => source.chance(0.7)).map(({ clause }) => [clause, answer()]));
}

/** The ways in which people write the same value. */
function written(name: PlanName, value: unknown, source: Random): unknown {
  if (name.type === 'finding' && source.chance(0.3)) return { value, authority: '镇人民政府', date: '2020-05-12' };
  if (name.shape === 'number' && name.type !== 'integer' && source.chance(0.2)) return Number(value);
  if (name.entryKey !== undefined && Array.isArray(value) && source.chance(0.1)) return [...value, {}];
  return value;
}

/** A value for all dates, or one of several dated ones: in force, ended, not yet begun, or a hole. */
function dated(value: unknown, asOf: string, source: Random): unknown {
  if (!source.chance(0.3)) return value;
  const [before, after] = [dayAfter(asOf, -1), dayAfter(asOf, 1)];
  return source.pick([
    [{ from: '2010-01-01', value, source: 'notice' }],
    [{ from: asOf, until: asOf, value }],
    [
      { until: before, value: null },
      { from: asOf, value },
    ],
    [{ from: '2010-01-01', until: before, value }],
    [{ from: after, value }],
  ]);
}

function adoptions(ruleSet: RuleSet, source: Random): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const { id, readings } of ruleSet.rules)
    if (readings.length > 0 && source.chance(0.2)) chosen[id] = source.pick(readings).id;
  return chosen;
}
