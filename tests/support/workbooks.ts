import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { ZipFile } from 'yazl';
import { openArchive } from '../../src/node/archive.js';
import { LIMITS, type Limits } from '../../src/workbook/limits.js';
import { type Piece, readPieces } from '../../src/workbook/rows.js';

/** A folder for one test's files; it is removed when the test ends. */
export async function inFolder<T>(work: (path: (name: string) => string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jiantui-sheet-'));
  try {
    return await work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every entry of a zip file as text. */
export async function entriesOf(path: string): Promise<Map<string, string>> {
  const archive = await openArchive(path);
  try {
    const entries = new Map<string, string>();
    for (const name of archive.names) {
      const parts: Uint8Array[] = [];
      for await (const part of await archive.read(name)) parts.push(part as Uint8Array);
      entries.set(name, Buffer.concat(parts).toString('latin1'));
    }
    return entries;
  } finally {
    archive.close();
  }
}

/** Writes a zip file of these entries, given as text. */
export async function writeZip(path: string, entries: Readonly<Record<string, string>>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content, 'utf8'), name);
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(path)));
}

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The smallest workbook that holds a worksheet's XML as it is given: as other programs than Office write them. */
export function minimalWorkbook(
  sheet: string,
  more: { readonly workbookPr?: string; readonly strings?: string } = {},
): Record<string, string> {
  return {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}">${more.workbookPr ?? ''}<sheets><sheet name="a &amp; b" sheetId="1" r:id="s1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/>${more.strings === undefined ? '' : `<Relationship Id="t1" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/>`}</Relationships>`,
    ...(more.strings === undefined ? {} : { 'xl/sharedStrings.xml': more.strings }),
    'xl/worksheets/sheet1.xml': sheet,
  };
}

/** The pieces of a worksheet's XML, which is handed over in parts of so many characters. */
export async function piecesOf(xml: string, size = xml.length, limits: Partial<Limits> = {}): Promise<Piece[]> {
  const pieces: Piece[] = [];
  async function* texts(): AsyncGenerator<string> {
    for (let from = 0; from < xml.length; from += size) yield xml.slice(from, from + size);
  }
  for await (const piece of readPieces({ limits: { ...LIMITS, ...limits }, texts }, 'sheet1.xml')) pieces.push(piece);
  return pieces;
}

/** The texts of a sheet as another program reads them, row by row. */
export async function textsOf(path: string, sheet: string | number): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const rows: string[][] = [];
  workbook.getWorksheet(sheet)?.eachRow({ includeEmpty: true }, (row, number) => {
    const texts: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      texts[column - 1] = cell.text ?? '';
    });
    rows[number - 1] = texts;
  });
  return Array.from(rows, (row) => row ?? []);
}
