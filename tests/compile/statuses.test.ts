import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { compile } from '../../src/compile/compile.js';
import { toStatusPlan } from '../../src/compile/status-plan.js';
import { createStatusReader, type StatusPlan } from '../../src/compile/statuses.js';
import { toModule } from '../../src/compile/to-module.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { generatedGroup, loadModule } from './support/agree.js';

describe.each(jurisdictions)('statuses of %s from a plan checked beforehand', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it.each([1, 2, 3])('are those of the full package, group %i', async (seed) => {
    const { settings, households } = generatedGroup(ruleSet, seed, 100);
    const plan = JSON.parse(JSON.stringify(toStatusPlan(ruleSet, settings))) as StatusPlan;
    const readers = [createStatusReader(plan), createStatusReader(plan, await loadModule(toModule(ruleSet, settings)))];
    const compiled = compile(ruleSet, settings);
    let compared = 0;
    for (const household of households) {
      const row = compiled.read(household);
      if (!row.exact) continue;
      const sort = (list: readonly { clause: string; subject: string; status: string }[]) =>
        list.map(({ clause, subject, status }) => `${clause} ${subject} ${status}`).sort();
      const wanted = sort(compiled.decide(household).outcomes);
      for (const reader of readers) expect(sort(reader.statuses(household))).toEqual(wanted);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(90);
  });
});

describe('a status reader', () => {
  const ruleSet = loadJurisdiction('rongchang');

  it('refuses a module of other parameters', async () => {
    const module = await loadModule(toModule(ruleSet, { parameters: { dibaoStandardMonthly: '451.00' } }));
    expect(() => createStatusReader(toStatusPlan(ruleSet), module)).toThrow(JiantuiError);
    expect(() => compile(ruleSet, { generated: module })).toThrow(JiantuiError);
  });

  it('refuses what is wrong or does not fit', () => {
    const reader = createStatusReader(toStatusPlan(ruleSet));
    expect(() => reader.statuses({ asOf: '2020-06-30', hosueholdSize: 3 })).toThrow(JiantuiError);
    expect(() => reader.statuses({ asOf: '2020-06-30', perCapitaMonthlyIncome: '450.001' })).toThrow(JiantuiError);
    expect(reader.statuses({ asOf: '2020-06-30', perCapitaMonthlyIncome: '450.01' }).length).toBeGreaterThan(0);
  });
});
