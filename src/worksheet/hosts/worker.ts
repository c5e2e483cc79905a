import { createInterface } from 'node:readline';
import type { DateSystem } from '../day.js';
import { createWorksheet, type Worksheet } from '../worksheet.js';
import { shown } from './shown.js';

/** One call from the LibreOffice extension: a line of JSON on the standard input, answered by a line on the output. */
interface Call {
  readonly id: number;
  readonly name: string;
  readonly dateSystem: DateSystem;
  readonly args: readonly unknown[];
}

const sheets = new Map<DateSystem, Worksheet>();

function sheetOf(dateSystem: DateSystem): Worksheet {
  const there = sheets.get(dateSystem) ?? createWorksheet({ dateSystem });
  sheets.set(dateSystem, there);
  return there;
}

function answer(line: string): string {
  const { id, name, dateSystem, args }: Call = JSON.parse(line);
  const call = sheetOf(dateSystem)[name as keyof Worksheet] as (...values: readonly unknown[]) => unknown;
  return JSON.stringify({ id, value: shown(call(...args)) });
}

createInterface({ input: process.stdin }).on('line', (line) => process.stdout.write(`${answer(line)}\n`));
