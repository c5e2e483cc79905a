import { describe, expect, it } from 'vitest';
import { readReform } from '../../src/reform/reform.js';
import { loadJurisdiction } from '../../src/rules.js';
import { costModel } from '../../src/simulate/cost.js';
import { simulate } from '../../src/simulate/simulate.js';
import { base, name, open, parameters, people, rongchang } from './support/people.js';

const mingshan = loadJurisdiction('mingshan');
const twelve = readReform({
  reform: 'twelve',
  name,
  changes: [{ kind: 'replace-months', clause: 'rongchang/2-f', months: { exactly: 12 } }],
});
describe('what is counted', () => {
  it('verdicts, months and their bounds', async () => {
    const { result } = await simulate(people, { baseline: rongchang, parameters });
    const [policy] = result.policies;
    expect(policy?.tapers[0]).toMatchObject({
      clause: 'rongchang/2-f',
      months: { exactly: 6 },
      verdicts: { granted: { households: 1 }, 'not-granted': { households: 4 }, undetermined: { households: 2 } },
      covered: { from: 1 / 7, to: 3 / 7 },
    });
    expect(policy?.months).toEqual({ from: 6, to: 18, unlimited: 0 });
    expect(policy?.clauses.find((entry) => entry.clause === 'rongchang/2-f')?.statuses).toEqual({
      met: 1,
      'not-met': 4,
      undetermined: 2,
      'not-in-force': 0,
      'out-of-scope': 0,
    });
    expect(result).toMatchObject({ households: 7, weight: 7, complete: true, benefit: null });
    expect(policy?.cost).toBeNull();
  });

  it('who moves from what to what, with examples', async () => {
    const { result } = await simulate(people, { baseline: rongchang, reforms: [twelve, open], parameters });
    expect(result.policies[1]?.changes?.tapers).toMatchObject([
      {
        from: { verdict: 'undetermined', months: { exactly: 6 } },
        to: { verdict: 'undetermined', months: { exactly: 12 } },
        households: 2,
        examples: [{ index: 5, id: 'no-income' }, { index: 6 }],
      },
      {
        from: { verdict: 'granted', months: { exactly: 6 } },
        to: { verdict: 'granted', months: { exactly: 12 } },
        households: 1,
        examples: [{ index: 2, id: 'band' }],
      },
    ]);
    expect(result.policies[2]?.changes?.tapers).toMatchObject([
      {
        from: { verdict: 'not-granted' },
        to: { verdict: 'granted' },
        households: 1,
        examples: [{ index: 3, id: 'twice' }],
      },
    ]);
    expect(result.policies[2]?.changes?.programmes).toMatchObject([
      { programme: 'dibao-taper', from: 'not-eligible', to: 'eligible', households: 1 },
    ]);
    expect(result.policies[2]?.changes?.households).toMatchObject({ households: 1, share: 1 / 7 });
    expect(result.policies.map((policy) => policy.months.from)).toEqual([6, 12, 12]);
  });

  it('which missing fact is to blame', async () => {
    const { result } = await simulate(people, { baseline: rongchang, parameters });
    const taper = result.policies[0]?.missing.find((entry) => entry.programme === 'dibao-taper');
    expect(taper?.undetermined.households).toBe(2);
    expect(taper?.names).toMatchObject([
      { name: 'incomeChanged', kind: 'fact', households: 1, alone: 1, share: 0.5 },
      { name: 'perCapitaMonthlyIncome', kind: 'fact', households: 1, alone: 1, share: 0.5 },
    ]);
    const splitting = result.policies[0]?.missing.find((entry) => entry.programme === 'household-splitting');
    expect(splitting?.names.every((entry) => entry.kind === 'clause')).toBe(true);
  });

  it('a missing parameter is to blame for everybody’s taper', async () => {
    const { result } = await simulate(people.slice(0, 4), {
      baseline: rongchang,
      parameters: { povertyPeriodEnd: '2020-12-31' },
    });
    const taper = result.policies[0]?.missing.find((entry) => entry.programme === 'dibao-taper');
    expect(taper?.names).toMatchObject([{ name: 'dibaoStandardMonthly', kind: 'parameter', households: 4, alone: 4 }]);
  });

  it('groups by a fact, given or derived, by bins, and by a column that is no fact', async () => {
    const rows = people.map((household, index) => ({ ...household, town: index < 3 ? '甲' : '乙' }));
    const { result } = await simulate(rows, {
      baseline: rongchang,
      parameters,
      columns: ['town'],
      groupBy: [{ by: 'dibaoCategory' }, { by: 'town' }, { by: 'perCapitaMonthlyIncome', bins: ['450', '900'] }],
    });
    expect(result.groups.map((group) => [group.by, group.group, group.households])).toEqual([
      ['dibaoCategory', 'rural', 6],
      ['dibaoCategory', 'urban', 1],
      ['perCapitaMonthlyIncome', '< 450', 1],
      ['perCapitaMonthlyIncome', '450 – < 900', 4],
      ['perCapitaMonthlyIncome', '≥ 900', 1],
      ['perCapitaMonthlyIncome', '?', 1],
      ['town', '乙', 4],
      ['town', '甲', 3],
    ]);
    // In words: values by their names, what is not known, anything else as it is.
    expect(result.groups.map((group) => group.name.zh)).toEqual([
      '农村低保',
      '城市低保',
      '< 450',
      '450 – < 900',
      '≥ 900',
      '未知',
      '乙',
      '甲',
    ]);
    const changed = await simulate(people, { baseline: rongchang, parameters, groupBy: [{ by: 'incomeChanged' }] });
    expect(changed.result.groups.map((group) => group.name.en)).toEqual(['yes', 'not known']);
    expect(result.groups[1]?.policies[0]?.tapers[0]?.verdicts['not-granted'].share).toBe(1);
    const totals = people.map(({ perCapitaMonthlyIncome, ...household }) => ({
      ...household,
      householdMonthlyIncome:
        perCapitaMonthlyIncome === undefined
          ? undefined
          : String(Number(perCapitaMonthlyIncome) * Number(household.householdSize)),
    }));
    const derived = await simulate(totals, {
      baseline: rongchang,
      parameters,
      groupBy: [{ by: 'perCapitaMonthlyIncome', bins: ['450', '900'] }],
    });
    expect(derived.result.groups.map((group) => group.households)).toEqual([1, 4, 1, 1]);
  });

  it('weights: shares by weight, exact whatever the order', async () => {
    const weights = ['0.1', '0.2', '0.3', '1000000.000001', '2', '0', '3'];
    const rows = people.map((household, index) => ({ ...household, w: weights[index] }));
    const options = { baseline: rongchang, reforms: [open], parameters, weight: 'w' };
    const { result } = await simulate(rows, options);
    expect(result.weight).toBe(1000005.600001);
    expect(result.policies[0]?.tapers[0]?.verdicts.granted).toMatchObject({ households: 1, weight: 0.3 });
    expect(result.policies[1]?.changes?.households).toMatchObject({ households: 1, weight: 1000000.000001 });
    const reversed = await simulate([...rows].reverse(), options);
    expect(reversed.result.policies.map((policy) => policy.tapers)).toEqual(
      result.policies.map((policy) => policy.tapers),
    );
    const bad = await simulate([{ ...people[0], w: -1 }, { ...people[0] }], options);
    expect(bad.result.bad.n).toBe(2);
  });

  it('a household that cannot be read is counted apart, and the others go on', async () => {
    const { result } = await simulate([people[0], { ...people[1], povertyRegistratoin: 'lifted' }, null, people[2]], {
      baseline: rongchang,
      parameters,
    });
    expect(result.households).toBe(2);
    expect(result.bad).toMatchObject({
      n: 2,
      examples: [
        { index: 1, id: 'at' },
        { index: 2, id: null },
      ],
    });
    expect(result.bad.examples[0]?.problems[0]).toContain('povertyRegistration');
  });

  it('reforms of a parameter go before the caller’s value', async () => {
    const higher = readReform({
      reform: 'higher',
      name,
      changes: [{ kind: 'replace-parameter', parameter: 'dibaoStandardMonthly', value: '700' }],
    });
    const { result } = await simulate(people, { baseline: rongchang, reforms: [higher], parameters });
    expect(
      result.policies[1]?.changes?.tapers.map((move) => [
        move.from.verdict,
        move.to.verdict,
        move.examples.map((example) => example.id),
      ]),
    ).toEqual([
      ['granted', 'not-granted', ['band']],
      ['not-granted', 'granted', ['twice']],
      ['undetermined', 'not-granted', ['no-change-known']],
    ]);
  });

  it('another jurisdiction’s taper: may becomes must, the cap becomes a number', async () => {
    const borrowed = readReform(
      { reform: 'borrowed', name, changes: [{ kind: 'use-taper', of: 'rongchang' }] },
      { ruleSets: loadJurisdiction },
    );
    const rows = people.map((household) => ({ ...household, householdConditionsExceedDibao: 'yes' }));
    const { result } = await simulate(rows, { baseline: mingshan, reforms: [borrowed], parameters });
    expect(result.policies[0]?.tapers[0]).toMatchObject({
      clause: 'mingshan/2.1.6.4-b',
      verdicts: { discretionary: { households: 7 } },
    });
    expect(result.policies[0]?.months).toEqual({ from: 0, to: 84, unlimited: 0 });
    expect(result.policies[1]?.tapers[0]).toMatchObject({
      clause: 'rongchang/2-f',
      verdicts: { granted: { households: 1 }, undetermined: { households: 2 } },
    });
    expect(result.policies[1]?.months).toEqual({ from: 6, to: 18, unlimited: 0 });
  });

  it('a taper without a number of months has no upper bound', async () => {
    const { result } = await simulate([{ ...base, id: 'x', perCapitaAnnualNetIncome: '6000' }], {
      baseline: loadJurisdiction('inner-mongolia'),
      parameters: { dibaoStandardAnnual: '5400', povertyPeriodEnd: '2020-12-31' },
    });
    expect(result.policies[0]?.months).toEqual({ from: 0, to: 0, unlimited: 1 });
  });
});

