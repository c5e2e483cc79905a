import { type IWorkbookData, LocaleType, LogLevel, Univer, UniverInstanceType } from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import { UniverFormulaEnginePlugin } from '@univerjs/engine-formula';
import { UniverSheetsPlugin } from '@univerjs/sheets';
import { UniverSheetsFormulaPlugin } from '@univerjs/sheets-formula';
import '@univerjs/engine-formula/facade';
import '@univerjs/sheets/facade';
import '@univerjs/sheets-formula/facade';
import ExcelJS from 'exceljs';
import { type UniverJiantuiConfig, UniverJiantuiPlugin } from '../../src/worksheet/hosts/univer.js';

export type Value = string | number | boolean | null;

/** A workbook as the tests hand it to a host: by sheet, cells by row and column from 0. */
export type Sheets = Readonly<
  Record<string, readonly (readonly (Value | { readonly formula: string } | undefined)[])[]>
>;

/** A running host with one workbook. */
export interface Host {
  value(sheet: string, row: number, column: number): Value;
  values(sheet: string, row: number, column: number, rows: number, columns: number): Value[][];
  set(sheet: string, row: number, column: number, value: Value): Promise<void>;
  close(): void;
}

/** Starts Univer without a display, loads the sheets and waits for all formulas. */
export async function startUniver(sheets: Sheets, config: UniverJiantuiConfig = {}): Promise<Host> {
  const univer = new Univer({
    locale: LocaleType.ZH_CN,
    locales: { [LocaleType.ZH_CN]: {} as never },
    logLevel: LogLevel.ERROR,
  });
  univer.registerPlugin(UniverFormulaEnginePlugin);
  univer.registerPlugin(UniverSheetsPlugin);
  univer.registerPlugin(UniverSheetsFormulaPlugin);
  univer.registerPlugin(UniverJiantuiPlugin as never, config as never);
  const api = FUniver.newAPI(univer);
  univer.createUnit<IWorkbookData, never>(UniverInstanceType.UNIVER_SHEET, toWorkbook(sheets));
  const formula = api.getFormula();
  const sheetOf = (name: string) => {
    const found = api.getActiveWorkbook()?.getSheetByName(name);
    if (found === null || found === undefined) throw new Error(`no sheet ${name}`);
    return found;
  };
  // The host's own way to wait gives up after half a minute, which on a busy machine is too soon.
  const calculated = () =>
    new Promise<void>((resolve) => {
      const listening = formula.calculationEnd(() => {
        listening.dispose();
        resolve();
      });
    });
  formula.executeCalculation();
  await calculated();
  return {
    value: (sheet, row, column) => sheetOf(sheet).getRange(row, column).getValue() as Value,
    values: (sheet, row, column, rows, columns) =>
      sheetOf(sheet).getRange(row, column, rows, columns).getValues() as Value[][],
    set: async (sheet, row, column, value) => {
      sheetOf(sheet)
        .getRange(row, column)
        .setValue(value as never);
      await calculated();
    },
    close: () => univer.dispose(),
  };
}

function toWorkbook(sheets: Sheets): IWorkbookData {
  const entries = Object.entries(sheets).map(([name, rows], index) => {
    const cellData: Record<number, Record<number, { v?: Value; f?: string }>> = {};
    rows.forEach((row, at) => {
      cellData[at] = {};
      row.forEach((cell, column) => {
        const line = cellData[at];
        if (cell === undefined || cell === null || line === undefined) return;
        line[column] = typeof cell === 'object' ? { f: `=${cell.formula}` } : { v: cell };
      });
    });
    return [
      `s${index}`,
      {
        id: `s${index}`,
        name,
        cellData,
        rowCount: rows.length + 200,
        columnCount: Math.max(20, ...rows.map((row) => row.length)) + 10,
      },
    ] as const;
  });
  return {
    id: 'workbook',
    name: 'workbook',
    sheetOrder: entries.map(([id]) => id),
    sheets: Object.fromEntries(entries),
  } as unknown as IWorkbookData;
}

/** The cells of an xlsx file: values, and formulas without the results that the file has stored. */
export async function readSheets(path: string): Promise<Sheets> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheets: Record<string, (Value | { formula: string } | undefined)[][]> = {};
  for (const sheet of workbook.worksheets) {
    const rows: (Value | { formula: string } | undefined)[][] = [];
    let array: string | null = null;
    sheet.eachRow((row, number) => {
      const line: (Value | { formula: string } | undefined)[] = [];
      row.eachCell((cell, column) => {
        const value = cell.value as { formula?: string; ref?: string } | Value;
        if (cell.type === ExcelJS.ValueType.Error) return;
        if (typeof value === 'object' && value !== null) {
          line[column - 1] = { formula: String(value.formula) };
          array = value.ref ?? array;
        } else if (array === null) line[column - 1] = value;
      });
      rows[number - 1] = line;
    });
    sheets[sheet.name] = Array.from(rows, (row) => row ?? []);
  }
  return sheets;
}
