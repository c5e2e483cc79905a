import { plain } from '../../src/base/value.js';
import type { Judged } from '../../src/decision/evaluation.js';
import { type Subject, UNLISTED, type Use } from '../../src/household/values.js';
import type { RulePlan } from '../../src/plan/plan.js';
import type { Status } from '../../src/schema/decision.js';
import { clashIn } from '../../src/snapshot/implies.js';
import { type Random, random } from './random.js';
import { factValues, parameterValues, type Setting } from './values.js';
import { judgeWorld, supplied, useText, type World } from './world.js';

/** The values worth trying for one missing name of this household. */
export function valuesFor(world: World, { ref }: Use): readonly unknown[] {
  if (ref.name.name === 'householdSize')
    return [1, 2, 3].map((more) => Math.max(1, world.household.members.length) + more - 1);
  const parameters = Object.fromEntries([...world.parameters].map(([name, { value }]) => [name, plain(value)]));
  const size = world.household.given.get('householdSize')?.value;
  const persons = Number(plain(size ?? null)) || Math.max(1, world.household.members.length);
  const setting: Setting = {
    parameters,
    asOf: world.household.asOf,
    persons,
    known: (name) => world.household.given.get(name.name)?.value ?? null,
  };
  if (ref.name.scope !== 'parameter') return factValues(world.space, ref.name, setting);
  // The line may lie anywhere: what the household's own facts are compared with is tried too.
  const near =
    ref.name.shape === 'number' || ref.name.shape === 'date' ? factValues(world.space, ref.name, setting) : [];
  return [...new Set([...parameterValues(ref.name), ...near])];
}

/** The status of one rule for one subject. */
export function statusIn(world: World, rule: RulePlan, subject: Subject): Status | undefined {
  return judgeWorld(world, [rule]).find((entry) => entry.instance.subject === subject)?.outcome.status;
}

/**
 * Looks for a completion of the other open names in which the value of `use` decides the status: some value of it gives
 * another status than not knowing it does. Tries none, then single ones, then many at random. Completions may contradict
 * what one fact implies of another (a pregnant man): questions do not look that far, and may ask one name too many for it.
 */
export function isPivotal(world: World, judged: Judged, use: Use, tries = 4000): boolean {
  const { rule, subject } = judged.instance;
  if (subject === UNLISTED) return isPivotalForUnlisted(world, judged, use, tries);
  const source = random(1);
  const decides = (completed: World): boolean => {
    const without = statusIn(completed, rule, subject);
    return waysToSupply(completed, use, source, true).some((known) => statusIn(known, rule, subject) !== without);
  };
  if (decides(world)) return true;
  const others = judged.open.filter((other) => useText(other) !== useText(use));
  if (others.some((other) => waysToSupply(world, other, source, true).some(decides))) return true;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const completed = others.reduce(
      (known, other) => (source.chance(0.2) ? known : source.pick(waysToSupply(known, other, source, true))),
      world,
    );
    if (decides(completed)) return true;
  }
  return false;
}

/** What is asked of members who are not listed is asked of one of them: a further member of whom nothing is known. */
function isPivotalForUnlisted(world: World, { instance }: Judged, use: Use, tries: number): boolean {
  const { household } = world;
  const listed: World = {
    ...world,
    household: {
      ...household,
      members: [...household.members, { id: 'last', given: new Map() }],
    },
  };
  const judged = judgeWorld(listed, [instance.rule]).find(
    (entry) => entry.instance.subject === household.members.length,
  );
  if (judged === undefined) return false;
  if (use.ref.name.name !== 'members') return isPivotal(listed, judged, use, tries);
  return judged.open.some((own) => own.subject === household.members.length && isPivotal(listed, judged, own, tries));
}

/** The worlds in which one more thing is known, each with another value of it. */
export function waysToSupply(world: World, use: Use, source: Random, evenOdd = false): readonly World[] {
  if (use.ref.name.name !== 'members')
    return valuesFor(world, use)
      .map((value) => supplied(world, use, value))
      .filter((known) => evenOdd || isConsistent(known));
  return [0, 1, 2, 3].map(() => withLastMember(world, (values) => source.pick(values)));
}

/** The household with one more member, of whom everything is known that is asked, and nobody else. */
export function withLastMember(world: World, choose: (values: readonly unknown[]) => unknown): World {
  const { household, space } = world;
  const subject = household.members.length;
  const listed: World = {
    ...world,
    household: {
      ...household,
      members: [...household.members, { id: 'last', given: new Map() }],
      membersComplete: true,
    },
  };
  return space.member.reduce<World>((known, name) => {
    const use: Use = { ref: { name, scope: 'member' }, subject };
    const more = supplied(known, use, choose(valuesFor(known, use)));
    return isConsistent(more) ? more : known;
  }, listed);
}

/** Whether no fact contradicts another. */
export function isConsistent({ ruleSet, household }: World): boolean {
  const consistent = ruleSet.reader.implications;
  return (
    clashIn(consistent.household, (fact) => household.given.get(fact)?.value) === null &&
    household.members.every(({ given }) => clashIn(consistent.member, (fact) => given.get(fact)?.value) === null)
  );
}
