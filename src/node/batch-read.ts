import { type FileHandle, open } from 'node:fs/promises';
import { csvRecords, wholeLines } from '../batch/split.js';
import { type Chunk, MAX_RECORD } from './batch-engine.js';

/** Bytes that are read and decided at a time. */
export const CHUNK_BYTES = 1 << 20;

/** An input that is read from its beginning to its end. */
export interface ByteSource {
  /** Length in bytes; null where it cannot be known. */
  readonly size: number | null;
  /** Up to `CHUNK_BYTES` more bytes; empty at the end. */
  next(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A file, from a place in it on. */
export async function fileSource(path: string, from: number): Promise<ByteSource> {
  const file: FileHandle = await open(path, 'r');
  let at = from;
  return {
    size: (await file.stat()).size,
    next: async () => {
      const buffer = new Uint8Array(CHUNK_BYTES);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      at += bytesRead;
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

/** A stream such as the standard input. */
export function streamSource(stream: AsyncIterable<Uint8Array>): ByteSource {
  const parts = stream[Symbol.asyncIterator]();
  return {
    size: null,
    next: async () => {
      for (;;) {
        const { done, value } = await parts.next();
        if (done === true) return new Uint8Array(0);
        if (value.length > 0) return value;
      }
    },
    close: async () => {
      await parts.return?.();
    },
  };
}

/** Where reading stands: bytes, records and lines that lie behind. */
export interface Position {
  readonly offset: number;
  readonly row: number;
  readonly line: number;
}

export interface PlacedChunk extends Chunk {
  /** The position behind the chunk. */
  readonly after: Position;
}

/**
 * Cuts an input into chunks of whole records. A record that is too long is passed over without being kept, and reported.
 * @param start where the source stands; at the very beginning a byte order mark is passed over
 */
export async function* readChunks(
  source: ByteSource,
  format: 'ndjson' | 'csv',
  start: Position,
): AsyncGenerator<PlacedChunk> {
  const whole = format === 'ndjson' ? wholeLines : csvRecords;
  let { offset, row, line } = start;
  let rest = new Uint8Array(0);
  let isSkipping = false;
  for (;;) {
    const more = await source.next();
    const isLast = more.length === 0;
    if (isLast && rest.length === 0 && !isSkipping) return;
    let bytes = joined(rest, more);
    if (offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      bytes = bytes.subarray(3);
      offset = 3;
    }
    if (isSkipping) {
      // The end of a record that is too long is the next line end.
      const end = bytes.indexOf(10);
      offset += end < 0 ? bytes.length : end + 1;
      rest = end < 0 ? new Uint8Array(0) : bytes.slice(end + 1);
      if (end < 0 && !isLast) continue;
      isSkipping = false;
      row += 1;
      line += 1;
      yield { bytes: new Uint8Array(0), row, line, isCutOff: false, isTooLong: true, after: { offset, row, line } };
      if (isLast && rest.length === 0) return;
      continue;
    }
    const found = whole(bytes, isLast);
    if (found.end > 0) {
      const own = bytes.slice(0, found.end);
      const isCutOff = isLast && own[own.length - 1] !== 10;
      offset += found.end;
      yield {
        bytes: own,
        row: row + 1,
        line: line + 1,
        isCutOff,
        isTooLong: false,
        after: { offset, row: row + found.rows, line: line + found.lines },
      };
      row += found.rows;
      line += found.lines;
    }
    rest = bytes.slice(found.end);
    if (isLast) return;
    if (rest.length > MAX_RECORD) {
      offset += rest.length;
      rest = new Uint8Array(0);
      isSkipping = true;
    }
  }
}

function joined(a: Uint8Array<ArrayBuffer>, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
