import { describe, expect, it } from 'vitest';
import { decide, file, rule, TEXT, test } from './support/small-rule-set.js';

describe('readings that all deny', () => {
  /** One reading tests validity, the other does not, and the common conditions fail. */
  const readings = [
    { id: 'always', name: TEXT },
    { id: 'in-time', name: TEXT, inForce: { during: 'period' } },
  ];
  const raw = file({
    rules: [rule('example/1', { readings })],
    periods: { period: { name: TEXT, end: 'povertyPeriodEnd' } },
  });
  const status = async (household: object, parameters: object) =>
    (await decide(raw, household, { parameters })).outcomes[0];

  it('deny together, whether or not the period is over, and learning its end opens nothing', async () => {
    for (const parameters of [{}, { povertyPeriodEnd: '2020-12-31' }, { povertyPeriodEnd: '2019-12-31' }]) {
      expect(await status({ incomeChanged: false }, parameters)).toMatchObject({ status: 'not-met' });
    }
    const decision = await decide(raw, { incomeChanged: false }, { parameters: { povertyPeriodEnd: '2019-12-31' } });
    expect(decision.eligibility.find(({ programme }) => programme === 'dibao')).toMatchObject({
      verdict: 'not-eligible',
      clauses: ['example/1'],
    });
    expect(decision.questions).toEqual([]);
  });

  it('are open where one of them would grant', async () => {
    expect(await status({ incomeChanged: true }, { povertyPeriodEnd: '2019-12-31' })).toMatchObject({
      status: 'undetermined',
      unresolved: { facts: [], parameters: [], readings: ['always', 'in-time'] },
    });
  });
});

describe('what is unresolved where one unknown is asked in several places', () => {
  const unresolved = async (conditions: object, household: object, more: object = {}) => {
    const { outcomes } = await decide(file({ rules: [rule('example/1', { conditions, ...more })] }), household);
    return [outcomes[0]?.status, outcomes[0]?.unresolved && Object.values(outcomes[0].unresolved).flat()];
  };
  const lifted = test('povertyRegistration', 'equal', 'lifted');
  const found = test('unstableLiftedFinding', 'equal', 'yes');

  it.each([
    ['A or (A and B): B never matters', { any: [lifted, { all: [lifted, found] }] }, {}, ['povertyRegistration']],
    ['A and (A or B): B never matters', { all: [lifted, { any: [lifted, found] }] }, {}, ['povertyRegistration']],
    [
      'A and (not A or B): B matters',
      { all: [lifted, { any: [{ not: lifted }, found] }] },
      {},
      ['povertyRegistration', 'unstableLiftedFinding'],
    ],
    [
      'no value is two at once',
      {
        any: [
          { all: [lifted, test('povertyRegistration', 'equal', 'relapsed'), found] },
          test('incomeChanged', 'equal', true),
        ],
      },
      {},
      ['incomeChanged', 'povertyRegistration'],
    ],
    [
      'a sum below one line is below a higher one',
      {
        all: [
          test('perCapitaMonthlyIncome', 'lessThan', '100'),
          { any: [test('perCapitaMonthlyIncome', 'lessThan', '200'), found] },
        ],
      },
      {},
      ['perCapitaMonthlyIncome'],
    ],
    [
      'a sum may lie between two lines',
      {
        all: [
          test('perCapitaMonthlyIncome', 'lessThan', '200'),
          { any: [test('perCapitaMonthlyIncome', 'lessThan', '100'), found] },
        ],
      },
      {},
      ['perCapitaMonthlyIncome', 'unstableLiftedFinding'],
    ],
    [
      'money is never negative',
      {
        any: [
          {
            all: [
              test('perCapitaMonthlyIncome', 'lessThan', '0'),
              test('perCapitaMonthlyIncome', 'lessThan', '5'),
              found,
            ],
          },
          lifted,
        ],
      },
      {},
      ['perCapitaMonthlyIncome', 'povertyRegistration'],
    ],
    [
      'a day before one is before a later one',
      {
        all: [
          test('lastIncomeMonitoringDate', 'lessThan', '2020-01-01'),
          { any: [test('lastIncomeMonitoringDate', 'lessThan', '2020-02-01'), found] },
        ],
      },
      {},
      ['lastIncomeMonitoringDate'],
    ],
    [
      'a set may hold both',
      {
        all: [
          test('povertyCauses', 'contains', 'illness'),
          {
            any: [
              { all: [test('povertyCauses', 'contains', 'illness'), test('povertyCauses', 'contains', 'disaster')] },
              found,
            ],
          },
        ],
      },
      {},
      ['povertyCauses', 'unstableLiftedFinding'],
    ],
  ])('%s', async (_, conditions, household, names) => {
    expect(await unresolved(conditions, household)).toEqual(['undetermined', names]);
  });

  it('what all readings share counts as one place: where they could only differ, no fact is asked', async () => {
    const readings = [
      {
        id: 'inclusive',
        name: TEXT,
        conditions: { all: [test('perCapitaMonthlyIncome', 'lessThanInclusive', '100')] },
      },
      { id: 'strict', name: TEXT, conditions: { all: [test('perCapitaMonthlyIncome', 'lessThan', '100')] } },
      { id: 'listed', name: TEXT, conditions: { all: [found] } },
    ];
    expect(await unresolved({ all: [lifted] }, { perCapitaMonthlyIncome: '100' }, { readings })).toEqual([
      'undetermined',
      ['povertyRegistration', 'strict'],
    ]);
    expect(await unresolved({ all: [lifted] }, { perCapitaMonthlyIncome: '99' }, { readings })).toEqual([
      'undetermined',
      ['povertyRegistration', 'unstableLiftedFinding'],
    ]);
  });
});

describe('a programme of a rule whose addressee is not known', () => {
  it('stays open, even where its own conditions fail: the instrument may not speak of the household at all', async () => {
    const addressee = { name: TEXT, conditions: { all: [test('povertyRegistration', 'equal', 'lifted')] } };
    const programme = [{ id: 'dibao', when: { all: [test('meetsDibaoConditions', 'equal', 'yes')] } }];
    const verdict = async (household: object) =>
      (
        await decide(file({ addressee, rules: [rule('example/1', { programme })] }), {
          incomeChanged: true,
          meetsDibaoConditions: 'no',
          ...household,
        })
      ).eligibility.find((each) => each.programme === 'dibao')?.verdict;
    expect([
      await verdict({}),
      await verdict({ povertyRegistration: 'lifted' }),
      await verdict({ povertyRegistration: 'neverRegistered' }),
    ]).toEqual(['undetermined', 'not-eligible', 'out-of-scope']);
  });
});
