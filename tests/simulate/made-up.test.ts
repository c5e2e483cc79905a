import { describe, expect, it } from 'vitest';
import { createPopulation } from '../../src/generate/population.js';
import { readReform } from '../../src/reform/reform.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { costModel } from '../../src/simulate/cost.js';
import { type SimulateOptions, simulate } from '../../src/simulate/simulate.js';
import { scaled } from '../support/size.js';
import { file } from '../support/small-rule-set.js';

const parameters = { dibaoStandardMonthly: '450.00', dibaoStandardAnnual: '5400', povertyPeriodEnd: '2020-12-31' };
const name = { zh: '试验', en: 'trial' };

/**
 * A made-up population is written straight into columns; as snapshots the same households are read like any other. Both ways
 * have to count the same.
 */
describe('a made-up population counts as its snapshots do', () => {
  const rongchang = loadJurisdiction('rongchang');
  const cases: readonly (readonly [string, string, number, Partial<SimulateOptions>])[] = [
    ...jurisdictions.flatMap((id) => [5].map((missing) => [`${id}, ${missing} % missing`, id, missing, {}] as const)),
    ['rongchang, nothing missing', 'rongchang', 0, {}],
    ['yancheng, half of it missing', 'yancheng', 50, {}],
    ['with costs', 'rongchang', 5, { cost: costModel({ taper: 'frozen', incomeBefore: '300' }) }],
    [
      'by groups',
      'rongchang',
      5,
      { groupBy: [{ by: 'dibaoStatus' }, { by: 'perCapitaMonthlyIncome', bins: ['450'] }] },
    ],
    ['known on an earlier day', 'yancheng', 5, { knownOn: '2020-01-15' }],
    ['on another day', 'hainan', 5, { asOf: '2021-03-01' }],
    ['with a reading adopted', 'rongchang', 5, { adopt: { 'rongchang/5.1-c': 'everyone' } }],
    ['with no parameters', 'mingshan', 5, { parameters: {} }],
  ];
  it.each(cases)('%s', async (_, id, missing, options) => {
    const baseline = id === 'rongchang' ? rongchang : loadJurisdiction(id);
    const of = id === 'mingshan' ? 'rongchang' : 'mingshan';
    const reform = readReform(
      { reform: 't', name, changes: [{ kind: 'use-taper', of }] },
      { ruleSets: loadJurisdiction },
    );
    const spec = { seed: 11, size: scaled(600), asOf: '2020-06-30', missing, parameters };
    const population = createPopulation([baseline, reform.apply(baseline)], spec);
    const plan = { baseline, reforms: [reform], parameters, ...options };
    const { state } = await simulate(population, plan);
    const snapshots = [...population];
    expect(state).toEqual((await simulate(snapshots, plan)).state);
    expect(state.n).toBe(snapshots.length);
    // A copy with other households is not taken for the population itself.
    const [first] = snapshots;
    const copy = { ...population, [Symbol.iterator]: () => [first][Symbol.iterator]() };
    expect((await simulate(copy as Iterable<unknown>, plan)).state.n).toBe(1);
  });
});

it('a rule set that does not know all of its facts refuses its households, whichever way they come', async () => {
  const population = createPopulation(loadJurisdiction('yancheng'), {
    seed: 2,
    size: 40,
    asOf: '2020-06-30',
    parameters,
  });
  const { facts, ...others } = loadJurisdiction('rongchang').vocabulary;
  const { dibaoStatus: _, ...fewer } = facts;
  const changed = { ...facts, dibaoStatus: { ...facts.dibaoStatus, values: ['receiving', 'none'], valueNames: {} } };
  for (const own of [fewer, changed]) {
    const baseline = loadRuleSet(file(), { vocabulary: { ...others, facts: own } as object });
    const { state } = await simulate(population, { baseline });
    expect(state).toEqual((await simulate([...population], { baseline })).state);
    expect(state.bad.n).toBeGreaterThan(0);
  }
});
