import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/index.js';
import { loadJurisdiction } from '../src/rules.js';
import { readCases } from '../src/testing/cases.js';

const rongchang = loadJurisdiction('rongchang');
const file = readCases(JSON.parse(readFileSync(new URL('../fixtures/cases/rongchang.json', import.meta.url), 'utf8')));
/** A lifted household on rural dibao whose income has changed; 450.00 a month is the standard of the cases. */
const lifted = file.households['lifted-on-dibao'] as Record<string, unknown>;
const parameters = file.parameters ?? {};
const CLAUSE = 'rongchang/2-f';

async function taper(change: Record<string, unknown>, changed: Record<string, unknown> = {}) {
  const decision = await evaluate(rongchang, { ...lifted, ...change }, { parameters: { ...parameters, ...changed } });
  const outcome = decision.outcomes.find(({ clause }) => clause === CLAUSE);
  const entry = decision.tapers.find(({ clause }) => clause === CLAUSE);
  const verdict = decision.eligibility.find(({ programme }) => programme === 'dibao-taper')?.verdict;
  const months = outcome?.effect?.type === 'taper' ? outcome.effect.months : undefined;
  return { status: outcome?.status, months: months ?? null, taper: entry?.verdict, verdict };
}

const GRANTED = { status: 'met', months: { exactly: 6 }, taper: 'granted', verdict: 'eligible' };
const REFUSED = { status: 'not-met', months: null, taper: 'not-granted', verdict: 'not-eligible' };

describe('the band of the six-month taper: above the standard of 450.00, below twice it', () => {
  it.each([
    ['0.00', REFUSED],
    ['449.99', REFUSED],
    ['450.00', REFUSED],
    ['450.00000000000000000001', GRANTED],
    ['450.004', GRANTED],
    ['450.01', GRANTED],
    ['899.99', GRANTED],
    ['899.99999999999999999999', GRANTED],
    ['900.00', REFUSED],
    ['900.004', REFUSED],
    ['900.01', REFUSED],
    ['1300.00', REFUSED],
  ])('%s a month per head', async (income, expected) => {
    expect(await taper({ perCapitaMonthlyIncome: income })).toEqual(expected);
  });

  it.each([
    [450, REFUSED],
    [450.01, GRANTED],
    [899.99, GRANTED],
    [900, REFUSED],
  ])('%d a month per head, written as a number', async (income, expected) => {
    expect(await taper({ perCapitaMonthlyIncome: income })).toEqual(expected);
  });

  it.each([
    ['0.1', '0.2', REFUSED],
    ['0.1', '0.19', GRANTED],
    ['0.1', 0.2, REFUSED],
    [0.1, '0.1000000000000000055511151231', GRANTED],
    ['333.33', '666.66', REFUSED],
    ['333.33', '666.65', GRANTED],
  ])('a standard of %s and an income of %s: no binary fraction comes between', async (standard, income, expected) => {
    expect(await taper({ perCapitaMonthlyIncome: income }, { dibaoStandardMonthly: standard })).toEqual(expected);
  });
});

/** Totals are compared as the quotients they are: 10 000.00 a year over 3 persons is 10000/36 a month, 277.777…. */
describe('incomes given as totals are not rounded before the comparison', () => {
  it.each([
    // a year, persons, standard: the quotient lies just above or just below once or twice the standard
    ['10000.00', 3, '277.77', GRANTED],
    ['10000.00', 3, '277.777', GRANTED],
    ['10000.00', 3, '277.7777777777777777777777', GRANTED],
    ['10000.00', 3, '277.7777777777777777777778', REFUSED],
    ['10000.00', 3, '277.78', REFUSED],
    ['20000.00', 3, '277.77', REFUSED],
    ['20000.00', 3, '277.78', GRANTED],
    ['16200.00', 3, '450.00', REFUSED],
    ['16200.01', 3, '450.00', GRANTED],
    ['32399.99', 3, '450.00', GRANTED],
    ['32400.00', 3, '450.00', REFUSED],
    ['0.37', 3, '0.01', GRANTED],
    ['0.36', 3, '0.01', REFUSED],
    ['7', 7, '0.083333', GRANTED],
    ['7', 7, '0.083334', REFUSED],
  ])('%s a year over %d persons against %s', async (total, persons, standard, expected) => {
    const change = {
      perCapitaMonthlyIncome: null,
      householdAnnualIncome: total,
      householdSize: persons,
      members: null,
    };
    expect(await taper(change, { dibaoStandardMonthly: standard })).toEqual(expected);
  });

  it.each([
    ['1000.00', 3, '333.33', GRANTED],
    ['1000.00', 3, '333.34', REFUSED],
    ['1350.00', 3, '450.00', REFUSED],
    ['1350.01', 3, '450.00', GRANTED],
    ['2699.99', 3, '450.00', GRANTED],
    ['2700.00', 3, '450.00', REFUSED],
  ])('%s a month over %d persons against %s', async (total, persons, standard, expected) => {
    const change = {
      perCapitaMonthlyIncome: null,
      householdMonthlyIncome: total,
      householdSize: persons,
      members: null,
    };
    expect(await taper(change, { dibaoStandardMonthly: standard })).toEqual(expected);
  });

  it('names the convention by which the income per head was worked out, and shows the quotient', async () => {
    const change = { perCapitaMonthlyIncome: null, householdAnnualIncome: '10000.00' };
    const decision = await evaluate(
      rongchang,
      { ...lifted, ...change },
      { parameters: { ...parameters, dibaoStandardMonthly: '277.77' } },
    );
    expect(decision.assumptions.map(({ id, clauses }) => [id, clauses])).toContainEqual(['month-from-year', [CLAUSE]]);
    expect(JSON.stringify(decision.trace)).toContain('"value":"10000/36"');
  });
});

