import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { evaluate } from '../../src/index.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { loadJurisdiction } from '../../src/rules.js';
import { dictionaryOf } from '../../src/worksheet/dictionary.js';
import { readLaw } from '../../src/worksheet/law.js';
import { readLayout } from '../../src/worksheet/layout.js';
import { toGrid } from '../../src/worksheet/range.js';
import { readRow } from '../../src/worksheet/row.js';
import { SAY } from '../../src/worksheet/say.js';
import { defaultSettings, readSettings } from '../../src/worksheet/settings.js';
import type { Table } from '../../src/worksheet/tables.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import type { Sheets, Value } from './univer.js';

export const workbookPath = (jurisdiction: string): string =>
  fileURLToPath(new URL(`../../fixtures/workbooks/${jurisdiction}.xlsx`, import.meta.url));

/** The sheet of households and the row of its headers, from 0; and the sheet with the table about the first of them. */
export const HOUSEHOLDS = '家庭';
export const TABLE = '一户';
export const HEADER_ROW = 3;

/** A worked workbook as a test needs it: where the households are, and what evaluate says of each. */
export interface Worked {
  readonly ruleSet: RuleSet;
  readonly rows: number;
  /** Columns of facts. */
  readonly facts: number;
  /** Columns of verdicts: the programme's id and its column. */
  readonly verdicts: readonly { readonly programme: string; readonly column: number }[];
  /** What evaluate says: a word for each programme, household by household. `change` is laid over the cells first. */
  expected(change?: Change): Promise<string[][]>;
  /** The table about the first household. */
  table(change?: Change): Table;
  column(header: string): number;
}

/** Another value in a cell of a household; its row is the household's number, from 0. */
interface Change {
  readonly row: number;
  readonly column: number;
  readonly value: Value;
}

/** A cell that holds a formula, or a part of one, and the result that the file has stored. */
export interface Stored {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly value: Value;
}

/** Every result that a workbook has stored: those of formulas, and those of the cells that the table of an array formula fills. */
export async function storedResults(path: string): Promise<Stored[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const stored: Stored[] = [];
  for (const sheet of workbook.worksheets) {
    let isTable = false;
    sheet.eachRow((line, row) => {
      line.eachCell((cell, column) => {
        const value = cell.value as { formula?: string; result?: Value; ref?: string } | Value;
        if (cell.type === ExcelJS.ValueType.Error) return;
        const isFormula = typeof value === 'object' && value !== null;
        if (isFormula && value.ref !== undefined) isTable = true;
        if (isFormula || isTable)
          stored.push({
            sheet: sheet.name,
            row: row - 1,
            column: column - 1,
            value: isFormula ? (value.result ?? '') : value,
          });
      });
    });
  }
  return stored;
}

/** Reads where things are in the cells of a worked workbook. */
export function readWorked(jurisdiction: string, sheets: Sheets): Worked {
  const ruleSet = loadJurisdiction(jurisdiction);
  const grid = sheets[HOUSEHOLDS] ?? [];
  const headers = (grid[HEADER_ROW] ?? []) as Value[];
  const firstFormula = (grid[HEADER_ROW + 1] ?? []).findIndex((cell) => typeof cell === 'object' && cell !== null);
  const parameters = toGrid(sheets.参数 ?? []);
  const settings = readSettings(parameters, defaultSettings());
  const reading = { dateSystem: settings.dateSystem, language: 'zh' } as const;
  const law = readLaw(parameters, ruleSet, reading);
  const names = new Map(Object.entries(ruleSet.vocabulary.programmes).map(([id, { zh }]) => [zh, id]));
  const verdicts = headers.flatMap((header, column) => {
    const programme = column < firstFormula ? undefined : names.get(String(header));
    return programme === undefined ? [] : [{ programme, column }];
  });
  const layout = readLayout(headers.slice(0, firstFormula) as string[], dictionaryOf(ruleSet));
  const households = grid.slice(HEADER_ROW + 1);
  const lineOf = (row: number, change?: Change) =>
    Array.from({ length: firstFormula }, (_, column) =>
      change?.row === row && change.column === column ? change.value : ((households[row]?.[column] ?? null) as Value),
    );
  return {
    ruleSet,
    rows: households.length,
    facts: firstFormula,
    verdicts,
    column: (header) => headers.findIndex((text) => String(text).startsWith(header)),
    expected: (change) =>
      Promise.all(
        households.map(async (_cells, row) => {
          const snapshot = readRow(layout, lineOf(row, change), reading);
          const decision = await evaluate(
            ruleSet,
            { asOf: settings.asOf ?? undefined, ...snapshot },
            { parameters: law.parameters, adopt: law.adopt },
          );
          return verdicts.map(({ programme }) =>
            SAY.zh.verdict(decision.eligibility.find((entry) => entry.programme === programme)?.verdict ?? 'silent'),
          );
        }),
      ),
    table: (change) => {
      const sheet = createWorksheet();
      const heads = [headers.slice(0, firstFormula)];
      return sheet.evaluate(jurisdiction, [lineOf(0, change)], heads, null, sheets.参数) as Table;
    },
  };
}
