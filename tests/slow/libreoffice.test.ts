import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jurisdictions } from '../../src/rules.js';
import type { Table } from '../../src/worksheet/tables.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import { hasLibreOffice, type Office, startOffice, TYPES, UNOIDL_WRITE } from '../support/libreoffice.js';
import { readSheets, type Value } from '../support/univer.js';
import { entriesOf } from '../support/workbooks.js';
import { HEADER_ROW, HOUSEHOLDS, readWorked, storedResults, TABLE, workbookPath } from '../support/worked-workbook.js';
import { buildPackages } from '../tools/spreadsheet/build.js';

if (!hasLibreOffice()) throw new Error('LibreOffice is missing: run tests/slow/install-libreoffice.sh');

/** What LibreOffice fills the cells of an array formula with that its table does not reach. */
const NOTHING = { error: 32_767, text: '#N/A' };

const folder = mkdtempSync(join(tmpdir(), 'jiantui-office-'));
const sources = fileURLToPath(new URL('../../src/worksheet/hosts/libreoffice/', import.meta.url));
let office: Office;
beforeAll(async () => {
  await buildPackages({ out: join(folder, 'packages') });
  office = await startOffice(folder, join(folder, 'packages/libreoffice/jiantui.oxt'));
}, 180_000);
afterAll(async () => {
  await office?.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

it('the interface that is shipped is the one that is written', () => {
  execFileSync(UNOIDL_WRITE, [...TYPES, join(sources, 'XJiantui.idl'), join(folder, 'XJiantui.rdb')]);
  expect(readFileSync(join(folder, 'XJiantui.rdb')).equals(readFileSync(join(sources, 'XJiantui.rdb')))).toBe(true);
});

describe.each(jurisdictions)('the worked workbook of %s', (jurisdiction) => {
  it('is recalculated to what evaluate says, and again after an edit', async () => {
    const worked = readWorked(jurisdiction, await readSheets(workbookPath(jurisdiction)));
    await office.do({ do: 'open', path: workbookPath(jurisdiction) });
    const read = async (sheet: string, row: number, rows: number, columns: number) =>
      (await office.do({ do: 'values', sheet, row, column: 0, rows, columns })) as Value[][];
    const stored = await storedResults(workbookPath(jurisdiction));
    const shown = async () => {
      const rows = await read(HOUSEHOLDS, HEADER_ROW + 1, worked.rows, worked.facts + worked.verdicts.length);
      return rows.map((row) => worked.verdicts.map(({ column }) => row[column]));
    };
    try {
      const before = await worked.expected();
      expect(await shown()).toEqual(before);
      // The other formulas, the ten to copy and the tables among them: what the file has stored was worked out in Node.
      for (const sheet of new Set(stored.map((cell) => cell.sheet))) {
        const own = stored.filter((cell) => cell.sheet === sheet);
        const most = (of: 'row' | 'column') => Math.max(...own.map((cell) => cell[of])) + 1;
        const cells = await read(sheet, 0, most('row'), most('column'));
        expect(own.map((cell) => ({ ...cell, value: cells[cell.row]?.[cell.column] ?? '' }))).toEqual(own);
      }

      const change = { row: 0, column: worked.column('建档立卡状态'), value: '未建档立卡' };
      const { column, value } = change;
      await office.do({ do: 'set', sheet: HOUSEHOLDS, row: HEADER_ROW + 1, column, value });
      const after = await worked.expected(change);
      expect(after).not.toEqual(before);
      expect(await shown()).toEqual(after);
      const table = worked.table(change);
      expect(table).not.toEqual(worked.table());
      expect(await read(TABLE, 0, table.length + 1, 5)).toEqual([...table, table[0]?.map(() => NOTHING)]);
    } finally {
      await office.do({ do: 'close' });
    }
  });
});

describe('LibreOffice', () => {
  const headers = ['家庭编号', '建档立卡状态', '低保状态', '低保类别', '家庭月人均收入', '收入变化', '评估基准日'];
  const values: Value[] = ['a', '已脱贫', '享受', '农村', 600, '是', 44012];
  const law: Value[][] = [
    ['低保标准（月）', 450],
    ['脱贫攻坚期截止日', 44196],
  ];
  const args = 'A2:G2;A1:G1;;A3:B4';
  const fill = async (rows: readonly (readonly Value[])[]) => {
    await office.do({ do: 'new' });
    const sheet = 'Sheet1';
    for (const [row, cells] of rows.entries())
      for (const [column, value] of cells.entries())
        if (value !== null) await office.do({ do: 'set', sheet, row, column, value });
    return sheet;
  };
  const formulas: readonly (readonly [string, string, unknown])[] = [
    ['a text', `=JIANTUI.ELIGIBLE("荣昌";"低保渐退";${args})`, '应予落实'],
    ['a number', `=JIANTUI.TAPER("荣昌";${args};"月数")`, 6],
    ['inside another function', `=IF(JIANTUI.ELIGIBLE("荣昌";"低保渐退";${args})="应予落实";1;0)`, 1],
    ['an argument left out', '=JIANTUI.CLAUSE("rongchang/2-f")', expect.stringContaining('低保渐退期（6个月）')],
    [
      'an error in words',
      '=JIANTUI.ELIGIBLE("荣";"低保";A2:G2;A1:G1)',
      expect.stringMatching(/^#VALUE! 没有这个辖区的规则集/),
    ],
    ['blank cells as blank, not as 0', `=JIANTUI.ELIGIBLE("荣昌";"低保渐退";A6:G6;${args.slice(6)})`, '尚难确定'],
    ['truth values', `=JIANTUI.ELIGIBLE("荣昌";"低保渐退";A7:G7;${args.slice(6)})`, '应予落实'],
  ];

  it('shows what the functions say, and keeps their names through xlsx and ods', async () => {
    const sheet = await fill([
      headers,
      values,
      ...law,
      [],
      ['b', '已脱贫', '享受', '农村', null, '是', 44012],
      ['c', '已脱贫', '享受', '农村', 600, '=TRUE()', 44012],
    ]);
    for (const [row, [, formula]] of formulas.entries())
      await office.do({ do: 'set', sheet, row: 10 + row, column: 0, value: formula });
    const check = async (where: string) => {
      for (const [row, [what, , expected]] of formulas.entries())
        expect([where, what, await office.value(where === 'new' ? sheet : 'Sheet1', 10 + row, 0)]).toEqual([
          where,
          what,
          expected,
        ]);
    };
    await check('new');
    for (const kind of ['xlsx', 'ods']) {
      const path = join(folder, `round.${kind}`);
      await office.do({ do: 'save', path });
      const entries = await entriesOf(path);
      const xml = Buffer.from(
        entries.get(kind === 'xlsx' ? 'xl/worksheets/sheet1.xml' : 'content.xml') ?? '',
        'latin1',
      ).toString('utf8');
      expect(xml).toMatch(/JIANTUI\.ELIGIBLE\(/);
      await office.do({ do: 'open', document: kind, path });
      for (const [row, [what, formula, expected]] of formulas.entries()) {
        expect([
          kind,
          what,
          await office.do({ do: 'value', document: kind, sheet: 'Sheet1', row: 10 + row, column: 0 }),
        ]).toEqual([kind, what, expected]);
        const read = String(
          await office.do({ do: 'formula', document: kind, sheet: 'Sheet1', row: 10 + row, column: 0 }),
        );
        expect(read.replace(/^=/, '').toUpperCase()).toContain(formula.slice(1, formula.indexOf('(')).toUpperCase());
      }
      await office.do({ do: 'close', document: kind });
    }
    await office.do({ do: 'close' });
  });

  it('counts dates from where the document does', async () => {
    const sheet = await fill([
      headers,
      [...values.slice(0, 6), 42550],
      ['低保标准（月）', 450],
      ['脱贫攻坚期截止日', 42734],
    ]);
    await office.do({ do: 'null-date', date: [1904, 1, 1] });
    await office.do({ do: 'set', sheet, row: 10, column: 0, value: formulas[0]?.[1] });
    expect(await office.value(sheet, 10, 0)).toBe('应予落实');
    await office.do({ do: 'close' });
  });

  it('fills the cells of an array formula, follows an edit, and keeps it through xlsx and ods', async () => {
    const table = (income: number) =>
      createWorksheet({ dateSystem: 1899 }).evaluate(
        '荣昌',
        [values.map((value, index) => (index === 4 ? income : value))],
        [headers],
        null,
        law,
      ) as Table;
    const sheet = await fill([headers, values, ...law]);
    const place = { sheet, row: 10, column: 0, rows: table(600).length, columns: 5 };
    const shown = (document: string) => office.do({ ...place, do: 'values', document, sheet: 'Sheet1' });
    await office.do({ ...place, do: 'array', value: `=JIANTUI.EVALUATE("荣昌";${args})` });
    expect(await shown('main')).toEqual(table(600));
    await office.do({ do: 'set', sheet, row: 1, column: 4, value: 1000 });
    expect(table(1000)).not.toEqual(table(600));
    expect(await shown('main')).toEqual(table(1000));
    for (const kind of ['xlsx', 'ods']) {
      const path = join(folder, `array.${kind}`);
      await office.do({ do: 'save', path });
      await office.do({ do: 'open', document: kind, path });
      expect(await shown(kind)).toEqual(table(1000));
      await office.do({ do: 'set', document: kind, sheet: 'Sheet1', row: 1, column: 4, value: 600 });
      expect(await shown(kind)).toEqual(table(600));
      await office.do({ do: 'close', document: kind });
    }
    await office.do({ do: 'close' });
  });
});
