import { describe, expect, it } from 'vitest';
import { compareHousehold } from '../src/compare/compare.js';
import { comparisonText, table } from '../src/compare/text.js';
import type { Comparison, Side } from '../src/compare/types.js';
import { textColumns } from '../src/explain/fold.js';
import { evaluate } from '../src/index.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';

const five = jurisdictions.map((jurisdiction) => loadJurisdiction(jurisdiction));
const end = { povertyPeriodEnd: '2020-12-31' };
const parameters = {
  rongchang: { ...end, dibaoStandardMonthly: '450' },
  yancheng: end,
  hainan: end,
  'inner-mongolia': { ...end, dibaoStandardAnnual: '5400' },
};

/** Registered, lifted, on rural dibao, income changed to one and a half times the standard, conditions found to exceed dibao, no decision. */
const sample = {
  id: 'sample',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  incomeChanged: true,
  perCapitaMonthlyIncome: '675.00',
  perCapitaAnnualNetIncome: '8100.00',
  householdConditionsExceedDibao: 'yes',
};
const sides = (comparison: Comparison, programme: string): readonly Side[] =>
  comparison.programmes.find((entry) => entry.programme === programme)?.sides ?? [];

describe('one household under all five', () => {
  const comparison = compareHousehold(five, sample, { parameters });

  it('tapers as each instrument says, and no instrument borrows from another', () => {
    expect(
      sides(comparison, 'dibao-taper').map(({ jurisdiction, verdict, months, clauses }) => [
        jurisdiction,
        verdict,
        months,
        clauses.map(({ clause, modality }) => `${clause} ${modality}`),
      ]),
    ).toEqual([
      ['rongchang', 'eligible', { exactly: 6 }, ['rongchang/2-f must']],
      ['mingshan', 'discretionary', { atMost: 12 }, ['mingshan/2.1.6.4-b may']],
      ['yancheng', 'silent', undefined, []],
      ['hainan', 'silent', undefined, []],
      ['inner-mongolia', 'discretionary', null, ['inner-mongolia/2.4-e may']],
    ]);
    expect(comparison.programmes.find(({ programme }) => programme === 'dibao-taper')?.differs).toBe(true);
  });

  it('agrees with the decision of each instrument', async () => {
    for (const [index, ruleSet] of five.entries()) {
      const own = parameters[ruleSet.jurisdiction as keyof typeof parameters] ?? {};
      const decision = await evaluate(ruleSet, sample, { parameters: own });
      expect(comparison.programmes.map(({ programme, sides: all }) => [programme, all[index]?.verdict])).toEqual(
        decision.eligibility.map(({ programme, verdict }) => [programme, verdict]),
      );
      expect(comparison.programmes.map(({ sides: all }) => all[index]?.clauses.map(({ clause }) => clause))).toEqual(
        decision.eligibility.map(({ clauses }) => clauses),
      );
    }
  });

  it('names the clause and the test that make the difference', () => {
    const [rongchang] = sides(comparison, 'single-person-dibao');
    const [side] = sides(
      compareHousehold(five, { ...sample, members: [{ id: 'm1' }] }, { parameters }),
      'single-person-dibao',
    );
    expect(rongchang?.verdict).toBe('not-eligible');
    expect(side?.clauses[0]).toMatchObject({
      clause: 'rongchang/2-e',
      section: '二',
      statuses: [{ subject: 'm1', status: 'not-met' }],
      tests: [
        {
          subject: 'm1',
          fact: 'povertyRegistration',
          value: 'lifted',
          wanted: 'notLifted',
          words: '未脱贫户',
          truth: false,
        },
      ],
    });
    expect(side?.why.zh).toContain('（2-e）');
    const above = compareHousehold(five, { ...sample, perCapitaMonthlyIncome: '900.00' }, { parameters });
    expect(sides(above, 'dibao-taper')[0]).toMatchObject({
      verdict: 'not-eligible',
      clauses: [
        {
          tests: [
            {
              fact: 'perCapitaMonthlyIncome',
              value: '900',
              operator: 'lessThan',
              wanted: '900',
              words: '低于2倍低保标准',
              truth: false,
            },
          ],
        },
      ],
    });
    expect(sides(above, 'dibao-taper')[1]?.verdict).toBe('discretionary');
  });

  it('says what is open, of the limb of a programme too', () => {
    const water = sides(comparison, 'drinking-water').find(({ jurisdiction }) => jurisdiction === 'inner-mongolia');
    expect(water).toMatchObject({ verdict: 'undetermined', clauses: [{ clause: 'inner-mongolia/4.4' }] });
    expect(water?.why.en).toContain('fact missing');
    const differing = compareHousehold(
      five,
      { ...sample, isRelocatedPoor: true, perCapitaAnnualNetIncome: '6000' },
      { parameters },
    );
    expect(sides(differing, 'relocation-support').map(({ verdict }) => verdict)).toEqual([
      'silent',
      'silent',
      'silent',
      'undetermined',
      'eligible',
    ]);
  });

  it('shows which amounts each goes by, and converts nothing', () => {
    const measure = (name: string) =>
      comparison.measures
        .find((entry) => entry.name === name)
        ?.sides.map(({ used, value }) => (used ? (value ?? 'missing') : '-'));
    expect(measure('perCapitaMonthlyIncome')).toEqual(['675', '-', '-', '-', '-']);
    expect(measure('perCapitaAnnualNetIncome')).toEqual(['-', '8100', '8100', '-', '8100']);
    expect(measure('perCapitaAnnualIncome')).toEqual(['-', 'missing', '-', '-', '-']);
    expect(measure('dibaoStandardMonthly')).toEqual(['450', '-', '-', '-', '-']);
    expect(measure('dibaoStandardAnnual')).toEqual(['-', 'missing', '-', '-', '5400']);
    const worked = compareHousehold(
      five,
      { ...sample, perCapitaMonthlyIncome: null, householdSize: 2, householdMonthlyIncome: '1350' },
      { parameters },
    );
    expect(worked.measures.find(({ name }) => name === 'perCapitaMonthlyIncome')?.sides[0]).toEqual({
      jurisdiction: 'rongchang',
      used: true,
      value: '675',
      assumption: 'per-head-from-total',
    });
  });

  it('is plain, frozen and the same every time', () => {
    expect(JSON.stringify(compareHousehold(five, sample, { parameters }))).toBe(JSON.stringify(comparison));
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    expect(Object.isFrozen(comparison.programmes[0]?.sides[0])).toBe(true);
  });

  it('keeps parameters and readings to the instrument they are for', () => {
    const without = compareHousehold(five, sample, { parameters: { mingshan: { dibaoStandardMonthly: '450' } } });
    expect(sides(without, 'dibao-taper')[0]?.verdict).toBe('undetermined');
    const lifted = { asOf: '2021-06-30', povertyRegistration: 'lifted' };
    const verdict = (adopt: Record<string, string>) =>
      sides(compareHousehold(five, lifted, { parameters, adopt }), 'continued-support').at(-1)?.verdict;
    expect([verdict({}), verdict({ 'inner-mongolia/4.1-a': 'kept-in-period' })]).toEqual([
      'undetermined',
      'not-in-force',
    ]);
  });

  it('passes over facts that only another instrument knows, and refuses what none knows', () => {
    const overlay = {
      overlay: 'x',
      extends: 'rongchang',
      authority: '甲',
      facts: { ownFact: { scope: 'household', type: 'boolean', name: { zh: '甲', en: 'a' } } },
    };
    const some = [loadJurisdiction('rongchang', { overlays: [overlay] }), loadJurisdiction('mingshan')];
    expect(() => compareHousehold(some, { ...sample, ownFact: true })).not.toThrow();
    expect(() => compareHousehold(five, { ...sample, ownFact: true })).toThrow(/ownFact/);
  });
});

