import { createWriteStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { JiantuiError } from '../base/error.js';

/** Writes a file whole. @throws JiantuiError `unreadable-file` where it cannot be written */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Writes a file as its bytes come. It has its name only when it is complete.
 * @throws JiantuiError `unreadable-file` where it cannot be written; or whatever the stream fails with
 */
export async function writeStream(path: string, bytes: Readable): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(bytes, createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    // What the file system says, as against what went wrong with the bytes.
    throw error instanceof Error && 'syscall' in error ? unwritable(path, error) : error;
  }
}

function unwritable(path: string, cause: unknown): JiantuiError {
  return new JiantuiError(
    'unreadable-file',
    [{ code: 'unwritable', path: [path], found: (cause as { code?: string }).code ?? String(cause) }],
    { cause },
  );
}

/** Whether two paths lead to one file, by whatever names. */
export async function isSameFile(input: string, output: string): Promise<boolean> {
  if (resolve(input) === resolve(output)) return true;
  const [a, b] = await Promise.all([stat(input).catch(() => null), stat(output).catch(() => null)]);
  return a !== null && b !== null && a.ino === b.ino && a.dev === b.dev;
}
