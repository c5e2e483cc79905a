import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile/compile.js';
import { type Decision, evaluate, type Step } from '../src/index.js';
import { loadJurisdiction } from '../src/rules.js';
import { caseInput, readCases } from '../src/testing/cases.js';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8'));
const banner = read('overlays/inner-mongolia-banner.json');
const readings = read('overlays/inner-mongolia-readings.json');
const plain = loadJurisdiction('inner-mongolia');
const withBanner = loadJurisdiction('inner-mongolia', { overlays: [banner] });
const parameters = { povertyPeriodEnd: '2020-12-31' };

const household = {
  asOf: '2020-06-30',
  localArea: 'example-banner',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  perCapitaAnnualNetIncome: '7200',
  isReliefTarget: true,
  householdSize: 1,
  members: [{ id: 'm1', isElderly: true }],
};
const decide = (change: object = {}, options: object = {}) =>
  evaluate(withBanner, { ...household, ...change }, { parameters, ...options });
const outcome = (decision: Decision, clause: string, subject = 'household') =>
  decision.outcomes.find((entry) => entry.clause === clause && entry.subject === subject);
const verdict = (decision: Decision, programme: string) =>
  decision.eligibility.find((entry) => entry.programme === programme)?.verdict;
const ruleStep = (step: Step, clause: string): Step | undefined =>
  step.kind === 'rule' && step.clause === clause
    ? step
    : step.steps?.map((inner) => ruleStep(inner, clause)).find((found) => found !== undefined);
const allSteps = (step: Step | undefined): Step[] =>
  step === undefined ? [] : [step, ...(step.steps ?? []).flatMap(allSteps)];

