import { answer, forceTruths, isNotInForce, subjectsOf } from '../../src/answer/direct.js';
import { type DecideOptions, prepare } from '../../src/answer/prepare.js';
import type { Truth } from '../../src/base/truth.js';
import type { Evaluation, Instance, Judged } from '../../src/decision/evaluation.js';
import { judgeAll } from '../../src/decision/outcome.js';
import type { Facts, Household } from '../../src/household/household.js';
import { readValue } from '../../src/household/read-value.js';
import { type Resolved, resolved } from '../../src/household/resolved.js';
import { createValues, HOUSEHOLD, type Subject, type Use, useKey, type Values } from '../../src/household/values.js';
import type { DatedParameter, PlanName, RulePlan, RuleSet } from '../../src/plan/plan.js';
import { type Space, spaceOf } from './space.js';

/**
 * A household, its parameters and its adopted readings, read: what decisions are made from. Cheap to change one fact at a
 * time, so that properties can look at thousands of neighbours of a household.
 */
export interface World {
  readonly ruleSet: RuleSet;
  readonly space: Space;
  readonly household: Household;
  readonly parameters: ReadonlyMap<string, DatedParameter>;
  readonly adopted: Evaluation['adopted'];
  readonly parametersDigest: string;
}

export function worldOf(ruleSet: RuleSet, snapshot: unknown, options: DecideOptions): World {
  const { values, adopted, parametersDigest } = prepare(ruleSet, snapshot, options);
  const space = spaceOf(ruleSet);
  const parameters = new Map<string, DatedParameter>();
  for (const name of space.parameters) {
    const { parameter } = values.get({ name, scope: 'household' }, HOUSEHOLD);
    if (parameter !== undefined) parameters.set(name.name, parameter);
  }
  return { ruleSet, space, household: values.household, parameters, adopted, parametersDigest };
}

export function valuesOf({ ruleSet, household, parameters }: World): Values {
  return createValues(ruleSet.tables.names, household, { on: (name) => parameters.get(name), byArea: () => null });
}

/** The tests answered one after the other, without an engine. */
export function evaluationOf(world: World, rules: readonly RulePlan[] = world.ruleSet.rules): Evaluation {
  const { ruleSet, adopted, parametersDigest } = world;
  const values = valuesOf(world);
  const addressee = (ruleSet.addressee?.tests ?? []).map((node) => answer(node, values, HOUSEHOLD));
  const instances: Instance[] = [];
  for (const rule of rules) {
    const force = forceTruths(rule, values);
    const closed = isNotInForce(rule, force);
    for (const subject of subjectsOf(rule, values)) {
      const truths: Truth[] = closed ? force : rule.tests.map((node) => answer(node, values, subject));
      instances.push({ rule, subject, truths });
    }
  }
  return { ruleSet, values, addressee, instances, adopted, parametersDigest };
}

export function judgeWorld(world: World, rules?: readonly RulePlan[]): Judged[] {
  return judgeAll(evaluationOf(world, rules));
}

/** Every name that the rules can ask and this household leaves unknown: facts of the household and of each listed member, parameters. */
export function missingUses(world: World): Use[] {
  const { space, household } = world;
  const values = valuesOf(world);
  const uses: Use[] = [];
  const add = (name: PlanName, scope: 'household' | 'member', subject: Subject) => {
    const clauses = name.perClause
      ? (space.clauses.get(name.name) ?? []).filter((entry) => entry.scope === scope).map((entry) => entry.clause)
      : [undefined];
    for (const clause of clauses) {
      const ref = { name, scope, ...(clause === undefined ? {} : { clause }) };
      if (values.get(ref, subject).value === null) uses.push({ ref, subject });
    }
  };
  for (const name of space.household) {
    // By convention a list of members stands for all of them unless the household counts more.
    if (name.name === 'householdSize' && household.members.length > 0) continue;
    add(name, 'household', HOUSEHOLD);
  }
  for (const name of space.parameters) add(name, 'household', HOUSEHOLD);
  for (const [index] of household.members.entries())
    for (const name of [...space.member, ...space.household.filter((each) => each.perClause)])
      add(name, 'member', index);
  return uses;
}

/** The same world with one more thing known. `written` is as a snapshot or a parameter list writes it. */
export function supplied(world: World, { ref, subject }: Use, written: unknown): World {
  const { household } = world;
  const value = readValue(ref.name, written, [], []) ?? resolved(null, 'given');
  if (ref.name.scope === 'parameter') {
    return { ...world, parameters: new Map(world.parameters).set(ref.name.name, { value: value.value, by: 'test' }) };
  }
  const key = ref.clause === undefined ? ref.name.name : `${ref.name.name}#${ref.clause}`;
  const changed = subject === HOUSEHOLD ? withFact(household.given, key, value) : household.given;
  const members = household.members.map((member, index) =>
    index === subject ? { ...member, given: withFact(member.given, key, value) } : member,
  );
  return { ...world, household: { ...household, given: changed, members } };
}

function withFact(given: Facts, key: string, value: Resolved): Facts {
  return new Map(given).set(key, value);
}

/** One text for one use, for comparing lists of names. */
export function useText(use: Use): string {
  return useKey(use.ref, use.subject);
}
