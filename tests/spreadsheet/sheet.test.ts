import { readFileSync, writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { evaluate, JiantuiError } from '../../src/index.js';
import { runSheetFile, type SheetFiles } from '../../src/node/sheet.js';
import { loadJurisdiction } from '../../src/rules.js';
import { addStyles } from '../../src/workbook/styles.js';
import { buildTemplate } from '../../src/workbook/template.js';
import { SAY } from '../../src/worksheet/say.js';
import { entriesOf, inFolder, minimalWorkbook, textsOf, writeZip } from '../support/workbooks.js';

const run = (input: string, output: string, more: Partial<SheetFiles> = {}) =>
  runSheetFile({
    input,
    output,
    ruleSet: loadJurisdiction,
    programmes: [],
    ignoreUnknown: false,
    language: 'zh',
    ...more,
  });

/** The codes of what a run was refused for. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return error instanceof JiantuiError
      ? error.issues.map((issue) => `${issue.code} ${issue.found ?? ''}`.trim())
      : error;
  }
}

/** A register as county offices keep them: a title over merged cells, formulas, errors, other people's columns, hidden sheets. */
async function register(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const parameters = workbook.addWorksheet('参数', { state: 'hidden' });
  parameters.addRows([
    ['辖区', '荣昌'],
    ['评估基准日', new Date(Date.UTC(2020, 5, 30))],
    ['参数', '数值', '起', '止'],
    ['低保标准（月）', 450],
    ['脱贫攻坚期截止日', new Date(Date.UTC(2020, 11, 31))],
  ]);
  const sheet = workbook.addWorksheet('家庭', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.mergeCells('A1:H1');
  sheet.getCell('A1').value = '台账';
  sheet.getRow(3).values = [
    '户编号',
    '户主姓名',
    '建档立卡状态',
    '低保状态',
    '低保类别',
    '家庭月人均收入（元/月）',
    '收入变化',
    '帮扶责任人',
  ];
  sheet.getRow(4).values = ['a', '张三', '已脱贫', '享受', '农村', 600, '是', '是'];
  sheet.getRow(5).values = ['b', { richText: [{ text: '李' }, { text: '四' }] }, '脱了', '享受', '农村', 600, '是'];
  sheet.getRow(6).values = ['c', '王五', '已脱贫', '享受', '农村', { formula: '300*2', result: 600 }, true];
  sheet.getRow(7).values = ['d', '赵六', '已脱贫', '享受', '农村', { formula: '300*2' }, '是'];
  sheet.getRow(8).values = ['e', '钱七', { error: '#N/A' }, '享受', '农村', 600, '是'];
  sheet.getRow(9).values = ['f', '孙八', '已脱贫', '享受', '农村', new Date(Date.UTC(2020, 0, 1)), '是'];
  sheet.getRow(10).values = ['', '合计', '', '', '', { formula: 'SUM(F4:F9)', result: 1800 }];
  sheet.getRow(12).values = ['g', '周九', '已脱贫', '享受', '农村', 600, '是'];
  sheet.getRow(13).values = ['h', '吴十', null, '享受', '农村', 900, '是'];
  sheet.mergeCells('C12:C13');
  sheet.getRow(14).values = ['i'];
  sheet.getRow(15).values = ['', '郑十一'];
  sheet.getRow(12).hidden = true;
  sheet.getCell('K20').value = '表外的备注';
  sheet.getCell('K20').note = '批注';
  sheet.addConditionalFormatting({
    ref: 'F4:F14',
    rules: [{ type: 'cellIs', operator: 'lessThan', formulae: [450], priority: 1, style: { font: { bold: true } } }],
  });
  sheet.autoFilter = 'A3:H14';
  const other = workbook.addWorksheet('别的表');
  other.getCell('A1').value = { formula: "SUM('家庭'!F4:F14)", result: 3000 };
  other.addImage(
    workbook.addImage({
      base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      extension: 'png',
    }),
    'B2:C3',
  );
  await workbook.xlsx.writeFile(path);
}

describe('a sheet of households', () => {
  it('gets its results beside it, row by row, and loses nothing', () =>
    inFolder(async (path) => {
      await register(path('in.xlsx'));
      const end = await run(path('in.xlsx'), path('out.xlsx'));
      expect(end).toEqual({ sheet: '家庭', headerRow: 3, rows: 9, bad: 4, skipped: 3, ignored: [] });
      const before = await textsOf(path('in.xlsx'), '家庭');
      const after = await textsOf(path('out.xlsx'), '家庭');
      const own = (rows: string[][]) => rows.map((row) => row.slice(0, 11).join('	').trimEnd());
      expect(own(after)).toEqual(own(before));
      const column = after[2]?.indexOf('结论·jiantui') ?? -1;
      expect(after[2]?.slice(column)).toEqual([
        '结论·jiantui',
        '渐退·jiantui',
        '风险·jiantui',
        '理由·jiantui',
        '待补·jiantui',
        '问题·jiantui',
      ]);
      const [result, problem] = [
        (row: number) => after[row - 1]?.[column] ?? '',
        (row: number) => after[row - 1]?.[column + 5] ?? '',
      ];
      for (const row of [4, 6, 12]) expect(result(row)).toContain('应予落实：低保渐退期');
      expect(after[3]?.[column + 1]).toContain('正好6个月');
      expect([5, 7, 8, 9].map((row) => [result(row), problem(row).split(/[;；]/)[0]])).toEqual([
        ['', '建档立卡状态: 单元格的内容不合这一项'],
        ['', '家庭月人均收入（元/月）: 公式没有存下算好的值：请在 WPS 或 Excel 中打开并保存一次'],
        ['', '建档立卡状态: 单元格是错误值'],
        ['', '家庭月人均收入（元/月）: 单元格显示成日期，而这一项是数字'],
      ]);
      // A value merged over two rows stands in the first; in the second it is unknown, and the row says so.
      expect(result(13)).toContain('尚难确定');
      expect(problem(13)).toBe('与上行合并的单元格按空白（不详）处理：建档立卡状态');
      expect(result(14)).toContain('尚难确定');
      expect(after[9]?.slice(column)).toEqual(['', '', '', '', '', '合计行，未作判断']);
      expect(after[14]?.slice(column)).toEqual(['', '', '', '', '', '没有可以判断的内容，未作判断']);
      expect(problem(20)).toBe('没有可以判断的内容，未作判断');
      for (const row of [1, 2, 11]) expect(after[row - 1]?.slice(column).join('') ?? '').toBe('');
    }));

  it('keeps every other part of the workbook, byte for byte', () =>
    inFolder(async (path) => {
      await register(path('in.xlsx'));
      await run(path('in.xlsx'), path('out.xlsx'));
      const [before, after] = [await entriesOf(path('in.xlsx')), await entriesOf(path('out.xlsx'))];
      expect([...after.keys()]).toEqual([...before.keys()].filter((name) => !name.endsWith('/')));
      const changed = [...after.keys()].filter((name) => after.get(name) !== before.get(name));
      expect(changed.sort()).toEqual(['xl/styles.xml', 'xl/worksheets/sheet2.xml']);
      const [old, now] = [before.get('xl/worksheets/sheet2.xml') ?? '', after.get('xl/worksheets/sheet2.xml') ?? ''];
      expect(now.slice(now.indexOf('</sheetData>'))).toBe(old.slice(old.indexOf('</sheetData>')));
      for (const cell of old.match(/<c [^>]*?(\/>|>.*?<\/c>)/g) ?? []) expect(now).toContain(cell);
    }));

  it('writes its columns anew when it is run again', () =>
    inFolder(async (path) => {
      await register(path('in.xlsx'));
      await run(path('in.xlsx'), path('one.xlsx'));
      await run(path('one.xlsx'), path('two.xlsx'));
      expect(await entriesOf(path('two.xlsx'))).toEqual(await entriesOf(path('one.xlsx')));
    }));

  it('says the same as evaluate', () =>
    inFolder(async (path) => {
      await register(path('in.xlsx'));
      await run(path('in.xlsx'), path('out.xlsx'), { programmes: ['低保渐退', 'continued-support'] });
      const row = (await textsOf(path('out.xlsx'), '家庭'))[3] ?? [];
      const household = {
        id: 'a',
        asOf: '2020-06-30',
        povertyRegistration: 'lifted',
        dibaoStatus: 'receiving',
        dibaoCategory: 'rural',
        perCapitaMonthlyIncome: 600,
        incomeChanged: true,
        helperAssigned: true,
      };
      const decision = await evaluate(loadJurisdiction('rongchang'), household, {
        parameters: { dibaoStandardMonthly: 450, povertyPeriodEnd: '2020-12-31' },
      });
      const verdict = (id: string) =>
        SAY.zh.verdict(decision.eligibility.find((entry) => entry.programme === id)?.verdict ?? 'silent');
      expect(row.slice(11, 13)).toEqual([verdict('dibao-taper'), verdict('continued-support')]);
    }));

  it('makes room for the results in rows whose height nobody has set', () =>
    inFolder(async (path) => {
      await register(path('one.xlsx'));
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path('one.xlsx'));
      const sheet = workbook.getWorksheet('家庭');
      if (sheet) sheet.getRow(6).height = 20;
      await workbook.xlsx.writeFile(path('in.xlsx'));
      await run(path('in.xlsx'), path('out.xlsx'));
      const xml = (await entriesOf(path('out.xlsx'))).get('xl/worksheets/sheet2.xml') ?? '';
      const row = (number: number) => new RegExp(`<row r="${number}"[^>]*>`).exec(xml)?.[0] ?? '';
      expect(row(6)).toMatch(/ ht="20" customHeight="1"/);
      expect(Number(/ ht="(\d+)"/.exec(row(4))?.[1])).toBeGreaterThan(48);
      expect(row(4)).not.toMatch(/customHeight|dyDescent/);
      expect(row(11)).not.toMatch(/ ht=/);
    }));

  it('colours verdicts', () =>
    inFolder(async (path) => {
      await register(path('in.xlsx'));
      await run(path('in.xlsx'), path('out.xlsx'));
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path('out.xlsx'));
      const colour = (address: string) =>
        (workbook.getWorksheet('家庭')?.getCell(address).fill as { fgColor?: { argb?: string } } | undefined)?.fgColor
          ?.argb;
      expect([colour('L3'), colour('L4'), colour('L14'), colour('Q5')]).toEqual([
        'FF1F6F4A',
        'FFDDF0E3',
        'FFFFF3CD',
        'FFF8D7DA',
      ]);
    }));

  it('stops at headers it does not know, or passes over them when told to', () =>
    inFolder(async (path) => {
      const workbook = new ExcelJS.Workbook();
      workbook.addWorksheet('s').addRows([
        ['建档立卡状态', '家庭月人均收人', '人均收入', '评估基准日'],
        ['已脱贫', 600, 7200, '2020-06-30'],
      ]);
      await workbook.xlsx.writeFile(path('in.xlsx'));
      const options = { jurisdiction: 'rongchang' };
      expect(await refusal(run(path('in.xlsx'), path('out.xlsx'), options))).toEqual([
        'unknown-header "家庭月人均收人"',
        'ambiguous-header "人均收入"',
      ]);
      expect(await refusal(run(path('in.xlsx'), path('out.xlsx'), { ...options, ignoreUnknown: true }))).toEqual([
        'ambiguous-header "人均收入"',
      ]);
    }));

  it('is the first that is shown and does not hold the parameters', () =>
    inFolder(async (path) => {
      const workbook = new ExcelJS.Workbook();
      workbook.addWorksheet('旧表', { state: 'hidden' }).addRow(['建档立卡状态', '评估基准日']);
      workbook.addWorksheet('参数').addRows([['辖区', '荣昌']]);
      workbook.addWorksheet('户').addRows([
        ['建档立卡状态', '评估基准日'],
        ['已脱贫', '2020-06-30'],
      ]);
      await workbook.xlsx.writeFile(path('in.xlsx'));
      expect(await run(path('in.xlsx'), path('out.xlsx'))).toMatchObject({ sheet: '户', rows: 1 });
    }));

  it.each([
    ['no jurisdiction', {}, ['missing-key nothing']],
    ['an unknown sheet', { jurisdiction: 'rongchang', sheet: '家' }, ['unknown-value 家']],
    ['an unknown programme', { jurisdiction: 'rongchang', programmes: ['低堡'] }, ['unknown-programme "低堡"']],
  ])('refuses %s', (_what, options, codes) =>
    inFolder(async (path) => {
      const workbook = new ExcelJS.Workbook();
      workbook.addWorksheet('s').addRows([
        ['建档立卡状态', '评估基准日'],
        ['已脱贫', '2020-06-30'],
      ]);
      await workbook.xlsx.writeFile(path('in.xlsx'));
      expect(await refusal(run(path('in.xlsx'), path('out.xlsx'), options))).toEqual(codes);
    }),
  );

  it.each([
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), ['not-xlsx xls, et']],
    ['something else', Buffer.from('a,b\n1,2\n'), ['not-xlsx no zip file']],
    ['an empty file', Buffer.alloc(0), ['not-xlsx no zip file']],
  ])('refuses %s', (_what, bytes, codes) =>
    inFolder(async (path) => {
      writeFileSync(path('in.xlsx'), bytes);
      expect(await refusal(run(path('in.xlsx'), path('out.xlsx'), { jurisdiction: 'rongchang' }))).toEqual(codes);
    }),
  );

  it('says what cannot be read or written', () =>
    inFolder(async (path) => {
      const to = (input: string, output: string) => refusal(run(path(input), path(output), {}));
      expect(await to('none.xlsx', 'out.xlsx')).toEqual(['unreadable no such file']);
      await register(path('in.xlsx'));
      expect(await to('in.xlsx', 'nowhere/out.xlsx')).toEqual(['unwritable no such folder']);
      // One byte within the packed rows is another.
      const bytes = readFileSync(path('in.xlsx'));
      const entry = bytes.indexOf('xl/worksheets/sheet2.xml') + 'xl/worksheets/sheet2.xml'.length;
      bytes.fill(0xff, entry, entry + 40);
      writeFileSync(path('damaged.xlsx'), bytes);
      expect(await to('damaged.xlsx', 'out.xlsx')).toEqual(['broken-zip']);
      expect(() => readFileSync(path('out.xlsx'))).toThrow(/ENOENT/);
    }));

  it('leaves no half-written file behind', () =>
    inFolder(async (path) => {
      const cut =
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>建档立卡状态</t></is></c><c t="inlineStr"><is><t>低保状态</t></is></c></row><row><c';
      await writeZip(path('in.xlsx'), minimalWorkbook(cut));
      expect(await refusal(run(path('in.xlsx'), path('out.xlsx'), { jurisdiction: 'rongchang' }))).toEqual(['cut-off']);
      expect(() => readFileSync(path('out.xlsx'))).toThrow(/ENOENT/);
      expect(() => readFileSync(path('out.xlsx.part'))).toThrow(/ENOENT/);
    }));
});

