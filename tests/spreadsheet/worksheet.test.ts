import { describe, expect, it } from 'vitest';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { isIssue, readHeader } from '../../src/worksheet/column.js';
import { dictionaryOf } from '../../src/worksheet/dictionary.js';
import type { Table } from '../../src/worksheet/tables.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import { generateCase } from '../support/generate.js';
import { parameterRows, sheetRow } from '../support/sheet-row.js';

const sheet = createWorksheet();
const HEADERS = ['户编号', '建档立卡状态', '低保状态', '低保类别', '家庭月人均收入', '收入变化', '评估基准日'];
const VALUES = ['rc-1', '已脱贫', '享受', '农村', 600, '是', '2020-06-30'];
const LAW = [
  ['低保标准（月）', 450],
  ['脱贫攻坚期截止日', '2020-12-31'],
];
const TAPERED = '应予落实';

/** A copy of a list with another item at one place. */
function changed<T>(list: readonly T[], place: number, item: T): T[] {
  return list.map((old, index) => (index === place ? item : old));
}

/** The message of an error; any other answer as it is. */
function message(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : answer;
}
const taper = (values: unknown, headers?: unknown, date?: unknown, law: unknown = LAW) =>
  message(sheet.eligible('荣昌', '低保渐退', values, headers, date, law));

