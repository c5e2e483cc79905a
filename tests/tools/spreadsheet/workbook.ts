import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import type { RuleSet } from '../../../src/plan/plan.js';
import { loadJurisdiction } from '../../../src/rules.js';
import { inBoth } from '../../../src/schema/texts.js';
import { readCases } from '../../../src/testing/cases.js';
import { type TemplateColumn, templateColumns, templateParameters } from '../../../src/workbook/template-columns.js';
import { heightFor } from '../../../src/workbook/write-row.js';
import { columnLetters } from '../../../src/workbook/xml.js';
import { isIssue, readHeader } from '../../../src/worksheet/column.js';
import { dictionaryOf } from '../../../src/worksheet/dictionary.js';
import { headerFile } from '../../../src/worksheet/header-file.js';
import { columnKey } from '../../../src/worksheet/layout.js';
import { bearsOn } from '../../../src/worksheet/view.js';
import { createWorksheet, type Worksheet } from '../../../src/worksheet/worksheet.js';
import { sheetRow } from '../../support/sheet-row.js';

/** The programmes that a worked workbook shows, a column each. */
const PROGRAMMES: Readonly<Record<string, readonly string[]>> = {
  rongchang: ['dibao', 'dibao-taper', 'single-person-dibao', 'temporary-assistance'],
  mingshan: ['dibao', 'dibao-taper', 'education-aid'],
  yancheng: ['dibao', 'medical-assistance', 'housing-renovation'],
  hainan: ['continued-support', 'dibao', 'temporary-assistance'],
  'inner-mongolia': ['dibao', 'dibao-taper', 'industry-support'],
};
const HOUSEHOLDS = 6;
const MEMBERS = 3;
const HEAD = 4;
/** Rows that an array formula keeps free below its table, for a household of which more can be said. */
const SPARE = 12;
/** The column of results beside the ten formulas. */
const RESULT_WIDTH = 60;

type Method = keyof Worksheet;
type Value = string | number | null;

/** One formula of a worked workbook: the function and its arguments, each with the text of the formula and its value. */
interface Formula {
  readonly method: Method;
  readonly args: readonly (readonly [text: string, value: unknown])[];
}

