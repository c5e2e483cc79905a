import type { Piece } from './rows.js';
import type { Tone } from './styles.js';
import { columnLetters, encodeXml } from './xml.js';

type Row = Extract<Piece, { readonly kind: 'row' }>;

/** A cell to be written, with its look. */
export interface NewCell {
  readonly column: number;
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
  const tag = row.tag.replace(/\sspans\s*=\s*("[^"]*"|'[^']*')/, '').trimEnd();
  return `<${prefix}row${tag}>${cells.map(({ xml }) => xml).join('')}${row.trailer}</${prefix}row>`;
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
  const own = columns
    .map(
      (column, index) =>
        `<${prefix}col min="${column + 1}" max="${column + 1}" width="${widths[index] ?? 20}" customWidth="1"/>`,
    )
    .join('');
  const there = new RegExp(`<${prefix}cols(?:\\s[^>]*)?>([\\s\\S]*?)</${prefix}cols>`).exec(sized);
  if (there === null)
    return `${sized.slice(0, start.index)}<${prefix}cols>${own}</${prefix}cols>${sized.slice(start.index)}`;
  // A width that reaches into the new columns stays as it is: two widths for one column would be no workbook any more.
  const reaches = [...(there[1] ?? '').matchAll(/\smax\s*=\s*["'](\d+)["']/g)].some(
    (found) => Number(found[1]) > first,
  );
  const end = there.index + there[0].length - `</${prefix}cols>`.length;
  return reaches ? sized : `${sized.slice(0, end)}${own}${sized.slice(end)}`;
}
