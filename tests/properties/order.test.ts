import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/index.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import type { RuleSetFile } from '../../src/schema/rule-set.js';
import { ruleSets } from '../support/check.js';
import { generateCase } from '../support/generate.js';
import { keysShuffled, random, shuffled } from '../support/random.js';

const SHUFFLES = 3;
const CASES = 8;

/** The order in which a rule set is written down changes nothing of what it says. */
describe.each(ruleSets)('the file of %s', (_, ruleSet) => {
  const cases = Array.from({ length: CASES }, (_unused, seed) => generateCase(ruleSet, seed));

  it('may have its rules and its ledger in any order: only its digest differs', async () => {
    for (let seed = 0; seed < SHUFFLES; seed += 1) {
      const source = random(seed);
      const file: RuleSetFile = {
        ...ruleSet.file,
        rules: shuffled(ruleSet.file.rules, source),
        ledger: shuffled(ruleSet.file.ledger, source),
      };
      const turned = loadRuleSet(file);
      expect(turned.digest).not.toBe(ruleSet.digest);
      for (const { household, options } of cases) {
        const [given, other] = [
          await evaluate(ruleSet, household, options),
          await evaluate(turned, household, options),
        ];
        expect(JSON.stringify({ ...other, ruleSet: null })).toBe(JSON.stringify({ ...given, ruleSet: null }));
      }
    }
  });

  it('may have its keys in any order: not even its digest differs', async () => {
    for (let seed = 0; seed < SHUFFLES; seed += 1) {
      const turned = loadRuleSet(keysShuffled(ruleSet.file, seed));
      expect(turned.digest).toBe(ruleSet.digest);
      for (const { household, options } of cases) {
        expect(JSON.stringify(await evaluate(turned, household, options))).toBe(
          JSON.stringify(await evaluate(ruleSet, household, options)),
        );
      }
    }
  });

  it('may have the parts of its groups in any order: no status and no verdict differs', async () => {
    for (let seed = 0; seed < SHUFFLES; seed += 1) {
      const turned = loadRuleSet(groupsShuffled(ruleSet.file, seed));
      for (const { household, options } of cases) {
        const [given, other] = [
          await evaluate(ruleSet, household, options),
          await evaluate(turned, household, options),
        ];
        expect(other.outcomes.map((outcome) => JSON.stringify(outcome))).toEqual(
          given.outcomes.map((outcome) => JSON.stringify(outcome)),
        );
        expect([other.eligibility, other.tapers, other.risks]).toEqual([given.eligibility, given.tapers, given.risks]);
        expect(other.questions).toEqual(given.questions);
      }
    }
  });

  it('may name its schema or not', () => {
    const { $schema: _named, ...unnamed } = ruleSet.file;
    expect(loadRuleSet(unnamed).digest).toBe(ruleSet.digest);
    expect(loadRuleSet({ ...unnamed, $schema: './other.json' }).digest).toBe(ruleSet.digest);
  });
});

/** The same conditions with every `all` and `any` in another order. */
function groupsShuffled(value: unknown, seed: number): unknown {
  const source = random(seed);
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [
        key,
        (key === 'all' || key === 'any') && Array.isArray(inner) ? shuffled(inner.map(visit), source) : visit(inner),
      ]),
    );
  };
  return visit(value);
}
