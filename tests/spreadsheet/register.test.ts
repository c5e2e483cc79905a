import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import type { Issue } from '../../src/base/issue.js';
import { loadJurisdiction } from '../../src/rules.js';
import { type Cell, readCell } from '../../src/worksheet/cell.js';
import { dictionaryOf } from '../../src/worksheet/dictionary.js';
import { readLayout } from '../../src/worksheet/layout.js';
import { readRow } from '../../src/worksheet/row.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';

const dictionary = dictionaryOf(loadJurisdiction('rongchang'));

/** What a row is read as, and the columns that leave something to be asked; or the codes of what is wrong. */
function read(columns: Readonly<Record<string, Cell>>): { facts: unknown; asks: string[] } | string {
  const asks: string[] = [];
  try {
    const layout = readLayout(Object.keys(columns), dictionary);
    const cells = Object.values(columns).map(readCell);
    const facts = readRow(layout, cells, { dateSystem: 1900, language: 'zh' }, (issue) =>
      asks.push(String(issue.path[0])),
    );
    return { facts, asks };
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    return error.issues.map((issue: Issue) => issue.code).join();
  }
}

const POVERTY = 'povertyRegistration';
const DIBAO = 'dibaoStatus';

describe('a column of the registers', () => {
  // [header, cell, facts of the household, whether something is asked]
  it.each<[string, Cell, Record<string, unknown>, boolean]>([
    ['脱贫属性', '未脱贫', { [POVERTY]: 'notLifted' }, false],
    ['脱贫属性', '已脱贫', { [POVERTY]: 'lifted' }, false],
    ['脱贫属性', '稳定脱贫', { [POVERTY]: 'lifted' }, false],
    ['脱贫属性', '脱贫享受政策', { [POVERTY]: 'lifted' }, false],
    ['脱贫属性', '脱贫不享受政策', { [POVERTY]: 'lifted' }, false],
    ['脱贫属性', '脱贫（不享受政策）', { [POVERTY]: 'lifted' }, false],
    ['脱贫属性', '返贫', { [POVERTY]: 'relapsed' }, false],
    ['脱贫属性', '自然消亡', {}, true],
    ['脱贫属性', '整户清退', {}, true],
    ['户类型', '脱贫户', { [POVERTY]: 'lifted' }, false],
    ['户类型', '一般农户', { [POVERTY]: 'neverRegistered' }, false],
    ['户类型', '监测户', {}, true],
    ['户类型', '低保户', {}, true],
    ['户类型', '突发严重困难户', {}, true],
    ['贫困户属性', '一般贫困户', {}, true],
    ['贫困户属性', '低保贫困户', {}, true],
    ['贫困户属性', '五保贫困户', {}, true],
    ['监测对象类别', '脱贫不稳定户', {}, true],
    ['监测对象类别', '边缘易致贫户', {}, true],
    ['监测对象类别', '突发严重困难户', {}, true],
    ['风险是否消除', '已消除', {}, true],
    ['风险是否消除', '部分消除', {}, true],
    ['风险是否消除', '未消除', {}, true],
    ['致贫原因', '因病、因残', { povertyCauses: ['illness', 'disability'] }, false],
    ['致贫原因', '缺技术', { povertyCauses: ['other'] }, false],
    ['返贫风险', '因学', { povertyCauses: ['schooling'] }, false],
    ['返贫风险', '因自然灾害', { povertyCauses: ['disaster'] }, false],
    ['返贫风险', '因意外事故', { povertyCauses: ['accident'] }, false],
    ['返贫风险', '因产业项目失败', { povertyCauses: ['industryFailure'] }, false],
    ...['缺劳力', '缺资金', '缺土地', '缺水', '交通条件落后', '自身发展动力不足', '因婚', '因务工就业不稳'].map(
      (cause): [string, Cell, Record<string, unknown>, boolean] => [
        '返贫风险',
        cause,
        { povertyCauses: ['other'] },
        false,
      ],
    ),
    ['是否享受低保', '是', { [DIBAO]: 'receiving' }, false],
    ['是否享受低保', true, { [DIBAO]: 'receiving' }, false],
    ['是否享受低保', '否', { [DIBAO]: 'none' }, false],
    ['是否低保', '√', { [DIBAO]: 'receiving' }, false],
    ['享受低保类别', '农村低保', { dibaoCategory: 'rural', [DIBAO]: 'receiving' }, false],
    ['享受低保类别', '城市低保', { dibaoCategory: 'urban', [DIBAO]: 'receiving' }, false],
    ...['A类', 'b类', 'C类', '重点保障户', '单人保', '特困', '五保'].map(
      (kind): [string, Cell, Record<string, unknown>, boolean] => ['享受低保类别', kind, {}, true],
    ),
    ['低保类别', 'A类', {}, true],
    ['救助类别', '低保边缘家庭', {}, true],
    ['救助类别', '低收入家庭', {}, true],
    ['保障状态', '在保', { [DIBAO]: 'receiving' }, false],
    ['保障状态', '渐退', { [DIBAO]: 'inTaper' }, false],
    ['保障状态', '缓退', { [DIBAO]: 'inTaper' }, false],
    ['保障状态', '退保', { [DIBAO]: 'exited' }, false],
    ['保障状态', '注销', { [DIBAO]: 'exited' }, false],
    ...['停保', '暂停', '停发', '待审批'].map((state): [string, Cell, Record<string, unknown>, boolean] => [
      '保障状态',
      state,
      {},
      true,
    ]),
    ['保障人口', 3, {}, false],
    ['户口性质', '农业', {}, false],
    ['月保障金额（元）', 300, {}, false],
    ['补差额', 300, {}, false],
    ['是否危房户', '是', { dangerousHousingFinding: 'yes' }, false],
    ['是否饮水困难', '是', { drinkingWaterSafe: false }, false],
    ['是否饮水困难', '否', {}, true],
    ['帮扶联系人', '张三', { helperAssigned: true }, false],
    ['帮扶联系人', '买买提·艾力', { helperAssigned: true }, false],
    ['帮扶联系人', '张三、李四 13800000000', { helperAssigned: true }, false],
    ['帮扶联系人', null, {}, false],
    ...['未安排', '待定', '无', '同上', '已调离', 'pending', '13800000000'].map(
      (words): [string, Cell, Record<string, unknown>, boolean] => ['帮扶联系人', words, {}, true],
    ),
    ['同步搬迁', '是', {}, true],
    ['同步搬迁', '否', {}, true],
  ])('%s：%s', (header, cell, facts, asked) => {
    expect(read({ [header]: cell })).toEqual({ facts, asks: asked ? [header] : [] });
  });

  // [header, cell, facts of the member, whether something is asked]
  it.each<[string, Cell, Record<string, unknown>, boolean]>([
    ...['一级', '二级', '肢体一级', '2级', 'Ⅱ级', '智力残疾二级'].map(
      (grade): [string, Cell, Record<string, unknown>, boolean] => [
        '残疾等级',
        grade,
        { isDisabled: true, isSeverelyDisabled: true },
        false,
      ],
    ),
    ...['三级', '三级智力', '精神三级', '智力残疾三级', '多重三级', '3'].map(
      (grade): [string, Cell, Record<string, unknown>, boolean] => ['残疾等级', grade, { isDisabled: true }, true],
    ),
    ...['四级', '肢体三级', '三级（听力）', '四级智力', '视力残疾三级'].map(
      (grade): [string, Cell, Record<string, unknown>, boolean] => [
        '残疾等级',
        grade,
        { isDisabled: true, isSeverelyDisabled: false },
        false,
      ],
    ),
    ['残疾等级', '无', { isDisabled: false, isSeverelyDisabled: false }, false],
    ['残疾等级', '办证中', {}, true],
    ['残疾等级', '是', {}, true],
    ['健康状况', '长期慢性病', { isChronicPatient: true }, false],
    ['健康状况', '残疾', { isDisabled: true }, false],
    ['健康状况', '长期慢性病、残疾', { isChronicPatient: true, isDisabled: true }, false],
    ['健康状况', '患有大病', {}, true],
    ['健康状况', '健康', { isChronicPatient: false, isSeriouslyIll: false }, false],
    ['劳动技能', '普通劳动力', { labourCapacity: 'full' }, false],
    ['劳动技能', '技能劳动力', { labourCapacity: 'full' }, false],
    ['劳动技能', '丧失劳动力', { labourCapacity: 'none' }, false],
    ...['弱劳动力或半劳动力', '弱劳动力', '半劳动力', '无劳动力', '无劳动能力', '无', '完全', '否', false].flatMap(
      (word): [string, Cell, Record<string, unknown>, boolean][] => [
        ['劳动技能', word, {}, true],
        ['劳动能力', word, {}, true],
      ],
    ),
    ['劳动能力', '完全丧失', { labourCapacity: 'none' }, false],
    ['劳动能力', '部分丧失劳动能力', { labourCapacity: 'partial' }, false],
    ['在校生状况', '七年级', { educationStage: 'juniorSecondary' }, false],
    ['在校生状况', '九年级', { educationStage: 'juniorSecondary' }, false],
    ['在校生状况', '普通高中二年级', { educationStage: 'seniorGeneral' }, false],
    ['在校生状况', '普高三年级', { educationStage: 'seniorGeneral' }, false],
    ['在校生状况', '中职一年级', { educationStage: 'secondaryVocational' }, false],
    ['在校生状况', '技工学校', { educationStage: 'secondaryVocational' }, false],
    ['在校生状况', '高职高专一年级', { educationStage: 'higher' }, false],
    ['在校生状况', '本科及以上', { educationStage: 'higher' }, false],
    ['在校生状况', '学龄前儿童', {}, true],
    ['参保情况', '居民医保', { insurance: { basic: true } }, false],
    ['参保情况', '资助参保', { insurance: { basic: true } }, false],
    ['参保情况', '居民医保、商业补充', { insurance: { basic: true } }, true],
    ['参保情况', '商业补充医疗保险', {}, true],
  ])('of a member: %s：%s', (header, cell, facts, asked) => {
    const full = `成员1.${header}`;
    expect(read({ [full]: cell })).toEqual({ facts: { members: [{ id: 'm1', ...facts }] }, asks: asked ? [full] : [] });
  });

  it.each([
    [
      'a category is a finding where its authority and its day stand beside it',
      {
        监测对象类别: '边缘易致贫户',
        '监测对象类别.认定机关': '区扶贫办',
        '监测对象类别.认定日期': '2020-05-12',
      },
      { marginalHouseholdFinding: { value: 'yes', authority: '区扶贫办', date: '2020-05-12' } },
    ],
    [
      'or beside the finding itself',
      {
        监测对象类别: '脱贫不稳定户',
        '脱贫不稳定.认定机关': '区扶贫办',
        '脱贫不稳定.认定日期': '2020-05-12',
      },
      { unstableLiftedFinding: { value: 'yes', authority: '区扶贫办', date: '2020-05-12' } },
    ],
    [
      'two columns may say the same',
      { 建档立卡状态: '已脱贫', 户类型: '脱贫户', 脱贫属性: '稳定脱贫' },
      { [POVERTY]: 'lifted' },
    ],
    ['one may be more certain', { 户类型: '监测户', 脱贫属性: '已脱贫' }, { [POVERTY]: 'lifted' }],
    ['causes come together', { 致贫原因: '因病', 返贫风险: '因学、因病' }, { povertyCauses: ['illness', 'schooling'] }],
  ])('%s', (_what, columns, facts) => expect(read(columns as Record<string, Cell>)).toMatchObject({ facts }));

  it.each<[string, Record<string, Cell>, string]>([
    ['two columns that differ', { 建档立卡状态: '未脱贫', 户类型: '脱贫户' }, 'conflict'],
    ['two columns that differ, the other way round', { 户类型: '脱贫户', 建档立卡状态: '未脱贫' }, 'conflict'],
    [
      'a finding against a category',
      {
        边缘户: '否',
        监测对象类别: '边缘易致贫户',
        '监测对象类别.认定机关': 'x',
        '监测对象类别.认定日期': '2020-05-12',
      },
      'conflict',
    ],
    ['a word that is not known', { 户类型: '脱平户' }, 'wrong-cell'],
    ['a grade that is none', { '成员1.残疾等级': '五级' }, 'wrong-cell'],
    ['an error', { 户类型: { fault: '#N/A' } }, 'error-cell'],
    ['a column of a member without its number', { 残疾等级: '一级' }, 'member-header'],
    ['a column of the household with a number', { '成员1.户类型': '脱贫户' }, 'unknown-header'],
    ['an income of which neither kind nor period is said', { 家庭纯收入: 9000 }, 'ambiguous-header'],
    ['an old word for the margin of low income', { 低收入边缘户: '是' }, 'unknown-header'],
    ['an amount that is about', { 家庭月人均收入: '约500' }, 'wrong-cell'],
    ['separators alone', { 致贫原因: '、' }, 'wrong-cell'],
    ['separators alone, of events', { 困难事件: '；' }, 'wrong-cell'],
  ])('%s', (_what, columns, codes) => expect(read(columns)).toBe(codes));
});

