import type { Head, RawRow } from './rows.js';
import type { Tone } from './styles.js';
import { attributeText, columnLetters, encodeText } from './xml.js';

/** A cell to be written, with its look and the width of its column in digits. */
export interface NewCell {
  readonly column: number;
  readonly width: number;
  readonly text: string;
  readonly tone: Tone;
}

/** A row as it goes back into the file: its own cells as they were, without those that are replaced, and the new ones. */
export function writeRow(
  row: RawRow,
  replaced: ReadonlySet<number>,
  added: readonly NewCell[],
  styles: Readonly<Record<Tone, number>> | null,
): string {
  const { prefix, number } = row;
  const cell = ({ column, text, tone }: NewCell) => {
    const style = styles === null ? '' : ` s="${styles[tone]}"`;
    const ref = `${columnLetters(column)}${number}`;
    if (text === '') return `<${prefix}c r="${ref}"${style}/>`;
    return `<${prefix}c r="${ref}"${style} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${encodeText(fitting(text))}</${prefix}t></${prefix}is></${prefix}c>`;
  };
  const cells = [
    ...row.cells.filter(({ column }) => !replaced.has(column)).map(({ column, xml }) => ({ column, xml })),
    ...added.map((entry) => ({ column: entry.column, xml: cell(entry) })),
  ].sort((a, b) => a.column - b.column);
  // The span is a hint that no longer holds; readers work it out.
  const { spans: _spans, ...own } = row.attributes;
  const tag = attributeText(withHeight(own, styles === null ? 0 : heightFor(added)));
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
function withHeight(attributes: RawRow['attributes'], height: number): RawRow['attributes'] {
  if (height <= LINE || ['1', 'true'].includes(attributes.customHeight ?? '')) return attributes;
  const { ht, ...rest } = attributes;
  // What programs note about the line of writing goes with the old height.
  const kept = Object.entries(rest).filter(([name]) => !name.endsWith(':dyDescent'));
  return { ...Object.fromEntries(kept), ht: String(Math.max(Number(ht ?? 0) || 0, height)) };
}

/** What stands before the rows, with room for the new columns: their width, and the size of the sheet. */
export function writeHead(head: Head, columns: readonly number[], widths: readonly number[]): string {
  const { text, prefix, dimension } = head;
  const first = columns[0] ?? 0;
  const last = columns.at(-1) ?? 0;
  const own = columns.map(
    (column, index): Width => ({
      min: column + 1,
      max: column + 1,
      rest: { width: String(widths[index] ?? 20), customWidth: '1' },
    }),
  );
  const kept = (head.columns?.list ?? []).flatMap((attributes) => aside(attributes, first + 1, last + 1));
  const all = [...kept, ...own]
    .sort((a, b) => a.min - b.min)
    .map(({ min, max, rest }) => `<${prefix}col${attributeText({ min: String(min), max: String(max), ...rest })}/>`)
    .join('');
  const changes = [
    {
      from: head.columns?.from ?? head.rows,
      to: head.columns?.to ?? head.rows,
      text: `<${prefix}cols>${all}</${prefix}cols>`,
    },
  ];
  const size = /^([A-Z]+[0-9]+)(?::[A-Z]+([0-9]+))?$/.exec(dimension?.attributes.ref ?? '');
  if (dimension !== null && size !== null) {
    const ref = `${size[1]}:${columnLetters(last)}${size[2] ?? /[0-9]+/.exec(size[1] ?? '')?.[0] ?? '1'}`;
    changes.push({
      from: dimension.from,
      to: dimension.to,
      text: `<${prefix}dimension${attributeText({ ...dimension.attributes, ref })}/>`,
    });
  }
  // From the end to the beginning, so that the places found stay true.
  return changes
    .sort((a, b) => b.from - a.from)
    .reduce((whole, { from, to, text: part }) => `${whole.slice(0, from)}${part}${whole.slice(to)}`, text);
}

/** The look of a range of columns, numbered from 1: its width and whatever else the file says of it. */
interface Width {
  readonly min: number;
  readonly max: number;
  readonly rest: Readonly<Record<string, string>>;
}

/** What is left of a range of columns beside the new ones: two widths for one column would be no workbook any more. */
function aside(attributes: Readonly<Record<string, string>>, first: number, last: number): Width[] {
  const { min: from, max: to, ...rest } = attributes;
  const [min, max] = [Number(from), Number(to)];
  if (max < first || min > last) return [{ min, max, rest }];
  return [
    { min, max: first - 1, rest },
    { min: last + 1, max, rest },
  ].filter((range) => range.min <= range.max);
}

/** The longest text that a cell may hold; what had to be cut ends in an ellipsis. */
const LONGEST = 32_767;

function fitting(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
