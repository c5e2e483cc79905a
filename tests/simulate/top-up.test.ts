import { describe, expect, it } from 'vitest';
import { prepare, readSettings } from '../../src/answer/prepare.js';
import { divide, type Exact, exact, multiply, subtract } from '../../src/base/exact.js';
import { createPopulation } from '../../src/generate/population.js';
import { loadJurisdiction } from '../../src/rules.js';
import { costModel, createCoster, dibaoOf, toFen } from '../../src/simulate/cost.js';
import { quickDibao } from '../../src/simulate/quick-dibao.js';

const rongchang = loadJurisdiction('rongchang');
const model = costModel({ taper: 'top-up' });

/** The top-up of a household of Rongchang in hundredths of a yuan. */
function topUpFen(standard: string, household: Record<string, unknown>): number {
  const snapshot = { asOf: '2020-06-30', dibaoStatus: 'receiving', ...household };
  const coster = createCoster(rongchang, model);
  const { dibao } = coster(
    snapshot,
    () => prepare(rongchang, snapshot, { parameters: { dibaoStandardMonthly: standard } }),
    'not-granted',
    null,
  );
  expect(dibao[0]).toBe(dibao[1]);
  return dibao[0];
}

/** The widespread error: income per head is rounded to the fen before it is taken off the standard. */
function perHeadFirst(standard: string, total: string, persons: string): number {
  const perHead = divide(exact(total), exact(persons)) as Exact;
  const rounded = exact((toFen(perHead) / 100).toFixed(2));
  return toFen(multiply(subtract(exact(standard), rounded), exact(persons)));
}

/**
 * Worked examples as published: where, the standard, the household's income in a month (all together, or per head), its
 * persons, and what it is said to get in a month.
 */
const published: readonly {
  readonly where: string;
  readonly standard: string;
  readonly household: Record<string, unknown>;
  readonly yuan: string;
}[] = [
  {
    where: 'Zhongshan, 2020 (bbbaike.com/baike/techan/340674.html)',
    standard: '1100',
    household: { perCapitaMonthlyIncome: '700', householdSize: 3 },
    yuan: '1200.00',
  },
  {
    where: 'mlnxb.com/xfsh/xinli/3yvndd.html',
    standard: '600',
    household: { householdMonthlyIncome: '1000', householdSize: 3 },
    yuan: '800.00',
  },
  {
    where: 'fudaoke.com/exam/2662718.html',
    standard: '500',
    household: { householdMonthlyIncome: '700', householdSize: 3 },
    yuan: '800.00',
  },
];

describe('the top-up of State Council Order 649, article 12', () => {
  it.each(published)('$where', ({ standard, household, yuan }) => {
    expect((topUpFen(standard, household) / 100).toFixed(2)).toBe(yuan);
  });

  it('rounding per head first is a fen off in the published examples that do not divide evenly', () => {
    expect(perHeadFirst('600', '1000', '3')).toBe(80001);
    expect(perHeadFirst('500', '700', '3')).toBe(80001);
    expect(perHeadFirst('1100', '2100', '3')).toBe(120000);
  });

  it('how often rounding per head first goes wrong, and by how much', () => {
    let wrong = 0;
    let most = 0;
    for (let fen = 0; fen < 900_00; fen += 137) {
      for (let persons = 1; persons <= 12; persons++) {
        const total = (fen / 100).toFixed(2);
        const right = topUpFen('450', { householdMonthlyIncome: total, householdSize: persons });
        const off = Math.abs(Math.max(0, perHeadFirst('450', total, String(persons))) - right);
        if (off > 0) wrong += 1;
        most = Math.max(most, off);
      }
    }
    // For twelve persons up to six fen a month.
    expect(wrong).toBeGreaterThan(3000);
    expect(most).toBe(6);
  });

  it.each([
    ['an income at the standard', '450', { perCapitaMonthlyIncome: '450' }, 0],
    ['a cent below it', '450', { perCapitaMonthlyIncome: '449.99' }, 3],
    ['above it', '450', { perCapitaMonthlyIncome: '600' }, 0],
    ['a yearly total that does not divide', '450', { householdAnnualIncome: '10000' }, 51667],
    ['no income at all', '450', { perCapitaMonthlyIncome: '0' }, 135000],
  ])('%s', (_what, standard, household, fen) => {
    expect(topUpFen(standard, { householdSize: 3, ...household })).toBe(fen);
  });

  it('half a fen is rounded up, once, at the end', () => {
    expect(toFen(exact('0.005'))).toBe(1);
    expect(toFen(exact('0.00499999'))).toBe(0);
    expect(toFen(divide(exact('1'), exact('3')) as Exact)).toBe(33);
    expect(toFen(divide(exact('2'), exact('3')) as Exact)).toBe(67);
  });

  it('without an income it is somewhere between nothing and the whole standard', () => {
    expect(
      dibaoOf(model, { income: null, standard: '450', ceiling: null, total: null, persons: 3, yearly: false }, true),
    ).toEqual([0, 135000]);
    expect(
      dibaoOf(model, { income: null, standard: null, ceiling: null, total: null, persons: 3, yearly: false }, true),
    ).toEqual([0, null]);
    expect(
      dibaoOf(model, { income: '300', standard: '450', ceiling: null, total: null, persons: 3, yearly: false }, null),
    ).toEqual([0, 45000]);
    expect(
      dibaoOf(model, { income: '300', standard: '450', ceiling: null, total: null, persons: 3, yearly: false }, false),
    ).toEqual([0, 0]);
  });
});

