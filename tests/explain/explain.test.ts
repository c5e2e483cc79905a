import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.js';
import { type EvaluateOptions, evaluate, JiantuiError, loadRuleSet } from '../../src/index.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { loadJurisdiction } from '../../src/rules.js';

const rongchang = loadJurisdiction('rongchang');
const households = JSON.parse(readFileSync('fixtures/households/rongchang.json', 'utf8')) as Record<string, unknown>[];
const parameters = JSON.parse(readFileSync('fixtures/parameters/rongchang-2020.json', 'utf8')) as Record<
  string,
  unknown
>;
const [first = {}] = households;

/** A rule set with one rule, to try words that the shipped sets do not need. */
function ruleSetOf(rule: Record<string, unknown>, rest: Record<string, unknown> = {}): RuleSet {
  return loadRuleSet({
    jurisdiction: 'trial',
    version: '1.0.0',
    name: { zh: '试验区', en: 'Trial District' },
    instrument: {
      title: { zh: '试验文件', en: 'Trial instrument' },
      number: null,
      issuer: { zh: '试验局', en: 'Trial Bureau' },
      date: '2020-01-01',
    },
    clauses: ['trial/1'],
    rules: [
      {
        id: 'trial/1',
        kind: 'eligibility',
        subject: 'household',
        modality: 'must',
        programme: 'relief',
        cite: { section: '一', anchor: '试验用语' },
        name: { zh: '试验条款', en: 'Trial clause' },
        summary: { zh: '试验', en: 'trial' },
        event: { type: 'entitlement' },
        ...rule,
      },
    ],
    ledger: [],
    ...rest,
  });
}

async function said(
  ruleSet: RuleSet,
  facts: Record<string, unknown>,
  options: EvaluateOptions = {},
  language: 'zh' | 'en' = 'zh',
): Promise<string> {
  return explain(await evaluate(ruleSet, { id: 'h', asOf: '2020-06-30', ...facts }, options), ruleSet, { language });
}

