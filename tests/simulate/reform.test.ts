import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { parametersUnder, readReform } from '../../src/reform/reform.js';
import { loadJurisdiction } from '../../src/rules.js';
import { createEngine } from '../../src/simulate/engine.js';

const rongchang = loadJurisdiction('rongchang');
const mingshan = loadJurisdiction('mingshan');
const name = { zh: '试验', en: 'trial' };
const options = { ruleSets: loadJurisdiction };
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const household = {
  id: 'h',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  householdSize: 3,
  perCapitaMonthlyIncome: '600.00',
  incomeChanged: true,
};

function taperUnder(changes: unknown[], change: Record<string, unknown> = {}, ruleSet = rongchang) {
  const reformed = readReform({ reform: 'trial', name, changes }, options).apply(ruleSet);
  const decision = createEngine(reformed, { parameters: parametersUnder(ruleSet, reformed, parameters) }).decide({
    ...household,
    ...change,
  });
  return { reformed, decision, taper: decision.tapers[0] };
}

function issuesOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof JiantuiError) return error.issues;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what a reform changes', () => {
  it('months', () => {
    const { taper, decision } = taperUnder([
      { kind: 'replace-months', clause: 'rongchang/2-f', months: { exactly: 12 } },
    ]);
    expect(taper).toMatchObject({ verdict: 'granted', months: { exactly: 12 } });
    expect(decision.outcomes.find((outcome) => outcome.clause === 'rongchang/2-f')?.overrides).toEqual({
      clause: 'rongchang/2-f',
      why: name,
      authority: 'reform trial',
    });
    expect(decision.ruleSet.overlays).toMatchObject([{ id: 'trial', authority: 'reform trial' }]);
  });

  it('the upper band: twice the standard and above come in', () => {
    const removal = [
      { kind: 'remove-test', clause: 'rongchang/2-f', test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' } },
    ];
    expect(taperUnder(removal, { perCapitaMonthlyIncome: '900.00' }).taper?.verdict).toBe('granted');
    expect(taperUnder(removal, { perCapitaMonthlyIncome: '450.00' }).taper?.verdict).toBe('not-granted');
    expect(
      createEngine(rongchang, { parameters }).decide({ ...household, perCapitaMonthlyIncome: '900.00' }).tapers[0]
        ?.verdict,
    ).toBe('not-granted');
  });

  it('a comparison', () => {
    const changes = [
      {
        kind: 'replace-test',
        clause: 'rongchang/2-f',
        test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
        with: { fact: 'perCapitaMonthlyIncome', operator: 'lessThanInclusive', value: '500.00' },
      },
    ];
    expect(taperUnder(changes, { perCapitaMonthlyIncome: '500.00' }).taper?.verdict).toBe('granted');
    expect(taperUnder(changes, { perCapitaMonthlyIncome: '500.01' }).taper?.verdict).toBe('not-granted');
  });

  it('a parameter, in place of the value that the caller supplies', () => {
    const { taper, reformed } = taperUnder([
      { kind: 'replace-parameter', parameter: 'dibaoStandardMonthly', value: '600.00' },
    ]);
    expect(taper?.verdict).toBe('not-granted');
    expect(parametersUnder(rongchang, reformed, parameters)).toEqual({ povertyPeriodEnd: '2020-12-31' });
  });

  it('a parameter with dates', () => {
    const changes = [
      {
        kind: 'replace-parameter',
        parameter: 'dibaoStandardMonthly',
        value: [
          { until: '2020-05-31', value: '450.00' },
          { from: '2020-06-01', value: '700.00' },
        ],
      },
    ];
    expect(taperUnder(changes, { asOf: '2020-05-31' }).taper?.verdict).toBe('granted');
    expect(taperUnder(changes, { asOf: '2020-06-01' }).taper?.verdict).toBe('not-granted');
  });

  it('a reading', () => {
    const changes = [{ kind: 'adopt-reading', clause: 'rongchang/5.1-c', reading: 'everyone' }];
    const { decision } = taperUnder(changes);
    expect(decision.outcomes.find((outcome) => outcome.clause === 'rongchang/5.1-c')?.adopted).toEqual({
      reading: 'everyone',
      by: 'reform trial',
    });
  });

  it('a clause taken out leaves the instrument silent', () => {
    const { decision } = taperUnder([{ kind: 'remove-rule', clause: 'rongchang/2-f' }]);
    expect(decision.tapers).toMatchObject([{ verdict: 'silent', clause: null }]);
  });

  it('a rule added, with a formula of its own', () => {
    const rule = {
      id: 'rongchang/local.half',
      kind: 'eligibility',
      subject: 'household',
      modality: 'must',
      programme: 'temporary-assistance',
      cite: { section: '拟稿', anchor: '拟增条款' },
      name,
      summary: name,
      conditions: { all: [{ fact: 'perCapitaMonthlyIncome', operator: 'lessThan', value: { fact: 'halfStandard' } }] },
      event: { type: 'entitlement' },
    };
    const reform = readReform(
      {
        reform: 'half',
        name,
        derived: { halfStandard: 'dibaoStandardMonthly / 2' },
        changes: [{ kind: 'add-rule', rule }],
      },
      options,
    );
    const engine = createEngine(reform.apply(rongchang), { parameters });
    expect(
      engine
        .decide({ ...household, perCapitaMonthlyIncome: '224.99' })
        .eligibility.find((entry) => entry.programme === 'temporary-assistance')?.verdict,
    ).toBe('eligible');
    expect(
      engine
        .decide({ ...household, perCapitaMonthlyIncome: '225' })
        .outcomes.find((outcome) => outcome.clause === 'rongchang/local.half')?.status,
    ).toBe('not-met');
    expect(reform.describe(rongchang)).toEqual([
      { zh: '新增rongchang/local.half：试验', en: 'Added rongchang/local.half: trial' },
    ]);
  });

  it('a rule rewritten keeps the place of the clause', () => {
    const rule = { ...rongchang.rules.find((entry) => entry.id === 'rongchang/2-f')?.rule, modality: 'may' };
    const { taper } = taperUnder([{ kind: 'replace-rule', clause: 'rongchang/2-f', rule }]);
    expect(taper).toMatchObject({ clause: 'rongchang/2-f', verdict: 'discretionary' });
  });
});

