import { describe, expect, it } from 'vitest';
import { loadJurisdiction } from '../../src/rules.js';
import type { Cell } from '../../src/worksheet/cell.js';
import { readCell } from '../../src/worksheet/cell.js';
import { type DateSystem, dayOfSerial, dayOfText, monthOfText } from '../../src/worksheet/day.js';
import { dictionaryOf } from '../../src/worksheet/dictionary.js';
import { readLayout } from '../../src/worksheet/layout.js';
import { readRow } from '../../src/worksheet/row.js';

const dictionary = dictionaryOf(loadJurisdiction('rongchang'));

/** The snapshot that one row gives. */
function snapshot(row: Readonly<Record<string, Cell>>, dateSystem: DateSystem = 1900): unknown {
  const layout = readLayout(Object.keys(row), dictionary);
  return readRow(layout, Object.values(row), { dateSystem, language: 'zh' });
}

/** What is wrong with a row: the header and the code of each problem. */
function problems(row: Readonly<Record<string, Cell>>): unknown {
  try {
    return snapshot(row);
  } catch (error) {
    return (error as { issues: { code: string; path: unknown[] }[] }).issues.map(
      ({ code, path }) => `${path[0]} ${code}`,
    );
  }
}

describe('a cell under a header', () => {
  it.each<[string, Cell, unknown]>([
    ['家庭月人均收入', 600, { perCapitaMonthlyIncome: '600' }],
    ['家庭月人均收入', 0.1 + 0.2, { perCapitaMonthlyIncome: '0.3' }],
    ['家庭月人均收入', 450.00000000000006, { perCapitaMonthlyIncome: '450' }],
    ['家庭月人均收入', '600.00', { perCapitaMonthlyIncome: '600' }],
    ['家庭月人均收入', '１，２３４．５０ 元', { perCapitaMonthlyIncome: '1234.5' }],
    ['家庭月人均收入', '￥600', { perCapitaMonthlyIncome: '600' }],
    ['家庭人口数', 3, { householdSize: 3 }],
    ['家庭人口数', '3人', { householdSize: 3 }],
    ['建档立卡状态', '已脱贫', { povertyRegistration: 'lifted' }],
    ['建档立卡状态', ' 脱贫户 ', { povertyRegistration: 'lifted' }],
    ['建档立卡状态', 'Lifted out of poverty', { povertyRegistration: 'lifted' }],
    ['建档立卡状态', 'notLifted', { povertyRegistration: 'notLifted' }],
    ['低保状态', '无', { dibaoStatus: 'none' }],
    ['低保状态', false, { dibaoStatus: 'none' }],
    ['收入变化', '是', { incomeChanged: true }],
    ['收入变化', 'NO', { incomeChanged: false }],
    ['收入变化', true, { incomeChanged: true }],
    ['收入变化', 1, { incomeChanged: true }],
    ['收入变化', '√', { incomeChanged: true }],
    ['边缘户', '否', { marginalHouseholdFinding: 'no' }],
    ['边缘户', 0, { marginalHouseholdFinding: 'no' }],
    ['致贫返贫原因', '因病、因残；因学', { povertyCauses: ['illness', 'disability', 'schooling'] }],
    ['致贫返贫原因', '无', { povertyCauses: [] }],
    [
      '困难事件',
      '重大疾病、自然灾害（2020-06-11）',
      { hardshipEvents: [{ type: 'majorIllness' }, { type: 'naturalDisaster', date: '2020-06-11' }] },
    ],
    ['困难事件', '无', { hardshipEvents: [] }],
    ['各月人均收入2020-03', 512.5, { monthlyIncomeSeries: [{ month: '2020-03', amount: '512.5' }] }],
    ['渐退起始月份', '2020年3月', { taperDecision: { startMonth: '2020-03' } }],
    ['渐退起始月份', 43891, { taperDecision: { startMonth: '2020-03' } }],
    ['渐退起始月份', '202003', { taperDecision: { startMonth: '2020-03' } }],
    ['最近收入监测日期', 44012, { lastIncomeMonitoringDate: '2020-06-30' }],
    ['最近收入监测日期', 20200630, { lastIncomeMonitoringDate: '2020-06-30' }],
    ['评估基准日', '2020/6/30', { asOf: '2020-06-30' }],
    ['户编号', 'rc-0001', { id: 'rc-0001' }],
    ['户编号', 1001, { id: '1001' }],
    ['户编号', '500226198001011234', { id: '500226198001011234' }],
    ['104户315人名单', '是', { inNamedCohort: { 'rongchang-104-315': true } }],
    ['其他同类情形（rongchang/2-h）', '否', { otherLikeCategoryFinding: { 'rongchang/2-h': 'no' } }],
    ['辖区', '荣昌区', { jurisdiction: 'rongchang' }],
    ['户主姓名', '张三', {}],
    // Unknown is said, or left out.
    ['家庭月人均收入', null, {}],
    ['家庭月人均收入', '不详', {}],
    ['边缘户', '未知', {}],
  ])('%s: %j', (header, cell, expected) => expect(snapshot({ [header]: readCell(cell) })).toEqual(expected));

  it.each<[string, Cell, string]>([
    ['家庭月人均收入', '六百', 'wrong-cell'],
    ['家庭月人均收入', '600元/月', 'wrong-cell'],
    ['家庭月人均收入', '12,34', 'wrong-cell'],
    ['家庭月人均收入', -1, 'negative'],
    ['家庭月人均收入', 1e308, 'wrong-cell'],
    ['家庭月人均收入', true, 'wrong-cell'],
    ['家庭月人均收入', '#N/A', 'error-cell'],
    ['家庭月人均收入', 'Err:502', 'error-cell'],
    ['家庭人口数', 2.5, 'wrong-cell'],
    ['建档立卡状态', '脱了', 'wrong-cell'],
    ['建档立卡状态', '是', 'wrong-cell'],
    ['收入变化', 2, 'wrong-cell'],
    ['收入变化', '可能', 'wrong-cell'],
    ['致贫返贫原因', '因病、因懒', 'wrong-cell'],
    ['渐退起始月份', 202003, 'wrong-cell'],
    ['渐退起始月份', 2020.03, 'wrong-cell'],
    ['最近收入监测日期', '2020-02-30', 'wrong-cell'],
    ['最近收入监测日期', '30/6/2020', 'wrong-cell'],
    ['最近收入监测日期', 2020, 'wrong-cell'],
    ['户编号', 5e17, 'digits-lost'],
    ['各月人均收入', 500, 'month-header'],
  ])('%s: %j is refused', (header, cell, code) =>
    expect(problems({ [header]: readCell(cell) })).toEqual([`${header} ${code}`]),
  );

  it('names every cell that is wrong, not only the first', () => {
    expect(problems({ 家庭人口数: 'x', 家庭月人均收入: 'y', 边缘户: '是' })).toEqual([
      '家庭人口数 wrong-cell',
      '家庭月人均收入 wrong-cell',
    ]);
  });

  it('refuses a filled cell without a header', () => {
    const layout = readLayout(['家庭人口数', null], dictionary);
    expect(() => readRow(layout, [3, 'x'], { dateSystem: 1900, language: 'zh' })).toThrow(/no header/);
    expect(readRow(layout, [3, null], { dateSystem: 1900, language: 'zh' })).toEqual({ householdSize: 3 });
  });

  it('refuses two columns that give the same thing', () => {
    expect(() => readLayout(['家庭人口数', '人口数'], dictionary)).toThrow(/two columns/);
  });
});

