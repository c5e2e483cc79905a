import { describe, expect, it } from 'vitest';
import type { Judged } from '../../src/decision/evaluation.js';
import { formulaNames } from '../../src/formula/index.js';
import { HOUSEHOLD, UNLISTED, type Use } from '../../src/household/values.js';
import type { Status } from '../../src/schema/decision.js';
import { ruleSets } from '../support/check.js';
import { generateCase } from '../support/generate.js';
import { random } from '../support/random.js';
import { isPivotal, waysToSupply } from '../support/search.js';
import { scaled } from '../support/size.js';
import { judgeWorld, missingUses, useText, valuesOf, type World, worldOf } from '../support/world.js';

const HOUSEHOLDS = scaled(20);
const MISSING = [0.05, 0.2, 0.5, 0.9];

/** Households of which little or much is unknown; the same on every run. */
const worlds = (ruleSet: Parameters<typeof worldOf>[0]): World[] =>
  Array.from({ length: HOUSEHOLDS }, (_, seed) => {
    const { household, options } = generateCase(ruleSet, seed, { missing: MISSING[seed % MISSING.length] ?? 0.5 });
    return worldOf(ruleSet, household, options);
  });

/**
 * What an undetermined outcome lists is just what could still change it. Checked by trying: every missing name is supplied
 * with every value worth trying, and every listed name is shown to decide in some completion of the others.
 */
describe.each(ruleSets)('what is unresolved under %s', (_, ruleSet) => {
  it('changes by no name that is not listed; and no name at all changes what is settled', () => {
    const found = new Set<string>();
    for (const world of worlds(ruleSet)) {
      const before = judgeWorld(world);
      for (const use of [...missingUses(world), ...membersMissing(world)]) {
        if (contradicts(world, use)) continue;
        for (const known of waysToSupply(world, use, random(2))) {
          for (const [entry, status] of pairs(before, judgeWorld(known))) {
            if (status === entry.outcome.status || isDeniedByTime(entry, status, use)) continue;
            if (entry.outcome.status !== 'undetermined' || !isListed(entry, use))
              found.add(`${entry.outcome.clause}: ${useText(use)} turns ${entry.outcome.status} into ${status}`);
          }
        }
      }
    }
    expect([...found]).toEqual([]);
  });

  it('lists only names that decide the status in some completion of the others', () => {
    const idle = new Set<string>();
    for (const world of worlds(ruleSet)) {
      for (const entry of judgeWorld(world)) {
        for (const use of entry.open)
          if (!isPivotal(world, entry, use))
            idle.add(`${entry.outcome.clause}: ${useText(use)} among ${entry.open.map(useText).join(', ')}`);
      }
    }
    expect([...idle]).toEqual([]);
  });

  it('is listed by kind, is never empty, and lists the readings that would settle it', () => {
    for (const world of worlds(ruleSet)) {
      for (const { outcome, open, instance } of judgeWorld(world)) {
        expect(outcome.unresolved === undefined).toBe(outcome.status !== 'undetermined');
        if (outcome.unresolved === undefined) continue;
        const { facts, findings, parameters, readings } = outcome.unresolved;
        expect([...facts, ...findings, ...parameters].sort()).toEqual(
          [...new Set(open.map(({ ref }) => ref.name.name))].sort(),
        );
        for (const { ref } of open)
          expect({ fact: facts, finding: findings, parameter: parameters }[ref.name.kind]).toContain(ref.name.name);
        expect([facts, findings, parameters, readings].flat(), `${outcome.clause} of ${outcome.subject}`).not.toEqual(
          [],
        );
        for (const reading of instance.rule.readings) {
          const adopted = new Map(world.adopted).set(outcome.clause, { reading: reading.id, by: 'test' });
          const alone = judgeWorld({ ...world, adopted }, [instance.rule]).find(
            (entry) => entry.instance.subject === instance.subject,
          );
          if (!world.adopted.has(outcome.clause))
            expect(alone?.outcome.status !== 'undetermined', `${outcome.clause} as ${reading.id}`).toBe(
              readings.includes(reading.id),
            );
        }
      }
    }
  });
});

/** The list of members is a missing name of its own where there are, or may be, more than those listed. */
function membersMissing({ household, ruleSet }: World): Use[] {
  const members = ruleSet.names.get('members');
  return household.membersComplete || members === undefined
    ? []
    : [{ ref: { name: members, scope: 'household' }, subject: -1 }];
}

/** A name whose stand-in has been worked out from others already: learning it may contradict them. */
function contradicts(world: World, { ref }: Use): boolean {
  const values = valuesOf(world);
  return [...world.ruleSet.names.values()].some(
    (name) =>
      name.given &&
      name.formulas.some(({ expr }) => formulaNames(expr).household.includes(ref.name.name)) &&
      values.get({ name, scope: 'household' }, HOUSEHOLD).how === 'derived',
  );
}

/** Outcomes before and after, by rule and subject. Those of members who are not listed go when all are. */
function pairs(before: readonly Judged[], after: readonly Judged[]): [Judged, Status][] {
  const later = new Map(
    after.map((entry) => [`${entry.outcome.clause}@${entry.instance.subject}`, entry.outcome.status]),
  );
  return before.flatMap((entry): [Judged, Status][] => {
    const status = later.get(`${entry.outcome.clause}@${entry.instance.subject}`);
    return status === undefined || entry.instance.subject === UNLISTED ? [] : [[entry, status]];
  });
}

/** A name is listed by itself, or as the name that follows from it or may be worked out from it. */
function isListed({ open }: Judged, use: Use): boolean {
  return open.some(({ ref, subject }) => {
    if (useText({ ref, subject }) === useText(use)) return true;
    if (subject === use.subject && ref.name.implied?.some(({ from }) => from === use.ref.name.name)) return true;
    return ref.name.formulas.some(({ expr }) => formulaNames(expr).household.includes(use.ref.name.name));
  });
}

/** The documented exception: the end of a period may only change how something is denied. */
function isDeniedByTime({ outcome }: Judged, status: Status, { ref }: Use): boolean {
  return ref.name.scope === 'parameter' && outcome.status === 'not-met' && status === 'not-in-force';
}
