import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
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

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left',
  EDQUOT: 'no space left',
  EFBIG: 'a file that is too large',
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  EISDIR: 'a folder',
  ERR_FS_EISDIR: 'a folder',
  EACCES: 'no permission to write it',
  EPERM: 'no permission to write it',
  EROFS: 'no permission to write it',
  EPIPE: 'nobody who reads it',
  ENAMETOOLONG: 'a name that is too long',
  ERR_INVALID_ARG_VALUE: 'a name with a zero byte',
};

/** A file that cannot be written, and why. `-` is the standard output. */
export function unwritable(path: string, cause: unknown): JiantuiError {
  const code = (cause as { code?: string }).code ?? String(cause);
  const found = Object.hasOwn(REASONS, code) ? REASONS[code] : code;
  const issue = path === '-' ? { code: 'unwritable-output', path: [] } : { code: 'unwritable', path: [path] };
  return new JiantuiError('unreadable-file', [{ ...issue, ...(found === undefined ? {} : { found }) }], { cause });
}