describe('findings with who made them', () => {
  it.each([
    [{ 边缘户: '是', '边缘户.认定机关': '镇人民政府', 边缘户认定日期: '2020-05-12' }],
    [{ '边缘户.认定机关': '镇人民政府', 边缘户认定日期: 43963, 边缘户: '是' }],
  ])('%j', (row) =>
    expect(snapshot(row)).toEqual({
      marginalHouseholdFinding: { value: 'yes', authority: '镇人民政府', date: '2020-05-12' },
    }),
  );

  it('keeps apart answers clause by clause and one for all clauses', () => {
    expect(problems({ 其他同类情形: '是', '其他同类情形（rongchang/2-h）': '否' })).toEqual([
      '其他同类情形（rongchang/2-h） conflict',
    ]);
    expect(problems({ '其他同类情形（rongchang/2-h）': '否', 其他同类情形: '是' })).toEqual(['其他同类情形 conflict']);
  });
});

describe('members', () => {
  it('are listed as soon as one cell of theirs is filled', () => {
    expect(
      snapshot({
        '成员1.年龄': 54,
        '成员1.重度残疾人': '否',
        '成员2.姓名': '李四',
        '成员2.年龄': null,
        '成员3.年龄': null,
        '成员4.编号': 'd',
      }),
    ).toEqual({
      members: [{ id: 'm1', memberAge: 54, isSeverelyDisabled: false }, { id: 'm2' }, { id: 'd' }],
    });
  });
});

