import { existsSync, readFileSync, statSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import * as functions from '../../src/worksheet/functions.js';
import { workbookPath } from '../support/worked-workbook.js';
import { excelMetadata } from '../tools/spreadsheet/metadata.js';

const page = readFileSync(new URL('../../docs/spreadsheets.md', import.meta.url), 'utf8');
const root = new URL('../../', import.meta.url);

describe('the guide', () => {
  it('has the ten formulas of the worked workbook', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(workbookPath('rongchang'));
    const formulas: string[] = [];
    workbook.getWorksheet('十个公式')?.eachRow((row, number) => {
      if (number > 1) formulas.push(row.getCell(3).text);
    });
    expect(formulas).toHaveLength(10);
    const block = /```\n(=JIANTUI[\s\S]*?)```/.exec(page)?.[1]?.trim().split('\n');
    expect(block).toEqual(formulas);
  });

  it('lists every function with its parameters', async () => {
    for (const { id, parameters } of (await excelMetadata()).functions) {
      const row = new RegExp(`\\| \`JIANTUI\\.${id}\\(([^\`]*)\\)\``).exec(page)?.[1] ?? '';
      expect([id, row.split(',').map((text) => text.trim().startsWith('['))]).toEqual([
        id,
        parameters.map((parameter) => parameter.optional === true),
      ]);
    }
    expect([...page.matchAll(/\| `JIANTUI\.(\w+)\(/g)].map((found) => found[1]).sort()).toEqual(
      Object.keys(functions).sort(),
    );
  });

  it('names only files that are there, and pictures that are small', () => {
    const paths = [...page.matchAll(/`((?:src|tests|rules|fixtures|docs)\/[\w./-]+)`/g)].map((found) => found[1] ?? '');
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect([path, existsSync(new URL(path, root))]).toEqual([path, true]);
    const pictures = [...page.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map((found) => new URL(`docs/${found[1]}`, root));
    expect(pictures).toHaveLength(4);
    for (const picture of pictures) {
      expect(readFileSync(picture).subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(statSync(picture).size).toBeLessThan(200_000);
    }
  });
});
