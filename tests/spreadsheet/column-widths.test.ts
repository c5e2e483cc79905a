import { describe, expect, it } from 'vitest';
import { writeHead } from '../../src/workbook/write-row.js';
import { piecesOf } from '../support/workbooks.js';

describe('the widths of columns', () => {
  const head = (cols: string) => `<worksheet>${cols}<sheetData>`;
  it.each([
    [
      'are added where there are none',
      '',
      '<cols><col min="3" max="3" width="9" customWidth="1"/><col min="4" max="4" width="8" customWidth="1"/></cols>',
    ],
    [
      'stand in order between those that are there, and take their place',
      '<cols><col width=\'5\' min=\'1\' max=\'2\'/><col min="3" max="16384" style="1" hidden="1"/></cols>',
      '<cols><col min="1" max="2" width="5"/><col min="3" max="3" width="9" customWidth="1"/><col min="4" max="4" width="8" customWidth="1"/><col min="5" max="16384" style="1" hidden="1"/></cols>',
    ],
    [
      'cut a range that reaches over them in two',
      '<cols><col min="1" max="16384" width="5"/></cols>',
      '<cols><col min="1" max="2" width="5"/><col min="3" max="3" width="9" customWidth="1"/><col min="4" max="4" width="8" customWidth="1"/><col min="5" max="16384" width="5"/></cols>',
    ],
  ])('%s', async (_what, before, after) => {
    const [piece] = await piecesOf(`${head(before)}</sheetData></worksheet>`);
    expect(piece?.kind === 'head' && writeHead(piece, [2, 3], [9, 8])).toBe(head(after));
  });
});
