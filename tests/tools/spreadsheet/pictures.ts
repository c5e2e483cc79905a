import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { runSheetFile } from '../../../src/node/sheet.js';
import { loadJurisdiction } from '../../../src/rules.js';
import { buildTemplate } from '../../../src/workbook/template.js';
import { startOffice } from '../../support/libreoffice.js';
import { buildPackages } from './build.js';
import { fromPpm, toPng, trim } from './png.js';

const HEADERS = [
  '户编号',
  '户主姓名',
  '建档立卡状态',
  '低保状态',
  '低保类别',
  '家庭月人均收入（元/月）',
  '收入变化',
  '边缘户',
];
const ROWS = [
  ['rc-1', '张某', '已脱贫', '享受', '农村', 600, '是', '否'],
  ['rc-2', '李某', '未脱贫', '无', null, 310, '否', '否'],
  ['rc-3', '王某', '未建档立卡', '无', null, 820, null, '是'],
  ['rc-4', '赵某', '脱了', '享受', '农村', 600, '是', '否'],
];
const LAW = [
  ['辖区', '荣昌'],
  ['评估基准日', '2020-06-30'],
  ['低保标准（月）', 450],
  ['脱贫攻坚期截止日', '2020-12-31'],
];
const ARGS = 'C@:H@,C$1:H$1,,参数!$A$1:$B$4';

/** Makes the pictures of the guide with LibreOffice and writes them into a folder. */
export async function drawPictures(out: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jiantui-pictures-'));
  try {
    await buildPackages({ out: join(folder, 'packages') });
    const office = await startOffice(folder, join(folder, 'packages/libreoffice/jiantui.oxt'));
    const draw = async (name: string, resolution: number) => {
      await office.do({ do: 'open', path: join(folder, `${name}.xlsx`) });
      await office.do({ do: 'save', path: join(folder, `${name}.pdf`) });
      await office.do({ do: 'close' });
      spawnSync('pdftoppm', [
        '-r',
        String(resolution),
        '-f',
        '1',
        '-l',
        '1',
        '-singlefile',
        join(folder, `${name}.pdf`),
        join(folder, name),
      ]);
      writeFileSync(join(out, `${name}.png`), toPng(trim(fromPpm(readFileSync(join(folder, `${name}.ppm`))))));
    };
    try {
      await register(join(folder, 'register.xlsx'));
      await runSheetFile({
        input: join(folder, 'register.xlsx'),
        output: join(folder, 'judged.xlsx'),
        ruleSet: loadJurisdiction,
        programmes: ['低保', '渐退'],
        ignoreUnknown: false,
        language: 'zh',
      });
      await reprint(join(folder, 'judged.xlsx'), join(folder, 'sheet.xlsx'));
      await draw('sheet', 140);
      await formulas(join(folder, 'formulas.xlsx'));
      await draw('formulas', 80);
      await table(join(folder, 'table.xlsx'));
      await draw('table', 80);
      writeFileSync(
        join(folder, 'made.xlsx'),
        await buildTemplate(loadJurisdiction('rongchang'), { members: 1, language: 'zh' }),
      );
      await reprint(join(folder, 'made.xlsx'), join(folder, 'template.xlsx'), 9);
      await draw('template', 80);
    } finally {
      await office.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function page(sheet: ExcelJS.Worksheet): void {
  sheet.pageSetup = {
    orientation: 'landscape',
    paperSize: 8 as ExcelJS.PaperSize,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    showGridLines: true,
    showRowColHeaders: true,
  };
  sheet.headerFooter = { oddHeader: '', oddFooter: '' };
}

function households(workbook: ExcelJS.Workbook, rows = ROWS): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet('家庭');
  sheet.addRow(HEADERS);
  sheet.addRows(rows);
  sheet.getRow(1).font = { bold: true };
  [8, 9, 13, 9, 9, 21, 9, 8].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  for (let row = 1; row <= rows.length + 1; row += 1)
    for (let column = 1; column <= HEADERS.length; column += 1)
      sheet.getCell(row, column).alignment = { wrapText: true, vertical: 'top' };
  page(sheet);
  return sheet;
}

async function register(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  households(workbook);
  workbook.addWorksheet('参数').addRows(LAW);
  await workbook.xlsx.writeFile(path);
}

async function formulas(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = households(workbook, ROWS.slice(0, 3));
  const beside: readonly (readonly [string, string, number])[] = [
    ['渐退', `JIANTUI.ELIGIBLE(,"渐退",${ARGS})`, 12],
    ['月数', `JIANTUI.TAPER(,${ARGS},"月数")`, 8],
    ['渐退的理由', `JIANTUI.WHY(,"渐退",${ARGS})`, 46],
    ['低保还缺', `JIANTUI.MISSING(,"低保",${ARGS})`, 34],
  ];
  beside.forEach(([header, formula, width], index) => {
    const column = HEADERS.length + 1 + index;
    sheet.getCell(1, column).value = header;
    sheet.getCell(1, column).font = { bold: true };
    sheet.getCell(1, column).alignment = { vertical: 'top' };
    sheet.getColumn(column).width = width;
    for (let row = 2; row <= 4; row += 1) {
      const cell = sheet.getCell(row, column);
      cell.value = { formula: formula.replaceAll('@', String(row)) };
      cell.alignment = { wrapText: true, vertical: 'top' };
      cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEAF5EE' } };
    }
    sheet.getRow(1).height = 32;
    for (const row of [2, 3, 4]) sheet.getRow(row).height = 48;
    sheet.getCell(6 + index, 1).value = `${String.fromCharCode(64 + column)}2   =${formula.replaceAll('@', '2')}`;
  });
  workbook.addWorksheet('参数').addRows(LAW);
  await workbook.xlsx.writeFile(path);
}

async function table(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('一户');
  page(sheet);
  const formula = 'JIANTUI.EVALUATE(,家庭!C2:H2,家庭!C1:H1,,参数!A1:B4)';
  sheet.getCell('A1').value = `A2   =${formula}`;
  sheet.getCell('A2').value = {
    shareType: 'array',
    ref: 'A2:E13',
    formula,
    result: '',
  } as unknown as ExcelJS.CellFormulaValue;
  [8, 18, 12, 40, 100].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
    sheet.getCell(2, index + 1).font = { bold: true };
  });
  for (let row = 2; row <= 13; row += 1)
    for (let column = 1; column <= 5; column += 1)
      sheet.getCell(row, column).alignment = { wrapText: true, vertical: 'top' };
  for (const row of [6, 12]) sheet.getRow(row).height = 30;
  households(workbook, ROWS.slice(0, 1));
  workbook.addWorksheet('参数').addRows(LAW);
  await workbook.xlsx.writeFile(path);
}

/** The first sheet of a workbook alone, laid out for a picture. */
async function reprint(from: string, to: string, columns?: number): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(from);
  const [first, ...others] = workbook.worksheets;
  if (first === undefined) return;
  for (const sheet of others) workbook.removeWorksheet(sheet.id);
  if (columns !== undefined) {
    first.spliceColumns(columns + 1, first.columnCount);
    first.eachRow((row) =>
      row.eachCell((cell) => {
        cell.note = undefined as unknown as string;
      }),
    );
  }
  page(first);
  await workbook.xlsx.writeFile(to);
}
