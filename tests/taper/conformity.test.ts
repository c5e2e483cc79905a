import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/index.js';
import { loadJurisdiction } from '../../src/rules.js';
import { cases, decided, MS } from './conformity-cases.js';
import { follow, PARAMETERS, snapshotsOf } from './households.js';

describe('taper decisions against their clause, over a history', () => {
  it.each(cases.map((entry) => [`${entry.in}: ${entry.what}`, entry] as const))('%s', async (_name, entry) => {
    const { decisions } = await follow(entry.in, entry.months, entry.decisions, {
      parameters: entry.parameters ?? PARAMETERS[entry.in],
    });
    expect(decisions.map(({ conformity, points }) => [conformity, ...points.map(({ code }) => code)])).toEqual(
      entry.expected,
    );
  });

  it('changes nothing in a decision', async () => {
    const wrong = decided('2020-03', 13, '2020-03-20', { reference: '第1号' });
    const { decisions, tapers } = await follow('mingshan', MS, [wrong]);
    expect(decisions[0]).toMatchObject(wrong);
    expect(tapers[0]).toMatchObject({ granted: 13, first: '2020-03', last: '2021-03' });
  });

  it('has every point in Chinese and in English', async () => {
    for (const entry of cases) {
      const { decisions } = await follow(entry.in, entry.months, entry.decisions, {
        parameters: entry.parameters ?? PARAMETERS[entry.in],
      });
      for (const { text } of decisions.flatMap(({ points }) => points)) {
        expect(text.zh).toMatch(/[\u4e00-\u9fff]/u);
        expect(text.en).toMatch(/[a-z]/);
      }
    }
  });
});

