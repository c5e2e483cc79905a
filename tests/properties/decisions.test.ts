import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/decision/assemble.js';
import { evaluate } from '../../src/index.js';
import { decision as decisionSchema } from '../../src/schema/decision.js';
import { forCases, ruleSets } from '../support/check.js';
import { keysShuffled, random, shuffled } from '../support/random.js';
import { evaluationOf, worldOf } from '../support/world.js';

function isFrozenThrough(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThrough);
}

describe.each(ruleSets)('decisions of %s', (_, ruleSet) => {
  it('are plain JSON as their schema has it, frozen through and through, and the same bytes for the same input', async () => {
    await forCases(ruleSet, 25, async ({ household, options }) => {
      const decision = await evaluate(ruleSet, household, options);
      const text = JSON.stringify(decision);
      expect(isFrozenThrough(decision)).toBe(true);
      expect(JSON.parse(text)).toEqual(decision);
      expect(decisionSchema.parse(JSON.parse(text))).toEqual(decision);
      expect(JSON.stringify(await evaluate(ruleSet, structuredClone(household), structuredClone(options)))).toBe(text);
    });
  });

  it('are what the tests answered one by one come to: the engine adds nothing and drops nothing', async () => {
    await forCases(ruleSet, 50, async ({ household, options }) => {
      const direct = assemble(evaluationOf(worldOf(ruleSet, household, options)));
      expect(JSON.stringify(await evaluate(ruleSet, household, options))).toBe(JSON.stringify(direct));
    });
  });

  it('do not depend on the order of keys', async () => {
    await forCases(ruleSet, 25, async ({ seed, household, options }) => {
      const decision = await evaluate(ruleSet, household, options);
      const turned = await evaluate(
        ruleSet,
        keysShuffled(household, seed),
        keysShuffled(options, seed + 1) as typeof options,
      );
      expect(JSON.stringify(turned)).toBe(JSON.stringify(decision));
    });
  });

  it('say the same of an unknown fact whether it is null, "unknown" or left out', async () => {
    await forCases(ruleSet, 25, async ({ seed, household, options }) => {
      const source = random(seed);
      const { members = [] } = household as { members?: Record<string, unknown>[] };
      const blank = (record: Record<string, unknown>, names: readonly { key: string; type: string }[]) => {
        const unknown = names.filter(({ key }) => record[key] === undefined || record[key] === null);
        return {
          ...Object.fromEntries(
            unknown.map(({ key, type }) => [key, type === 'finding' && source.chance(0.5) ? 'unknown' : null]),
          ),
          ...withoutNulls(record),
        };
      };
      const names = [...ruleSet.names.values()].filter(
        (name) => name.given && name.part === undefined && name.name !== 'asOf' && name.name !== 'members',
      );
      const spelled = {
        ...blank(
          household,
          names.filter(({ scope }) => scope === 'household'),
        ),
        ...(members.length > 0
          ? {
              members: members.map((member) =>
                blank(
                  member,
                  names.filter(({ scope }) => scope === 'member'),
                ),
              ),
            }
          : {}),
      };
      const [given, blanked] = [await evaluate(ruleSet, household, options), await evaluate(ruleSet, spelled, options)];
      expect({ ...blanked, household: null }).toEqual({ ...given, household: null });
    });
  });

  it('list the same for the same members in another order', async () => {
    await forCases(ruleSet, 25, async ({ seed, household, options }) => {
      const { members = [] } = household as { members?: { id: string }[] };
      const turned = await evaluate(ruleSet, { ...household, members: shuffled(members, random(seed)) }, options);
      const given = await evaluate(ruleSet, { ...household, members }, options);
      const sorted = (list: readonly unknown[]) => list.map((entry) => JSON.stringify(entry)).sort();
      expect(sorted(turned.outcomes)).toEqual(sorted(given.outcomes));
      expect(sorted(turned.questions)).toEqual(sorted(given.questions));
      const verdicts = (decision: typeof given) =>
        decision.eligibility.map(({ members: own = [], ...entry }) => ({ ...entry, members: sorted(own) }));
      expect(verdicts(turned)).toEqual(verdicts(given));
      expect([turned.tapers, turned.risks, turned.assumptions]).toEqual([given.tapers, given.risks, given.assumptions]);
    });
  });

  it('hold what was decided on, though the caller changes the snapshot before reading them', async () => {
    await forCases(ruleSet, 20, async ({ household, options }) => {
      const expected = JSON.stringify(await evaluate(ruleSet, household, options));
      const mine = structuredClone(household) as Record<string, unknown>;
      const parameters = structuredClone(options.parameters) as Record<string, unknown>;
      const decision = await evaluate(ruleSet, mine, { ...options, parameters });
      spoil(mine);
      spoil(parameters);
      expect(JSON.stringify(decision)).toBe(expected);
    });
  });
});

function withoutNulls(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/** Changes everything that a value holds. */
function spoil(value: Record<string, unknown> | unknown[]): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) spoil(inner as Record<string, unknown>);
    else (value as Record<string, unknown>)[key] = 'changed';
  }
  if (Array.isArray(value)) value.length = 0;
}
