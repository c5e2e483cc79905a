import { readFileSync } from 'node:fs';
import { jurisdictions, loadJurisdiction, parameterPack, parameterPacks } from '../../src/rules.js';
import { vocabulary } from '../../src/schema/vocabulary.js';
import { readCases } from '../../src/testing/cases.js';
import { clausePage } from './clause-page.js';
import { matrixPage } from './matrix-page.js';
import { numbersPage, type StatedNumber } from './numbers-page.js';
import { vocabularyTypes } from './vocabulary-types.js';

const fixture = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8'));

/** Where the numbers of the rule sets are stated. */
export const statedNumbers = fixture('numbers.json') as readonly StatedNumber[];

/** Every page that is made from the rule sets, by its path from the root of the repository. */
export function generatedPages(): ReadonlyMap<string, string> {
  const ruleSets = jurisdictions.map((jurisdiction) => loadJurisdiction(jurisdiction));
  return new Map([
    ...ruleSets.map((ruleSet): [string, string] => [
      `docs/clauses/${ruleSet.jurisdiction}.md`,
      clausePage(ruleSet, readCases(fixture(`cases/${ruleSet.jurisdiction}.json`))),
    ]),
    ['docs/matrix.md', matrixPage(ruleSets)],
    ...vocabularyTypes(vocabulary.parse(fixture('../rules/vocabulary.json')), jurisdictions),
    [
      'docs/numbers.md',
      numbersPage(
        statedNumbers,
        parameterPacks.map((name) => parameterPack(name)),
      ),
    ],
  ]);
}
