import { describe, expect, it } from 'vitest';
import { compareHousehold } from '../../src/compare/compare.js';
import { comparisonText } from '../../src/compare/text.js';
import { explain } from '../../src/explain/explain.js';
import { questionZh } from '../../src/explain/messages/question-zh.js';
import { unitsZh } from '../../src/explain/messages/units.js';
import { evaluate } from '../../src/index.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { timeline, timelineText } from '../../src/taper/index.js';

const said = async (
  jurisdiction: string,
  household: Record<string, unknown>,
  language: 'zh' | 'en',
  detail: 'short' | 'full' = 'short',
  parameters: Record<string, unknown> = jurisdiction === 'mingshan' ? {} : { povertyPeriodEnd: '2020-12-31' },
) => {
  const ruleSet = loadJurisdiction(jurisdiction);
  const decision = await evaluate(ruleSet, { id: 'h', asOf: '2020-06-30', members: [], ...household }, { parameters });
  return explain(decision, ruleSet, { language, detail });
};

describe('what a text shows', () => {
  it.each([
    ['zh', 'short', /尚未落实 +一对一帮扶.*走访.*〔二（三）一是（2\.3\.1-c）〕/u],
    ['en', 'full', /Not done +One-to-one help and visits: four or more visits.*\(2\.3\.1-c\)/u],
  ] as const)('a duty that was not done has a line of its own (%s, %s)', async (language, detail, line) => {
    const household = { povertyRegistration: 'notLifted', helperVisitsThisYear: 3 };
    const late = await said('mingshan', { ...household, asOf: '2020-12-31' }, language, detail);
    expect(late).toMatch(line);
    expect(await said('mingshan', { ...household, asOf: '2020-12-30' }, language, detail)).not.toMatch(line);
    const done = await said(
      'mingshan',
      { ...household, helperVisitsThisYear: 4, asOf: '2020-12-31' },
      language,
      detail,
    );
    expect(done).not.toMatch(line);
  });

  it('says of a duty within its year that the year is not over', async () => {
    const household = { povertyRegistration: 'notLifted', helperVisitsThisYear: 2 };
    expect(await said('mingshan', household, 'zh', 'full')).toMatch(/本年尚未结束，是否落实尚不能确定/u);
    expect(await said('mingshan', household, 'en', 'full')).toMatch(/may yet be fulfilled: the year is not over/u);
  });

  it.each(['zh', 'en'] as const)('every missing name is there, in every text (%s)', async (language) => {
    for (const jurisdiction of jurisdictions) {
      for (const detail of ['short', 'full'] as const) {
        const text = await said(jurisdiction, { povertyRegistration: 'lifted' }, language, detail);
        expect(text).not.toMatch(/等\d+项|\band \d+ more\b|\d+ in all/u);
      }
    }
  });

  it.each([
    ['zh', /低保：两种读法结论不同，待选定；尚缺认定：/u],
    ['en', /dibao: two readings differ; one is to be adopted; finding awaited:/u],
  ] as const)('readings that differ do not hide behind what is missing (%s)', async (language, line) => {
    // One clause is read in two ways; another waits for a finding.
    const household = {
      povertyRegistration: 'neverRegistered',
      meetsReliefConditions: 'yes',
      meetsDibaoConditions: 'yes',
    };
    const text = await said('rongchang', { ...household, unstableLiftedFinding: 'no' }, language);
    expect(text).toMatch(line);
  });

  it.each([
    ['zh', 'yancheng', /适用说明 +评估基准日在标题所列年份之后/u],
    ['en', 'mingshan', /Note +The evaluation date lies after the years that the title names/u],
  ] as const)('what the day has to do with it is said (%s, %s)', async (language, jurisdiction, line) => {
    expect(await said(jurisdiction, { asOf: '2023-06-30' }, language)).toMatch(line);
    expect(await said(jurisdiction, { asOf: '2020-12-31' }, language)).not.toMatch(line);
    expect(await said(jurisdiction, { asOf: '2023-06-30' }, language, 'full')).toMatch(
      language === 'zh' ? /标题所列年份之后/u : /after the years that the title names/u,
    );
  });

  it('a comparison says it by instrument, a timeline among its conventions', async () => {
    const household = { id: 'h', asOf: '2023-06-30', povertyRegistration: 'lifted', members: [] };
    const ruleSets = jurisdictions.map((id) => loadJurisdiction(id));
    const compared = compareHousehold(ruleSets, household);
    expect(compared.instruments.map(({ assumptions }) => assumptions.map(({ id }) => id))).toEqual(
      jurisdictions.map((id) => (id === 'mingshan' || id === 'yancheng' ? ['after-plan-years'] : [])),
    );
    expect(comparisonText(compared, { language: 'zh' })).toMatch(/郾城区：评估基准日在标题所列年份之后/u);
    const early = compareHousehold(ruleSets, { ...household, asOf: '2018-01-01' });
    expect(comparisonText(early, { language: 'en' })).toMatch(/Rongchang: In force from the day it was issued/u);
    const months = await timeline(loadJurisdiction('mingshan'), {
      snapshots: [{ month: '2023-06', dibaoStatus: 'none' }],
    });
    expect(timelineText(months, { language: 'zh' })).toMatch(/标题所列年份之后/u);
  });

  it('a taper that has run its months is not due any more', async () => {
    const household = {
      povertyRegistration: 'lifted',
      dibaoStatus: 'receiving',
      dibaoCategory: 'rural',
      incomeChanged: true,
      perCapitaMonthlyIncome: '600',
      taperDecision: { startMonth: '2020-04', months: 6 },
    };
    const parameters = { povertyPeriodEnd: '2020-12-31', dibaoStandardMonthly: '450' };
    const on = (asOf: string, language: 'zh' | 'en') =>
      said('rongchang', { ...household, asOf }, language, 'short', parameters);
    expect(await on('2020-10-01', 'zh')).toMatch(/6个月已用完；期满后如何处理、能否再次渐退，文件未写明/u);
    expect(await on('2020-10-01', 'zh')).not.toMatch(/应予渐退/u);
    expect(await on('2020-09-30', 'zh')).toMatch(/应予渐退/u);
    expect(await on('2020-10-01', 'en')).toMatch(/its 6 months are used up; what follows, and whether another/u);
  });
});