describe('a local overlay, for a household of its area', () => {
  it('replaces the clause that it names, and says so', async () => {
    const decision = await decide();
    expect(outcome(decision, 'inner-mongolia/2.4-e')?.status).toBe('out-of-scope');
    expect(outcome(decision, 'inner-mongolia/local.taper')).toMatchObject({
      status: 'met',
      modality: 'may',
      effect: { programme: 'dibao', months: { atMost: 9 }, amount: null },
      overrides: { clause: 'inner-mongolia/2.4-e', authority: '示例旗扶贫开发领导小组（虚构）' },
    });
    expect(decision.tapers.map(({ clause, verdict: given, months }) => [clause, given, months])).toEqual([
      ['inner-mongolia/2.4-e', 'out-of-scope', null],
      ['inner-mongolia/local.taper', 'discretionary', { atMost: 9 }],
    ]);
    expect(verdict(decision, 'dibao-taper')).toBe('discretionary');
  });

  it('shows in the trace who added the rule, on what document, and where the replaced clause stands aside', async () => {
    const { trace, ruleSet } = await decide();
    expect(ruleSet.overlays).toMatchObject([
      {
        id: 'example-banner',
        authority: '示例旗扶贫开发领导小组（虚构）',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
    ]);
    expect(ruleStep(trace, 'inner-mongolia/local.taper')?.detail).toMatchObject({
      addedBy: '示例旗扶贫开发领导小组（虚构）',
      overrides: {
        clause: 'inner-mongolia/2.4-e',
        why: { en: 'The opinion speaks of a certain time; the banner sets the months.' },
      },
      cite: { instrument: '示例旗扶发〔2020〕1号（虚构）', section: '第二条' },
    });
    const aside = ruleStep(trace, 'inner-mongolia/2.4-e');
    expect(aside).toMatchObject({
      status: 'out-of-scope',
      steps: [
        { kind: 'addressee', truth: false, steps: [{ kind: 'test', id: 'localArea', detail: { operator: 'notIn' } }] },
      ],
    });
    expect(ruleStep(trace, 'inner-mongolia/2.4-f')?.detail).not.toHaveProperty('addedBy');
  });

  it('gives its parameters to its own area only, with their dates and source', async () => {
    const standard = async (change: object) => {
      const steps = allSteps((await decide(change)).trace).filter(
        (step) => step.kind === 'parameter' && step.id === 'dibaoStandardAnnual',
      );
      return [
        ...new Set(steps.map((step) => JSON.stringify([step.value, step.detail?.inForce ?? step.detail?.how]))),
      ].map((text) => JSON.parse(text));
    };
    const inForce = {
      from: '2020-01-01',
      until: '2020-12-31',
      source: '示例旗低保标准（虚构）',
      by: '示例旗扶贫开发领导小组（虚构）',
      area: 'example-banner',
    };
    expect(await standard({})).toEqual([['6000', inForce]]);
    expect(await standard({ localArea: 'elsewhere' })).toEqual([[null, 'absent']]);
    expect(await standard({ asOf: '2020-12-31' })).toEqual([['6000', inForce]]);
    expect(await standard({ asOf: '2021-01-01' })).toEqual([[null, 'absent']]);
  });

  it('adds rules on what the instrument leaves to the locality, amounts as stated', async () => {
    const decision = await decide({ perCapitaAnnualNetIncome: '5399.99' });
    expect(outcome(decision, 'inner-mongolia/local.relief-amount')).toMatchObject({
      status: 'met',
      effect: { amount: '1500', unit: 'CNY/household/year' },
    });
    expect(
      outcome(await decide({ perCapitaAnnualNetIncome: '5400' }), 'inner-mongolia/local.relief-amount')?.status,
    ).toBe('not-met');
    expect(verdict(decision, 'pension-premium')).toBe('eligible');
    expect(outcome(decision, 'inner-mongolia/local.pension', 'm1')?.status).toBe('met');
    expect(decision.assumptions.find(({ id }) => id === 'banner-invented')?.clauses).toContain(
      'inner-mongolia/local.taper',
    );
  });

  it('keeps its own validity', async () => {
    const decision = await decide({ asOf: '2020-02-15' });
    expect(outcome(decision, 'inner-mongolia/local.taper')?.status).toBe('not-in-force');
    expect(outcome(decision, 'inner-mongolia/2.4-e')?.status).toBe('out-of-scope');
  });

  it('settles a clearly open word by a local ratio', async () => {
    const spending = { expenditureCauses: ['illness'], priorYearHouseholdIncome: '10000', asOf: '2020-06-30' };
    const status = async (householdExpenditure: string) =>
      outcome(await decide({ ...spending, householdExpenditure }), 'inner-mongolia/3.3-c')?.status;
    expect([await status('10000'), await status('12999.99'), await status('13000')]).toEqual([
      'not-met',
      'not-met',
      'met',
    ]);
    // Elsewhere there is no ratio and a finding settles it; while the area is not known neither does.
    const anywhere = async (localArea: string | null, expenditureClearlyExceedsFinding: string) =>
      outcome(
        await decide({ ...spending, localArea, householdExpenditure: '12000', expenditureClearlyExceedsFinding }),
        'inner-mongolia/3.3-c',
      )?.status;
    expect([
      await anywhere('another-banner', 'yes'),
      await anywhere('another-banner', 'no'),
      await anywhere('example-banner', 'yes'),
      await anywhere(null, 'yes'),
    ]).toEqual(['met', 'not-met', 'not-met', 'undetermined']);
  });
});

describe('a local overlay, for anybody else', () => {
  it('is out of scope elsewhere, never a refusal', async () => {
    const decision = await decide(
      { localArea: 'another-banner' },
      { parameters: { ...parameters, dibaoStandardAnnual: '6000' } },
    );
    for (const clause of ['taper', 'relief-amount'])
      expect(outcome(decision, `inner-mongolia/local.${clause}`)).toMatchObject({
        status: 'out-of-scope',
        effect: null,
      });
    expect(outcome(decision, 'inner-mongolia/2.4-e')).toMatchObject({ status: 'met', effect: { months: null } });
    expect(verdict(decision, 'pension-premium')).toBe('out-of-scope');
  });

  it('asks for the area where it is not known', async () => {
    const decision = await decide({ localArea: null });
    for (const clause of ['2.4-e', 'local.taper'])
      expect(outcome(decision, `inner-mongolia/${clause}`)).toMatchObject({
        status: 'undetermined',
        unresolved: { facts: ['localArea'] },
      });
    expect(decision.questions[0]).toMatchObject({
      name: 'localArea',
      kind: 'fact',
      settles: expect.arrayContaining(['inner-mongolia/2.4-e', 'inner-mongolia/local.taper']),
    });
  });

  // Learning the area must not turn a settled answer round.
  it.each([
    [null, null],
    ['example-banner', '6000'],
    ['elsewhere', '5000'],
  ])('has no standard of its own while the area is %s', async (localArea, value) => {
    const { localArea: _, rules: __, facts: ___, derived: ____, assumptions: _____, ...rest } = banner;
    const everywhere = { ...rest, overlay: 'all-banners', parameters: { dibaoStandardAnnual: '5000' } };
    const ruleSet = loadJurisdiction('inner-mongolia', { overlays: [banner, everywhere] });
    const decision = await evaluate(ruleSet, { ...household, localArea }, { parameters });
    const values = allSteps(decision.trace)
      .filter((step) => step.kind === 'parameter' && step.id === 'dibaoStandardAnnual')
      .map((step) => step.value);
    expect([...new Set(values)]).toEqual([value]);
    const answers = compile(ruleSet, { parameters }).decide({ ...household, localArea });
    expect(answers).toEqual(decision);
  });

  it('may learn the area from a look-up, even for a rule whose time is over', async () => {
    const decision = await decide(
      { localArea: null, asOf: '2021-03-01' },
      { lookups: { localArea: () => Promise.resolve('another-banner') } },
    );
    expect(outcome(decision, 'inner-mongolia/local.taper')?.status).toBe('out-of-scope');
    expect(outcome(decision, 'inner-mongolia/2.4-e')?.status).toBe('not-in-force');
  });
});

describe('an overlay never changes what it does not name', () => {
  const file = readCases(read('cases/inner-mongolia.json'));
  const own = (decision: Decision, except: readonly string[] = []) =>
    decision.outcomes.filter(({ clause }) => !clause.includes('/local.') && !except.includes(clause));

  it.each(file.cases.map((entry) => [entry.id, entry] as const))('%s', async (_id, entry) => {
    const { household: given, parameters: values, options } = caseInput(file, entry);
    const [alone, elsewhere, here] = await Promise.all([
      evaluate(plain, { ...given, localArea: 'elsewhere' }, { parameters: values, ...options }),
      evaluate(withBanner, { ...given, localArea: 'elsewhere' }, { parameters: values, ...options }),
      // The caller supplies what the overlay would: then only the overridden clause may differ.
      evaluate(
        withBanner,
        { ...given, localArea: 'example-banner' },
        {
          parameters: { dibaoStandardAnnual: [{ value: null }], clearlyExceedRatio: [{ value: null }], ...values },
          ...options,
        },
      ),
    ]);
    expect(own(elsewhere)).toEqual(own(alone));
    expect(own(here, ['inner-mongolia/2.4-e'])).toEqual(own(alone, ['inner-mongolia/2.4-e']));
    expect(elsewhere.ruleSet.digest).not.toBe(alone.ruleSet.digest);
  });
});

describe('adopted readings', () => {
  const ruleSet = loadJurisdiction('inner-mongolia', { overlays: [readings] });
  const poor = {
    asOf: '2020-06-30',
    isFarmingOrHerdingHousehold: true,
    povertyRegistration: 'neverRegistered',
    receivesAntiPovertyPolicies: false,
    povertyRiskFinding: 'yes',
    perCapitaAnnualNetIncome: '5000',
  };

  it('settle a clause, and say who adopted them', async () => {
    expect(outcome(await evaluate(plain, poor, {}), 'inner-mongolia/3.1-b')).toMatchObject({
      status: 'undetermined',
      unresolved: { readings: ['inclusive', 'strict'] },
    });
    const decision = await evaluate(ruleSet, poor, {});
    expect(outcome(decision, 'inner-mongolia/3.1-b')).toMatchObject({
      status: 'met',
      adopted: { reading: 'inclusive', by: '示例自治区扶贫办公室（虚构）' },
    });
    expect(ruleStep(decision.trace, 'inner-mongolia/3.1-b')?.detail).toMatchObject({
      adopted: { reading: 'inclusive' },
    });
  });

  it('give way to the caller, who is named then', async () => {
    const decision = await evaluate(ruleSet, poor, { adopt: { 'inner-mongolia/3.1-b': 'strict' } });
    expect(outcome(decision, 'inner-mongolia/3.1-b')).toMatchObject({
      status: 'not-met',
      adopted: { reading: 'strict', by: 'caller' },
    });
  });
});

describe('an override for the whole jurisdiction', () => {
  const whole = { ...banner, localArea: undefined, rules: [banner.rules[0]] };

  it('takes the place of the clause, under either id', async () => {
    for (const id of ['inner-mongolia/local.taper', 'inner-mongolia/2.4-e']) {
      const ruleSet = loadJurisdiction('inner-mongolia', {
        overlays: [{ ...whole, rules: [{ ...whole.rules[0], id }] }],
      });
      const decision = await evaluate(ruleSet, { ...household, localArea: null }, { parameters });
      expect(decision.tapers.map((taper) => [taper.clause, taper.verdict])).toEqual([[id, 'discretionary']]);
      expect(outcome(decision, id)?.overrides?.clause).toBe('inner-mongolia/2.4-e');
      expect(ruleSet.rules.length).toBe(plain.rules.length);
    }
  });
});

describe('compiled', () => {
  const compiled = compile(withBanner, { parameters });

  it.each(['example-banner', 'another-banner', null])('a household of %s has the same statuses', async (localArea) => {
    for (const asOf of ['2020-02-15', '2020-06-30', '2021-03-01']) {
      const snapshot = { ...household, localArea, asOf, dibaoStatus: 'receiving', perCapitaAnnualNetIncome: '5399.99' };
      for (const change of [{}, { perCapitaAnnualNetIncome: '7200' }, { isReliefTarget: null }]) {
        const decision = await evaluate(withBanner, { ...snapshot, ...change }, { parameters });
        const found = compiled.statuses({ ...snapshot, ...change });
        const expected = decision.outcomes.map(({ clause, subject, status }) => ({ clause, subject, status }));
        expect(found).toEqual(expected);
      }
    }
  });
});
