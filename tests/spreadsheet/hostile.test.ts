import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { openArchive } from '../../src/node/archive.js';
import { crc32, createChecksum } from '../../src/node/checksum.js';
import { runSheetFile } from '../../src/node/sheet.js';
import { loadJurisdiction } from '../../src/rules.js';
import { LIMITS, type Limits } from '../../src/workbook/limits.js';
import { readStrings } from '../../src/workbook/strings.js';
import { type OddPart, oddParts, oddZip } from '../support/odd-zip.js';
import { inFolder, minimalWorkbook, piecesOf } from '../support/workbooks.js';

const SHEET = 'xl/worksheets/sheet1.xml';
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheet = (rows = '') =>
  `<worksheet><sheetData><row>${cell('建档立卡状态')}${cell('评估基准日')}</row><row>${cell('已脱贫')}${cell('2020-06-30')}</row>${rows}</sheetData></worksheet>`;
const workbook = (rows = '', odd: Readonly<Record<string, Partial<OddPart>>> = {}) =>
  oddParts(minimalWorkbook(sheet(rows), { strings: '<sst/>' }), odd);

/** What a run says of a file: how many rows it decided, or the codes of what was wrong. */
async function outcome(bytes: Uint8Array): Promise<string> {
  return inFolder(async (path) => {
    writeFileSync(path('in.xlsx'), bytes);
    try {
      const end = await runSheetFile({
        input: path('in.xlsx'),
        output: path('out.xlsx'),
        ruleSet: loadJurisdiction,
        jurisdiction: 'rongchang',
        programmes: [],
        ignoreUnknown: false,
        language: 'zh',
      });
      return `${end.rows}`;
    } catch (error) {
      if (!(error instanceof JiantuiError)) throw error;
      return error.issues.map((issue) => issue.code).join();
    }
  });
}

const many = (text: string, times: number) => text.repeat(times);

describe('a hostile workbook is refused', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['a sound one is not', () => oddZip(workbook()), '1'],
    ['a sheet of spaces', () => oddZip(workbook(many(' ', 2_000_000))), 'sheet-ratio'],
    [
      'a sheet that says it unpacks to 4 GB',
      () => oddZip(workbook('', { [SHEET]: { says: { unpacked: 0xfffffffe } } })),
      'sheet-size',
    ],
    [
      'parts that together unpack to more than 1 GB',
      () =>
        oddZip([
          ...workbook(),
          ...Array.from({ length: 9 }, (_, index) => ({
            name: `xl/media/${index}.png`,
            content: 'x',
            says: { unpacked: 128 * 1024 * 1024 },
          })),
        ]),
      'sheet-size',
    ],
    [
      'a sheet that is larger than it says',
      () => oddZip(workbook(many('<row/>', 1000), { [SHEET]: { says: { unpacked: 500 } } })),
      'broken-zip',
    ],
    [
      'a sheet that is smaller than it says',
      () => oddZip(workbook('', { [SHEET]: { says: { unpacked: 100_000 } } })),
      'broken-zip',
    ],
    ['a hundred thousand tags that are not closed', () => oddZip(workbook(many('<row>', 100_000))), 'not-a-sheet'],
    [
      'a hundred thousand elements within each other',
      () => oddZip(workbook(`<row><extLst>${many('<x>', 100_000)}`)),
      'sheet-levels',
    ],
    [
      'an element of many attributes',
      () => oddZip(workbook(`<row ${Array.from({ length: 1000 }, (_, index) => `a${index}=""`).join(' ')}/>`)),
      'sheet-attributes',
    ],
    ['more parts than are allowed', () => oddZip([...workbook(), ...emptyParts(10_001)]), 'sheet-parts'],
    [
      'parts that share their bytes',
      () => oddZip([...workbook(), { name: 'xl/a.xml', content: sheet(), says: { at: 5 } }]),
      'parts-overlap',
    ],
    ['two parts of one name', () => oddZip([...workbook(), { name: SHEET, content: sheet() }]), 'part-twice'],
    ['an encrypted part', () => oddZip(workbook('', { [SHEET]: { says: { flags: 0x801 } } })), 'encrypted'],
    ['a part packed in another way', () => oddZip(workbook('', { [SHEET]: { says: { method: 14 } } })), 'broken-zip'],
    ['a part with another checksum', () => oddZip(workbook('', { [SHEET]: { says: { checksum: 1 } } })), 'broken-zip'],
    ['a name that leads out of the folder', () => oddZip([...workbook(), { name: '../x', content: '' }]), 'broken-zip'],
    ['half a file', () => oddZip(workbook()).subarray(0, 900), 'broken-zip'],
    [
      'bytes that are no UTF-8',
      () => oddZip(workbook('', { [SHEET]: { content: Buffer.from(sheet('<row/>'), 'latin1') } })),
      'not-utf8',
    ],
    [
      'entities within entities',
      () =>
        oddZip(
          workbook('', {
            'xl/sharedStrings.xml': {
              content: '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>',
            },
          }),
        ),
      'doctype',
    ],
    [
      'a workbook without end',
      () =>
        oddZip(
          workbook('', { 'xl/workbook.xml': { content: `<workbook>${randomText(17 * 1024 * 1024)}</workbook>` } }),
        ),
      'sheet-size',
    ],
    [
      'a relation to itself',
      () =>
        oddZip(
          workbook('', {
            'xl/_rels/workbook.xml.rels': {
              content:
                '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="workbook.xml"/></Relationships>',
            },
          }),
        ),
      'not-a-sheet',
    ],
  ])('%s', async (_what, bytes, said) => expect(await outcome(bytes())).toBe(said), 30_000);
});