describe('traps', () => {
  it('Hainan for a household that is not lifted: addressed by nothing, denied nothing', async () => {
    for (const povertyRegistration of ['neverRegistered', 'notLifted', 'relapsed']) {
      const decision = await evaluate(
        loadJurisdiction('hainan'),
        { ...sample, povertyRegistration, members: [{ id: 'm1' }] },
        { parameters: end },
      );
      expect(new Set(decision.outcomes.map(({ status }) => status))).toEqual(new Set(['out-of-scope']));
      expect(new Set(decision.eligibility.map(({ verdict }) => verdict))).toEqual(new Set(['out-of-scope', 'silent']));
      expect(new Set(decision.risks.map(({ status }) => status))).toEqual(new Set(['out-of-scope']));
      expect(decision.questions).toEqual([]);
    }
  });

  it('Inner Mongolia at exactly 5000: no focus for group one, two readings for group two', async () => {
    const inner = loadJurisdiction('inner-mongolia');
    const at = async (perCapitaAnnualNetIncome: string) => {
      const one = await evaluate(inner, {
        asOf: '2020-06-30',
        povertyRegistration: 'lifted',
        liftedResultUnstable: 'yes',
        weakSustainedIncomeCapacity: 'yes',
        perCapitaAnnualNetIncome,
      });
      const two = await evaluate(inner, {
        asOf: '2020-06-30',
        isFarmingOrHerdingHousehold: true,
        povertyRegistration: 'neverRegistered',
        receivesAntiPovertyPolicies: false,
        povertyRiskFinding: 'yes',
        perCapitaAnnualNetIncome,
      });
      const of = (decision: typeof one, clause: string) =>
        decision.outcomes.find((outcome) => outcome.clause === clause);
      const group = of(two, 'inner-mongolia/3.1-b');
      return {
        one: of(one, 'inner-mongolia/3.1-a')?.status,
        focus: of(one, 'inner-mongolia/3.1-a')?.marks?.[0]?.truth,
        two: group?.status,
        readings: group?.readings?.map(({ id, status }) => `${id} ${status}`),
      };
    };
    expect(await at('4999.99')).toEqual({
      one: 'met',
      focus: true,
      two: 'met',
      readings: ['inclusive met', 'strict met'],
    });
    expect(await at('5000')).toEqual({
      one: 'met',
      focus: false,
      two: 'undetermined',
      readings: ['inclusive met', 'strict not-met'],
    });
    expect(await at('5000.01')).toEqual({
      one: 'met',
      focus: false,
      two: 'not-met',
      readings: ['inclusive not-met', 'strict not-met'],
    });
  });

  it('Mingshan at exactly 6000: the two clauses disagree as their words do', async () => {
    const mingshan = loadJurisdiction('mingshan');
    const at = async (income: string) => {
      const decision = await evaluate(mingshan, {
        asOf: '2020-06-30',
        povertyRegistration: 'lifted',
        perCapitaAnnualNetIncome: income,
        perCapitaAnnualIncome: income,
        inKeyLiftedCohort: true,
        householdSize: 1,
        members: [{ id: 'm1' }],
      });
      const of = (clause: string) => decision.outcomes.find((outcome) => outcome.clause === clause);
      return [
        of('mingshan/1.3.1-a')?.status,
        of('mingshan/1.3.1-a')?.unresolved?.readings,
        of('mingshan/2.1.1-c')?.status,
      ];
    };
    expect(await at('5999.99')).toEqual(['met', undefined, 'met']);
    expect(await at('6000')).toEqual(['undetermined', ['inclusive', 'strict', 'list'], 'undetermined']);
    // The list itself does not test the income again.
    expect(await at('6000.01')).toEqual(['undetermined', ['inclusive', 'strict', 'list'], 'undetermined']);
  });
});

