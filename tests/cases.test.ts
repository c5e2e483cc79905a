import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/index.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { caseInput, differences, readCases } from '../src/testing/cases.js';

/** Every case of every jurisdiction, through the interpreter. */
for (const jurisdiction of jurisdictions) {
  const path = new URL(`../fixtures/cases/${jurisdiction}.json`, import.meta.url);
  describe(jurisdiction, () => {
    it('has cases', () => expect(existsSync(path)).toBe(true));
    if (!existsSync(path)) return;
    const file = readCases(JSON.parse(readFileSync(path, 'utf8')));
    it.each(file.cases.map((entry) => [entry.id, entry] as const))('%s', async (_id, entry) => {
      const { household, parameters, options } = caseInput(file, entry);
      const decision = await evaluate(loadJurisdiction(jurisdiction), household, { parameters, ...options });
      expect(differences(decision, entry.expect)).toEqual([]);
    });
  });
}