describe('dates', () => {
  it.each<[number, DateSystem, string | null]>([
    [44012, 1900, '2020-06-30'],
    [44012.75, 1900, '2020-06-30'],
    [44012, 1899, '2020-06-30'],
    [42550, 1904, '2020-06-30'],
    [43890, 1900, '2020-02-29'],
    [60, 1900, null],
    [0, 1900, null],
    [-1, 1900, null],
    [2_958_466, 1900, null],
    [20_200_230, 1900, null],
    [20_200_229, 1904, '2020-02-29'],
    [20_200_229.5, 1900, null],
    [1e308, 1900, null],
  ])('serial %d of the %d system', (serial, system, day) => expect(dayOfSerial(serial, system)).toBe(day));

  it.each([
    ['2020-06-30', '2020-06-30'],
    ['2020年6月30日', '2020-06-30'],
    ['2020.6.30', '2020-06-30'],
    ['2020/06/30 08:30', '2020-06-30'],
    ['20200630', '2020-06-30'],
    ['2020-6', null],
    ['2019-02-29', null],
    ['6-30', null],
  ])('text %s', (text, day) => expect(dayOfText(text)).toBe(day));

  it.each([
    ['2020-06', '2020-06'],
    ['2020年6月', '2020-06'],
    ['2020.06', '2020-06'],
    ['202006', '2020-06'],
    ['2020-06-30', '2020-06'],
    ['2020-13', null],
    ['2020', null],
  ])('month %s', (text, month) => expect(monthOfText(text)).toBe(month));
});

describe('what hosts hand over', () => {
  it.each<[string, unknown, Cell]>([
    ['a rich number', { type: 'FormattedNumber', basicValue: 600, numberFormat: '0.00' }, 600],
    ['a host error', { type: 'Error', errorCode: 'Value' }, { fault: 'Value' }],
    ['a date', new Date('2020-06-30T00:00:00Z'), '2020-06-30'],
    ['no date', new Date('x'), { fault: '#NUM!' }],
    ['not a number', Number.NaN, { fault: '#NUM!' }],
    ['infinity', Number.POSITIVE_INFINITY, { fault: '#NUM!' }],
    ['spaces', '  \u3000 ', null],
    ['undefined', undefined, null],
    ['an error value', '#DIV/0!', { fault: '#DIV/0!' }],
    ['a hash that is no error', '#5', '#5'],
    ['something else', Symbol('x'), { fault: '#symbol' }],
    ['a large integer', 123456789012345678n, '123456789012345678'],
  ])('%s', (_what, raw, cell) => expect(readCell(raw)).toEqual(cell));
});
