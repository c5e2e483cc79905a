import { describe, expect, it, vi } from 'vitest';
import { createRows } from '../src/batch/rows.js';
import { compile } from '../src/compile/compile.js';
import { type Decision, evaluate, type RuleSet } from '../src/index.js';
import { createBulkAnswers } from '../src/population/answer.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { loadRuleSet } from '../src/ruleset/load.js';
import { decoder, expectedLine } from './batch/support.js';
import { generatedGroup } from './compile/support/agree.js';
import { later, stepsOf } from './support/lookups.js';
import { CITE, file, rule, test } from './support/small-rule-set.js';

const STANDARDS = ['dibaoStandardMonthly', 'dibaoStandardAnnual', 'povertyPeriodEnd', 'liftingStandard'] as const;
type Values = Partial<Record<(typeof STANDARDS)[number], unknown>>;

const overlay = (jurisdiction: string, name: string, parameters: Values, localArea?: string) => ({
  overlay: name,
  extends: jurisdiction,
  authority: name,
  ...(localArea === undefined ? {} : { localArea }),
  parameters,
});

const OWN = { dibaoStandardMonthly: '450.00', dibaoStandardAnnual: '5400', povertyPeriodEnd: '2020-12-31' };
const OTHER = { dibaoStandardMonthly: '620.00', dibaoStandardAnnual: '7440', povertyPeriodEnd: '2020-05-31' };

/** Two areas with values of their own; and perhaps values for everybody else. */
function local(jurisdiction: string, general?: Values): RuleSet {
  return loadJurisdiction(jurisdiction, {
    overlays: [
      overlay(jurisdiction, 'first', OWN, '甲乡'),
      overlay(jurisdiction, 'second', OTHER, '乙乡'),
      ...(general === undefined ? [] : [overlay(jurisdiction, 'everybody', general)]),
    ],
  });
}

const rongchang = {
  id: 'rc-1',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  perCapitaMonthlyIncome: '600.00',
  incomeChanged: true,
};
const outcome = (decision: Decision, clause: string) => decision.outcomes.find((entry) => entry.clause === clause);
const TAPER = 'rongchang/2-f';

/** What a decision says, without where its values come from. */
const said = ({ outcomes, eligibility, tapers, risks, questions }: Decision) => ({
  outcomes,
  eligibility,
  tapers,
  risks,
  questions,
});

describe.each(jurisdictions)('the area of a household of %s, from a look-up', (jurisdiction) => {
  const ruleSet = local(jurisdiction);
  const { settings, households } = generatedGroup(ruleSet, 21, 8);
  const parameters = Object.fromEntries(
    Object.entries((settings.parameters ?? {}) as object).filter(([name]) => !STANDARDS.some((own) => own === name)),
  );

  it.each(['甲乡', '乙乡', '丙乡'])('chooses the parameters that it chooses where it is given: %s', async (area) => {
    for (const { localArea: _, ...household } of households) {
      const options = { ...settings, parameters };
      const given = await evaluate(ruleSet, { ...household, localArea: area }, options);
      const found = await evaluate(ruleSet, household, { ...options, lookups: { localArea: () => later(area) } });
      expect(said(found)).toEqual(said(given));
      expect(compile(ruleSet, options).decide({ ...household, localArea: area })).toEqual(given);
    }
  });

  it('is asked for by the same questions of every back end while it is not known', async () => {
    const rows = createRows(createBulkAnswers(ruleSet, { parameters }), { to: 'ndjson', full: false, asOf: undefined });
    const wanted: unknown[] = [];
    const areas = [null, '甲乡', '丙乡'];
    for (const [index, { localArea: _, ...rest }] of [...households, ...households].entries()) {
      const area = areas[index % 3];
      const household = {
        ...rest,
        asOf: index % 2 === 0 ? '2020-06-30' : '2020-05-01',
        ...(area ? { localArea: area } : {}),
      };
      const decision = await evaluate(ruleSet, household, { parameters });
      expect(compile(ruleSet, { parameters }).decide(household)).toEqual(decision);
      wanted.push(expectedLine(ruleSet, index + 1, decision));
      rows.household(index + 1, 1, () => household);
    }
    const lines = decoder.decode(rows.take().output).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(wanted);
  });
});