describe('a cell that nobody has filled', () => {
  it.each(['/', '／', '—', '——', '-', '－', ' — ', '暂无', '未采集'])('%s is unknown in every column', (word) => {
    for (const header of [
      '家庭月人均收入',
      '建档立卡状态',
      '边缘户',
      '家庭编号',
      '评估基准日',
      '致贫原因',
      '困难事件',
      '渐退起始月份',
      '户类型',
      '帮扶联系人',
      '边缘户.认定机关',
      '各月人均收入 2020-03',
    ])
      expect([header, read({ [header]: word })]).toEqual([header, { facts: {}, asks: [] }]);
    expect(read({ '成员1.残疾等级': word, '成员1.劳动能力': word })).toEqual({
      facts: { members: [{ id: 'm1' }] },
      asks: [],
    });
  });
});

describe('what is not certain', () => {
  it('is asked of a household, never guessed', () => {
    const { missing, eligible } = createWorksheet();
    const headers = [['户类型', '低保状态', '低保类别', '家庭人均月收入', '收入变化']];
    const row = [['监测户', '在享', '农村', 600, '是']];
    const parameters = [
      ['低保标准（月）', '450.00'],
      ['脱贫攻坚期截止日', '2020-12-31'],
    ];
    expect(eligible('荣昌', '渐退', row, headers, '2020-06-30', [...parameters, ['语言', 'id']])).toBe('undetermined');
    expect(missing('荣昌', '渐退', row, headers, '2020-06-30', parameters)).toContain('建档立卡状态');
  });

  it('gets no suggestion', () => {
    const layout = readLayout(['户类型', '建档立卡状态', '低保状态'], dictionary);
    try {
      readRow(layout, ['脱平户', 'lifte', 'on'], { dateSystem: 1900, language: 'zh' });
      expect.unreachable();
    } catch (error) {
      const { issues } = error as JiantuiError;
      expect(issues.map((issue) => [issue.code, issue.suggestion])).toEqual([
        ['wrong-cell', undefined],
        ['wrong-cell', undefined],
        ['wrong-cell', undefined],
      ]);
      expect(issues[0]?.expected).toContain('已脱贫');
    }
  });
});
