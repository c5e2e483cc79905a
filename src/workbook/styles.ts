import { LIMITS, type Limits } from './limits.js';
import { attributeText } from './xml.js';
import { createXmlReader, type Tag } from './xml-reader.js';

/** How a result cell looks. */
export type Tone = 'head' | 'good' | 'open' | 'bad' | 'alert' | 'plain';

/** The styles of a workbook with ours added: their numbers, and which of the old ones show dates. */
export interface Styles {
  readonly xml: string;
  readonly numbers: Readonly<Record<Tone, number>> | null;
  readonly dates: ReadonlySet<number>;
}

const FILLS: Readonly<Record<Tone, string | null>> = {
  head: 'FF1F6F4A',
  good: 'FFDDF0E3',
  open: 'FFFFF3CD',
  bad: 'FFE9ECEF',
  alert: 'FFF8D7DA',
  plain: null,
};
const TONES = Object.keys(FILLS) as readonly Tone[];
/** Built-in formats that show dates or times, the Chinese ones among them. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Adds the styles of result cells to a workbook's styles. They have no numbers where the file has no cell formats to add to. */
export function addStyles(xml: string, part = 'styles.xml', limits: Limits = LIMITS): Styles {
  const { lists, family, dates } = readStyles(xml, part, limits);
  const { fonts, fills, cellXfs: formats } = lists;
  if (fonts === undefined || fills === undefined || formats === undefined) return { xml, dates, numbers: null };
  const tag = (name: string) => `${formats.prefix}${name}`;
  // The family of the workbook's own first font, so that the headings do not fall out of it.
  const font = `<${tag('font')}><${tag('b')}/><${tag('sz')} val="10"/><${tag('color')} rgb="FFFFFFFF"/>${family}</${tag('font')}>`;
  const headFont = place(fonts.items, font);
  const fillOf = (colour: string | null) =>
    colour === null
      ? 0
      : place(
          fills.items,
          `<${tag('fill')}><${tag('patternFill')} patternType="solid"><${tag('fgColor')} rgb="${colour}"/><${tag('bgColor')} indexed="64"/></${tag('patternFill')}></${tag('fill')}>`,
        );
  const numbers = Object.fromEntries(
    TONES.map((tone) => {
      const isHead = tone === 'head';
      const format = `<${tag('xf')} numFmtId="0" fontId="${isHead ? headFont : 0}" fillId="${fillOf(FILLS[tone])}" borderId="0" xfId="0" applyFill="1" applyAlignment="1"${isHead ? ' applyFont="1"' : ''}><${tag('alignment')} vertical="top" wrapText="1"/></${tag('xf')}>`;
      return [tone, place(formats.items, format)];
    }),
  ) as Record<Tone, number>;
  // From the end of the file to its beginning, so that the places found stay true.
  let result = xml;
  for (const { tag: opening, end, items } of [fonts, fills, formats].sort((a, b) => b.end - a.end)) {
    const { count: _count, ...attributes } = opening.attributes;
    const open = `<${opening.prefix}${opening.local}${attributeText({ ...attributes, count: String(items.length) })}>`;
    result = `${result.slice(0, opening.from)}${open}${items.join('')}${result.slice(end)}`;
  }
  return { xml: result, dates, numbers };
}

/** The place of an element in its list; it is added where an earlier run has not done so. */
function place(list: string[], element: string): number {
  const there = list.indexOf(element);
  if (there < 0) list.push(element);
  return there < 0 ? list.length - 1 : there;
}

/** A list of the styles file: its opening tag, its elements as they stand, and where its closing tag begins. */
interface List {
  readonly tag: Tag;
  readonly prefix: string;
  readonly items: string[];
  end: number;
}
const ITEMS: Readonly<Record<string, string>> = { fonts: 'font', fills: 'fill', cellXfs: 'xf' };

/** The lists that are added to, how the first font is called, and the numbers of the cell formats that show dates. */
function readStyles(xml: string, part: string, limits: Limits) {
  const lists: Record<string, List | undefined> = {};
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let family = '';
  let list: List | null = null;
  let item = 0;
  const path: string[] = [];
  const reader = createXmlReader(part, limits, {
    open: (tag, depth) => {
      path.push(tag.local);
      if (depth === 2 && Object.hasOwn(ITEMS, tag.local) && !tag.isEmpty && lists[tag.local] === undefined) {
        list = { tag, prefix: tag.prefix, items: [], end: 0 };
        lists[tag.local] = list;
      }
      if (depth !== 3) return;
      item = tag.from;
      const { numFmtId, formatCode = '' } = tag.attributes;
      if (path[1] === 'numFmts' && tag.local === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (path[1] === 'cellXfs' && tag.local === 'xf') formats.push(Number(numFmtId ?? 0));
    },
    close: (local, depth, from, to) => {
      if (depth === 4 && path[1] === 'fonts' && local === 'name' && lists.fonts?.items.length === 0)
        family = reader.raw(reader.lastOpened, to);
      if (depth === 3 && list !== null && path[1] === list.tag.local && local === ITEMS[list.tag.local])
        list.items.push(reader.raw(item, to));
      if (depth === 2 && list !== null && local === list.tag.local) {
        list.end = from;
        list = null;
      }
      path.pop();
    },
  });
  reader.write(xml);
  reader.end();
  const dates = new Set<number>();
  for (const [index, id] of formats.entries()) {
    const code = codes.get(id);
    if (code === undefined ? isBuiltInDate(id) : showsDate(code)) dates.add(index);
  }
  return { lists, family, dates };
}

/** Whether a number format has a day, a month or a year outside quotes and brackets. */
function showsDate(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '').split(';')[0] ?? '';
  return /[ydm]/i.test(bare);
}