describe('cost', () => {
  it('nothing is costed unless a model is named', async () => {
    const { result } = await simulate(people, { baseline: rongchang, parameters });
    expect(result.policies[0]?.cost).toBeNull();
    expect(result.benefit).toBeNull();
  });

  it('frozen: the top-up before the rise goes on for every month granted', async () => {
    const cost = costModel({ taper: 'frozen', incomeBefore: '400.00' });
    const { result } = await simulate(people.slice(0, 4), { baseline: rongchang, reforms: [twelve], parameters, cost });
    // (450 − 300) × 3 for the one below; (450 − 400) × 3 × 6 months for the one in the band.
    expect(result.policies.map((policy) => policy.cost)).toEqual([
      { dibaoPerMonth: { from: '450.00', to: '450.00' }, tapers: { from: '900.00', to: '900.00' }, unbounded: 0 },
      { dibaoPerMonth: { from: '450.00', to: '450.00' }, tapers: { from: '1800.00', to: '1800.00' }, unbounded: 0 },
    ]);
    expect(result.benefit?.assumptions.map((text) => text.en).join(' ')).toContain('400.00 yuan per head');
  });

  it('bounds where data are missing', async () => {
    const cost = costModel({ taper: 'steps:100/50', incomeBefore: '400.00' });
    const { result } = await simulate([people[5], people[6]], { baseline: rongchang, parameters, cost });
    // Income unknown: dibao from 0 to 450 × 2, taper from 0 to (100 + 100 + 100 + 50 + 50 + 50) % of 100; change unknown: taper from 0 to 675.
    expect(result.policies[0]?.cost).toEqual({
      dibaoPerMonth: { from: '0.00', to: '900.00' },
      tapers: { from: '0.00', to: '1125.00' },
      unbounded: 0,
    });
  });
});
