import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { runSheetFile } from '../../src/node/sheet.js';
import { loadJurisdiction } from '../../src/rules.js';
import { scaled } from '../support/size.js';
import { entriesOf, inFolder, minimalWorkbook, piecesOf, writeZip } from '../support/workbooks.js';

const HEADERS = ['户编号', '评估基准日', '建档立卡状态', '低保状态', '低保类别', '家庭月人均收入', '收入变化'];
const VALUES = ['a', '2020-06-30', '已脱贫', '在享', '农村', '600', '是'];
const inline = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number: number, cells: readonly string[]) => `<row r="${number}">${cells.join('')}</row>`;
const cellsOf = (number: number, texts: readonly string[]) =>
  texts.map((text, index) => inline(`${'ABCDEFGHIJ'[index]}${number}`, text));
/** A household in row 2 with one cell written otherwise, and headers in row 1. */
const household = (column: string, cell: string) =>
  row(
    2,
    cellsOf(2, VALUES).map((own) => (own.includes(`"${column}2"`) ? cell : own)),
  );
const sheetOf = (rows: string, tail = '') =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${tail}</worksheet>`;
const table = (column: string, cell: string) => sheetOf(row(1, cellsOf(1, HEADERS)) + household(column, cell));

interface Outcome {
  readonly counts: readonly [rows: number, bad: number, skipped: number] | string;
  /** The verdict and the problem of every row that has either. */
  readonly said: readonly string[];
}

/** Judges the parts of a workbook by the taper clause. */
async function judge(parts: Readonly<Record<string, string>>): Promise<Outcome> {
  return inFolder(async (path) => {
    await writeZip(path('in.xlsx'), parts);
    try {
      const end = await runSheetFile({
        input: path('in.xlsx'),
        output: path('out.xlsx'),
        ruleSet: loadJurisdiction,
        jurisdiction: 'rongchang',
        parameters: () => ({ dibaoStandardMonthly: '450', povertyPeriodEnd: '2020-12-31' }),
        programmes: ['渐退'],
        ignoreUnknown: false,
        language: 'zh',
      });
      const entries = await entriesOf(path('out.xlsx'));
      const xml = [...entries.entries()].filter(([name]) => /sheet\d\.xml$/i.test(name)).map(([, text]) => text);
      const said = await Promise.all(
        xml.map(async (text) => {
          const pieces = await piecesOf(Buffer.from(text, 'latin1').toString('utf8'));
          const rows = pieces.flatMap((piece) => (piece.kind === 'row' ? [piece] : []));
          const last = Math.max(...rows.flatMap((each) => each.cells.map((cell) => cell.column)));
          return rows.flatMap((each) => {
            const at = (column: number) => each.cells.find((cell) => cell.column === column)?.value ?? '';
            const text = [at(last - 5), at(last)].filter((part) => part !== '').join('|');
            return text === '' || text.includes('·jiantui') ? [] : [`${each.number} ${text}`];
          });
        }),
      );
      return { counts: [end.rows, end.bad, end.skipped], said: said.flat() };
    } catch (error) {
      if (!(error instanceof JiantuiError)) throw error;
      return { counts: error.issues.map((issue) => issue.code).join(), said: [] };
    }
  });
}

describe('a cell is what the sheet shows, or is reported', () => {
  it.each([
    ['CDATA', 'C', '<c r="C2" t="inlineStr"><is><t><![CDATA[已脱贫]]></t></is></c>', '应予落实'],
    ['CDATA within text', 'C', '<c r="C2" t="str"><v>已<![CDATA[脱]]>贫</v></c>', '应予落实'],
    ['runs', 'C', '<c r="C2" t="inlineStr"><is><r><rPr><b/></rPr><t>已</t></r><r><t>脱贫</t></r></is></c>', '应予落实'],
    [
      'pinyin',
      'C',
      '<c r="C2" t="inlineStr"><is><t>已脱贫</t><rPh sb="0" eb="1"><t>yi</t></rPh><phoneticPr fontId="1"/></is></c>',
      '应予落实',
    ],
    ['entities', 'C', '<c r="C2" t="inlineStr"><is><t>&#24050;&#x8131;贫</t></is></c>', '应予落实'],
    ['kept space', 'C', '<c r="C2" t="inlineStr"><is><t xml:space="preserve"> 已脱贫 </t></is></c>', '应予落实'],
    ['a comment within', 'C', '<c r="C2" t="str"><v>已<!-- x -->脱贫</v></c>', '应予落实'],
    ['an inline text without its type', 'C', '<c r="C2"><is><t>已脱贫</t></is></c>', '应予落实'],
    ['a formula and its text', 'C', '<c r="C2" t="str"><f>"已"&amp;"脱贫"</f><v>已脱贫</v></c>', '应予落实'],
    ['a formula whose text is empty', 'C', '<c r="C2" t="str"><f>IF(1,"")</f><v></v></c>', '尚难确定'],
    ['a formula without a value', 'F', '<c r="F2"><f>300*2</f></c>', '家庭月人均收入: 公式没有存下算好的值'],
    ['a formula with an empty value', 'F', '<c r="F2"><f>300*2</f><v></v></c>', '家庭月人均收入: 公式没有存下算好的值'],
    ['a formula with no more than <v/>', 'F', '<c r="F2"><f>300*2</f><v/></c>', '家庭月人均收入: 公式没有存下算好的值'],
    ['a formula with a blank value', 'F', '<c r="F2"><f>300*2</f><v> </v></c>', '家庭月人均收入: 公式没有存下算好的值'],
    ['a truth without a value', 'G', '<c r="G2" t="b"><f>1=1</f><v></v></c>', '收入变化: 公式没有存下算好的值'],
    [
      'a shared formula without a value',
      'F',
      '<c r="F2"><f t="shared" si="0"/><v/></c>',
      '家庭月人均收入: 公式没有存下',
    ],
    ['a truth', 'G', '<c r="G2" t="b"><v>1</v></c>', '应予落实'],
    ['a truth in words', 'G', '<c r="G2" t="b"><v>true</v></c>', '应予落实'],
    ['a truth that is none', 'G', '<c r="G2" t="b"><v>2</v></c>', '收入变化: 单元格是错误值；现为 2'],
    ['an error', 'F', '<c r="F2" t="e"><v>#DIV/0!</v></c>', '家庭月人均收入: 单元格是错误值；现为 #DIV/0!'],
    ['an unusual error', 'F', '<c r="F2" t="e"><v>#ODD</v></c>', '家庭月人均收入: 单元格是错误值；现为 #ODD'],
    ['a number with an exponent', 'F', '<c r="F2"><v>6E2</v></c>', '应予落实'],
    ['a number that is none', 'F', '<c r="F2"><v>600元</v></c>', '家庭月人均收入: 单元格是错误值'],
    ['a text that is not there', 'C', '<c r="C2" t="s"><v>7</v></c>', '建档立卡状态: 单元格是错误值'],
    ['a text with a broken number', 'C', '<c r="C2" t="s"><v>x</v></c>', '建档立卡状态: 单元格是错误值'],
    ['an unknown type', 'C', '<c r="C2" t="zz"><v>1</v></c>', '建档立卡状态: 单元格是错误值'],
    ['a day in text', 'B', '<c r="B2" t="d"><v>2020-06-30</v></c>', '应予落实'],
    ['a cell that stands twice', 'C', `${inline('C2', '已脱贫')}${inline('C2', '未脱贫')}`, '同一个单元格写了两次'],
    ['a cell of another row', 'C', inline('C3', '已脱贫'), '单元格所写的位置不在这一行；现为 C3'],
    ['a reference that is none', 'C', inline('$C$2', '已脱贫'), '单元格所写的位置不在这一行'],
    ['a reference in small letters', 'C', inline('c2', '已脱贫'), '应予落实'],
    ['a blank', 'C', '<c r="C2"/>', '尚难确定'],
    ['another prefix', 'C', '<x:c xmlns:x="m" r="C2" t="inlineStr"><x:is><x:t>已脱贫</x:t></x:is></x:c>', '应予落实'],
  ])('%s', async (_what, column, cell, expected) => {
    const { counts, said } = await judge(minimalWorkbook(table(column, cell)));
    expect([counts, said]).toEqual([
      [1, expected.startsWith('应予') || expected.startsWith('尚难') ? 0 : 1, 0],
      [expect.stringContaining(expected)],
    ]);
  });
});

describe('rows and headers', () => {
  const head = row(1, cellsOf(1, HEADERS));
  const own = row(2, cellsOf(2, VALUES));
  it.each<[string, string, Outcome['counts'], readonly string[]]>([
    ['no numbers at all', sheetOf(`${head}${own}`.replace(/ r="[^"]*"/g, '')), [1, 0, 0], ['2 应予落实']],
    ['rows out of order', sheetOf(own + head), [1, 0, 0], ['2 应予落实']],
    ['cells out of order', sheetOf(head + row(2, cellsOf(2, VALUES).reverse())), [1, 0, 0], ['2 应予落实']],
    [
      'a row twice',
      sheetOf(head + own + own),
      [2, 2, 0],
      ['2 2: 同一行写了两次，不知以哪个为准', '2 2: 同一行写了两次，不知以哪个为准'],
    ],
    ['the headers twice', sheetOf(head + head + own), 'row-twice', []],
    ['a hidden row', sheetOf(head + own.replace('<row ', '<row hidden="1" ')), [1, 0, 0], ['2 应予落实']],
    [
      'a blank header over a filled cell',
      sheetOf(
        row(
          1,
          cellsOf(1, HEADERS).filter((cell) => !cell.includes('F1')),
        ) + own,
      ),
      [1, 1, 0],
      ['2 F: 这个单元格有内容而所在列没有表头；现为 "600"'],
    ],
    [
      'a merged header',
      sheetOf(
        row(
          1,
          cellsOf(1, HEADERS).filter((cell) => !cell.includes('E1')),
        ) + own,
        '<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>',
      ),
      [1, 1, 0],
      ['2 E: 这个单元格有内容而所在列没有表头；现为 "农村"'],
    ],
    [
      'a cell to the right of all headers',
      sheetOf(head + row(2, [...cellsOf(2, VALUES), inline('I2', 'x')])),
      [1, 1, 0],
      ['2 I: 这个单元格有内容而所在列没有表头；现为 "x"'],
    ],
    [
      'a header over several lines',
      sheetOf(head.replace('家庭月人均收入', '家庭人均\n月收入\r\n（元）') + own),
      [1, 0, 0],
      ['2 应予落实'],
    ],
    ['a header in CDATA', sheetOf(head.replace('低保类别', '<![CDATA[低保类别]]>') + own), [1, 0, 0], ['2 应予落实']],
    [
      'a row without a household',
      sheetOf(head + own + row(3, [inline('J3', '注')])),
      [1, 0, 1],
      ['2 应予落实', '3 没有可以判断的内容，未作判断'],
    ],
    ['an empty row', sheetOf(`${head + own}<row r="3"/><row r="4"><c r="A4" s="0"/></row>`), [1, 0, 0], ['2 应予落实']],
    ['a DOCTYPE', `<!DOCTYPE worksheet [<!ENTITY a "已脱贫">]>${sheetOf(head + own)}`, 'doctype', []],
    ['an entity that is not known', table('C', '<c r="C2" t="str"><v>&a;</v></c>'), 'broken-xml', []],
    ['a control character', table('C', '<c r="C2" t="str"><v>\u0001</v></c>'), 'broken-xml', []],
    ['tags that cross', table('C', '<c r="C2" t="str"><v></c></v>'), 'broken-xml', []],
    ['another encoding', `<?xml version="1.0" encoding="GBK"?>${sheetOf(head + own)}`, 'not-utf8', []],
    ['a column beyond the sheet', sheetOf(head + row(2, [inline('XFE2', 'x')])), 'beyond-sheet', []],
    ['a column far beyond the sheet', sheetOf(head + row(2, [inline('ZZZZZZZ2', 'x')])), 'beyond-sheet', []],
    ['a row beyond the sheet', sheetOf(`${head}<row r="1048577"/>`), 'beyond-sheet', []],
    ['a row 0', sheetOf(`${head}<row r="0"/>`), 'beyond-sheet', []],
    ['a row that is no number', sheetOf(`${head}<row r="1e3"/>`), 'beyond-sheet', []],
    ['no room for results', sheetOf(head + row(2, [...cellsOf(2, VALUES), '<c r="XFD2"/>'])), 'no-room', []],
    ['rows within something else', sheetOf(`<x>${head}${own}</x>`), 'not-a-sheet', []],
    ['two lots of rows', sheetOf(head + own, '<sheetData/>'), 'not-a-sheet', []],
    ['no rows at all', '<worksheet><pageMargins/></worksheet>', 'not-a-sheet', []],
    ['an empty sheet', '<worksheet><sheetData /></worksheet>', 'no-headers', []],
  ])('%s', async (_what, sheet, counts, said) => {
    expect(await judge(minimalWorkbook(sheet))).toEqual({ counts, said });
  });

  it('an empty first sheet gives way to the next, whatever way it is written', async () => {
    for (const empty of [
      '<sheetData/>',
      '<sheetData />',
      '<sheetData></sheetData>',
      '<sheetData><row r="1"/></sheetData>',
    ]) {
      const parts = minimalWorkbook(`<worksheet>${empty}</worksheet>`);
      const two = {
        ...parts,
        'xl/workbook.xml': (parts['xl/workbook.xml'] ?? '').replace(
          '</sheets>',
          '<sheet name="b" sheetId="2" r:id="s2"/></sheets>',
        ),
        'xl/_rels/workbook.xml.rels': (parts['xl/_rels/workbook.xml.rels'] ?? '').replace(
          '</Relationships>',
          '<Relationship Id="s2" Type="http://x/worksheet" Target="../xl/./worksheets/Sheet%202.xml"/></Relationships>',
        ),
        'xl/worksheets/sheet 2.xml': sheetOf(head + own),
      };
      expect((await judge(two)).counts).toEqual([1, 0, 0]);
    }
  });

  it('parts may be named in another case', async () => {
    const parts = minimalWorkbook(sheetOf(head + own));
    const loud = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name.toUpperCase(), text]));
    expect((await judge(loud)).counts).toEqual([1, 0, 0]);
    expect((await judge({ ...parts, 'XL/Worksheets/Sheet1.xml': 'x' })).counts).toBe('part-twice');
    const { 'xl/worksheets/sheet1.xml': _sheet, ...without } = parts;
    expect((await judge(without)).counts).toBe('no-such-part');
  });
});

describe('pieces', () => {
  it('are the same wherever the text is cut', async () => {
    const sheet = `<?xml version="1.0"?>\r\n${sheetOf(`${row(1, cellsOf(1, HEADERS))}\r\n<!-- 𠀀 -->${row(2, cellsOf(2, VALUES))}`, '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>\r\n<x>𠀀</x>')}`;
    const joined = async (size: number) => {
      const pieces = await piecesOf(sheet, size);
      const tail = pieces.flatMap((piece) => (piece.kind === 'tail' ? [piece.text] : [])).join('');
      return [pieces.filter((piece) => piece.kind !== 'tail'), tail];
    };
    const whole = await joined(sheet.length);
    for (let size = 1; size < 40; size += 1) expect(await joined(size)).toEqual(whole);
  });
});

describe('rows in are rows decided and rows reported', () => {
  const cell = fc.constantFrom(
    (ref: string) => inline(ref, '已脱贫'),
    (ref: string) => `<c r="${ref}"><v>600</v></c>`,
    (ref: string) => `<c r="${ref}"><f>1+1</f><v></v></c>`,
    (ref: string) => `<c r="${ref}" t="e"><v>#REF!</v></c>`,
    (ref: string) => `<c r="${ref}" t="b"><v>1</v></c>`,
    (ref: string) => inline(ref, '<![CDATA[无]]>'),
    (ref: string) => inline(ref, '合计'),
    (ref: string) => `<c r="${ref}" s="1"/>`,
    () => '',
  );
  const line = fc.record({
    cells: fc.array(cell, { minLength: 1, maxLength: 9 }),
    gap: fc.nat({ max: 2 }),
    numbered: fc.boolean(),
  });
  it('whatever the rows are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        let number = 1;
        let filled = 0;
        const rows = lines.map(({ cells, gap, numbered }) => {
          number += 1 + (numbered ? gap : 0);
          const written = cells.map((make, index) => make(`${'ABCDEFGHIJ'[index]}${number}`));
          if (written.some((text) => text !== '' && !text.endsWith('s="1"/>'))) filled += 1;
          return `<row${numbered ? ` r="${number}"` : ''}>${written.join('')}</row>`;
        });
        const { counts, said } = await judge(minimalWorkbook(sheetOf(row(1, cellsOf(1, HEADERS)) + rows.join(''))));
        if (typeof counts === 'string') throw new Error(counts);
        expect(counts[0] + counts[2]).toBe(filled);
        expect(said).toHaveLength(filled);
      }),
      { numRuns: scaled(40) },
    );
  });
});
