import { describe, expect, it } from 'vitest';
import { ruleSets } from '../support/check.js';
import { generateCase } from '../support/generate.js';
import { judgeWorld, worldOf } from '../support/world.js';

const CASES = 300;

/** The other properties are worth what their households are worth. */
describe.each(ruleSets)('generated cases for %s', (_, ruleSet) => {
  it('are the same for the same seed, and differ for others', () => {
    const texts = Array.from({ length: 50 }, (_unused, seed) => JSON.stringify(generateCase(ruleSet, seed)));
    expect(texts).toEqual(Array.from({ length: 50 }, (_unused, seed) => JSON.stringify(generateCase(ruleSet, seed))));
    expect(new Set(texts).size).toBe(50);
  });

  it('are valid, and lead every rule to every status that it can have', () => {
    const reached = new Map<string, Set<string>>();
    const shapes = { members: new Set<number>(), incomplete: 0, adopted: 0, unknown: 0 };
    for (let seed = 0; seed < CASES; seed += 1) {
      const { household, options } = generateCase(ruleSet, seed);
      const world = worldOf(ruleSet, household, options);
      shapes.members.add(world.household.members.length);
      if (world.household.members.length > 0 && !world.household.membersComplete) shapes.incomplete += 1;
      if (world.adopted.size > 0) shapes.adopted += 1;
      for (const { outcome } of judgeWorld(world)) {
        const statuses = reached.get(outcome.clause) ?? new Set();
        reached.set(outcome.clause, statuses.add(outcome.status));
        if (outcome.status === 'undetermined') shapes.unknown += 1;
      }
    }
    const tested = ruleSet.rules.filter(({ conditions }) => conditions !== null).map(({ id }) => id);
    const short = tested.filter(
      (id) => !['met', 'not-met', 'undetermined'].every((status) => reached.get(id)?.has(status)),
    );
    expect(short).toEqual([]);
    expect([...shapes.members].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(Math.min(shapes.incomplete, shapes.unknown)).toBeGreaterThan(10);
    if (ruleSet.rules.some(({ readings }) => readings.length > 0)) expect(shapes.adopted).toBeGreaterThan(10);
  });

  it('lie on, just below and just above the lines that money is compared with', () => {
    const [first] = ruleSet.rules.flatMap(({ tests }) =>
      tests.filter(
        ({ left, right }) => left.name.type === 'money' && left.name.scope === 'household' && right.kind === 'constant',
      ),
    );
    if (first === undefined) return;
    const line = Number((first.right as { value: { n: { toString(): string } } }).value.n.toString());
    const written = Array.from({ length: CASES }, (_unused, seed) =>
      Number(generateCase(ruleSet, seed, { missing: 0 }).household[first.left.name.key]),
    );
    for (const near of [line - 0.01, line, line + 0.01])
      expect(
        written.some((value) => Math.abs(value - near) < 1e-9),
        String(near),
      ).toBe(true);
  });
});
