import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive } from '../../src/node/archive.js';
import { readPieces } from '../../src/workbook/rows.js';
import { buildSheetRun, runSheet, type SheetReport } from './sheet-process.js';

/** What a run may take in megabytes, whatever the number of rows. */
const LIMIT = 300;
const folder = mkdtempSync(join(tmpdir(), 'sheet-memory-'));

beforeAll(() => buildSheetRun(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function write(path: string, rows: number): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  const sheet = workbook.addWorksheet('家庭');
  sheet
    .addRow([
      '户编号',
      '建档立卡状态',
      '低保状态',
      '低保类别',
      '家庭月人均收入（元/月）',
      '收入变化',
      '边缘户',
      '家庭人口数',
      '生活仍存在困难',
      '评估基准日',
    ])
    .commit();
  for (let row = 0; row < rows; row += 1) {
    sheet
      .addRow([
        `h${row}`,
        ['已脱贫', '未脱贫', '返贫'][row % 3],
        ['享受', '无'][row % 2],
        '农村',
        400 + (row % 900),
        ['是', '否'][row % 2],
        ['是', '否', null][row % 3],
        3,
        ['是', '否', null][row % 3],
        '2020-06-30',
      ])
      .commit();
  }
  await workbook.commit();
}

async function run(rows: number): Promise<SheetReport> {
  const input = join(folder, `${rows}.xlsx`);
  await write(input, rows);
  return runSheet(folder, input);
}

it('a sheet of 100,000 rows is judged in bounded memory, and no row is lost', async () => {
  const small = await run(10_000);
  const large = await run(100_000);
  for (const { rows, megabytes } of [small, large]) console.log(`${rows} rows: at most ${megabytes} MB`);
  expect([small.rows, small.bad, large.rows, large.bad]).toEqual([10_000, 0, 100_000, 0]);
  expect(large.megabytes).toBeLessThan(LIMIT);
  const archive = await openArchive(join(folder, '100000.xlsx.out.xlsx'));
  let rows = 0;
  let results = 0;
  for await (const piece of readPieces(archive, 'xl/worksheets/sheet1.xml')) {
    if (piece.kind !== 'row') continue;
    rows += 1;
    if (piece.cells.some((cell) => cell.column === 10 && cell.value !== null)) results += 1;
  }
  archive.close();
  expect([rows, results]).toEqual([100_001, 100_001]);
}, 600_000);
