import type { Readable } from 'node:stream';
import { JiantuiError } from '../base/error.js';
import { columnIndex } from './xml.js';

/** One cell as it stands in the file. */
export interface RawCell {
  readonly column: number;
  /** The whole element, to be written back as it is. */
  readonly xml: string;
  readonly type: string;
  readonly style: number | null;
  /** What stands in `v`, or in `is` for an inline string. */
  readonly value: string | null;
  readonly isFormula: boolean;
}

/** What a sheet's file is made of: text that is none of our business, and rows. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly place: 'head' | 'tail' }
  | {
      readonly kind: 'row';
      readonly number: number;
      readonly tag: string;
      readonly prefix: string;
      readonly cells: readonly RawCell[] /** What stands in the row behind its cells. */;
      readonly trailer: string;
    };

const CELL = /<((?:\w+:)?)c(?=[\s/>])([^>]*?)(?:\/>|>([\s\S]*?)<\/\1c>)/g;

/**
 * Reads a worksheet's file piece by piece, in order. No more than a row is held at a time. White space between rows and cells
 * is not kept.
 * @throws JiantuiError `unreadable-file` where the file ends within a row or without closing its rows
 */
export async function* readPieces(stream: Readable): AsyncGenerator<Piece> {
  const decoder = new TextDecoder();
  let rest = '';
  let state = 'head' as 'head' | 'rows' | 'tail';
  let number = 0;
  const pieces = function* (): Generator<Piece> {
    if (state === 'head') {
      const start = /<(?:\w+:)?sheetData(?:\s[^>]*)?(\/?)>/.exec(rest);
      if (start === null) return;
      const end = start.index + start[0].length;
      yield { kind: 'text', text: rest.slice(0, end), place: 'head' };
      rest = rest.slice(end);
      state = start[1] === '/' ? 'tail' : 'rows';
    }
    let from = 0;
    while (state === 'rows') {
      const next = /<(?:(\/(?:\w+:)?sheetData\s*)|((?:\w+:)?)row(?=[\s/>])([^>]*?)(\/?))>/g;
      next.lastIndex = from;
      const found = next.exec(rest);
      if (found === null) break;
      const open = found.index + found[0].length;
      if (found[1] !== undefined) {
        state = 'tail';
        from = found.index;
        break;
      }
      const prefix = found[2] ?? '';
      const close = found[4] === '/' ? open : rest.indexOf(`</${prefix}row>`, open);
      if (close < 0) break;
      const written = /\sr\s*=\s*["'](\d+)["']/.exec(found[3] ?? '')?.[1];
      number = written === undefined ? number + 1 : Number(written);
      yield {
        kind: 'row',
        number,
        tag: ` ${(found[3] ?? '').trim()}`,
        prefix,
        ...(found[4] === '/' ? NO_CELLS : readCells(rest.slice(open, close))),
      };
      from = found[4] === '/' ? open : close + prefix.length + 6;
    }
    rest = rest.slice(from);
    if (state === 'tail' && rest !== '') {
      yield { kind: 'text', text: rest, place: 'tail' };
      rest = '';
    }
  };
  for await (const part of stream) {
    rest += decoder.decode(part as Uint8Array, { stream: true });
    yield* pieces();
  }
  rest += decoder.decode();
  yield* pieces();
  if (state !== 'tail')
    throw new JiantuiError('unreadable-file', [{ code: 'unreadable', path: [], found: 'the end of the file' }]);
}

const NO_CELLS = { cells: [], trailer: '' } as const;

function readCells(xml: string): { readonly cells: readonly RawCell[]; readonly trailer: string } {
  const cells: RawCell[] = [];
  let column = -1;
  let end = 0;
  for (const found of xml.matchAll(CELL)) {
    const tag = ` ${found[2] ?? ''}`;
    const inside = found[3] ?? '';
    const letters = /\sr\s*=\s*["']([A-Z]+)\d+["']/.exec(tag)?.[1];
    column = letters === undefined ? column + 1 : columnIndex(letters);
    const type = /\st\s*=\s*["'](\w+)["']/.exec(tag)?.[1] ?? 'n';
    const style = /\ss\s*=\s*["'](\d+)["']/.exec(tag)?.[1];
    const value = type === 'inlineStr' ? inside : (/<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(inside)?.[1] ?? null);
    end = found.index + found[0].length;
    cells.push({
      column,
      xml: found[0],
      type,
      style: style === undefined ? null : Number(style),
      value,
      isFormula: /<(?:\w+:)?f[\s/>]/.test(inside),
    });
  }
  return { cells, trailer: xml.slice(end) };
}
