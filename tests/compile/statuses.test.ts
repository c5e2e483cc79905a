import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { compile } from '../../src/compile/compile.js';
import { toModule } from '../../src/compile/to-module.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { openModule } from '../../src/sync.js';
import { fits, generatedGroup, loadModule, statusText } from './support/agree.js';

describe.each(jurisdictions)('statuses of %s from a module', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it.each([1, 2, 3])('are those of the full package, group %i', async (seed) => {
    const { settings, households } = generatedGroup(ruleSet, seed, 100);
    const statuses = openModule(await loadModule(toModule(ruleSet, settings)));
    const compiled = compile(ruleSet, settings);
    const fitting = households.filter((household) => fits(statuses, household));
    for (const household of fitting)
      expect(statusText(statuses(household))).toBe(statusText(compiled.decide(household).outcomes));
    expect(fitting.length).toBeGreaterThan(80);
  });
});

describe('a module', () => {
  const ruleSet = loadJurisdiction('rongchang');

  it('of other parameters is refused', async () => {
    const module = await loadModule(toModule(ruleSet, { parameters: { dibaoStandardMonthly: '451.00' } }));
    expect(() => compile(ruleSet, { module })).toThrow(JiantuiError);
  });

  it('refuses what is wrong or does not fit', async () => {
    const statuses = openModule(await loadModule(toModule(ruleSet)));
    expect(() => statuses({ asOf: '2020-06-30', hosueholdSize: 3 })).toThrow(JiantuiError);
    expect(() => statuses({ asOf: '2020-06-30', perCapitaMonthlyIncome: '450.001' })).toThrow(JiantuiError);
    expect(() => statuses({ asOf: '2020-06-30' }, { asOf: '2020-02-30' })).toThrow('there is no such day');
    expect(statuses({ asOf: '2020-06-30', perCapitaMonthlyIncome: '450.01' }).length).toBeGreaterThan(0);
  });
});
