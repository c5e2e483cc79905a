import { JiantuiError } from '../base/error.js';
import { nearest } from '../base/nearest.js';
import type { DateSystem } from '../worksheet/day.js';
import type { Archive } from './archive.js';
import { eachElement, type Tag } from './xml-reader.js';

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
  const sheets: SheetPart[] = [];
  let dateSystem: DateSystem = 1900;
  eachElement(xml, path, archive.limits, ({ local, attributes }) => {
    if (local === 'workbookPr') dateSystem = ['1', 'true'].includes(attributes.date1904 ?? '') ? 1904 : 1900;
    if (local !== 'sheet') return;
    const name = attributes.name ?? '';
    const id = relationOf(attributes);
    const target = parts.find((part) => part.id === id);
    if (target === undefined) throw new JiantuiError('unreadable-file', [{ code: 'no-such-part', path: [name] }]);
    // Sheets of charts and of macros are kept as they are; households stand on worksheets.
    if (!target.type.endsWith('/worksheet')) return;
    sheets.push({ name, path: target.target, isHidden: (attributes.state ?? 'visible') !== 'visible' });
  });
  const partOf = (type: string) => parts.find((part) => part.type.endsWith(`/${type}`))?.target ?? null;
  return { sheets, dateSystem, strings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** The relation that an element names: `r:id`, whatever the prefix. */
function relationOf(attributes: Tag['attributes']): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
}

/** Whether a sheet holds the parameters, by its name. */
export function holdsParameters({ name }: SheetPart): boolean {
  return ['参数', 'parameters'].includes(name.trim().toLowerCase());
}

/**
 * The sheet of a name; without one those that are not hidden and do not hold the parameters, in their order.
 * @throws JiantuiError `bad-option`
 */
export function findSheets({ sheets }: Workbook, name: string | undefined): readonly SheetPart[] {
  if (name === undefined) {
    const shown = sheets.filter((sheet) => !sheet.isHidden && !holdsParameters(sheet));
    return shown.length > 0 ? shown : sheets;
  }
  const found = sheets.find((sheet) => sheet.name === name);
  if (found !== undefined) return [found];
  const names = sheets.map((sheet) => sheet.name);
  const suggestion = nearest(name, names);
  throw new JiantuiError('bad-option', [
    {
      code: 'unknown-value',
      path: ['--sheet'],
      found: name,
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
  const source = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  const xml = await archive.text(source);
  const found: { id: string; type: string; target: string }[] = [];
  if (xml === null) return found;
  eachElement(xml, source, archive.limits, ({ local, attributes }) => {
    const { Id = '', Type = '', Target = '', TargetMode = 'Internal' } = attributes;
    if (local === 'Relationship' && TargetMode !== 'External')
      found.push({ id: Id, type: Type, target: resolve(folder, plainTarget(Target)) });
  });
  return found;
}

/** A target is an address: a blank in it may be written %20. */
function plainTarget(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function resolve(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