describe('a parameter that differs by area, while the area is not known', () => {
  it.each<[string, RuleSet, object, string[], string[]]>([
    ['is had by every area', local('rongchang', OWN), {}, ['localArea'], []],
    ['is lacking elsewhere', local('rongchang'), {}, ['localArea'], ['dibaoStandardMonthly', 'povertyPeriodEnd']],
    [
      'is lacking elsewhere, one of two',
      local('rongchang', { povertyPeriodEnd: '2020-12-31' }),
      {},
      ['localArea'],
      ['dibaoStandardMonthly'],
    ],
    [
      'has ended for everybody else',
      local('rongchang', {
        povertyPeriodEnd: '2020-12-31',
        dibaoStandardMonthly: [{ until: '2020-06-29', value: '400' }],
      }),
      {},
      ['localArea'],
      ['dibaoStandardMonthly'],
    ],
    [
      'is declared to be none for everybody else',
      local('rongchang', {
        povertyPeriodEnd: '2020-12-31',
        dibaoStandardMonthly: [{ from: '2020-01-01', value: null }],
      }),
      {},
      ['localArea'],
      ['dibaoStandardMonthly'],
    ],
    [
      'is the caller’s own',
      local('rongchang'),
      { dibaoStandardMonthly: '450', povertyPeriodEnd: '2020-12-31' },
      [],
      [],
    ],
  ])('and %s', async (_, ruleSet, parameters, facts, missing) => {
    const decision = await evaluate(ruleSet, rongchang, { parameters });
    expect(compile(ruleSet, { parameters }).decide(rongchang)).toEqual(decision);
    const taper = outcome(decision, TAPER);
    if (facts.length === 0) expect(taper?.status).toBe('met');
    else expect(taper).toMatchObject({ status: 'undetermined', unresolved: { facts, parameters: missing } });
    const asked = decision.questions.filter(({ settles }) => settles.includes(TAPER)).map(({ name }) => name);
    expect(asked.sort()).toEqual([...facts, ...missing].sort());
  });

  it('shows in the trace what it waits for', async () => {
    const { trace } = await evaluate(local('rongchang', OWN), rongchang);
    expect(stepsOf(trace, 'parameter', 'dibaoStandardMonthly')[0]).toMatchObject({
      value: null,
      detail: { how: 'absent' },
      steps: [{ kind: 'fact', id: 'localArea', value: null }],
    });
  });

  it('is what the amount of an outcome waits for', async () => {
    const amount = { kind: 'eligibility', subject: 'household', modality: 'may', programme: 'relief' };
    const text = { zh: '示例', en: 'example' };
    const made = (general?: Values) =>
      loadJurisdiction('rongchang', {
        overlays: [
          overlay('rongchang', 'first', OWN, '甲乡'),
          {
            ...overlay('rongchang', 'everybody', general ?? {}),
            rules: [
              {
                id: 'rongchang/local.amount',
                ...amount,
                cite: CITE,
                name: text,
                summary: text,
                conditions: { all: [{ fact: 'incomeChanged', operator: 'equal', value: true }] },
                event: {
                  type: 'entitlement',
                  params: { amount: { parameter: 'dibaoStandardMonthly', unit: 'CNY/person/month' } },
                },
              },
            ],
          },
        ],
      });
    const effect = async (ruleSet: RuleSet, localArea: string | null) =>
      outcome(await evaluate(ruleSet, { ...rongchang, localArea }), 'rongchang/local.amount')?.effect;
    expect(await effect(made({ dibaoStandardMonthly: '400' }), null)).toMatchObject({
      amount: null,
      missing: ['localArea'],
    });
    expect(await effect(made(), null)).toMatchObject({ amount: null, missing: ['localArea', 'dibaoStandardMonthly'] });
    expect(await effect(made(), '丙乡')).toMatchObject({ amount: null, missing: ['dibaoStandardMonthly'] });
    expect(await effect(made(), '甲乡')).toMatchObject({ amount: '450' });
  });
});

describe('the look-up of the area', () => {
  const ruleSet = local('rongchang', OWN);
  const conditions = { all: [test('perCapitaMonthlyIncome', 'lessThan', { fact: 'dibaoStandardMonthly' })] };
  const ended = loadRuleSet(file({ rules: [rule('example/1', { inForce: { until: '2020-06-29' }, conditions })] }), {
    overlays: [overlay('example', 'first', { dibaoStandardMonthly: '450' }, '甲乡')],
  });

  it('is made once, before all others', async () => {
    const asked: string[] = [];
    const lookup = (name: string, answer: unknown) =>
      vi.fn(() => {
        asked.push(name);
        return later(answer);
      });
    const lookups = { incomeChanged: lookup('incomeChanged', true), localArea: lookup('localArea', '甲乡') };
    const { incomeChanged: _, ...household } = rongchang;
    const decision = await evaluate(ruleSet, household, { lookups });
    expect(outcome(decision, TAPER)?.status).toBe('met');
    expect(asked).toEqual(['localArea', 'incomeChanged']);
    expect(stepsOf(decision.trace, 'parameter', 'dibaoStandardMonthly')[0]).toMatchObject({
      value: '450',
      detail: { inForce: { area: '甲乡' } },
    });
  });

  it.each([
    ['where the snapshot gives it', ruleSet, { localArea: '甲乡' }, {}],
    ['where no parameter differs by area', loadJurisdiction('rongchang'), {}, OWN],
    ['where the caller’s own values hold everywhere', ruleSet, {}, OWN],
    ['where nothing that uses it is in force', ended, {}, {}],
  ])('is not made %s', async (_, own, change, parameters) => {
    const lookup = vi.fn(() => '乙乡');
    await evaluate(own, { ...rongchang, ...change }, { parameters, lookups: { localArea: lookup } });
    expect(lookup).toHaveBeenCalledTimes(0);
  });

  it.each([
    ['does not know', () => later(null)],
    ['fails', () => Promise.reject(new Error('offline'))],
  ])('leaves the area open where it %s', async (_, localArea) => {
    const lookup = vi.fn(localArea);
    const decision = await evaluate(ruleSet, rongchang, { lookups: { localArea: lookup } });
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(outcome(decision, TAPER)).toMatchObject({ status: 'undetermined', unresolved: { facts: ['localArea'] } });
  });

  it('rejects where failures are to', async () => {
    const lookups = { localArea: () => Promise.reject(new Error('offline')) };
    await expect(evaluate(ruleSet, rongchang, { lookups, onLookupError: 'reject' })).rejects.toThrow('offline');
  });
});
