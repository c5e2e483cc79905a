import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReform } from '../../src/reform/reform.js';
import { loadJurisdiction } from '../../src/rules.js';
import { jumpsOf, type Level, largestCliff, stretchesOf } from '../../src/simulate/cliffs.js';
import { costModel } from '../../src/simulate/cost.js';
import { createEngine } from '../../src/simulate/engine.js';
import { type SweepOptions, sweepFact } from '../../src/simulate/sweep.js';
import { intervalsOf, sweepGrid } from '../../src/simulate/sweep-grid.js';

const rongchang = loadJurisdiction('rongchang');
const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
const household = {
  id: 'h',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  householdSize: 3,
  incomeChanged: true,
};
const frozen = costModel({ taper: 'frozen', incomeBefore: '300.00' });
const sweep = (more: Partial<SweepOptions> = {}) =>
  sweepFact(rongchang, household, { fact: 'perCapitaMonthlyIncome', from: 0, to: 1200, parameters, ...more });

describe('Rongchang, by income per head', () => {
  it('the taper is given strictly between once and twice the standard', () => {
    expect(intervalsOf(sweep())).toEqual([
      { from: '0.00', to: '450.00', taper: 'not-granted' },
      { from: '450.01', to: '899.99', taper: 'granted' },
      { from: '900.00', to: '1200.00', taper: 'not-granted' },
    ]);
  });

  it('without a model there are verdicts, and nothing is paid', () => {
    const found = sweep();
    expect(found).toMatchObject({ withTaper: null, withoutTaper: null, benefit: null });
    expect(found.points.every((point) => point.resources === null)).toBe(true);
  });

  it('the top-up alone makes no cliff: of each further yuan all is lost below the standard, nothing above', () => {
    expect(sweep({ cost: frozen }).withoutTaper).toEqual({
      jumps: [],
      cliff: null,
      rates: [
        { from: '0.00', to: '450.00', rate: 1 },
        { from: '450.00', to: '1200.00', rate: 0 },
      ],
    });
  });

  it('frozen help that ends at twice the standard makes one, and the clause is named', () => {
    // Before: (450 − 300) × 3 = 450 yuan a month, up to 899.99; three persons gain three fen by the last cent.
    const { withTaper } = sweep({ cost: frozen });
    expect(withTaper?.jumps).toEqual([
      {
        from: '450.00',
        to: '450.01',
        by: '450.03',
        clauses: [{ clause: 'rongchang/2-f', subject: 'household', from: 'not-met', to: 'met' }],
      },
      {
        from: '899.99',
        to: '900.00',
        by: '-449.97',
        clauses: [{ clause: 'rongchang/2-f', subject: 'household', from: 'met', to: 'not-met' }],
      },
    ]);
    expect(withTaper?.cliff).toEqual({
      from: '899.99',
      to: '900.00',
      fall: '449.97',
      regainedAt: '1049.99',
      clauses: [{ clause: 'rongchang/2-f', subject: 'household', from: 'met', to: 'not-met' }],
    });
  });

  it('help attached to dibao makes a cliff at the standard without the taper; with it at twice the standard, and a hole of one cent', () => {
    const found = sweep({ cost: costModel({ taper: 'frozen', incomeBefore: '300', attached: '120' }) });
    expect(found.withoutTaper?.cliff).toMatchObject({
      from: '449.99',
      to: '450.00',
      fall: '120.00',
      regainedAt: '490.00',
      clauses: [],
    });
    expect(found.withTaper?.jumps.map(({ from, to, by }) => [from, to, by])).toEqual([
      ['449.99', '450.00', '-120.00'],
      ['450.00', '450.01', '570.03'],
      ['899.99', '900.00', '-569.97'],
    ]);
  });

  it('steps: in the sixth month a quarter is left', () => {
    expect(sweep({ cost: costModel({ taper: 'steps', incomeBefore: '300' }), month: 6 }).withTaper?.cliff?.fall).toBe(
      '112.47',
    );
    expect(sweep({ cost: costModel({ taper: 'steps', incomeBefore: '300' }), month: 7 }).withTaper?.cliff).toBeNull();
  });

  it('with the ceiling gone there is no cliff', () => {
    const reform = readReform({
      reform: 'open',
      name: { zh: '无上限', en: 'open' },
      changes: [
        {
          kind: 'remove-test',
          clause: 'rongchang/2-f',
          test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
        },
      ],
    });
    expect(
      sweepFact(reform.apply(rongchang), household, {
        fact: 'perCapitaMonthlyIncome',
        from: 0,
        to: 1200,
        parameters,
        cost: frozen,
      }).withTaper?.cliff,
    ).toBeNull();
  });

  it('resources cannot be told where the status of dibao is not known', () => {
    const { dibaoStatus: _, ...unknown } = household;
    const found = sweepFact(rongchang, unknown, {
      fact: 'perCapitaMonthlyIncome',
      from: 0,
      to: 1200,
      parameters,
      cost: frozen,
    });
    expect(found.withTaper).toBeNull();
    expect(intervalsOf(found)[1]?.taper).toBe('undetermined');
  });

  it('every point says what the decision says', () => {
    const engine = createEngine(rongchang, { parameters });
    for (const point of sweep({ step: 37 }).points) {
      const decision = engine.decide({ ...household, perCapitaMonthlyIncome: point.value });
      expect(point.taper).toBe(decision.tapers[0]?.verdict);
      expect(point.verdicts['dibao-taper']).toBe(
        decision.eligibility.find((entry) => entry.programme === 'dibao-taper')?.verdict,
      );
    }
  });

  it('by the household’s total: thresholds that are no whole cents per head are met to the cent', () => {
    const found = sweepFact(
      rongchang,
      { ...household, householdSize: 7 },
      {
        fact: 'householdMonthlyIncome',
        from: 3000,
        to: 7000,
        parameters: { ...parameters, dibaoStandardMonthly: '450.01' },
      },
    );
    expect(intervalsOf(found).map(({ from, to, taper }) => [from, to, taper])).toEqual([
      ['3000.00', '3150.07', 'not-granted'],
      ['3150.08', '6300.13', 'granted'],
      ['6300.14', '7000.00', 'not-granted'],
    ]);
  });

  it.each([
    [{ fact: 'povertyRegistration' }, 'wrong-type'],
    [{ fact: 'memberAge' }, undefined],
    [{ from: 10, to: 5 }, 'wrong-value'],
    [{ from: '0.001', to: 5 }, 'wrong-form'],
    [{ step: 0 }, 'wrong-value'],
    [{ from: 0, to: 100000000, step: '0.01' }, 'wrong-value'],
  ])('%o is refused', (more, code) => {
    expect(() => sweep(more)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        ...(code === undefined ? {} : { issues: [expect.objectContaining({ code })] }),
      }),
    );
  });
});

