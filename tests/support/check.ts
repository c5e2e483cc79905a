import fc from 'fast-check';
import type { RuleSet } from '../../src/plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { caseOf, type GeneratedCase, type GenerateOptions } from './generate.js';
import { runs } from './size.js';

/** The shipped rule sets, by jurisdiction. */
export const ruleSets: readonly (readonly [string, RuleSet])[] = jurisdictions.map((jurisdiction) => [
  jurisdiction,
  loadJurisdiction(jurisdiction),
]);

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
