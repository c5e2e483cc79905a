import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jurisdictions } from '../../src/rules.js';
import type { Table } from '../../src/worksheet/tables.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import { readSheets, type Sheets, startUniver, type Value } from '../support/univer.js';
import { entriesOf, inFolder } from '../support/workbooks.js';
import { HEADER_ROW, HOUSEHOLDS, readWorked, storedResults, TABLE, workbookPath } from '../support/worked-workbook.js';
import { buildWorkbook } from '../tools/spreadsheet/workbook.js';

describe.each(jurisdictions)('the worked workbook of %s', (jurisdiction) => {
  it('is what its builder makes', () =>
    inFolder(async (path) => {
      writeFileSync(path('made.xlsx'), await buildWorkbook(jurisdiction));
      expect(await entriesOf(workbookPath(jurisdiction))).toEqual(await entriesOf(path('made.xlsx')));
    }));

  it('is recalculated by Univer to what evaluate says, and again after an edit', async () => {
    const sheets = await readSheets(workbookPath(jurisdiction));
    const worked = readWorked(jurisdiction, sheets);
    const host = await startUniver(sheets);
    const shown = () =>
      Array.from({ length: worked.rows }, (_, row) =>
        worked.verdicts.map(({ column }) => host.value(HOUSEHOLDS, HEADER_ROW + 1 + row, column)),
      );
    const table = (rows: number) => host.values(TABLE, 0, 0, rows, 5).map((row) => row.map((cell) => cell ?? ''));
    try {
      expect(worked.verdicts.length).toBeGreaterThan(2);
      const before = await worked.expected();
      expect(shown()).toEqual(before);
      // The other formulas, the ten to copy among them: what the file has stored was worked out in Node.
      const stored = await storedResults(workbookPath(jurisdiction));
      expect(stored.length).toBeGreaterThan(100);
      expect(stored.map((cell) => ({ ...cell, value: host.value(cell.sheet, cell.row, cell.column) ?? '' }))).toEqual(
        stored,
      );
      expect(table(worked.table().length)).toEqual(worked.table());
      const change = { row: 0, column: worked.column('建档立卡状态'), value: '未建档立卡' };
      await host.set(HOUSEHOLDS, HEADER_ROW + 1, change.column, change.value);
      const after = await worked.expected(change);
      expect(after).not.toEqual(before);
      expect(shown()).toEqual(after);
      const changed = worked.table(change);
      expect(changed).not.toEqual(worked.table());
      expect(table(changed.length + 1)).toEqual([...changed, changed[0]?.map(() => '')]);
    } finally {
      host.close();
    }
  });
});

describe('Univer', () => {
  const headers = ['家庭编号', '建档立卡状态', '低保状态', '低保类别', '家庭月人均收入', '收入变化', '评估基准日'];
  const values: Value[] = ['a', '已脱贫', '享受', '农村', 600, '是', '2020-06-30'];
  const law: Value[][] = [
    ['低保标准（月）', 450],
    ['脱贫攻坚期截止日', '2020-12-31'],
    ['语言', 'id'],
  ];
  const at = (formula: string): Sheets => ({ s: [headers, values, ...law, [{ formula }]] });
  const args = 'A2:G2,A1:G1,,A3:B5';
  const sheet = createWorksheet();
  const direct = [[values], [headers], null, law.map((row) => row)] as const;

  it('takes dotted names and spills tables, which follow an edit', async () => {
    const host = await startUniver(at(`JIANTUI.EVALUATE("荣昌",${args})`));
    try {
      const expected = sheet.evaluate('荣昌', ...direct) as Table;
      expect(host.values('s', 5, 0, expected.length, 5)).toEqual(expected);
      await host.set('s', 1, 4, 1000);
      const changed = sheet.evaluate(
        '荣昌',
        [values.map((value) => (value === 600 ? 1000 : value))],
        ...direct.slice(1),
      ) as Table;
      expect(changed).not.toEqual(expected);
      expect(host.values('s', 5, 0, changed.length, 5)).toEqual(changed);
    } finally {
      host.close();
    }
  });

  it.each<[string, string, unknown]>([
    ['a text', `JIANTUI.ELIGIBLE("荣昌","低保渐退",${args})`, 'eligible'],
    ['a number', `JIANTUI.TAPER("荣昌",${args},"月数")`, 6],
    ['a number to reckon with', `JIANTUI.TAPER("荣昌",${args},"月数")*2`, 12],
    ['inside another function', `IF(JIANTUI.ELIGIBLE("荣昌","低保渐退",${args})="eligible",1,0)`, 1],
    ['in small letters', `jiantui.eligible("rongchang","dibao-taper",${args})`, 'eligible'],
    [
      'an error in words',
      'JIANTUI.ELIGIBLE("荣","低保",A2:G2,A1:G1)',
      expect.stringMatching(/^#VALUE! 没有这个辖区的规则集.*是否想写 荣昌/),
    ],
  ])('shows %s', async (_what, formula, expected) => {
    const host = await startUniver(at(formula));
    try {
      expect(host.value('s', 5, 0)).toEqual(expected);
    } finally {
      host.close();
    }
  });

  it('shows its own error value when asked to, so that other functions see it', async () => {
    const host = await startUniver(at('IFERROR(JIANTUI.ELIGIBLE("荣","低保",A2:G2,A1:G1),"wrong")'), {
      errors: 'value',
    });
    try {
      expect(host.value('s', 5, 0)).toBe('wrong');
    } finally {
      host.close();
    }
  });

  it('hands over blank cells as blank, not as 0', async () => {
    const host = await startUniver({
      s: [
        headers,
        ['a', '已脱贫', '享受', '农村', null, '是', '2020-06-30'],
        ...law,
        [{ formula: `JIANTUI.ELIGIBLE("荣昌","低保渐退",${args})` }],
      ],
    });
    try {
      expect(host.value('s', 5, 0)).toBe('undetermined');
    } finally {
      host.close();
    }
  });

  it('keeps a month a text', async () => {
    const withDecision: Sheets = {
      s: [
        [...headers, '渐退起始月份', '渐退月数'],
        [...values, '2020-03', 6],
        ...law,
        [{ formula: 'JIANTUI.TAPER("荣昌",A2:I2,A1:I1,,A3:B5,"首月")' }],
      ],
    };
    const host = await startUniver(withDecision);
    try {
      expect(host.value('s', 5, 0)).toBe('2020-03');
    } finally {
      host.close();
    }
  });
});
