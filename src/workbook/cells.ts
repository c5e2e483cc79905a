import { type Cell, readCell } from '../worksheet/cell.js';
import type { RawCell } from './rows.js';
import { decodeEscapes } from './xml.js';

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
      case 's': {
        const text = /^\s*[0-9]+\s*$/.test(value) ? strings[Number(value)] : undefined;
        return text === undefined ? { fault: `t="s": ${value.slice(0, 40)}` } : readCell(text);
      }
      case 'inlineStr':
        return readCell(value);
      case 'str':
      // Days as ISO 8601 writes them.
      case 'd':
        return readCell(decodeEscapes(value));
      case 'b':
      case 'n': {
        const plain = value.trim();
        if (plain === '') return null;
        if (type === 'n') return NUMBER.test(plain) ? readCell(Number(plain)) : { fault: plain.slice(0, 40) };
        if (plain === '1' || plain === 'true') return true;
        return plain === '0' || plain === 'false' ? false : { fault: plain.slice(0, 40) };
      }
      case 'e':
        return { fault: value.trim().slice(0, 40) };
      default:
        return { fault: `t="${type.slice(0, 40)}"` };
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
    uncomputed: (cells) => cells.filter(isUncomputed).map((cell) => cell.column),
    dates: (cells) =>
      cells
        .filter((cell) => cell.type === 'n' && cell.value !== null && cell.style !== null && dates.has(cell.style))
        .map((cell) => cell.column),
  };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** An empty text is what some formulas give, and is stored as such; an empty number or truth is none. */
function isUncomputed({ isFormula, type, value }: RawCell): boolean {
  return isFormula && (value === null || (value.trim() === '' && type !== 'str' && type !== 'inlineStr'));
}