describe('another jurisdiction’s taper', () => {
  it('Mingshan with Rongchang’s clause: the band, the period and the six months come along', () => {
    const mine = { ...household, householdConditionsExceedDibao: 'no' };
    const under = (change: Record<string, unknown>) =>
      taperUnder([{ kind: 'use-taper', of: 'rongchang' }], { ...mine, ...change }, mingshan);
    expect(under({}).taper).toMatchObject({ clause: 'rongchang/2-f', verdict: 'granted', months: { exactly: 6 } });
    expect(under({ perCapitaMonthlyIncome: '900.00' }).taper?.verdict).toBe('not-granted');
    expect(under({ asOf: '2021-01-01' }).taper?.verdict).toBe('not-in-force');
    const { decision, reformed } = under({});
    expect(decision.outcomes.find((outcome) => outcome.clause === 'rongchang/2-f')?.overrides?.clause).toBe(
      'mingshan/2.1.6.4-b',
    );
    expect(decision.outcomes.some((outcome) => outcome.clause === 'mingshan/2.1.6.4-b')).toBe(false);
    expect(JSON.stringify(decision.trace)).toContain('荣民发〔2020〕17号 二');
    expect(reformed.digest).not.toBe(mingshan.digest);
  });

  it.each(['yancheng', 'hainan'])('%s has no taper clause: it is added', (jurisdiction) => {
    const { taper } = taperUnder([{ kind: 'use-taper', of: 'rongchang' }], {}, loadJurisdiction(jurisdiction));
    expect(taper).toMatchObject({ clause: `${jurisdiction}/local.rongchang-2-f`, verdict: 'granted' });
  });

  it('one that has none cannot be used', () => {
    expect(issuesOf(() => taperUnder([{ kind: 'use-taper', of: 'hainan' }]))).toMatchObject([
      { code: 'wrong-value', path: ['changes', 0, 'of'] },
    ]);
  });
});

describe('reforms on top of one another', () => {
  it('a reform of a reform keeps both in the record', () => {
    const twelve = readReform({
      reform: 'twelve',
      name,
      changes: [{ kind: 'replace-months', clause: 'rongchang/2-f', months: { exactly: 12 } }],
    });
    const open = readReform({
      reform: 'open',
      name,
      changes: [
        {
          kind: 'remove-test',
          clause: 'rongchang/2-f',
          test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
        },
      ],
    });
    const both = open.apply(twelve.apply(rongchang));
    expect(both.overlays.map((overlay) => overlay.id)).toEqual(['twelve', 'open']);
    expect(
      createEngine(both, { parameters }).decide({ ...household, perCapitaMonthlyIncome: '5000' }).tapers[0],
    ).toMatchObject({ verdict: 'granted', months: { exactly: 12 } });
    expect(rongchang.rules.find((rule) => rule.id === 'rongchang/2-f')?.rule.event.params?.months).toEqual({
      exactly: 6,
    });
  });

  it('an overlay’s parameters, readings and authority survive a reform', () => {
    const overlaid = loadJurisdiction('rongchang', {
      overlays: [
        {
          overlay: 'town',
          extends: 'rongchang',
          authority: '区民政局',
          parameters: { dibaoStandardMonthly: '500.00' },
          adopt: { 'rongchang/5.1-c': 'everyone' },
        },
      ],
    });
    const reformed = readReform({
      reform: 'twelve',
      name,
      changes: [{ kind: 'replace-months', clause: 'rongchang/2-f', months: { exactly: 12 } }],
    }).apply(overlaid);
    const decision = createEngine(reformed, { parameters: { povertyPeriodEnd: '2020-12-31' } }).decide(household);
    expect(decision.tapers[0]).toMatchObject({ verdict: 'granted', months: { exactly: 12 } });
    expect(decision.outcomes.find((outcome) => outcome.clause === 'rongchang/5.1-c')?.adopted?.by).toBe('区民政局');
    expect(decision.ruleSet.overlays?.map((overlay) => overlay.id)).toEqual(['town', 'twelve']);
  });

  it('equal reforms give equal digests, different ones different digests', () => {
    const digestOf = (months: number) =>
      taperUnder([{ kind: 'replace-months', clause: 'rongchang/2-f', months: { exactly: months } }]).reformed.digest;
    expect(digestOf(12)).toBe(digestOf(12));
    expect(digestOf(12)).not.toBe(digestOf(9));
  });
});
