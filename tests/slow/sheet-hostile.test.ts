import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { oddParts, oddZip } from '../support/odd-zip.js';
import { minimalWorkbook } from '../support/workbooks.js';
import { buildSheetRun, runSheet } from './sheet-process.js';

/** Workbooks that unpack to hundreds of megabytes, each in a process of its own: what they take is bounded all the same. */
const MEGABYTES = 600;
const SECONDS = 90;
const SIZE = 150_000_000;
const folder = mkdtempSync(join(tmpdir(), 'sheet-hostile-'));

beforeAll(() => buildSheetRun(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Text of a size, made of numbered pieces so that it does not pack too well. */
function filled(piece: (index: number) => string): string {
  const parts: string[] = [];
  for (let length = 0, index = 1; length < SIZE; index++) {
    const part = piece(index);
    length += part.length;
    parts.push(part);
  }
  return parts.join('');
}

const noise = (index: number) => Math.imul(index, 2654435761).toString(36);
const heads =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>建档立卡状态</t></is></c><c r="B1" t="inlineStr"><is><t>评估基准日</t></is></c></row>';
const inRows = (xml: string) =>
  minimalWorkbook(`<worksheet><sheetData>${heads}${xml}</sheetData></worksheet>`, { strings: '<sst/>' });

it.each<[string, () => Record<string, string>, string]>([
  [
    'elements that are never closed',
    () => inRows(`<row r="2"><c r="A2">${filled((index) => `<x${noise(index)}>`)}`),
    'sheet-levels',
  ],
  ['one text', () => inRows(`<row r="2"><c r="A2" t="inlineStr"><is><t>${filled(noise)}`), 'sheet-token'],
  ['one attribute', () => inRows(`<row r="2" x="${filled(noise)}`), 'sheet-token'],
  ['one comment', () => inRows(`<!-- ${filled((index) => noise(index).replace('-', ''))}`), 'sheet-token'],
  ['one row', () => inRows(`<row r="2">${filled((index) => `<c><v>${index}</v></c>`)}`), 'beyond-sheet'],
  [
    'one row of empty elements',
    () => inRows(`<row r="2"><c r="A2">${filled((index) => `<x a="${noise(index)}"/>`)}`),
    'sheet-row',
  ],
  ['rows', () => inRows(filled((index) => `<row r="${index + 1}"/>`)), 'beyond-sheet'],
  [
    'what stands before the rows',
    () => minimalWorkbook(`<worksheet>${filled((index) => `<x a="${noise(index)}"/>`)}`),
    'sheet-size',
  ],
  [
    'shared texts',
    () =>
      minimalWorkbook(`<worksheet><sheetData>${heads}</sheetData></worksheet>`, {
        strings: `<sst>${filled((index) => `<si><t>${noise(index)}</t></si>`)}`,
      }),
    'sheet-texts',
  ],
  ['a sheet beyond the size', () => inRows(filled(noise) + filled(noise)), 'sheet-size'],
])(
  '%s of hundreds of megabytes',
  async (name, parts, code) => {
    const input = join(folder, 'in.xlsx');
    writeFileSync(input, oddZip(oddParts(parts(), {})));
    const before = performance.now();
    const { refused, megabytes } = await runSheet(folder, input);
    const seconds = (performance.now() - before) / 1000;
    console.log(`${name}: ${seconds.toFixed(1)} s, ${megabytes} MB`);
    expect(refused).toBe(code);
    expect(megabytes).toBeLessThan(MEGABYTES);
    expect(seconds).toBeLessThan(SECONDS);
  },
  600_000,
);