describe('words for clerks', () => {
  it.each([
    ['属于边缘户', '是否属于边缘户'],
    ['已实现稳定脱贫', '是否已实现稳定脱贫'],
    ['住房已认定为危房', '住房是否属于危房'],
    ['饮水安全', '饮水是否安全'],
    ['生活仍存在困难', '生活是否仍存在困难'],
    ['基本生活陷入困境', '基本生活是否陷入困境'],
    ['收入结构不合理', '收入结构是否不合理'],
    ['是否公布', '是否公布'],
  ])('%s is asked as %s', (label, question) => expect(questionZh(label)).toBe(question));

  it('asks for findings and facts, and says what a clause leaves unset', async () => {
    const text = await said('inner-mongolia', { povertyRegistration: 'lifted', drinkingWaterSafe: null }, 'zh', 'full');
    expect(text).toMatch(/尚缺认定：/u);
    expect(text).toMatch(/饮水是否安全/u);
    expect(text).not.toMatch(/数额就是|现在没有提供|照本条所定的标准或者期间|全文（/u);
    const standard = await said('rongchang', { povertyRegistration: 'lifted' }, 'zh', 'full');
    expect(standard).toMatch(/本条未定标准/u);
    expect(standard).toMatch(/应当继续执行帮扶政策/u);
    expect(await said('hainan', { povertyRegistration: 'lifted', aidDiscontinued: true }, 'zh', 'full')).toMatch(
      /〔全文〕/u,
    );
  });

  it('writes percentages in figures and quotes within quotes', async () => {
    expect(unitsZh('percent')('20')).toBe('20%');
    for (const jurisdiction of jurisdictions)
      expect(await said(jurisdiction, { povertyRegistration: 'lifted' }, 'zh', 'full')).not.toMatch(/“[^“”]*“|百分之/u);
  });
});

describe('a timeline in Chinese', () => {
  const months = ['2020-05', '2020-06', '2020-07', '2020-08'];
  const followed = () =>
    timeline(
      loadJurisdiction('rongchang'),
      {
        id: 'h',
        snapshots: months.map((month) => ({
          month,
          povertyRegistration: 'lifted',
          dibaoStatus: 'receiving',
          dibaoCategory: 'rural',
          incomeChanged: true,
          perCapitaMonthlyIncome: month === '2020-06' ? '400' : '600',
        })),
        decisions: [{ startMonth: '2020-05', months: 6, authority: '民政局', date: '2020-05-10' }],
      },
      { parameters: { dibaoStandardMonthly: '450', povertyPeriodEnd: '2020-12-31' } },
    );

  it('names clauses by their place, and readings with what they mean', async () => {
    const text = timelineText(await followed(), { language: 'zh' });
    expect(text).toContain('重庆市荣昌区');
    expect(text).toContain('〔二（2-f）〕');
    expect(text).not.toMatch(/rongchang|[a-z][A-Z]/u);
    expect(text).toMatch(/R1 既定：.+\nR2 逐月：.+\nR3 重新触发：/u);
  });

  it('says once what holds for several months', async () => {
    const text = timelineText(await followed(), { language: 'zh' });
    const lines = text.split('\n').filter((line) => line.includes('→'));
    const bare = lines.map((line) => line.slice(line.indexOf('→')).replace(/（至.*$/u, ''));
    expect(new Set(bare).size).toBe(bare.length);
    expect(text).toMatch(/书面明确.*（至2020-08各月同）/u);
  });
});
