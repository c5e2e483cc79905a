import { attribute, elements } from './xml.js';

/** How a result cell looks. */
export type Tone = 'head' | 'good' | 'open' | 'bad' | 'alert' | 'plain';

/** The styles of a workbook with ours added: their numbers, and which of the old ones show dates. */
export interface Styles {
  readonly xml: string;
  readonly numbers: Readonly<Record<Tone, number>>;
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

/** Adds the styles of result cells to a workbook's styles. Null where the file has no cell formats to add to. */
export function addStyles(xml: string): Styles | null {
  const fonts = block(xml, 'fonts');
  const fills = block(xml, 'fills');
  const formats = block(xml, 'cellXfs');
  if (fonts === null || fills === null || formats === null) return null;
  const tag = (name: string) => `${formats.prefix}${name}`;
  const fontList = listOf(fonts.inside, 'font');
  // The family of the workbook's own first font, so that the headings do not fall out of it.
  const family = /<(?:\w+:)?name\s[^>]*\/>/.exec(fontList[0] ?? '')?.[0] ?? '';
  const font = `<${tag('font')}><${tag('b')}/><${tag('sz')} val="10"/><${tag('color')} rgb="FFFFFFFF"/>${family}</${tag('font')}>`;
  const headFont = place(fontList, font);
  const fillList = listOf(fills.inside, 'fill');
  const fillOf = (colour: string | null) =>
    colour === null
      ? 0
      : place(
          fillList,
          `<${tag('fill')}><${tag('patternFill')} patternType="solid"><${tag('fgColor')} rgb="${colour}"/><${tag('bgColor')} indexed="64"/></${tag('patternFill')}></${tag('fill')}>`,
        );
  const formatList = listOf(formats.inside, 'xf');
  const dates = dateFormats(xml, formatList);
  const numbers = Object.fromEntries(
    TONES.map((tone) => {
      const isHead = tone === 'head';
      const format = `<${tag('xf')} numFmtId="0" fontId="${isHead ? headFont : 0}" fillId="${fillOf(FILLS[tone])}" borderId="0" xfId="0" applyFill="1" applyAlignment="1"${isHead ? ' applyFont="1"' : ''}><${tag('alignment')} vertical="top" wrapText="1"/></${tag('xf')}>`;
      return [tone, place(formatList, format)];
    }),
  ) as Record<Tone, number>;
  // From the end of the file to its beginning, so that the places found stay true.
  let result = xml;
  for (const [found, list] of [
    [formats, formatList],
    [fills, fillList],
    [fonts, fontList],
  ] as const) {
    const open = found.open.replace(/\scount\s*=\s*["']\d*["']/, '').replace(/>$/, ` count="${list.length}">`);
    result = `${result.slice(0, found.start)}${open}${list.join('')}${result.slice(found.start + found.open.length + found.inside.length)}`;
  }
  return { xml: result, dates, numbers };
}

/** The elements of a list, each as it stands. */
function listOf(inside: string, name: string): string[] {
  return [
    ...inside.matchAll(new RegExp(`<((?:\\w+:)?)${name}(?=[\\s/>])[^>]*?(?:/>|>[\\s\\S]*?</\\1${name}>)`, 'g')),
  ].map((found) => found[0]);
}

/** The place of an element in its list; it is added where an earlier run has not done so. */
function place(list: string[], element: string): number {
  const there = list.indexOf(element);
  if (there < 0) list.push(element);
  return there < 0 ? list.length - 1 : there;
}

interface Block {
  readonly start: number;
  readonly open: string;
  readonly inside: string;
  readonly prefix: string;
}

/** A list of the styles file; fonts come before fills, and fills before cell formats. */
function block(xml: string, name: string): Block | null {
  const found = new RegExp(`(<((?:\\w+:)?)${name}(?:\\s[^>]*[^/])?>)([\\s\\S]*?)</\\2${name}>`).exec(xml);
  return found === null
    ? null
    : { start: found.index, open: found[1] ?? '', inside: found[3] ?? '', prefix: found[2] ?? '' };
}

/** The numbers of the cell formats that show dates. */
function dateFormats(xml: string, formats: readonly string[]): ReadonlySet<number> {
  const own = new Map(
    [...elements(xml, 'numFmt')].map(({ tag }) => [
      Number(attribute(tag, 'numFmtId')),
      attribute(tag, 'formatCode') ?? '',
    ]),
  );
  const dates = new Set<number>();
  for (const [index, format] of formats.entries()) {
    const id = Number(attribute(format, 'numFmtId') ?? 0);
    const code = own.get(id);
    if (code === undefined ? isBuiltInDate(id) : showsDate(code)) dates.add(index);
  }
  return dates;
}

/** Whether a number format has a day, a month or a year outside quotes and brackets. */
function showsDate(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '').split(';')[0] ?? '';
  return /[ydm]/i.test(bare);
}
