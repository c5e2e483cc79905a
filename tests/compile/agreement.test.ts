import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { caseInput, readCases } from '../../src/testing/cases.js';
import { scaled } from '../support/size.js';
import { compileWays, disagreements, fits, generatedGroup } from './support/agree.js';

const GROUPS = scaled(12);
const HOUSEHOLDS = 8;

/** Interpreter, direct answers, generated code and modules made ahead of time: one answer. */
describe.each(jurisdictions)('%s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it('agrees on every case', async () => {
    const file = readCases(
      JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
    );
    const compiled = new Map<string, Awaited<ReturnType<typeof compileWays>>>();
    for (const entry of file.cases) {
      const { household, parameters, options } = caseInput(file, entry);
      const settings = { parameters, ...(options.adopt === undefined ? {} : { adopt: options.adopt }) };
      const key = JSON.stringify(settings);
      const ways = compiled.get(key) ?? (await compileWays(ruleSet, settings));
      compiled.set(key, ways);
      expect(await disagreements(ruleSet, ways, household, settings, options.asOf), entry.id).toEqual([]);
    }
  });

  it('agrees on generated households, and nearly all of them take the fast path', async () => {
    let exact = 0;
    for (let group = 0; group < GROUPS; group++) {
      const { settings, households } = generatedGroup(ruleSet, group + 1, HOUSEHOLDS);
      const ways = await compileWays(ruleSet, settings);
      expect([ways.generated.mode, ways.direct.mode, ways.ahead.mode]).toEqual(['generated', 'direct', 'module']);
      for (const household of households) {
        expect(
          await disagreements(ruleSet, ways, household, settings),
          JSON.stringify({ household, settings }),
        ).toEqual([]);
        if (fits(ways.alone, household)) exact += 1;
      }
    }
    expect(exact / (GROUPS * HOUSEHOLDS)).toBeGreaterThan(0.8);
  });
});
