import { readFileSync, statSync, writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.js';
import { inFolder, textsOf } from '../support/workbooks.js';

/** Runs the command line. */
async function jiantui(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    readStdin: async () => new Uint8Array(),
    env: {},
    columns: null,
  };
  const status = await run(['sheet', ...argv], io);
  return { status, out: out.join(''), err: err.join('') };
}

describe('jiantui sheet', () => {
  it('makes a workbook to fill in, and decides it', () =>
    inFolder(async (path) => {
      expect(await jiantui('--template', 'rongchang', '--members', '1', '-o', path('台账.xlsx'))).toEqual({
        status: 0,
        out: '',
        err: '',
      });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path('台账.xlsx'));
      const sheet = workbook.getWorksheet('家庭');
      const headers = sheet?.getRow(1).values as string[];
      const put = (header: string, ...values: (string | number)[]) =>
        values.forEach((value, index) => {
          (sheet as ExcelJS.Worksheet).getCell(
            index + 2,
            headers.findIndex((text) => text?.startsWith(header)),
          ).value = value;
        });
      put('家庭编号', 'a', 'b');
      put('建档立卡状态', '已脱贫', '不知道');
      put('低保状态', '正在享受低保');
      put('低保类别', '农村低保');
      put('家庭收入发生变化', '是');
      put('家庭月人均收入', 600);
      const parameters = workbook.getWorksheet('参数') as ExcelJS.Worksheet;
      parameters.getCell('B2').value = new Date(Date.UTC(2020, 5, 30));
      parameters.getCell('B4').value = 450;
      parameters.getCell('B5').value = new Date(Date.UTC(2020, 11, 31));
      await workbook.xlsx.writeFile(path('台账.xlsx'));

      const { status, out, err } = await jiantui(path('台账.xlsx'), '-o', path('结果.xlsx'), '--programme', '渐退');
      expect([status, out, err]).toEqual([
        1,
        '',
        '工作表“家庭”，表头在第1行：2 户，其中 1 户读不通，原因写在最后一列\n',
      ]);
      const rows = await textsOf(path('结果.xlsx'), '家庭');
      const column = rows[0]?.indexOf('低保渐退期·jiantui') ?? -1;
      expect([rows[1]?.[column], rows[2]?.[column + 5]]).toEqual([
        '应予落实',
        expect.stringContaining('现为 "不知道"'),
      ]);
    }));

  it('takes options before what the workbook says, and other languages', () =>
    inFolder(async (path) => {
      const workbook = new ExcelJS.Workbook();
      workbook.addWorksheet('s').addRows([
        [
          'povertyRegistration',
          'dibao status',
          'dibaoCategory',
          'per capita monthly income (yuan)',
          'income changed',
          'notes of ours',
        ],
        ['lifted', 'receiving', 'rural', 600, 'yes', 'x'],
      ]);
      await workbook.xlsx.writeFile(path('in.xlsx'));
      writeFileSync(path('p.json'), JSON.stringify({ dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' }));
      const options = [
        '-o',
        path('out.xlsx'),
        '--jurisdiction',
        'rongchang',
        '--as-of',
        '2020-06-30',
        '--parameters',
        path('p.json'),
        '--programme',
        'dibao-taper',
        '--lang',
        'en',
      ];
      const refused = await jiantui(path('in.xlsx'), ...options);
      expect([refused.status, refused.err]).toEqual([
        1,
        expect.stringMatching(/this header is not known; found "notes of ours"/),
      ]);
      const { status, err } = await jiantui(path('in.xlsx'), ...options, '--ignore-unknown');
      expect([status, err]).toEqual([
        0,
        'sheet “s”, headers in row 1: 1 households, 0 of them not readable, with the reason in the last column\nheaders passed over: "notes of ours"\n',
      ]);
      expect((await textsOf(path('out.xlsx'), 's'))[1]?.slice(6, 8)).toEqual([
        'Due',
        expect.stringContaining('exactly 6 months'),
      ]);
    }));

  it.each([
    ['no output', ['in.xlsx'], 2, /--output: 缺少此项/],
    ['no input', ['-o', 'out.xlsx'], 2, /IN\.xlsx: 缺少此项/],
    ['both a template and an input', ['in.xlsx', '--template', 'rongchang', '-o', 'out.xlsx'], 2, /--template/],
    ['a missing file', ['nowhere.xlsx', '-o', 'out.xlsx', '--jurisdiction', 'rongchang'], 1, /文件无法读取/],
    [
      'an unknown jurisdiction',
      ['--template', 'rongchan', '-o', 'out.xlsx'],
      1,
      /没有这个辖区的规则集.*是否想写 rongchang/,
    ],
  ])('says what is wrong with %s', async (_what, argv, status, text) => {
    const result = await jiantui(...argv);
    expect([result.status, result.err]).toEqual([status, expect.stringMatching(text)]);
  });

  it('says which package is missing, and how to install it', async () => {
    vi.doMock('exceljs', () => {
      throw new Error('Cannot find package');
    });
    vi.resetModules();
    const { run: fresh } = await import('../../src/cli/run.js');
    const err: string[] = [];
    const status = await fresh(['sheet', '--template', 'rongchang', '-o', 'out.xlsx'], {
      out: () => undefined,
      err: (text) => void err.push(text),
      readStdin: async () => new Uint8Array(),
      env: {},
      columns: null,
    });
    expect([status, err.join('')]).toEqual([1, expect.stringContaining('npm install exceljs')]);
    vi.doUnmock('exceljs');
  });
});

/** Whether a file on disk is a picture that a browser shows. */
describe('the pictures of the guide', () => {
  it.each(['sheet', 'formulas', 'table'])('%s.png is one, and small', (name) => {
    const path = new URL(`../../docs/images/spreadsheets/${name}.png`, import.meta.url);
    expect(readFileSync(path).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(statSync(path).size).toBeLessThan(200_000);
  });
});
