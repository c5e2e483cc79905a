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
    const { month: _, ...rest } = { ...snapshot, ...change, asOf: '2020-06-30' } as Record<string, unknown>;
    const decision = await evaluate(loadJurisdiction(jurisdiction), rest, { parameters });
    const taper = decision.tapers[0];
    return [
      taper?.conformity,
      (taper?.reasons ?? []).map(({ code }) => code),
      (taper?.open ?? []).map(({ code }) => code),
    ];
  };
  it.each([
    ['rongchang', { taperDecision: decided('2020-03', 6, '2020-03-20') }, ['conforms', [], []]],
    ['rongchang', { taperDecision: decided('2020-09', 6, '2020-06-20') }, ['conforms', [], ['outlives-period']]],
    [
      'rongchang',
      { taperDecision: decided('2021-01', 6, '2020-06-20') },
      ['does-not-conform', ['starts-after-period'], []],
    ],
    [
      'mingshan',
      { taperDecision: decided('2020-03', 13, '2020-03-20') },
      ['does-not-conform', ['months-over-cap'], []],
    ],
    [
      'mingshan',
      { taperDecision: decided('2020-03', 9, '2020-03-20'), householdConditionsExceedDibao: null },
      ['undetermined', ['finding-missing'], []],
    ],
    [
      'mingshan',
      {
        taperDecision: decided('2020-03', 9, '2020-03-20'),
        householdConditionsExceedDibao: { value: 'no', date: '2020-02-10' },
      },
      ['does-not-conform', ['finding-contrary'], []],
    ],
    // A finding made after the decision says nothing of the decision.
    [
      'mingshan',
      {
        taperDecision: decided('2020-03', 9, '2020-03-20'),
        householdConditionsExceedDibao: { value: 'no', date: '2020-05-10' },
      },
      ['conforms', [], []],
    ],
    ['mingshan', { taperDecision: null }, ['no-decision', [], []]],
  ] as const)('%s %j', async (jurisdiction, change, expected) =>
    expect(await taperOf(jurisdiction, change)).toEqual(expected),
  );

  it('cannot tell without the last day of the period', async () => {
    expect(
      await taperOf(
        'rongchang',
        { taperDecision: decided('2020-03', 6, '2020-03-20') },
        { dibaoStandardMonthly: '450' },
      ),
    ).toEqual(['undetermined', ['period-unknown'], []]);
  });
});
