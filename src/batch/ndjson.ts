import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { type Encoding, wrongEncoding } from './encoding.js';
import { parsePlain } from './plain-json.js';
import type { Rows } from './rows.js';
import { isBlank, linesOf } from './split.js';

/** What reads text; kept outside, so that this layer touches no files. */
export interface TextReader {
  /** @throws JiantuiError with what is wrong with the JSON */
  parse(text: string): unknown;
  /** Whether bytes are UTF-8 throughout. */
  isUtf8(bytes: Uint8Array): boolean;
}

/** Where a chunk of lines stands in its input. */
export interface ChunkPlace {
  /** Number of its first record, from 1. */
  readonly row: number;
  /** Number of its first line, from 1. */
  readonly line: number;
  /** True where the input ends with this chunk, in the middle of a line. */
  readonly isCutOff: boolean;
}

const decoder = new TextDecoder();

/** Reads a chunk of whole lines, each a household in JSON; blank lines are counted and passed over. */
export function ndjsonChunk(
  rows: Pick<Rows, 'household' | 'bad' | 'blank'>,
  reader: TextReader,
  encoding: Encoding,
): (bytes: Uint8Array, place: ChunkPlace) => void {
  const others = encoding === 'utf-8' ? null : new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  const oneLine = (bytes: Uint8Array, from: number, to: number, row: number, line: number, isCutOff: boolean) =>
    rows.household(row, line, () => {
      const text = decoder.decode(bytes.subarray(from, to));
      const plain = parsePlain(text);
      if (plain !== undefined) return plain;
      if (isCutOff && !text.trimEnd().endsWith('}'))
        throw new JiantuiError('bad-household', [{ code: 'json-cut-off', path: [], found: shown(text.slice(-40)) }]);
      return reader.parse(text);
    });
  return (given, place) => {
    let bytes = given;
    let isSound = true;
    if (others === null) isSound = reader.isUtf8(given);
    else {
      try {
        bytes = encoder.encode(others.decode(given));
      } catch {
        isSound = false;
      }
    }
    let { row, line } = place;
    for (const { from, to, next } of linesOf(bytes, true)) {
      if (isBlank(bytes, from, to)) rows.blank();
      else {
        const isCutOff = place.isCutOff && to === next;
        const own = isSound ? null : decoded(bytes.subarray(from, to), others, reader, encoder);
        if (isSound) oneLine(bytes, from, to, row, line, isCutOff);
        else if (own === null) rows.bad(row, line, [wrongEncoding(bytes.subarray(from, to), encoding)]);
        else oneLine(own, 0, own.length, row, line, isCutOff);
        row += 1;
      }
      line += 1;
    }
  };
}

/** One line as UTF-8; null where its bytes do not fit the encoding. */
function decoded(
  bytes: Uint8Array,
  other: InstanceType<typeof TextDecoder> | null,
  reader: TextReader,
  encoder: InstanceType<typeof TextEncoder>,
): Uint8Array | null {
  if (other === null) return reader.isUtf8(bytes) ? bytes : null;
  try {
    return encoder.encode(other.decode(bytes));
  } catch {
    return null;
  }
}