describe('two facts', () => {
  it('the band widens with the number of persons', () => {
    const grid = sweepGrid(rongchang, household, {
      fact: 'householdMonthlyIncome',
      from: 0,
      to: 12000,
      parameters,
      second: { fact: 'householdSize', values: [1, 3, 12] },
    });
    expect(grid.rows.map((row) => [row.value, row.intervals[1]?.from, row.intervals[1]?.to])).toEqual([
      ['1', '450.01', '899.99'],
      ['3', '1350.01', '2699.99'],
      ['12', '5400.01', '10799.99'],
    ]);
    expect(grid.second.label.zh.length).toBeGreaterThan(0);
  });
});

describe('cliffs', () => {
  const level = (at: number, resources: number, income = at): Level => ({ at, income, resources });

  it('no levels, no cliffs', () => {
    expect([jumpsOf([]), stretchesOf([]), largestCliff([])]).toEqual([[], [], null]);
  });

  it('a rounding of half a fen is no jump', () => {
    expect(jumpsOf([level(0, 100), level(1, 99), level(2, 101)])).toEqual([]);
    expect(largestCliff([level(0, 100), level(1, 99)])).toBeNull();
  });

  it('is regained where resources are what they were, between points, too', () => {
    expect(largestCliff([level(0, 1000), level(1, 500), level(1001, 1500)])).toMatchObject({
      fall: 500,
      regainedAt: 501,
    });
    expect(largestCliff([level(0, 1000), level(1, 500), level(100, 599)])).toMatchObject({ regainedAt: null });
  });

  it('the largest fall is at least as large as any between neighbours; where resources never fall there is none', () => {
    const levels = fc
      .array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 30 })
      .map((resources) => resources.map((value, at) => level(at, value)));
    fc.assert(
      fc.property(levels, (list) => {
        const falls = list.slice(1).map((next, index) => (list[index] as Level).resources - next.resources);
        const most = Math.max(...falls);
        const cliff = largestCliff(list);
        expect(cliff?.fall ?? null).toBe(most > 1 ? most : null);
        if (cliff !== null && cliff.regainedAt !== null)
          expect((list[cliff.regainedAt] as Level).resources).toBeGreaterThanOrEqual(
            (list[cliff.from] as Level).resources,
          );
      }),
    );
  });

  it('stretches cover the sweep without gaps between jumps', () => {
    const list = [
      level(0, 100),
      level(50, 100),
      level(51, 100),
      level(52, 900),
      level(100, 948),
      level(101, 10),
      level(200, 109),
    ];
    expect(stretchesOf(list)).toEqual([
      { from: 0, to: 51, rate: 1 },
      { from: 52, to: 100, rate: 0 },
      { from: 101, to: 200, rate: 0 },
    ]);
  });
});