describe('the quick way', () => {
  it('gives to the fen what the values give, wherever it gives anything', () => {
    const parameters = {
      dibaoStandardMonthly: [
        { until: '2020-06-15', value: '450.00' },
        { from: '2020-06-16', value: '520.50' },
      ],
    };
    const settings = readSettings(rongchang, { parameters });
    let given = 0;
    for (const attached of ['0', '12.34']) {
      const own = costModel({ taper: 'top-up', attached });
      const [quick, careful] = [
        createCoster(rongchang, own, quickDibao(rongchang, settings, undefined, own.attached)),
        createCoster(rongchang, own),
      ];
      for (const day of ['2020-06-15', '2020-06-16']) {
        const people = createPopulation(rongchang, {
          seed: 9,
          size: 400,
          asOf: day,
          missing: 10,
          parameters: { dibaoStandardMonthly: '450.00' },
        });
        for (const snapshot of people) {
          const prepared = () => prepare(rongchang, snapshot, { parameters });
          let asked = false;
          const found = quick(
            snapshot,
            () => {
              asked = true;
              return prepared();
            },
            'not-granted',
            null,
          );
          expect(found, JSON.stringify(snapshot)).toEqual(careful(snapshot, prepared, 'not-granted', null));
          if (!asked && found.dibao[0] > 0) given += 1;
        }
      }
    }
    expect(given).toBeGreaterThan(100);
  });

  it('leaves alone what is not plain', () => {
    const quick = quickDibao(
      rongchang,
      readSettings(rongchang, { parameters: { dibaoStandardMonthly: '450.00' } }),
      undefined,
      exact('0'),
    );
    const plain = { asOf: '2020-06-30', householdSize: 3, perCapitaMonthlyIncome: '400.10' };
    expect(quick(plain)).toBe(14970);
    for (const odd of [
      { perCapitaMonthlyIncome: '400.105' },
      { perCapitaMonthlyIncome: 400.1 },
      { perCapitaMonthlyIncome: null },
      { householdSize: null },
      { localArea: 3 },
      { perCapitaMonthlyIncome: '4e2' },
    ])
      expect(quick({ ...plain, ...odd })).toBeNull();
    const third = quickDibao(
      rongchang,
      readSettings(rongchang, { parameters: { dibaoStandardMonthly: '450.005' } }),
      undefined,
      exact('0'),
    );
    expect(third(plain)).toBeNull();
  });
});

describe('models', () => {
  it('say what they assume, in both languages', () => {
    const { assumptions } = costModel({ taper: 'steps', incomeBefore: '300', attached: '50', capped: true });
    expect(assumptions).toHaveLength(6);
    for (const text of assumptions)
      for (const language of ['zh', 'en'] as const) expect(text[language].length).toBeGreaterThan(5);
  });

  it.each([
    [{ taper: 'frosen' }, 'unknown-value'],
    [{ taper: 'frozen', incomeBefore: '-3' }, 'wrong-form'],
    [{ taper: 'frozen', attached: 'x' }, 'wrong-form'],
  ])('%o is refused', (options, code) => {
    expect(() => costModel(options)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }));
  });

  it('capped: never more than standard × persons', () => {
    const amounts = { income: '600', standard: '450', ceiling: null, total: null, persons: 1, yearly: false };
    const before = { ...amounts, income: '100', persons: 4 };
    const pay = (capped: boolean) =>
      costModel({ taper: 'frozen', capped }).taper.amount({ number: 1, of: 6, amounts, before });
    expect(toFen(pay(false) as Exact)).toBe(140000);
    expect(toFen(pay(true) as Exact)).toBe(45000);
  });
});
