import { answerAll } from '../../src/answer/direct.js';
import { type Settings, withSettings } from '../../src/answer/prepare.js';
import { readHousehold } from '../../src/household/household.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { generateCase } from '../support/generate.js';
import { random } from '../support/random.js';

export const ASOF = '2020-06-30';

/** Complete households: every test of every rule has an answer, so that two-valued engines can say the same. */
export function completeHouseholds(ruleSet: RuleSet, settings: Settings, count: number): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let seed = 1; found.length < count && seed < count * 60; seed++) {
    const household = { ...generateCase(ruleSet, seed, { missing: 0 }).household, asOf: ASOF };
    const prepared = withSettings(ruleSet, readHousehold(ruleSet, household), settings);
    if (!prepared.values.household.membersComplete) continue;
    const { instances, addressee } = answerAll(ruleSet, prepared);
    if (addressee.includes(null)) continue;
    if (
      instances.every(({ rule, truths }) =>
        truths.every(
          (truth, index) =>
            truth !== null || rule.marks.some((mark) => JSON.stringify(mark.conditions).includes(`"index":${index},`)),
        ),
      )
    )
      found.push(household);
  }
  return found;
}

/** The same with amounts of money of their own, so that no decision comes twice. */
export function differentHouseholds(ruleSet: RuleSet, settings: Settings, count: number): Record<string, unknown>[] {
  const amount = random(1);
  const names = [...ruleSet.names.values()].filter(
    ({ type, part, scope }) => type === 'money' && part === undefined && scope === 'household',
  );
  return completeHouseholds(ruleSet, settings, count).map((household) => {
    const changed = { ...household };
    for (const { key } of names)
      if (changed[key] !== undefined) changed[key] = (amount.int(1_000_000) / 100).toFixed(2);
    return changed;
  });
}