describe('as text', () => {
  const comparison = compareHousehold(five, sample, { parameters });

  it('aligns Chinese and Latin in columns', () => {
    const rows = table([
      ['项目', 'a', '尾'],
      ['低保渐退期', '应予落实', 'x'],
      ['x', '最多12个月', '末'],
    ]);
    expect(rows).toEqual(['项目        a           尾', '低保渐退期  应予落实    x', 'x           最多12个月  末']);
    // What precedes the last cell takes the same columns in every row.
    expect(new Set(rows.map((row) => textColumns(row.slice(0, -1)))).size).toBe(1);
  });

  it.each(['zh', 'en'] as const)('has every programme and every instrument in %s', (language) => {
    const text = comparisonText(comparison, { language });
    for (const { name } of comparison.programmes) expect(text).toContain(name[language].replace(/ \([^()]*\)$/u, ''));
    for (const { short } of comparison.instruments) expect(text).toContain(short[language]);
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  it('tells the taper in the words of each clause', () => {
    const text = comparisonText(comparison, { language: 'zh', programmes: ['dibao-taper'], columns: 80 });
    expect(text).toContain(
      [
        '低保渐退期',
        '  荣昌区        应予落实  6个月整',
        '      低保渐退期（6个月）：正好6个月〔二（2-f）〕',
        '  明山区        可予落实  最多12个月',
      ].join('\n'),
    );
    expect(text).toContain(['  郾城区、海南省  未作规定', '      通篇没有关于这一项的条款，不等于不能享受'].join('\n'));
    expect(text).not.toContain('教育资助');
    const folded = text.slice(0, text.indexOf('各文件用哪一种数'));
    for (const line of folded.split('\n')) expect(textColumns(line)).toBeLessThanOrEqual(80);
  });
});
