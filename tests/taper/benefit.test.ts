import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, exact, exactText, multiply } from '../../src/base/exact.js';
import { type Amounts, benefitModel, frozen, ownBenefit, steps, topUp, topUpModel } from '../../src/taper/index.js';
import { follow, steady } from './households.js';

const amounts = (given: Partial<Amounts>): Amounts => ({
  income: null,
  standard: '450',
  ceiling: null,
  total: null,
  persons: 3,
  yearly: false,
  ...given,
});
const text = (value: ReturnType<typeof topUp>) => (value === null ? null : exactText(value));
const six = { startMonth: '2020-03', months: 6, date: '2020-03-20' };

describe('the top-up', () => {
  it.each([
    ['standard less income, times persons', { income: '400' }, '150'],
    ['never below zero', { income: '451' }, '0'],
    ['nought at the standard', { income: '450' }, '0'],
    // 1000 / 3 a head, rounded to the fen first, would give 350.01.
    ['from the total, without rounding per head first', { income: '1000/3' }, '350'],
    ['from the total itself where it is given', { income: '333.33', total: '1000' }, '350'],
    ['a yearly standard by twelve, at the end', { income: '5000', standard: '5400', yearly: true }, '100'],
    [
      'a yearly quotient that does not end stays one',
      { income: '5000', standard: '5401', yearly: true, persons: 1 },
      '401/12',
    ],
    ['unknown income', {}, null],
    ['unknown standard', { income: '400', standard: null }, null],
    ['unknown persons', { income: '400', persons: null }, null],
  ] as const)('%s', (_name, given, expected) => expect(text(topUp(amounts(given)))).toBe(expected));

  it('is whole fen for whole fen, whatever the total and the persons', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 12 }),
        (total, standard, persons) => {
          // Integers of fen, worked out apart: (standard × persons − total), not below zero.
          const gap = Math.max(0, standard * persons - total);
          const result = topUp({
            income: `${total}/${100 * persons}`,
            standard: String(standard / 100),
            ceiling: null,
            total: null,
            persons,
            yearly: false,
          });
          expect(result === null ? null : compare(multiply(result, exact(100)), exact(gap))).toBe(0);
        },
      ),
    );
  });
});

describe('models', () => {
  const before = amounts({ income: '400' });
  const month = (number: number | null, of = 6) => ({ number, of, amounts: amounts({ income: '600' }), before });

  it('frozen: the top-up of the last month at or below the standard', () => {
    expect(text(frozen.amount(month(3)))).toBe('150');
    expect(frozen.amount({ ...month(3), before: null })).toBeNull();
  });
  it('top-up: that of the month', () => expect(text(topUpModel.amount(month(3)))).toBe('0'));

  it.each([
    [6, ['150', '150', '112.5', '75', '75', '37.5']],
    [4, ['150', '112.5', '75', '37.5']],
    [12, ['150', '150', '150', '112.5', '112.5', '112.5', '75', '75', '75', '37.5', '37.5', '37.5']],
    [2, ['150', '75']],
    [1, ['150']],
  ])('steps of 100/75/50/25 over %i months', (of, expected) => {
    const model = steps(['100', '75', '50', '25']);
    expect(Array.from({ length: of }, (_, index) => text(model.amount(month(index + 1, of))))).toEqual(expected);
  });
  it('steps need the month’s number', () => expect(steps(['100', '50']).amount(month(null))).toBeNull());
  it('steps are exact', () => expect(text(steps(['33.3']).amount(month(1)))).toBe('49.95'));

  it.each(['frozen', 'top-up', 'steps:100/75/50/25', 'steps:90/60/30'])('%s by its name', (name) =>
    expect(benefitModel(name).id).toBe(name),
  );
  it.each([
    ['forzen', /did you mean frozen/],
    ['steps:', /percentages/],
    ['steps:100/x', /percentages/],
    ['steps:-5', /percentages/],
  ])('%s is refused', (name, expected) => expect(() => benefitModel(name)).toThrow(expected));
});

describe('amounts in a timeline', () => {
  const months = {
    '2020-02': '400',
    ...steady('2020-03', '2020-05', '600'),
    '2020-06': '430',
    ...steady('2020-07', '2020-09', '700'),
  };
  const amountsOf = async (model: ReturnType<typeof benefitModel>, id: 'R1' | 'R2' | 'R3') =>
    (await follow('rongchang', months, [six], { benefit: model })).rows.map((row) => row.benefit?.amounts[id]);

  it('are null outside the taper, and follow each reading', async () => {
    expect(await amountsOf(frozen, 'R1')).toEqual([null, '150', '150', '150', '150', '150', '150', null]);
    expect(await amountsOf(frozen, 'R2')).toEqual([null, '150', '150', '150', null, '150', '150', '150']);
    expect(await amountsOf(frozen, 'R3')).toEqual([null, '150', '150', '150', null, null, null, null]);
    expect(await amountsOf(topUpModel, 'R1')).toEqual([null, '0', '0', '0', '60', '0', '0', null]);
    expect(await amountsOf(benefitModel('steps'), 'R2')).toEqual([
      null,
      '150',
      '150',
      '112.5',
      null,
      '75',
      '75',
      '37.5',
    ]);
  });

  it('carry the assumption in every month, and among the conventions', async () => {
    const own = ownBenefit(
      'half',
      { zh: '减半', en: 'half' },
      { zh: '假定：发标准的一半。', en: 'Assumed: half the standard is paid.' },
      () => exact('225'),
    );
    const timeline = await follow('rongchang', months, [six], { benefit: own });
    for (const row of timeline.rows)
      expect(row.benefit).toMatchObject({
        model: 'half',
        assumption: { en: 'Assumed: half the standard is paid.' },
        unit: 'CNY/household/month',
      });
    expect(timeline.rows[1]?.benefit?.amounts).toEqual({ R1: '225', R2: '225', R3: '225' });
    expect(timeline.assumptions.map(({ id }) => id)).toContain('benefit:half');
  });

  it('are null where the base is not on record', async () => {
    const { rows } = await follow('rongchang', steady('2020-03', '2020-04', '600'), [six], { benefit: frozen });
    expect(rows.map((row) => row.benefit?.amounts.R1)).toEqual([null, null]);
  });

  it('keep the base of a taper decided ahead up to the month before it begins', async () => {
    const { rows } = await follow(
      'rongchang',
      { '2020-01': '300', '2020-02': '400', '2020-03': '600' },
      [{ ...six, date: '2020-01-10' }],
      { benefit: frozen },
    );
    expect(rows.at(-1)?.benefit?.amounts.R1).toBe('150');
  });
});