describe('a household', () => {
  it.each<[string, unknown, unknown]>([
    ['in a row with a row of headers', [VALUES], [HEADERS]],
    ['in a column with a column of headers', VALUES.map((value) => [value]), HEADERS.map((header) => [header])],
    ['in a row with a column of headers', [VALUES], HEADERS.map((header) => [header])],
    ['as a block of two rows', [HEADERS, VALUES], undefined],
    ['as a block of two columns', HEADERS.map((header, index) => [header, VALUES[index]]), undefined],
    ['in lists without rows', VALUES, HEADERS],
    ['with columns that take no part', [[...VALUES, '张三', '说明']], [[...HEADERS, '户主姓名', '备注']]],
  ])('%s', (_what, values, headers) => expect(taper(values, headers)).toBe(TAPERED));

  it('in a block of two by two is read the way in which the headers are known', () => {
    expect(
      message(
        sheet.eligible(
          '荣昌',
          '政策接续',
          [
            ['建档立卡状态', '评估基准日'],
            ['已脱贫', '2020-06-30'],
          ],
          undefined,
          undefined,
          LAW,
        ),
      ),
    ).toBe(TAPERED);
    expect(
      message(
        sheet.eligible(
          '荣昌',
          '政策接续',
          [
            ['建档立卡状态', '已脱贫'],
            ['评估基准日', '2020-06-30'],
          ],
          undefined,
          undefined,
          LAW,
        ),
      ),
    ).toBe(TAPERED);
    expect(
      taper([
        ['甲', '乙'],
        ['丙', '丁'],
      ]),
    ).toMatch(/区域的大小不对/);
  });

  it.each<[string, unknown, unknown, RegExp]>([
    ['a header too few', [VALUES], [HEADERS.slice(1)], /区域的大小不对.*1 × 7, 1 × 6/],
    [
      'an unknown header',
      [VALUES],
      [changed(HEADERS, 4, '家庭月人均收人')],
      /不认识这个表头；现为 "家庭月人均收人"；是否想写 家庭月人均收入？/,
    ],
    [
      'an ambiguous header',
      [VALUES],
      [changed(HEADERS, 4, '人均收入')],
      /可以指不止一项.*家庭月人均收入、年人均纯收入/,
    ],
    ['a fact of a member', [VALUES], [changed(HEADERS, 5, '残疾人')], /要写明是第几个成员.*成员1\.残疾人/],
    ['a wrong unit', [VALUES], [changed(HEADERS, 4, '家庭月人均收入（元/年）')], /单位与这一项的单位不符.*元\/人\/月/],
    [
      'a wrong word',
      [changed(VALUES, 1, '脱了')],
      [HEADERS],
      /^建档立卡状态: 单元格的内容不合这一项；现为 "脱了"；应为 未建档立卡, 未脱贫, 已脱贫, 返贫$/,
    ],
    ['an error value', [changed(VALUES, 4, '#REF!')], [HEADERS], /^家庭月人均收入: 单元格是错误值；现为 #REF!$/],
    ['two errors', [changed(changed(VALUES, 4, 'x'), 1, 'y')], [HEADERS], /^建档立卡状态: .*。家庭月人均收入: /],
    [
      'more members than persons',
      [[...VALUES, 1, 'a', 'b']],
      [[...HEADERS, '家庭人口数', '成员1.编号', '成员2.编号']],
      /^家庭人口数: /,
    ],
    ['a member twice', [[...VALUES, 'a', 'a']], [[...HEADERS, '成员3.编号', '成员5.编号']], /^成员5\.编号: 编号重复/],
  ])('with %s', (_what, values, headers, expected) => expect(taper(values, headers)).toMatch(expected));
});

describe('the date', () => {
  const noDate = [VALUES.slice(0, 6)];
  const headers = [HEADERS.slice(0, 6)];
  it.each<[string, unknown, unknown, unknown, unknown]>([
    ['from the argument', noDate, headers, '2020-06-30', TAPERED],
    ['as a serial number', noDate, headers, 44012, TAPERED],
    ['from a range of one cell', noDate, headers, [['2020年6月30日']], TAPERED],
    ['of the argument before that of the row', [VALUES], [HEADERS], '2021-06-30', '不在期内'],
    ['from nowhere', noDate, headers, '', expect.stringMatching(/^评估基准日: 缺少此项/)],
    ['that is none', noDate, headers, '2020-06-31', expect.stringMatching(/^日期: .*2020-06-31/)],
  ])('%s', (_what, values, row, date, expected) => expect(taper(values, row, date)).toEqual(expected));

  it('and the jurisdiction may stand among the parameters', () => {
    const law = [['辖区', '荣昌'], ['评估基准日', 44012], ...LAW];
    expect(sheet.eligible('', '渐退', noDate, headers, '', law)).toBe(TAPERED);
    expect(sheet.eligible('', '渐退', [[...VALUES.slice(0, 6), '2021-06-30']], [HEADERS], '', law)).toBe('不在期内');
    expect(message(sheet.eligible('', '渐退', noDate, headers, '', LAW))).toMatch(/没有这个辖区的规则集/);
  });
});

describe('the parameters', () => {
  const say = (law: unknown) => taper([VALUES], [HEADERS], undefined, law);
  it.each<[string, unknown, unknown]>([
    ['without any', null, '尚难确定'],
    ['by position', LAW, TAPERED],
    [
      'by column names',
      [
        ['数值', '参数'],
        [450, '低保标准（月）'],
        ['2020-12-31', 'povertyPeriodEnd'],
      ],
      TAPERED,
    ],
    [
      'with periods',
      [
        ['参数', '数值', '起', '止'],
        ['低保标准（月）', 410, '2018-01-01', '2020-03-31'],
        ['低保标准（月）', 700, '2020-04-01', null],
        ...LAW.slice(1),
      ],
      '不合条件',
    ],
    ['that have ended', [['低保标准（月）', 450, null, '2020-05-31'], ...LAW.slice(1)], '尚难确定'],
    [
      'of other jurisdictions too',
      [
        ['辖区', '参数', '数值'],
        ['荣昌', '低保标准（月）', 450],
        ['内蒙古', '低保标准（月）', 700],
        ['', '脱贫攻坚期截止日', '2020-12-31'],
        ['', '每年的算法', '自然年'],
      ],
      TAPERED,
    ],
    ['with lines nobody has filled in', [...LAW, ['', ''], ['特困基本生活标准（年）', '']], TAPERED],
    [
      'with dates of 1904',
      [
        ['日期系统', 1904],
        ['低保标准（月）', 450],
        ['脱贫攻坚期截止日', 42734],
      ],
      TAPERED,
    ],
    [
      'in English',
      [
        ['dibao standard per month', 450],
        ['poverty period end', '2020-12-31'],
        ['language', 'en'],
      ],
      'Due',
    ],
    ['for programs', [...LAW, ['语言', 'id']], 'eligible'],
    [
      'with a slip',
      [['低保标淮（月）', 450]],
      expect.stringMatching(/不认识这个表头；现为 "低保标淮（月）"；是否想写 低保标准/),
    ],
    ['that could be two', [['低保标准', 450]], expect.stringMatching(/低保标准（月）、低保标准（年）/)],
    ['that are facts', [['家庭月人均收入', 450]], expect.stringMatching(/不认识这个表头/)],
    [
      'with a wrong value',
      [['低保标准（月）', '四百五']],
      expect.stringMatching(/^低保标准（月）: 单元格的内容不合这一项/),
    ],
    ['with an unknown system of dates', [['日期系统', 1901]], expect.stringMatching(/^日期系统: .*1900, 1904/)],
  ])('%s', (_what, law, expected) => expect(say(law)).toEqual(expected));

  it('adopt readings, by id or by name', () => {
    const household = [['未建档立卡', '是', '2020-06-30']];
    const headers = [['建档立卡状态', '符合救助条件', '评估基准日']];
    const relief = (law: unknown) =>
      message(
        sheet.eligible(
          '荣昌',
          '救助',
          [[...(household[0] ?? []), '否', '否']],
          [[...(headers[0] ?? []), '脱贫不稳定', '边缘户']],
          '',
          law,
        ),
      );
    expect(relief(LAW)).toBe('尚难确定');
    expect(relief([...LAW, ['rongchang/5.1-c', 'everyone']])).toBe(TAPERED);
    expect(relief([...LAW, ['Rongchang/5.1-C', 'watch-groups']])).toBe('不合条件');
    expect(relief([...LAW, ['rongchang/5.1-c', 'nobody']])).toMatch(/没有这种读法/);
    expect(relief([...LAW, ['rongchang/5.1-z', 'everyone']])).toMatch(/没有这一条款.*rongchang\/5\.1-/);
    expect(relief([...LAW, ['hainan/1-a', 'everyone']])).toBe('尚难确定');
  });
});

describe('the answers', () => {
  const args = [[VALUES], [HEADERS], '', LAW] as const;
  it.each<[string, unknown, unknown]>([
    ['WHY', sheet.why('荣昌', '低保渐退', ...args), '应予落实：低保渐退期（6个月）〔二（2-f）〕'],
    [
      'WHY not',
      sheet.why('荣昌', '低保渐退', [changed(VALUES, 4, 1000)], ...args.slice(1)),
      expect.stringMatching(/^不合条件：低保渐退期（6个月）：家庭月人均收入.*1000.*900.*〔二（2-f）〕$/),
    ],
    [
      'WHY open',
      sheet.why('荣昌', '低保渐退', [changed(VALUES, 4, '')], ...args.slice(1)),
      expect.stringMatching(/^尚难确定：缺“家庭月人均收入”〔二（2-f）〕$/),
    ],
    ['WHY silent', sheet.why('荣昌', '教育资助', ...args), expect.stringMatching(/^未作规定：.*不等于不能享受/)],
    ['TAPER', sheet.taper('荣昌', ...args), '应予渐退：正好6个月〔二（2-f）〕'],
    ['TAPER months', sheet.taper('荣昌', ...args, '月数'), 6],
    ['TAPER months not granted', sheet.taper('荣昌', [changed(VALUES, 4, 1000)], ...args.slice(1), '月数'), ''],
    ['TAPER without decision', sheet.taper('荣昌', ...args, '首月'), ''],
    ['TAPER elsewhere', sheet.taper('海南', ...args), '未作规定'],
    ['RISK', sheet.risk('荣昌', ...args), '风险提示：建档立卡贫困人口；风险待查：脱贫不稳定、边缘户'],
    ['RISK of one flag', sheet.risk('荣昌', ...args, '边缘户'), '风险待查'],
    ['MISSING', sheet.missing('荣昌', '低保渐退', ...args), ''],
    [
      'MISSING of something',
      sheet.missing('荣昌', '临时救助', ...args),
      expect.stringMatching(/缺“困难事件”；尚缺认定：生活仍存在困难/),
    ],
    [
      'CLAUSE',
      sheet.clause('荣昌/2-F'),
      expect.stringMatching(/^《荣昌区民政局.*》荣民发〔2020〕17号 二 低保渐退期（6个月）：/),
    ],
    ['CLAUSE of the ledger', sheet.clause('rongchang/3'), expect.stringMatching(/ 3 规定村居治理/)],
    ['CLAUSE for a household', sheet.clause('rongchang/2-f', ...args), '条件具备'],
    [
      'CLAUSE about members',
      sheet.clause('rongchang/2-e', [[...VALUES, 40, 1]], [[...HEADERS, '成员1.年龄', '家庭人口数']], '', LAW),
      '成员m1：条件不具备',
    ],
    [
      'an unknown programme',
      message(sheet.why('荣昌', '低堡', ...args)),
      expect.stringMatching(/没有这个项目.*是否想写 低保？/),
    ],
    ['no programme', message(sheet.why('荣昌', '', ...args)), expect.stringMatching(/缺少一个参数/)],
    ['an unknown part', message(sheet.taper('荣昌', ...args, '月')), expect.stringMatching(/结论、月数/)],
    [
      'an unknown clause',
      message(sheet.clause('rongchang/2-ff')),
      expect.stringMatching(/没有这一条款.*rongchang\/2-f/),
    ],
  ])('%s', (_what, answer, expected) => expect(answer).toEqual(expected));

  it('COMPARE has a column for each jurisdiction', () => {
    const table = sheet.compare([VALUES], [HEADERS], '', LAW) as Table;
    expect(table[0]).toEqual(['项目', '荣昌', '明山', '郾城', '海南', '内蒙古']);
    expect(table.find((row) => row[0] === '低保渐退期')).toEqual([
      '低保渐退期',
      '应予落实',
      '尚难确定',
      '未作规定',
      '未作规定',
      '尚难确定',
    ]);
    expect(sheet.compare([VALUES], [HEADERS], '', LAW, '渐退')).toEqual([
      table[0],
      table.find((row) => row[0] === '低保渐退期'),
    ]);
  });

  it('EVALUATE has every programme once, those without a rule together', () => {
    const table = sheet.evaluate('荣昌', [VALUES], [HEADERS], '', LAW, '项目') as Table;
    const listed = table
      .slice(1)
      .flatMap((row) => (row[1] === '其他项目' ? (String(row[4]).split('：')[1]?.split('、') ?? []) : [row[1]]));
    expect([...listed].sort()).toEqual(
      Object.values(loadJurisdiction('rongchang').vocabulary.programmes)
        .map(({ zh }) => zh)
        .sort(),
    );
  });
});

describe('what is missing is named so that it can be filled in', () => {
  it.each(jurisdictions)('in %s', (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    for (let seed = 1; seed <= 20; seed += 1) {
      const { household, options } = generateCase(ruleSet, seed, { adopt: false, missing: 0.6 });
      const row = sheetRow(ruleSet, household);
      const table = sheet.evaluate(
        jurisdiction,
        [row.map(({ value }) => value)],
        [row.map(({ header }) => header)],
        '',
        parameterRows(options.parameters),
        '待补',
      ) as Table;
      for (const [, label = '', kind] of table.slice(1)) {
        if (kind === '读法' || label === '家庭成员名单' || label === '没有列出的成员') continue;
        const header = String(label).replace(/^成员m/, '成员');
        const found =
          kind === '参数'
            ? dictionaryOf(ruleSet).meaning(header, 'parameter').kind
            : isIssue(readHeader(header, dictionaryOf(ruleSet)));
        expect([header, kind, found]).toEqual([header, kind, kind === '参数' ? 'one' : false]);
      }
    }
  });
});