describe('explain', () => {
  it.each([
    ['rc-0001', 'zh'],
    ['rc-0004', 'en'],
  ] as const)('%s in full (%s)', async (id, language) => {
    const household = households.find((entry) => entry.id === id) ?? {};
    const decision = await evaluate(rongchang, household, { parameters });
    await expect(`${explain(decision, rongchang, { language })}\n`).toMatchFileSnapshot(
      `./expected/${id}.${language}.txt`,
    );
  });

  it('explains a decision that has been through JSON', async () => {
    const decision = await evaluate(rongchang, first, { parameters });
    const again = JSON.parse(JSON.stringify(decision));
    for (const detail of ['short', 'full'] as const) {
      expect(explain(again, rongchang, { language: 'zh', detail })).toBe(
        explain(decision, rongchang, { language: 'zh', detail }),
      );
    }
  });

  it('refuses a decision made under another rule set', async () => {
    const decision = await evaluate(rongchang, first, { parameters });
    const attempt = () => explain(decision, loadJurisdiction('mingshan'), { language: 'zh' });
    expect(attempt).toThrow(JiantuiError);
    expect(attempt).toThrow(/other rule set|this rule set/);
  });

  it('says of a parameter its days, its source and who supplied it, once a rule', async () => {
    const text = await said(rongchang, { ...first, asOf: '2020-06-30' }, { parameters });
    const clause = text.split('\n').filter((line) => line.includes('〔二（2-f）〕'));
    expect(
      clause.filter((line) =>
        line.includes('2020年1月1日起，2020年12月31日止，来源：示例值，非公布标准，使用单位填入'),
      ),
    ).toHaveLength(1);
    expect(text).toContain(
      '低于2倍低保标准每人每月900元（按“2 × 低保标准（月）”，由低保标准（月）每人每月450元推算），符合〔二（2-f）〕。',
    );
  });

  it('says what is not known of a parameter: nothing supplied, or known not to be known', async () => {
    const taper = { ...first, taperDecision: undefined };
    expect(await said(rongchang, taper)).toContain(
      '要求高于低保标准（月）（数值还没有提供），尚不能判断〔二（2-f）〕。',
    );
    const hole = {
      dibaoStandardMonthly: [{ from: '2019-01-01', value: null, source: '起始日未查到' }],
      povertyPeriodEnd: '2020-12-31',
    };
    expect(await said(rongchang, taper, { parameters: hole })).toContain('来源：起始日未查到');
  });

  it('puts readings side by side, and says who adopted one', async () => {
    const facts = {
      povertyRegistration: 'neverRegistered',
      marginalHouseholdFinding: 'no',
      unstableLiftedFinding: 'no',
      meetsReliefConditions: 'yes',
      meetsDibaoConditions: 'no',
      meetsTekunConditions: 'no',
    };
    const open = await said(rongchang, facts);
    expect(open).toContain('按“只就前句所列三类对象而言”的读法，条件不具备〔五（一）（5.1-c）〕。');
    expect(open).toContain('按“凡符合条件的均适用，含自行申请”的读法，条件具备〔五（一）（5.1-c）〕。');
    expect(open).toMatch(/【读法：由使用单位选定一种】\n.*符合救助条件的全部纳入.*〔五（一）（5\.1-c）〕。/u);
    const adopted = await said(rongchang, facts, { adopt: { 'rongchang/5.1-c': 'everyone' } });
    expect(adopted).toContain('已选定“凡符合条件的均适用，含自行申请”的读法，选定者是使用单位〔五（一）（5.1-c）〕。');
    expect(adopted).not.toContain('【读法：');
  });

  it('names whose local rule it is, and what it takes the place of', async () => {
    const ruleSet = loadJurisdiction('rongchang', {
      overlays: [
        {
          overlay: 'local',
          extends: 'rongchang',
          authority: '荣昌区民政局',
          rules: [
            {
              ...(rongchang.rules.find((rule) => rule.id === 'rongchang/6.2-b')?.rule ?? {}),
              id: 'rongchang/local.relapse',
              overrides: {
                clause: 'rongchang/6.2-b',
                why: { zh: '已有实施细则。', en: 'There are detailed rules.' },
                authority: '荣昌区民政局',
              },
            },
          ],
        },
      ],
    });
    const text = await said(ruleSet, { povertyRegistration: 'relapsed' });
    expect(text).toContain('本条由荣昌区民政局用来替换原条款6.2-b，理由是已有实施细则〔六（二）（local.relapse）〕。');
  });

  it('says of a failed look-up that it failed, and of an answer where it comes from', async () => {
    const lookups = { povertyRegistration: () => 'lifted', incomeChanged: () => Promise.reject(new Error('down')) };
    const text = await said(
      rongchang,
      { dibaoStatus: 'receiving', dibaoCategory: 'rural', perCapitaMonthlyIncome: '600' },
      { parameters, lookups },
    );
    expect(text).toContain('建档立卡状态为“已脱贫”（查自外部系统）');
    expect(text).toContain('“家庭收入发生变化”向外部系统查询失败');
  });

  it('turns a not around instead of saying it', async () => {
    const ruleSet = ruleSetOf({
      conditions: {
        not: {
          any: [
            { fact: 'helperVisitsThisYear', operator: 'lessThan', value: 4, words: '四次' },
            { fact: 'dibaoStatus', operator: 'in', value: ['none', 'exited'] },
          ],
        },
      },
    });
    const met = await said(ruleSet, { helperVisitsThisYear: 4, dibaoStatus: 'receiving' });
    expect(met).toContain('帮扶责任人本年入户次数为4次；条文“四次”要求不低于4次，符合〔一（1）〕。');
    expect(met).toContain('低保状态为“正在享受低保”；条文要求不为“未享受低保”或“已退出低保”，符合〔一（1）〕。');
    const failed = await said(ruleSet, { helperVisitsThisYear: 3, dibaoStatus: 'receiving' }, {}, 'en');
    expect(failed).toContain('is 3 visits; the words “四次” ask that it be not below 4 visits: not met [一 (1)].');
    expect(failed).not.toContain('dibao status');
  });

  it('names only what is known to fail where a clause is not met, whatever else is open', async () => {
    const text = await said(rongchang, { dibaoStatus: 'receiving', dibaoCategory: 'urban' });
    const start = text.indexOf('低保渐退期（6个月）：条件不具备');
    const block = text.slice(start, text.indexOf('\n  ', text.indexOf('\n    ', start) + 5));
    expect(block).toContain('低保类别为“城市低保”；条文“农村低保”要求为“农村低保”，不符合〔二（2-f）〕。');
    expect(block).not.toContain('尚不能判断');
  });

  it('shows units it has no words for as they are, and values without names in words of their own', async () => {
    const ruleSet = ruleSetOf(
      {
        event: { type: 'entitlement', params: { amount: { value: '12.5', unit: 'kg/person' } } },
        conditions: { all: [{ fact: 'cropKind', operator: 'equal', value: 'springWheat' }] },
      },
      {
        facts: {
          cropKind: { scope: 'household', type: 'enum', values: ['springWheat'], name: { zh: '作物', en: 'crop' } },
        },
      },
    );
    const text = await said(ruleSet, { cropKind: 'springWheat' });
    expect(text).toContain('标准为12.5（单位：kg/person）〔一（1）〕。');
    expect(text).toContain('作物为“spring wheat”');
  });

  it('cites the whole text for what no clause says', async () => {
    const text = await said(ruleSetOf({}), {}, {}, 'en');
    expect(text).toMatch(/No rule +this instrument has no rule on .*; that is no refusal \[whole text\]/u);
    expect(text).toContain('Nothing is missing; every clause has its answer [whole text].');
  });
});