function emptyParts(count: number): OddPart[] {
  return Array.from({ length: count }, (_, index) => ({ name: `x/${index}`, content: '' }));
}

/** Text that does not pack to less than a two-hundredth. */
function randomText(length: number): string {
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${state.toString(36)}<x/>`;
  }
  return text;
}

describe('the limits of what is read', () => {
  const refused = async (work: Promise<unknown>) => {
    try {
      await work;
      return 'read';
    } catch (error) {
      return error instanceof JiantuiError ? error.issues.map((issue) => issue.code).join() : error;
    }
  };
  it.each<[string, string, Partial<Limits>, string]>([
    ['a long text', sheet(`<row><c><v>${many('1', 2000)}</v></c></row>`), { token: 1000 }, 'sheet-token'],
    ['a long tag', sheet(`<row x="${many('1', 2000)}"/>`), { token: 1000 }, 'sheet-token'],
    ['a long comment', sheet(`<!--${many('1', 2000)}-->`), { token: 1000 }, 'sheet-token'],
    ['a tag without end', `<worksheet><sheetData><row ${many(' ', 2000)}`, { token: 1000 }, 'sheet-token'],
    ['a long row', sheet(`<row>${many('<c/>', 2000)}</row>`), { row: 1000 }, 'sheet-row'],
    ['much before the rows', `<worksheet>${many('<x/>', 2000)}<sheetData/></worksheet>`, { held: 1000 }, 'sheet-size'],
    ['many elements', sheet(many('<row/>', 2000)), { elements: 1000 }, 'sheet-elements'],
    [
      'many merged cells',
      `<worksheet><sheetData/><mergeCells>${many('<mergeCell ref="A1:A2"/>', 2000)}</mergeCells></worksheet>`,
      { merges: 1000 },
      'sheet-merges',
    ],
    ['comments without end', sheet(many('<!-- -->', 2000)), { token: 1000 }, 'sheet-token'],
    ['lines between rows, of which none is held', sheet(many('\n<!-- -->', 2000)), { token: 1000, row: 1000 }, 'read'],
  ])('%s', async (_what, xml, limits, said) => {
    expect(await refused(piecesOf(xml, 100, limits))).toBe(said);
  });

  it.each<[string, string, Partial<Limits>, string]>([
    ['much text', `<sst>${many('<si><t>abcdefghij</t></si>', 200)}</sst>`, { characters: 1000 }, 'sheet-texts'],
    ['many texts', `<sst>${many('<si/>', 2000)}</sst>`, { strings: 1000 }, 'sheet-texts'],
    [
      'a text of many runs',
      `<sst><si>${many('<r><t>ab</t></r>', 2000)}</si></sst>`,
      { characters: 1000 },
      'sheet-texts',
    ],
  ])('%s', async (_what, xml, limits, said) => {
    async function* texts(): AsyncGenerator<string> {
      for (let from = 0; from < xml.length; from += 100) yield xml.slice(from, from + 100);
    }
    expect(await refused(readStrings({ limits: { ...LIMITS, ...limits }, texts }, 'x'))).toBe(said);
  });

  it('the size of the file', () =>
    inFolder(async (path) => {
      writeFileSync(path('in.xlsx'), oddZip(workbook()));
      expect(await refused(openArchive(path('in.xlsx'), { ...LIMITS, file: 100 }))).toBe('sheet-size');
      expect(await refused(openArchive(path('.')))).toBe('unreadable');
    }));
});

it('the checksum is the usual one, wherever the bytes are cut', () => {
  const bytes = Buffer.from('123456789');
  expect(crc32(bytes, 0)).toBe(0xcbf43926);
  const checksum = createChecksum();
  for (const byte of bytes) checksum.add(Uint8Array.of(byte));
  expect(checksum.value()).toBe(0xcbf43926);
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4), 0))).toBe(0xcbf43926);
});
