import { JiantuiError } from '../base/error.js';

/**
 * What a workbook may hold. Sizes are looked at before anything is unpacked, and all else while it is read, so that time and
 * memory are bounded whatever the file is. `docs/spreadsheets.md` states them.
 */
export interface Limits {
  /** Bytes of the file, of one part that is read when unpacked, and of all parts together when unpacked. */
  readonly file: number;
  readonly part: number;
  readonly unpacked: number;
  /** Bytes of a part that is held as a whole: the workbook, the relations, the styles, and a sheet up to its rows. */
  readonly held: number;
  /** How many times its packed size a part may be when unpacked; parts up to `small` bytes may be any. */
  readonly ratio: number;
  readonly small: number;
  /** Parts in the file. */
  readonly parts: number;
  /** Elements in one part, levels of them, attributes of one, and characters of one tag or text. */
  readonly elements: number;
  readonly levels: number;
  readonly attributes: number;
  readonly token: number;
  /** Characters of one row with all its markup. */
  readonly row: number;
  /** Shared texts, and their characters together. */
  readonly strings: number;
  readonly characters: number;
  /** Merged blocks of a sheet. */
  readonly merges: number;
}

const KB = 1024;
const MB = 1024 * KB;

export const LIMITS: Limits = {
  file: 128 * MB,
  part: 256 * MB,
  unpacked: 1024 * MB,
  held: 16 * MB,
  ratio: 200,
  small: MB,
  parts: 10_000,
  elements: 30_000_000,
  levels: 64,
  attributes: 256,
  token: MB,
  row: 8 * MB,
  strings: 2_000_000,
  characters: 64 * MB,
  merges: 100_000,
};

/** The last row of a worksheet, and the number of its columns. */
export const LAST_ROW = 1_048_576;
export const COLUMNS = 16_384;
/** The last cell of a worksheet. */
export const LAST_CELL = 'XFD1048576';

/** What is beyond a limit, in which part of the workbook; '' for the file. */
export function beyond(part: string, what: LimitKind, most: number): JiantuiError {
  return new JiantuiError('unreadable-file', [
    {
      code: `sheet-${what}`,
      path: part === '' ? [] : [part],
      expected: `at most ${what === 'size' ? sizeText(most) : most}`,
    },
  ]);
}
export type LimitKind =
  | 'size'
  | 'ratio'
  | 'parts'
  | 'elements'
  | 'levels'
  | 'attributes'
  | 'token'
  | 'row'
  | 'texts'
  | 'merges';

function sizeText(bytes: number): string {
  return bytes >= MB ? `${bytes / MB} MB` : bytes >= KB && bytes % KB === 0 ? `${bytes / KB} KB` : `${bytes} B`;
}