describe('taper decisions in a single snapshot', () => {
  const taperOf = async (
    jurisdiction: string,
    change: Record<string, unknown>,
    parameters = PARAMETERS[jurisdiction],
  ) => {
    const [snapshot] = snapshotsOf(jurisdiction, { '2020-06': jurisdiction === 'rongchang' ? '600' : '7200' });
    const { month: _, ...rest } = { ...snapshot, asOf: '2020-06-30', ...change } as Record<string, unknown>;
    const decision = await evaluate(loadJurisdiction(jurisdiction), rest, { parameters });
    const taper = decision.tapers[0];
    return [
      taper?.conformity,
      (taper?.reasons ?? []).map(({ code }) => code),
      (taper?.open ?? []).map(({ code }) => code),
    ];
  };
  const of = (first: string | null, months: number | null, date: string | null = '2020-05-20') => ({
    taperDecision: decided(first, months, date),
  });
  const finding = (value: string, date?: string) => ({
    householdConditionsExceedDibao: date === undefined ? value : { value, date },
  });

  describe('of the first month of the decision', () => {
    it.each([
      ['rongchang', of('2020-06', 6), ['conforms', [], []]],
      ['rongchang', of('2020-06', 5), ['does-not-conform', ['months-not-exact'], []]],
      ['rongchang', of('2020-06', 8), ['does-not-conform', ['months-not-exact'], ['outlives-period']]],
      // Every condition of the clause counts: the register, the line above and the line below, the kind of dibao.
      [
        'rongchang',
        { ...of('2020-06', 6), povertyRegistration: 'neverRegistered' },
        ['does-not-conform', ['conditions-not-met'], []],
      ],
      [
        'rongchang',
        { ...of('2020-06', 6), perCapitaMonthlyIncome: '900' },
        ['does-not-conform', ['conditions-not-met'], []],
      ],
      [
        'rongchang',
        { ...of('2020-06', 6), perCapitaMonthlyIncome: '450' },
        ['does-not-conform', ['conditions-not-met'], []],
      ],
      ['rongchang', { ...of('2020-06', 6), perCapitaMonthlyIncome: '899.99' }, ['conforms', [], []]],
      [
        'rongchang',
        { ...of('2020-06', 6), perCapitaMonthlyIncome: null },
        ['undetermined', ['conditions-not-shown'], []],
      ],
      [
        'rongchang',
        { ...of('2020-06', 4), perCapitaMonthlyIncome: null },
        ['does-not-conform', ['months-not-exact', 'conditions-not-shown'], []],
      ],
      ['mingshan', { ...of('2020-06', 9), ...finding('yes', '2020-05-10') }, ['conforms', [], []]],
      ['mingshan', { ...of('2020-06', 9), ...finding('no') }, ['does-not-conform', ['conditions-not-met'], []]],
      [
        'mingshan',
        { ...of('2020-06', 9), ...finding('no', '2020-05-10') },
        ['does-not-conform', ['finding-contrary'], []],
      ],
      [
        'mingshan',
        { ...of('2020-06', 9), ...finding('no', '2020-06-10') },
        ['does-not-conform', ['conditions-not-met'], []],
      ],
      ['mingshan', { ...of('2020-06', 9), ...finding('yes', '2020-06-10') }, ['undetermined', ['finding-later'], []]],
      [
        'mingshan',
        { ...of('2020-06', 9), householdConditionsExceedDibao: null },
        ['undetermined', ['finding-missing'], []],
      ],
      ['inner-mongolia', of('2020-06', 5), ['conforms', [], ['months-not-set']]],
      [
        'inner-mongolia',
        { ...of('2020-06', 5), perCapitaAnnualNetIncome: '3000' },
        ['does-not-conform', ['conditions-not-met'], ['months-not-set']],
      ],
      // Before the instrument was issued; on a day of that month it may still come.
      [
        'rongchang',
        { ...of('2020-02', 6, '2020-02-10'), asOf: '2020-02-29' },
        ['does-not-conform', ['clause-not-in-force'], []],
      ],
      [
        'rongchang',
        { ...of('2020-03', 6, '2020-03-10'), asOf: '2020-03-20' },
        ['undetermined', ['clause-not-in-force'], []],
      ],
      ['rongchang', { ...of('2020-03', 6, '2020-03-10'), asOf: '2020-03-31' }, ['conforms', [], []]],
      ['rongchang', { ...of('2021-01', 6), asOf: '2021-01-31' }, ['does-not-conform', ['starts-after-period'], []]],
    ] as const)('%s %j', async (jurisdiction, change, expected) =>
      expect(await taperOf(jurisdiction, change)).toEqual(expected),
    );
  });

  describe('of another month', () => {
    it.each([
      ['rongchang', of('2020-03', 6), ['not-shown', ['later-snapshot'], []]],
      ['rongchang', of('2020-09', 6), ['not-shown', ['earlier-snapshot'], ['outlives-period']]],
      // What is wrong with its form is wrong whatever the month.
      ['rongchang', of('2021-01', 6), ['does-not-conform', ['starts-after-period'], []]],
      ['rongchang', of('2020-03', 12), ['does-not-conform', ['months-not-exact'], ['outlives-period']]],
      ['rongchang', of(null, 6), ['does-not-conform', ['start-missing'], []]],
      ['mingshan', of('2020-03', 13), ['does-not-conform', ['months-over-cap'], []]],
      // What does not meet the conditions today says nothing of the first month.
      ['rongchang', { ...of('2020-03', 6), perCapitaMonthlyIncome: '100' }, ['not-shown', ['later-snapshot'], []]],
      [
        'mingshan',
        { ...of('2020-03', 9, '2020-03-20'), householdConditionsExceedDibao: null },
        ['not-shown', ['finding-missing', 'later-snapshot'], []],
      ],
      [
        'mingshan',
        { ...of('2020-03', 9, '2020-03-20'), ...finding('no', '2020-02-10') },
        ['does-not-conform', ['finding-contrary'], []],
      ],
      // A finding made after the decision says nothing of the decision.
      [
        'mingshan',
        { ...of('2020-03', 9, '2020-03-20'), ...finding('no', '2020-05-10') },
        ['not-shown', ['later-snapshot'], []],
      ],
      ['inner-mongolia', of('2020-03', 5), ['not-shown', ['later-snapshot'], ['months-not-set']]],
      ['mingshan', { taperDecision: null }, ['no-decision', [], []]],
    ] as const)('%s %j', async (jurisdiction, change, expected) =>
      expect(await taperOf(jurisdiction, change)).toEqual(expected),
    );
  });

  it.each([
    [of('2020-06', 6), 'undetermined', ['period-unknown']],
    [of('2020-03', 6), 'not-shown', ['period-unknown', 'later-snapshot']],
  ])('cannot tell without the last day of the period: %j', async (change, conformity, reasons) => {
    expect(await taperOf('rongchang', change, { dibaoStandardMonthly: '450' })).toEqual([conformity, reasons, []]);
  });

  it('says which conditions are not met, and which cannot be told', async () => {
    const reason = async (change: Record<string, unknown>) => {
      const [snapshot] = snapshotsOf('rongchang', { '2020-06': '600' });
      const { month: _, ...rest } = { ...snapshot, asOf: '2020-06-30', ...of('2020-06', 6), ...change } as Record<
        string,
        unknown
      >;
      const { tapers } = await evaluate(loadJurisdiction('rongchang'), rest, { parameters: PARAMETERS.rongchang });
      return tapers[0]?.reasons?.[0]?.text.en;
    };
    expect(await reason({ povertyRegistration: 'neverRegistered' })).toContain('status on the poverty register');
    expect(await reason({ incomeChanged: null })).toContain('household income has changed');
  });

  it('finds in its first month what the history finds there', async () => {
    for (const [jurisdiction, months] of [
      ['rongchang', { '2020-06': '600' }],
      ['rongchang', { '2020-06': '950' }],
      ['mingshan', { '2020-06': '7200' }],
      ['mingshan', { '2020-06': { perCapitaAnnualIncome: '7200', householdConditionsExceedDibao: 'no' } }],
      ['mingshan', { '2020-06': { perCapitaAnnualIncome: '7200', householdConditionsExceedDibao: null } }],
      ['inner-mongolia', { '2020-06': '7200' }],
      ['inner-mongolia', { '2020-06': '100' }],
    ] as const) {
      for (const length of [5, 6, 12]) {
        const made = decided('2020-06', length, '2020-06-20');
        const { decisions } = await follow(jurisdiction, months, [made]);
        const [snapshot] = snapshotsOf(jurisdiction, months);
        const { month: _, ...rest } = { ...snapshot, asOf: '2020-06-30', taperDecision: made } as Record<
          string,
          unknown
        >;
        const alone = await evaluate(loadJurisdiction(jurisdiction), rest, { parameters: PARAMETERS[jurisdiction] });
        expect(alone.tapers[0]?.conformity, `${jurisdiction} ${JSON.stringify(months)} ${length}`).toBe(
          decisions[0]?.conformity,
        );
      }
    }
  });
});
