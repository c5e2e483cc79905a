import { open } from 'node:fs/promises';
import { csvRecords, lineEnd, type Whole, wholeLines } from '../batch/split.js';
import { type Chunk, MAX_RECORD } from './batch-engine.js';

/** Bytes that are read and decided at a time. */
export const CHUNK_BYTES = 1 << 20;

const NOTHING = new Uint8Array(0);
const [LINE_FEED, RETURN] = [10, 13] as const;

/** Milliseconds that a stream may take to fill a chunk: one that comes slowly is decided as it comes. */
const PATIENCE = 100;

/** An input that is read from its beginning to its end. */
export interface ByteSource {
  /** Length in bytes; null where it cannot be known. */
  readonly size: number | null;
  /** The bytes given and more after them, up to `CHUNK_BYTES`; no more than those given at the end. */
  next(before?: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** A file, from a place in it on. One that is no ordinary file, such as a pipe, is read as it comes, from its beginning. */
export async function fileSource(path: string, from: number): Promise<ByteSource> {
  const file = await open(path, 'r');
  const found = await file.stat().catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
  if (found.isDirectory()) {
    await file.close();
    throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  }
  if (!found.isFile()) return streamSource(file.createReadStream());
  let at = from;
  return {
    size: found.size,
    next: async (before = NOTHING) => {
      const buffer = new Uint8Array(before.length + CHUNK_BYTES);
      buffer.set(before);
      const { bytesRead } = await file.read(buffer, before.length, CHUNK_BYTES, at);
      at += bytesRead;
      return buffer.subarray(0, before.length + bytesRead);
    },
    close: () => file.close(),
  };
}

/** A stream such as the standard input. */
export function streamSource(stream: AsyncIterable<Uint8Array>): ByteSource {
  const parts = stream[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<Uint8Array>> | null = null;
  return {
    size: null,
    next: async (before = NOTHING) => {
      const list = [before];
      let length = 0;
      for (let deadline = Number.POSITIVE_INFINITY; length < CHUNK_BYTES; ) {
        pending ??= parts.next();
        const part = await within(pending, deadline - Date.now());
        if (part === null) break;
        pending = null;
        if (part.done === true) break;
        if (length === 0) deadline = Date.now() + PATIENCE;
        list.push(part.value);
        length += part.value.length;
      }
      return together(list);
    },
    close: async () => {
      await parts.return?.();
    },
  };
}

/** What a promise comes to, or null where that takes longer. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  if (!Number.isFinite(milliseconds)) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, milliseconds));
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function together(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
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
 * @param headers the cells of the header row of a table; null for lines of JSON
 * @param start where the source stands; at the very beginning a byte order mark is passed over
 * @param passed is told of all bytes in their order, those of a chunk before it is given
 */
export async function* readChunks(
  source: ByteSource,
  headers: readonly string[] | null,
  start: Position,
  passed: (bytes: Uint8Array) => void = () => undefined,
): AsyncGenerator<PlacedChunk> {
  const whole = (bytes: Uint8Array, isLast: boolean): Whole =>
    headers === null
      ? wholeLines(bytes, isLast)
      : csvRecords(bytes, { isLast, width: headers.length, isFull: bytes.length > MAX_RECORD });
  let { offset, row, line } = start;
  let rest: Uint8Array = NOTHING;
  let isSkipping = false;
  for (;;) {
    let bytes = await source.next(rest);
    const isLast = bytes.length === rest.length;
    if (bytes.length === 0 && !isSkipping) return;
    if (offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      passed(bytes.subarray(0, 3));
      bytes = bytes.subarray(3);
      offset = 3;
    }
    if (isSkipping) {
      // The end of a record that is too long is the next line end.
      const end = lineEnd(bytes, 0, isLast)?.next ?? null;
      // A carriage return at the end may be half of a line end.
      const skipped = end ?? (bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length);
      passed(bytes.subarray(0, skipped));
      offset += skipped;
      rest = bytes.slice(skipped);
      if (end === null) continue;
      isSkipping = false;
      row += 1;
      line += 1;
      yield { bytes: NOTHING.slice(), row, line, isCutOff: false, isTooLong: true, after: { offset, row, line } };
      if (isLast && rest.length === 0) return;
      continue;
    }
    const found = whole(bytes, isLast);
    if (found.end > 0) {
      // The chunk may be handed to a worker with its memory: what is not of it is copied.
      const own = bytes.subarray(0, found.end);
      const isCutOff = isLast && own.at(-1) !== LINE_FEED && own.at(-1) !== RETURN;
      rest = bytes.slice(found.end);
      offset += found.end;
      passed(own);
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
    } else rest = bytes;
    if (isLast) return;
    if (rest.length > MAX_RECORD) {
      const half = rest.at(-1) === RETURN ? 1 : 0;
      passed(rest.subarray(0, rest.length - half));
      offset += rest.length - half;
      rest = rest.slice(rest.length - half);
      isSkipping = true;
    }
  }
}
