import { type Cell, readCell } from '../spreadsheet/cell.js';
import type { RawCell } from './rows.js';
import { stringText } from './strings.js';
import { decodeXml } from './xml.js';

/** Reads cells as a workbook stores them. */
export interface CellReader {
  /** The cells of a row by column; columns without a cell are null. */
  line(cells: readonly RawCell[]): Cell[];
  /** Columns whose formula has no stored value, so that what they show is not known. */
  uncomputed(cells: readonly RawCell[]): number[];
  /** Columns of numbers that are shown as dates. */
  dates(cells: readonly RawCell[]): number[];
}

/** A reader for one workbook. @param dates the cell formats that show dates */
export function createCellReader(strings: readonly string[], dates: ReadonlySet<number>): CellReader {
  const read = ({ type, value }: RawCell): Cell => {
    if (value === null) return null;
    switch (type) {
      case 's':
        return readCell(strings[Number(value)] ?? null);
      case 'inlineStr':
        return readCell(stringText(value));
      case 'b':
        return value === '1' || value === 'true';
      case 'n':
        return value.trim() === '' ? null : readCell(Number(value));
      // Errors, texts of formulas, and days as ISO 8601 writes them.
      default:
        return readCell(decodeXml(value));
    }
  };
  return {
    line: (cells) => {
      const line: Cell[] = [];
      for (const cell of cells) {
        while (line.length < cell.column) line.push(null);
        line[cell.column] = read(cell);
      }
      return line;
    },
    uncomputed: (cells) => cells.filter((cell) => cell.isFormula && cell.value === null).map((cell) => cell.column),
    dates: (cells) =>
      cells
        .filter((cell) => cell.type === 'n' && cell.value !== null && cell.style !== null && dates.has(cell.style))
        .map((cell) => cell.column),
  };
}