describe('workbooks of other programs', () => {
  const strings =
    '<x:sst xmlns:x="m"><x:si><x:t>建档立卡状态</x:t></x:si><x:si><x:r><x:t>评估</x:t></x:r><x:r><x:t>基准日</x:t></x:r><x:rPh sb="0" eb="1"><x:t>pinggu</x:t></x:rPh></x:si><x:si/><x:si><x:t>已脱贫</x:t></x:si></x:sst>';
  const sheet = `<?xml version="1.0"?>
<x:worksheet xmlns:x="m"><x:dimension ref="A1"/><x:cols><x:col min="1" max="1" width="9"/></x:cols><x:sheetData>
  <x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>
  <x:row spans='1:2' r='5'><x:c r='A5' t='s'><x:v>3</x:v></x:c><x:c r='B5'><x:v>42550</x:v></x:c><x:extLst><x:ext/></x:extLst></x:row>
  <x:row r="6"/>
</x:sheetData><x:pageMargins left="1"/></x:worksheet>`;

  it('with prefixes, without cell references, with pinyin and the dates of 1904', () =>
    inFolder(async (path) => {
      await writeZip(path('in.xlsx'), minimalWorkbook(sheet, { workbookPr: '<workbookPr date1904="1"/>', strings }));
      const end = await run(path('in.xlsx'), path('out.xlsx'), {
        jurisdiction: 'rongchang',
        programmes: ['政策接续'],
        parameters: () => ({ povertyPeriodEnd: '2020-12-31' }),
      });
      expect(end).toEqual({ sheet: 'a & b', headerRow: 1, rows: 1, bad: 0, skipped: 0, ignored: [] });
      const written = Buffer.from(
        (await entriesOf(path('out.xlsx'))).get('xl/worksheets/sheet1.xml') ?? '',
        'latin1',
      ).toString('utf8');
      expect(written).toContain('<x:dimension ref="A1:H1"/>');
      expect(written).toContain(
        '<x:row r="5"><x:c r=\'A5\' t=\'s\'><x:v>3</x:v></x:c><x:c r=\'B5\'><x:v>42550</x:v></x:c><x:c r="C5" t="inlineStr"><x:is><x:t xml:space="preserve">应予落实</x:t></x:is></x:c>',
      );
      expect(written).toContain('<x:extLst><x:ext/></x:extLst></x:row>');
      expect(written).toContain('<x:col min="3" max="3" width="22" customWidth="1"/>');
      expect(written).toContain('<x:pageMargins left="1"/></x:worksheet>');
    }));
});

