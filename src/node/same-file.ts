import { fstatSync } from 'node:fs';
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';

/** A file of a run, and what names it on the command line. `-` is the standard input where it is read, the output where it is written. */
export interface NamedFile {
  readonly path: string;
  readonly by: string;
}

/**
 * Refuses to write a file that the run also reads, or writes as something else, by whatever names and links the two are reached.
 * To be called before anything is opened for writing.
 * @throws JiantuiError `bad-option`
 */
export async function refuseSameFile(reads: readonly NamedFile[], writes: readonly NamedFile[]): Promise<void> {
  const taken = new Map<string, string>();
  const issues: Issue[] = [];
  for (const { path, by } of reads) {
    const found = await identity(path, 0);
    if (found !== null && !taken.has(found)) taken.set(found, by);
  }
  for (const { path, by } of writes) {
    const found = (await identity(path, 1)) ?? (await placeToBe(path));
    if (found === null) continue;
    const other = taken.get(found);
    if (other === undefined) taken.set(found, by);
    else issues.push({ code: 'same-file', path: [by], found: path, expected: `another file than ${other}` });
  }
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
}

/** What a file that is there is known by; null for devices, which anybody may write to. */
async function identity(path: string, standard: 0 | 1): Promise<string | null> {
  try {
    const found = path === '-' ? fstatSync(standard, { bigint: true }) : await stat(path, { bigint: true });
    const counts = found.isFile() || (path !== '-' && found.isFIFO());
    return counts && found.ino !== 0n ? `${found.dev}:${found.ino}` : null;
  } catch {
    return null;
  }
}

/** Most links that are followed from one to the next, as systems do. */
const MOST_LINKS = 40;

/**
 * Where a file that is not there will come to be. Names that differ in their capitals only are taken for one: on many systems
 * they are.
 */
async function placeToBe(path: string): Promise<string | null> {
  if (path === '-') return null;
  let at = resolve(path);
  for (let count = 0; count < MOST_LINKS; count++) {
    const found = await lstat(at).catch(() => null);
    if (found === null) break;
    // A link to something that is there has been looked up already.
    if (!found.isSymbolicLink()) return null;
    at = resolve(dirname(at), await readlink(at));
  }
  const folder = await realpath(dirname(at)).catch(() => dirname(at));
  return `to be ${join(folder, basename(at)).normalize('NFC').toLowerCase()}`;
}