/** A workbook with the cases' households, the functions beside them, and what they answer stored in the cells. */
export async function buildWorkbook(jurisdiction: string): Promise<Uint8Array> {
  const ruleSet = loadJurisdiction(jurisdiction);
  const programmes = PROGRAMMES[jurisdiction] ?? [];
  const file = readCases(
    JSON.parse(readFileSync(new URL(`../../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  const own: RuleSet = {
    ...ruleSet,
    rules: ruleSet.rules.filter(
      (rule) =>
        rule.flags.length > 0 ||
        rule.rule.kind === 'taper' ||
        programmes.some((programme) => bearsOn(rule, programme) || rule.rule.names?.includes(programme)),
    ),
  };
  const columns = templateColumns(own, MEMBERS, 'zh');
  const households = Object.values(file.households).slice(0, HOUSEHOLDS);
  const rows = households.map((household) => cellsOf(ruleSet, household, columns));
  const filled = columns.flatMap((column, index) =>
    rows.some((row) => row[index] !== null) && (column.group !== 'member' || column.name !== null)
      ? [{ column, index }]
      : [],
  );
  const headers = filled.map(({ column }) => column.header);
  const values = rows.map((row) => filled.map(({ index }) => row[index] ?? null));

  const workbook = new ExcelJS.Workbook();
  workbook.created = new Date(Date.UTC(2020, 0, 1));
  workbook.modified = workbook.created;
  const place = headerFile.jurisdictions[jurisdiction]?.zh ?? jurisdiction;
  const sheet = workbook.addWorksheet('家庭', { views: [{ state: 'frozen', xSplit: 1, ySplit: HEAD }] });
  const parameters = parameterRows(
    ruleSet,
    String(households[0]?.asOf ?? households[0]?.asOfDate),
    file.parameters ?? {},
  );
  const law = addParameters(workbook.addWorksheet('参数'), parameters);
  const last = columnLetters(headers.length - 1);
  const household = (row: number) =>
    [
      [`家庭!$A${HEAD + 1 + row}:$${last}${HEAD + 1 + row}`, [values[row] ?? []]],
      [`家庭!$A$${HEAD}:$${last}$${HEAD}`, [headers]],
      ['', null],
      [law, parameters],
    ] as const;
  const quoted = (text: string) => [`"${text}"`, text] as const;
  const name = (programme: string) => ruleSet.vocabulary.programmes[programme]?.zh ?? programme;

  sheet.getCell('A1').value = `${place}：${inBoth(file.about).zh}`;
  sheet.getCell('A2').value =
    '绿底的列是公式，装上加载项后随数据重算。没有装时显示存下的结果，一经重算就是 #NAME?（LibreOffice 打开时就会重算一部分）。';
  sheet.getCell('A1').font = { bold: true, size: 14 };
  headers.forEach((header, index) => {
    head(sheet, HEAD, index + 1, header, 'FF2F5D8A');
    sheet.getColumn(index + 1).width = Math.max(9, Math.min(18, header.length * 1.8));
  });
  values.forEach((row, at) => {
    row.forEach((value, index) => {
      const cell = sheet.getCell(HEAD + 1 + at, index + 1);
      cell.value = value;
      cell.alignment = { wrapText: true, vertical: 'top' };
    });
  });
  const beside: readonly (readonly [header: string, make: (row: number) => Formula])[] = [
    ...programmes.map(
      (programme) =>
        [
          name(programme),
          (row: number): Formula => ({
            method: 'eligible',
            args: [quoted(place), quoted(name(programme)), ...household(row)],
          }),
        ] as const,
    ),
    ['渐退', (row) => ({ method: 'taper', args: [quoted(place), ...household(row)] })],
    ['风险', (row) => ({ method: 'risk', args: [quoted(place), ...household(row)] })],
    ['理由', (row) => ({ method: 'why', args: [quoted(place), quoted(name(programmes[0] ?? '')), ...household(row)] })],
    [
      '待补',
      (row) => ({ method: 'missing', args: [quoted(place), quoted(name(programmes[0] ?? '')), ...household(row)] }),
    ],
  ];
  beside.forEach(([header, make], index) => {
    const column = headers.length + 1 + index;
    head(sheet, HEAD, column, header, 'FF1F6F4A');
    sheet.getColumn(column).width = index < programmes.length ? 13 : 36;
    for (const at of values.keys()) put(sheet, HEAD + 1 + at, column, make(at));
  });

  sheet.getRow(HEAD).height = 48;
  for (const at of values.keys()) sheet.getRow(HEAD + 1 + at).height = 66;

  const clause = ruleSet.rules.find((rule) => rule.rule.kind === 'taper') ?? ruleSet.rules[0];
  const examples: readonly (readonly [string, Formula])[] = [
    [
      '这一户在某个项目上的结论',
      { method: 'eligible', args: [quoted(place), quoted(name(programmes[0] ?? '')), ...household(0)] },
    ],
    ['结论的理由和条款', { method: 'why', args: [quoted(place), quoted(name(programmes[0] ?? '')), ...household(0)] }],
    [
      '这个项目还要问什么',
      { method: 'missing', args: [quoted(place), quoted(name(programmes[0] ?? '')), ...household(0)] },
    ],
    ['所有项目还要问什么', { method: 'missing', args: [quoted(place), ['""', ''], ...household(0)] }],
    ['渐退的结论、月数和机关的决定', { method: 'taper', args: [quoted(place), ...household(0)] }],
    ['渐退还剩几个月', { method: 'taper', args: [quoted(place), ...household(0), quoted('剩余')] }],
    ['有哪些风险', { method: 'risk', args: [quoted(place), ...household(0)] }],
    ['一条条款说了什么', { method: 'clause', args: [quoted(clause?.id ?? '')] }],
    ['一条条款对这一户如何', { method: 'clause', args: [quoted(clause?.id ?? ''), ...household(0)] }],
    [
      '连同表头一起给出',
      {
        method: 'eligible',
        args: [
          quoted(place),
          quoted(name(programmes[0] ?? '')),
          [`家庭!$A$${HEAD}:$${last}$${HEAD + 1}`, [headers, values[0] ?? []]],
          ['', null],
          ['', null],
          [law, parameters],
        ],
      },
    ],
  ];
  const ten = workbook.addWorksheet('十个公式');
  ['说明', '结果', '公式'].forEach((text, index) => {
    head(ten, 1, index + 1, text, 'FF1F6F4A');
    ten.getColumn(index + 1).width = [32, RESULT_WIDTH, 90][index] ?? 20;
  });
  examples.forEach(([about, formula], index) => {
    ten.getCell(index + 2, 1).value = about;
    put(ten, index + 2, 2, formula);
    ten.getCell(index + 2, 3).value = `=${textOf(formula)}`;
    ten.getRow(index + 2).height = heightFor([{ text: String(answerOf(formula)), width: RESULT_WIDTH }]);
    for (const column of [1, 2, 3]) ten.getCell(index + 2, column).alignment = { wrapText: true, vertical: 'top' };
  });
  putTable(
    workbook.addWorksheet('一户'),
    { method: 'evaluate', args: [quoted(place), ...household(0)] },
    [8, 22, 14, 30, 90],
  );
  putTable(workbook.addWorksheet('五地对照'), { method: 'compare', args: household(0) }, [22, 14, 14, 14, 14, 14]);
  for (const each of workbook.worksheets)
    each.pageSetup = {
      orientation: 'landscape',
      paperSize: 8 as ExcelJS.PaperSize,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const sheetFunctions = createWorksheet();

function textOf({ method, args }: Formula): string {
  return `JIANTUI.${method.toUpperCase()}(${args.map(([text]) => text).join(',')})`;
}

function answerOf({ method, args }: Formula): unknown {
  const call = sheetFunctions[method] as (...values: readonly unknown[]) => unknown;
  return call(...args.map(([, value]) => value));
}

function put(sheet: ExcelJS.Worksheet, row: number, column: number, formula: Formula): void {
  const cell = sheet.getCell(row, column);
  cell.value = { formula: textOf(formula), result: answerOf(formula) as string | number };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEAF5EE' } };
  cell.alignment = { wrapText: true, vertical: 'top' };
}

/**
 * A table as an array formula: hosts without spilled ranges show it as well. They fill the cells that are kept free below it
 * with #N/A, which is shown in the colour of the paper.
 */
function putTable(sheet: ExcelJS.Worksheet, formula: Formula, widths: readonly number[]): void {
  const table = answerOf(formula) as (string | number)[][];
  const width = table[0]?.length ?? 1;
  const ref = `A1:${columnLetters(width - 1)}${table.length + SPARE}`;
  for (let row = 0; row < table.length + SPARE; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const cell = sheet.getCell(row + 1, column + 1);
      const value = table[row]?.[column] ?? { error: '#N/A' as const };
      cell.value =
        row === 0 && column === 0
          ? ({
              shareType: 'array',
              ref,
              formula: textOf(formula),
              result: value,
            } as unknown as ExcelJS.CellFormulaValue)
          : value;
      cell.alignment = { wrapText: true, vertical: 'top' };
      if (row === 0) cell.font = { bold: true };
    }
  }
  table.forEach((cells, row) => {
    sheet.getRow(row + 1).height = heightFor(
      cells.map((cell, at) => ({ text: String(cell), width: widths[at] ?? 10 })),
    );
  });
  sheet.addConditionalFormatting({
    ref,
    rules: [
      { type: 'expression', formulae: ['ISNA(A1)'], priority: 1, style: { font: { color: { argb: 'FFFFFFFF' } } } },
    ],
  });
  widths.forEach((size, index) => {
    sheet.getColumn(index + 1).width = size;
  });
}

function head(sheet: ExcelJS.Worksheet, row: number, column: number, text: string, colour: string): void {
  const cell = sheet.getCell(row, column);
  cell.value = text;
  cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: colour } };
  cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
}

/** A household's cells under the columns of a template. */
function cellsOf(
  ruleSet: RuleSet,
  household: Readonly<Record<string, unknown>>,
  columns: readonly TemplateColumn[],
): Value[] {
  const meaning = (header: string) => {
    const column = readHeader(header, dictionaryOf(ruleSet));
    return isIssue(column) ? null : columnKey(column);
  };
  const cells = new Map(sheetRow(ruleSet, household).map(({ header, value }) => [meaning(header), value as Value]));
  return columns.map(({ header }) => cells.get(meaning(header)) ?? null);
}

function parameterRows(ruleSet: RuleSet, asOf: string, given: Readonly<Record<string, unknown>>): Value[][] {
  const rows: Value[][] = [
    ['评估基准日', asOf],
    ['参数', '数值', '起', '止', '来源'],
  ];
  for (const name of templateParameters(ruleSet)) {
    const value = given[name.name];
    const dated = Array.isArray(value) ? (value as Record<string, unknown>[]) : [{ value }];
    for (const entry of dated) {
      const text =
        entry.value === undefined || entry.value === null
          ? null
          : name.shape === 'number'
            ? Number(entry.value)
            : String(entry.value);
      rows.push([
        headerFile.facts[name.name]?.zh ?? name.name,
        text,
        (entry.from as string | undefined) ?? null,
        (entry.until as string | undefined) ?? null,
        (entry.source as string | undefined) ?? null,
      ]);
    }
  }
  return rows.map((row) => Array.from({ length: 5 }, (_, index) => row[index] ?? null));
}

/** Writes the parameters and returns their range as formulas name it. */
function addParameters(sheet: ExcelJS.Worksheet, rows: readonly Value[][]): string {
  rows.forEach((row, at) => {
    row.forEach((value, index) => {
      if (value !== null) sheet.getCell(at + 1, index + 1).value = value;
    });
  });
  [28, 16, 14, 14, 50].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  sheet.getRow(2).font = { bold: true };
  return `参数!$A$1:$E$${rows.length}`;
}