describe('styles', () => {
  const xml =
    '<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.00&quot;day&quot;"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"><alignment/></xf><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
  it('tell dates from numbers', () => expect([...addStyles(xml).dates]).toEqual([1, 2]));
  it('are added once', () => {
    const once = addStyles(xml);
    expect(once.numbers).toEqual({ head: 4, good: 5, open: 6, bad: 7, alert: 8, plain: 9 });
    expect(addStyles(once.xml)).toEqual(once);
    expect(once.xml).toContain('<cellXfs count="10">');
  });
});

describe('a template', () => {
  it.each(['rongchang', 'mingshan', 'yancheng', 'hainan', 'inner-mongolia'])(
    'of %s is one that can be read',
    (jurisdiction) =>
      inFolder(async (path) => {
        writeFileSync(
          path('in.xlsx'),
          await buildTemplate(loadJurisdiction(jurisdiction), { members: 2, language: 'zh' }),
        );
        expect(await run(path('in.xlsx'), path('out.xlsx'))).toEqual({
          sheet: '家庭',
          headerRow: 1,
          rows: 0,
          bad: 0,
          skipped: 0,
          ignored: [],
        });
      }),
  );

  it('has lists, units, comments and parameters', () =>
    inFolder(async (path) => {
      writeFileSync(path('t.xlsx'), await buildTemplate(loadJurisdiction('rongchang'), { members: 1, language: 'zh' }));
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path('t.xlsx'));
      const sheet = workbook.getWorksheet('家庭');
      const headers = (sheet?.getRow(1).values ?? []) as string[];
      const column = headers.indexOf('建档立卡状态');
      expect(headers).toContain('家庭月人均收入（元/人/月）');
      expect(headers).toContain('其他同类情形（rongchang/2-h）');
      expect(headers).toContain('成员1.重度残疾人');
      expect(sheet?.getCell(2, column).dataValidation).toMatchObject({ type: 'list', allowBlank: true });
      expect(JSON.stringify(sheet?.getCell(1, column).note)).toContain('未脱贫、已脱贫、返贫');
      expect((await textsOf(path('t.xlsx'), '参数')).map((row) => row[0])).toEqual([
        '辖区',
        '评估基准日',
        '参数',
        '低保标准（月）',
        '脱贫攻坚期截止日',
      ]);
    }));
});
