import { type FileHandle, open, rm } from 'node:fs/promises';
import { unreadable } from './read-text.js';

/** Where bytes are written, one after another. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  length(): number;
  close(): Promise<void>;
}

/**
 * A file, or the standard output for `-`.
 * @param from the length up to which the file is kept; null to begin a new one
 * @throws JiantuiError `unreadable-file`
 */
export async function sinkOf(path: string, from: number | null): Promise<Sink> {
  if (path === '-') {
    let written = 0;
    return {
      write: async (bytes) => {
        written += bytes.length;
        await writeTo(process.stdout, bytes);
      },
      length: () => written,
      close: async () => undefined,
    };
  }
  const file: FileHandle = await open(path, from === null ? 'w' : 'r+').catch((cause: NodeJS.ErrnoException) => {
    throw unreadable([{ code: 'unreadable', path: [], found: `${path}: ${cause.code ?? cause.message}` }], cause);
  });
  if (from !== null)
    await file.truncate(from).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
  let at = from ?? 0;
  return {
    write: async (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
      at += bytes.length;
    },
    length: () => at,
    close: () => file.close(),
  };
}

/** A file that is there only if something is written to it. */
export function lazySink(path: string, from: number): Sink {
  let sink: Promise<Sink> | null = from > 0 ? sinkOf(path, from) : null;
  let length = from;
  const cleared = from > 0 ? Promise.resolve() : rm(path, { force: true });
  return {
    write: async (bytes) => {
      await cleared;
      sink ??= sinkOf(path, null);
      await (await sink).write(bytes);
      length += bytes.length;
    },
    length: () => length,
    close: async () => {
      await cleared;
      if (sink !== null) await (await sink).close();
    },
  };
}

export async function writeTo(stream: NodeJS.WritableStream, bytes: Uint8Array): Promise<void> {
  if (bytes.length > 0 && !stream.write(bytes)) await new Promise<void>((done) => stream.once('drain', () => done()));
}
