/** Entry point `jiantui/spreadsheet`: the worksheet functions for a host of one’s own, and the reading of rows that they rest on. */
export type { Cell, Fault } from './cell.js';
export { readCell } from './cell.js';
export type { DateSystem } from './day.js';
export { dictionaryOf } from './dictionary.js';
export { type Layout, readLayout } from './layout.js';
export { type CellError, isCellError } from './problem.js';
export { readRow, type Snapshot } from './row.js';
export type { Table } from './tables.js';
export type { Reading } from './value.js';
export { type Answer, createWorksheet, type Worksheet, type WorksheetOptions } from './worksheet.js';
