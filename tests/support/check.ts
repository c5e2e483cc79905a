import fc from 'fast-check';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { caseOf, type GeneratedCase, type GenerateOptions } from './generate.js';

/** The shipped rule sets, by jurisdiction. */
export const ruleSets: readonly (readonly [string, RuleSet])[] = jurisdictions.map((jurisdiction) => [
  jurisdiction,
  loadJurisdiction(jurisdiction),
]);

/** How often a property is tried; `JIANTUI_RUNS` multiplies it for a longer look. */
export function runs(count: number): { numRuns: number; seed: number } {
  return { numRuns: count * Number(process.env.JIANTUI_RUNS ?? 1), seed: Number(process.env.JIANTUI_SEED ?? 20200331) };
}

/** Tries a property on generated cases of a rule set. */
export async function forCases(
  ruleSet: RuleSet,
  count: number,
  property: (entry: GeneratedCase) => Promise<void> | void,
  options: GenerateOptions = {},
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(caseOf(ruleSet, options), async (entry) => property(entry)),
    runs(count),
  );
}
