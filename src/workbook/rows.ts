import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { Texts } from './archive.js';
import { beyond, COLUMNS, LAST_CELL, LAST_ROW } from './limits.js';
import { createStringReader, type StringReader } from './strings.js';
import { readReference } from './xml.js';
import { createXmlReader, type Tag } from './xml-reader.js';

/** One cell as it stands in the file. */
export interface RawCell {
  readonly column: number;
  /** The whole element, to be written back as it is. */
  readonly xml: string;
  readonly type: string;
  readonly style: number | null;
  /** What stands in `v`, or in `is` for an inline text; null where there is neither. */
  readonly value: string | null;
  readonly isFormula: boolean;
}

/** A row, its cells in the order of the file. */
export interface RawRow {
  readonly kind: 'row';
  readonly number: number;
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly cells: readonly RawCell[];
  /** What else stands in the row. */
  readonly trailer: string;
  /** What makes it uncertain what the row holds: a cell twice, or one that is not where it says. */
  readonly problems: readonly Issue[];
}

/** What stands before the rows, down to the tag that opens them; the places are within that text. */
export interface Head {
  readonly kind: 'head';
  readonly text: string;
  readonly prefix: string;
  /** Where the tag of the rows begins. */
  readonly rows: number;
  readonly dimension: Part | null;
  readonly columns: (Part & { readonly list: readonly Readonly<Record<string, string>>[] }) | null;
}
interface Part {
  readonly from: number;
  readonly to: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a sheet's file is made of. */
export type Piece =
  | Head
  | RawRow
  | { readonly kind: 'tail'; readonly text: string }
  /** A block of merged cells, which stands in the tail. */
  | { readonly kind: 'merge'; readonly ref: string };

/**
 * Reads a worksheet's file piece by piece, in order. No more than a row is held at a time. White space and comments between
 * rows and cells are not kept.
 * @throws JiantuiError `unreadable-file` where it is broken, or beyond the limits
 */
export async function* readPieces(archive: Texts, part: string): AsyncGenerator<Piece> {
  const { limits } = archive;
  const ready: Piece[] = [];
  let state = 'head' as 'head' | 'rows' | 'tail';
  let from = 0;
  let rows = 0;
  let merges = 0;
  let row = 0;
  let dimension: Part | null = null;
  let columns: { from: number; to: number; attributes: Tag['attributes']; list: Tag['attributes'][] } | null = null;
  /** The outer element that is open before the rows. */
  let outer = '';
  let open: Draft | null = null;
  let cell: CellDraft | null = null;

  const openRow = (tag: Tag) => {
    if (tag.local !== 'row') throw unexpected(part, tag.local);
    rows += 1;
    row = tag.attributes.r === undefined ? row + 1 : wholeNumber(tag.attributes.r);
    if (!(row >= 1 && row <= LAST_ROW) || rows > LAST_ROW) throw outside(part, `row ${tag.attributes.r ?? row}`);
    open = { number: row, tag, cells: [], trailer: '', problems: [], column: -1, last: -1, columns: null, from: 0 };
  };
  const openCell = (draft: Draft, tag: Tag) => {
    const written = tag.attributes.r;
    const reference = written === undefined ? null : readReference(written);
    if (reference !== null && (reference.column >= COLUMNS || reference.row > LAST_ROW || reference.row < 1))
      throw outside(part, written ?? '');
    if (written !== undefined && (reference === null || reference.row !== draft.number))
      draft.problems.push({ code: 'wrong-reference', path: [], found: written, expected: `A${draft.number}` });
    draft.column = reference?.column ?? draft.column + 1;
    if (draft.column >= COLUMNS) throw outside(part, `column ${draft.column + 1}`);
    // Cells nearly always stand in order; only where they do not are the columns kept.
    if (draft.column <= draft.last) draft.columns ??= new Set(draft.cells.map(({ column }) => column));
    draft.last = Math.max(draft.last, draft.column);
    if (draft.columns?.has(draft.column))
      draft.problems.push({ code: 'duplicate-cell', path: [], found: written ?? `column ${draft.column + 1}` });
    draft.columns?.add(draft.column);
    cell = { tag, value: null, inline: null, isFormula: false, strings: null, at: '' };
  };
  const closeCell = (draft: Draft, { tag, value, inline, isFormula }: CellDraft, to: number) => {
    const type = tag.attributes.t ?? (value === null && inline !== null ? 'inlineStr' : 'n');
    draft.cells.push({
      column: draft.column,
      xml: reader.raw(tag.from, to),
      type,
      style: tag.attributes.s === undefined ? null : wholeNumber(tag.attributes.s),
      value: type === 'inlineStr' ? (inline ?? value) : value,
      isFormula,
    });
  };

  const reader = createXmlReader(part, limits, {
    open: (tag, depth) => {
      if (depth === 1 && tag.local !== 'worksheet') throw unexpected(part, tag.local);
      if (state === 'head') {
        if (depth === 2) outer = tag.local;
        if (depth === 2 && outer === 'dimension') dimension = tag;
        else if (depth === 2 && outer === 'cols') columns ??= { ...tag, list: [] };
        else if (depth === 3 && outer === 'cols') columns?.list.push(tag.attributes);
        else if (depth === 2 && outer === 'sheetData') {
          ready.push({
            kind: 'head',
            text: reader.raw(0, tag.to),
            prefix: tag.prefix,
            rows: tag.from,
            dimension,
            columns,
          });
          from = tag.to;
          state = 'rows';
        }
        return;
      }
      if (state === 'tail') {
        if (depth === 2 && tag.local === 'sheetData') throw unexpected(part, tag.local);
        if (depth !== 3 || tag.local !== 'mergeCell' || tag.attributes.ref === undefined) return;
        merges += 1;
        if (merges > limits.merges) throw beyond(part, 'merges', limits.merges);
        ready.push({ kind: 'merge', ref: tag.attributes.ref });
        return;
      }
      if (depth === 3) openRow(tag);
      else if (open !== null && depth === 4) {
        if (tag.local === 'c') openCell(open, tag);
        else if (tag.local === 'extLst') open.from = tag.from;
        else throw unexpected(part, tag.local);
      } else if (cell !== null && depth === 5) {
        cell.at = tag.local;
        if (tag.local === 'f') cell.isFormula = true;
        else if (tag.local === 'v') cell.value ??= '';
        else if (tag.local === 'is') cell.strings = createStringReader();
      } else if (cell !== null && cell.at === 'is') cell.strings?.open(tag.local, depth - 5);
    },
    text: (text, depth) => {
      if (cell === null) return;
      if (depth === 5 && cell.at === 'v') cell.value = (cell.value ?? '') + text;
      else if (depth > 5 && cell.at === 'is') cell.strings?.text(text);
    },
    close: (local, depth, start, to) => {
      if (state === 'head') {
        if (depth === 2 && local === 'dimension' && dimension !== null) dimension = { ...dimension, to };
        else if (depth === 2 && local === 'cols' && columns !== null && columns.to < to) columns = { ...columns, to };
        return;
      }
      if (state === 'rows' && depth === 2) {
        state = 'tail';
        from = start;
      } else if (state === 'rows' && open !== null) {
        if (depth === 3) {
          const { number, tag, cells, trailer, problems } = open;
          ready.push({ kind: 'row', number, prefix: tag.prefix, attributes: tag.attributes, cells, trailer, problems });
          open = null;
          from = to;
        } else if (depth === 4 && local === 'c' && cell !== null) {
          closeCell(open, cell, to);
          cell = null;
        } else if (depth === 4) open.trailer += reader.raw(open.from, to);
        else if (cell !== null && cell.at === 'is') {
          if (depth === 5) cell.inline = cell.strings?.end() ?? '';
          else cell.strings?.close(local, depth - 5);
        }
      }
    },
  });
  for await (const text of archive.texts(part)) {
    reader.write(text);
    if (state === 'head' && reader.position > limits.held) throw beyond(part, 'size', limits.held);
    if (state === 'rows' && open !== null && reader.position - from > limits.row) throw beyond(part, 'row', limits.row);
    yield* ready.splice(0);
    if (state === 'tail') {
      const to = reader.position;
      yield { kind: 'tail', text: reader.raw(from, to) };
      from = to;
    }
    // Between rows there may be comments without end; a tag may begin in one piece of the text and end in the next.
    if (state !== 'head') reader.forget(open === null ? Math.max(from, reader.position - limits.token) : from);
  }
  const rest = state === 'tail' ? reader.raw(from, Number.MAX_SAFE_INTEGER) : '';
  reader.end();
  if (state !== 'tail') throw unexpected(part, 'worksheet');
  yield* ready.splice(0);
  if (rest !== '') yield { kind: 'tail', text: rest };
}

/** A row and a cell while they are being read. */
interface Draft {
  readonly number: number;
  readonly tag: Tag;
  readonly cells: RawCell[];
  trailer: string;
  readonly problems: Issue[];
  column: number;
  /** The last column so far, and all of them once one has not been the last. */
  last: number;
  columns: Set<number> | null;
  /** Where what is not a cell begins. */
  from: number;
}
interface CellDraft {
  readonly tag: Tag;
  value: string | null;
  inline: string | null;
  isFormula: boolean;
  strings: StringReader | null;
  /** The element of the cell that is open. */
  at: string;
}

function wholeNumber(text: string): number {
  return /^[0-9]{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

function outside(part: string, found: string): JiantuiError {
  return new JiantuiError('unreadable-file', [
    { code: 'beyond-sheet', path: [part], found, expected: `at most ${LAST_CELL}` },
  ]);
}

function unexpected(part: string, found: string): JiantuiError {
  return new JiantuiError('unreadable-file', [{ code: 'not-a-sheet', path: [part], found: `<${found}>` }]);
}
