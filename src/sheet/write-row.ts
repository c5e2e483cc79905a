import type { Piece } from './rows.js';
import type { Tone } from './styles.js';
import { attribute, columnLetters, elements, encodeXml } from './xml.js';

type Row = Extract<Piece, { readonly kind: 'row' }>;

/** A cell to be written, with its look and the width of its column in digits. */
export interface NewCell {
  readonly column: number;
  readonly width: number;
  readonly text: string;
  readonly tone: Tone;
}

/** A row as it goes back into the file: its own cells as they were, without those that are replaced, and the new ones. */
export function writeRow(
  row: Row,
  replaced: ReadonlySet<number>,
  added: readonly NewCell[],
  styles: Readonly<Record<Tone, number>> | null,
): string {
  const { prefix, number } = row;
  const cell = ({ column, text, tone }: NewCell) => {
    const style = styles === null ? '' : ` s="${styles[tone]}"`;
    const ref = `${columnLetters(column)}${number}`;
    if (text === '') return `<${prefix}c r="${ref}"${style}/>`;
    return `<${prefix}c r="${ref}"${style} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${encodeXml(text.slice(0, 32_767))}</${prefix}t></${prefix}is></${prefix}c>`;
  };
  const cells = [
    ...row.cells.filter(({ column }) => !replaced.has(column)).map(({ column, xml }) => ({ column, xml })),
    ...added.map((entry) => ({ column: entry.column, xml: cell(entry) })),
  ].sort((a, b) => a.column - b.column);
  // The span is a hint that no longer holds; readers work it out.
  const tag = withHeight(
    row.tag.replace(/\sspans\s*=\s*("[^"]*"|'[^']*')/, '').trimEnd(),
    styles === null ? 0 : heightFor(added),
  );
  return `<${prefix}row${tag}>${cells.map(({ xml }) => xml).join('')}${row.trailer}</${prefix}row>`;
}

/** Points that a line takes, and the most that a row may have. */
const LINE = 16;
const HIGHEST = 409;

/** The height in points of a row that shows the whole of its wrapped cells, given with the widths of their columns in digits. */
export function heightFor(cells: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = cells.map(({ text, width }) =>
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(digitsOf(line) / (width - 2))), 0),
  );
  return Math.min(HIGHEST, Math.max(1, ...lines) * LINE);
}

/** How wide a text is in digits; a Chinese character is as wide as two. */
function digitsOf(text: string): number {
  let digits = 0;
  for (const character of text) digits += character > '\u007f' ? 2 : 1;
  return digits;
}

/** Room for the new cells: a row is made higher, never lower, unless somebody has set its height. */
function withHeight(tag: string, height: number): string {
  if (height <= LINE || ['1', 'true'].includes(attribute(tag, 'customHeight') ?? '')) return tag;
  const most = Math.max(Number(attribute(tag, 'ht') ?? 0), height);
  // What programs note about the line of writing goes with the old height.
  return `${tag.replace(/\s(?:ht|\w+:dyDescent)\s*=\s*("[^"]*"|'[^']*')/g, '')} ht="${most}"`;
}

/** What stands before the rows, with room for the new columns: their width, and the size of the sheet. */
export function writeHead(head: string, columns: readonly number[], widths: readonly number[]): string {
  const first = columns[0] ?? 0;
  const last = columns.at(-1) ?? 0;
  const sized = head.replace(
    /(<(?:\w+:)?dimension\s[^>]*ref\s*=\s*["'])([A-Z]+\d+)(?::([A-Z]+)(\d+))?/,
    (_whole, before: string, from: string, _letters: string | undefined, row: string | undefined) =>
      `${before}${from}:${columnLetters(last)}${row ?? /\d+/.exec(from)?.[0] ?? '1'}`,
  );
  const start = /<((?:\w+:)?)sheetData(?:\s[^>]*)?\/?>/.exec(sized);
  if (start === null) return sized;
  const prefix = start[1] ?? '';
  const there = new RegExp(`<${prefix}cols(?:\\s[^>]*)?>([\\s\\S]*?)</${prefix}cols>`).exec(sized);
  const own = columns.map(
    (column, index): Width => ({
      min: column + 1,
      max: column + 1,
      rest: `width="${widths[index] ?? 20}" customWidth="1"`,
    }),
  );
  const kept = [...elements(there?.[1] ?? '', 'col')].flatMap(({ tag }) => aside(tag, first + 1, last + 1));
  const all = [...kept, ...own]
    .sort((a, b) => a.min - b.min)
    .map(({ min, max, rest }) => `<${prefix}col min="${min}" max="${max}" ${rest}/>`)
    .join('');
  const cols = `<${prefix}cols>${all}</${prefix}cols>`;
  return there === null
    ? `${sized.slice(0, start.index)}${cols}${sized.slice(start.index)}`
    : `${sized.slice(0, there.index)}${cols}${sized.slice(there.index + there[0].length)}`;
}

/** The look of a range of columns, numbered from 1: its width and whatever else the file says of it. */
interface Width {
  readonly min: number;
  readonly max: number;
  readonly rest: string;
}

/** What is left of a range of columns beside the new ones: two widths for one column would be no workbook any more. */
function aside(tag: string, first: number, last: number): Width[] {
  const min = Number(attribute(tag, 'min'));
  const max = Number(attribute(tag, 'max'));
  const rest = tag.replace(/\s(?:min|max)\s*=\s*("[^"]*"|'[^']*')/g, '').trim();
  if (max < first || min > last) return [{ min, max, rest }];
  return [
    { min, max: first - 1, rest },
    { min: last + 1, max, rest },
  ].filter((range) => range.min <= range.max);
}