describe('the time of the taper', () => {
  const inBand = { perCapitaMonthlyIncome: '600.00' };

  it.each([
    ['2020-03-30', 'not-in-force'],
    ['2020-03-31', 'met'],
    ['2020-12-30', 'met'],
    ['2020-12-31', 'met'],
    ['2021-01-01', 'not-in-force'],
  ])('on %s, the period ending on 2020-12-31', async (asOf, status) => {
    expect(await taper({ ...inBand, asOf })).toMatchObject({ status });
  });

  it.each([
    ['2020-06-29', '480.00', '450.00', 'not-met'],
    ['2020-06-30', '480.00', '450.00', 'not-met'],
    ['2020-07-01', '480.00', '450.00', 'met'],
  ])('on %s the standard of the day counts, %s before July and %s from July', async (asOf, before, from, status) => {
    const standards = [
      { from: '2020-01-01', until: '2020-06-30', value: before },
      { from: '2020-07-01', value: from },
    ];
    expect(await taper({ perCapitaMonthlyIncome: '465.00', asOf }, { dibaoStandardMonthly: standards })).toMatchObject({
      status,
    });
  });
});

describe('what is missing', () => {
  const unresolvedOf = async (change: Record<string, unknown>, without: readonly string[] = []) => {
    const kept = Object.fromEntries(Object.entries(parameters).filter(([name]) => !without.includes(name)));
    const decision = await evaluate(rongchang, { ...lifted, ...change }, { parameters: kept });
    const outcome = decision.outcomes.find(({ clause }) => clause === CLAUSE);
    return [outcome?.status, outcome?.unresolved && Object.values(outcome.unresolved).flat()];
  };

  it('the standard has no default, and the end of the period has none', async () => {
    expect(await unresolvedOf({}, ['dibaoStandardMonthly'])).toEqual(['undetermined', ['dibaoStandardMonthly']]);
    expect(await unresolvedOf({}, ['povertyPeriodEnd'])).toEqual(['undetermined', ['povertyPeriodEnd']]);
    expect(await unresolvedOf({}, ['povertyPeriodEnd', 'dibaoStandardMonthly'])).toEqual([
      'undetermined',
      ['dibaoStandardMonthly', 'povertyPeriodEnd'],
    ]);
  });

  it.each([
    [{ dibaoCategory: 'urban' }],
    [{ dibaoStatus: 'none' }],
    [{ dibaoStatus: 'exited' }],
    [{ povertyRegistration: 'neverRegistered' }],
    [{ incomeChanged: false }],
  ])('one known false (%o) beats the missing standard', async (change) => {
    expect(await unresolvedOf(change, ['dibaoStandardMonthly', 'povertyPeriodEnd'])).toEqual(['not-met', undefined]);
  });

  it.each([['dibaoStatus'], ['dibaoCategory'], ['povertyRegistration'], ['incomeChanged'], ['perCapitaMonthlyIncome']])(
    '%s alone leaves it open, and alone is asked',
    async (name) => {
      expect(await unresolvedOf({ [name]: null })).toEqual(['undetermined', [name]]);
    },
  );

  it('an income below the standard needs no more: the upper line does not matter', async () => {
    expect(await unresolvedOf({ perCapitaMonthlyIncome: '450.00' })).toEqual(['not-met', undefined]);
  });
});
