import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { standardName } from './standard.js';

/** Most bytes that one input may have. */
export const MAX_BYTES = 256 * 1024 * 1024;

/** Where the bytes of `-` come from. */
export type ReadStdin = () => Promise<Uint8Array>;

/**
 * The text of a file, or of the standard input for `-`. It has to be UTF-8 throughout; a byte order mark is taken off.
 * @throws JiantuiError `unreadable-file`
 */
export async function readText(path: string, readStdin: ReadStdin): Promise<string> {
  const bytes = standardName(path, 0) === '-' ? await readStdin() : await readBytes(path);
  if (bytes.length > MAX_BYTES)
    throw unreadable([
      { code: 'too-large-file', path: [], found: `${bytes.length} bytes`, expected: `at most ${MAX_BYTES}` },
    ]);
  return decodeUtf8(bytes);
}

/** @throws JiantuiError `unreadable-file` */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? 'unknown';
    const suggestion = code === 'ENOENT' ? await neighbour(path) : undefined;
    throw unreadable(
      [
        {
          code: 'unreadable',
          path: [],
          found: readingReason(cause),
          ...(suggestion === undefined ? {} : { suggestion }),
        },
      ],
      cause,
    );
  }
}

/** Why a file cannot be read. */
export function readingReason(cause: unknown): string {
  const code = (cause as { code?: string }).code ?? String(cause);
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENAMETOOLONG: 'a name that is too long',
  ERR_FS_FILE_TOO_LARGE: 'a file that is too large',
  ERR_INVALID_ARG_VALUE: 'a name with a zero byte',
};

/** A file of a like name in the same folder. */
async function neighbour(path: string): Promise<string | undefined> {
  const files = await readdir(dirname(path)).catch(() => []);
  const found = nearest(basename(path), files);
  return found === undefined ? undefined : path.slice(0, path.length - basename(path).length) + found;
}

/**
 * Decodes UTF-8 strictly.
 * @throws JiantuiError `unreadable-file` with the line of the first byte that does not fit, and the encoding it looks like
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const place = firstBadByte(bytes);
    const line = bytes.subarray(0, place).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 1);
    const found = `byte ${hex(bytes[place])} in line ${line}`;
    throw unreadable([{ code: 'not-utf8', path: [], found, expected: looksLike(bytes) }], cause);
  }
}

/** The place of the first byte that is not UTF-8: the longest prefix that can still be decoded ends before it. */
function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (canBegin(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function canBegin(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function looksLike(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'UTF-8; this looks like UTF-16, save it as UTF-8';
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return 'UTF-8; this looks like GBK, save it as UTF-8';
  } catch {
    return 'UTF-8';
  }
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
}

export function unreadable(issues: readonly Issue[], cause?: unknown): JiantuiError {
  return new JiantuiError('unreadable-file', issues, cause === undefined ? undefined : { cause });
}
