import { JiantuiError } from '../base/error.js';
import { nearest } from '../base/nearest.js';
import type { DateSystem } from '../spreadsheet/day.js';
import type { Archive } from './archive.js';
import { attribute, elements } from './xml.js';

export interface SheetPart {
  readonly name: string;
  /** The entry of the zip file that holds it. */
  readonly path: string;
  readonly isHidden: boolean;
}

/** The parts of a workbook that households are read from. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly dateSystem: DateSystem;
  readonly strings: string | null;
  readonly styles: string | null;
}

const WORKBOOK = /\/(?:officeDocument)$/;

/** Reads which sheets a workbook has and where they are. @throws JiantuiError `unreadable-file` */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await relations(archive, '');
  const path = root.find(({ type }) => WORKBOOK.test(type))?.target;
  const xml = path === undefined ? null : await archive.text(path);
  if (path === undefined || xml === null)
    throw new JiantuiError('unreadable-file', [
      { code: 'not-xlsx', path: [], found: 'a zip file without a workbook', expected: '.xlsx, .xlsm' },
    ]);
  const parts = await relations(archive, path);
  const sheets = [...elements(xml, 'sheet')].flatMap(({ tag }): SheetPart[] => {
    const target = parts.find(({ id }) => id === attribute(tag, '(?:\\w+:)id'));
    // Sheets of charts and of macros are kept as they are; households stand on worksheets.
    if (target === undefined || !target.type.endsWith('/worksheet')) return [];
    return [
      {
        name: attribute(tag, 'name') ?? '',
        path: target.target,
        isHidden: (attribute(tag, 'state') ?? 'visible') !== 'visible',
      },
    ];
  });
  const properties = [...elements(xml, 'workbookPr')][0]?.tag ?? '';
  const partOf = (type: string) => parts.find((part) => part.type.endsWith(`/${type}`))?.target ?? null;
  return {
    sheets,
    dateSystem: ['1', 'true'].includes(attribute(properties, 'date1904') ?? '') ? 1904 : 1900,
    strings: partOf('sharedStrings'),
    styles: partOf('styles'),
  };
}

/** Whether a sheet holds the parameters, by its name. */
export function holdsParameters({ name }: SheetPart): boolean {
  return ['参数', 'parameters'].includes(name.trim().toLowerCase());
}

/** The sheet of a name, or the first that is not hidden and does not hold the parameters. @throws JiantuiError `bad-option` */
export function findSheet(workbook: Workbook, name: string | undefined): SheetPart {
  const found =
    name === undefined
      ? (workbook.sheets.find((sheet) => !sheet.isHidden && !holdsParameters(sheet)) ?? workbook.sheets[0])
      : workbook.sheets.find((sheet) => sheet.name === name);
  if (found !== undefined) return found;
  const names = workbook.sheets.map((sheet) => sheet.name);
  const suggestion = nearest(name ?? '', names);
  throw new JiantuiError('bad-option', [
    {
      code: 'unknown-value',
      path: ['--sheet'],
      found: name ?? '',
      expected: names.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

async function relations(
  archive: Archive,
  part: string,
): Promise<{ readonly id: string; readonly type: string; readonly target: string }[]> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const xml = await archive.text(`${folder}_rels/${part.slice(slash + 1)}.rels`);
  return [...elements(xml ?? '', 'Relationship')].map(({ tag }) => ({
    id: attribute(tag, 'Id') ?? '',
    type: attribute(tag, 'Type') ?? '',
    target: resolve(folder, attribute(tag, 'Target') ?? ''),
  }));
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
