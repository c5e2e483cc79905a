import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { standard } from './standard.js';
import { unwritable } from './write-file.js';

/** Where bytes are written, one after another. Every failure is a JiantuiError `unreadable-file` that names the place. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  length(): number;
  close(): Promise<void>;
}

/** Whether a path is, or will be, an ordinary file: one that has a length, can be cut, and can have others beside it. */
export async function isOrdinary(path: string): Promise<boolean> {
  if (path === '-') return false;
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? true;
}

/** @throws JiantuiError `unreadable-file` for a folder where a file is to be written */
export async function refuseFolders(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const found = path === '-' ? null : await stat(path).catch(() => null);
    if (found?.isDirectory() === true) throw unwritable(path, { code: 'EISDIR' });
  }
}

/**
 * A file, or the standard output for `-`.
 * @param from the length up to which an ordinary file is kept; null to begin a new one
 * @throws JiantuiError `unreadable-file`
 */
export async function sinkOf(path: string, from: number | null): Promise<Sink> {
  if (path === '-') return standardSink(1);
  const fails = (cause: unknown) => {
    throw unwritable(path, cause);
  };
  const file: FileHandle = await open(path, from === null ? 'w' : 'r+').catch(fails);
  let isFile = true;
  try {
    isFile = (await file.stat()).isFile();
    if (from !== null) await file.truncate(from);
  } catch (cause) {
    await file.close();
    throw unwritable(path, cause);
  }
  let at = from ?? 0;
  return {
    write: async (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        // A pipe has no places, only an end.
        const place = isFile ? at + done : null;
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, place).catch(fails);
        done += bytesWritten;
      }
      at += bytes.length;
    },
    length: () => at,
    // Some systems say only now that there was no space.
    close: () => file.close().catch(fails),
  };
}

/** The standard output (1), or the standard error (2). */
export function standardSink(which: 1 | 2): Sink {
  const own = standard(which);
  let written = 0;
  return {
    write: async (bytes) => {
      written += bytes.length;
      own.write(bytes);
      await own.taken();
    },
    length: () => written,
    close: async () => undefined,
  };
}

/** A file that is there only if something is written to it. @throws JiantuiError `unreadable-file` */
export async function lazySink(path: string, from: number): Promise<Sink> {
  if (from === 0)
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
  let sink: Sink | null = from > 0 ? await sinkOf(path, from) : null;
  return {
    write: async (bytes) => {
      sink ??= await sinkOf(path, null);
      await sink.write(bytes);
    },
    length: () => sink?.length() ?? 0,
    close: async () => sink?.close(),
  };
}
