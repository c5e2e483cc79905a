import { stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { JiantuiError } from '../base/error.js';

/** Writes a file whole. @throws JiantuiError `unreadable-file` where it cannot be written */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    throw new JiantuiError(
      'unreadable-file',
      [{ code: 'unwritable', path: [path], found: (cause as { code?: string }).code ?? String(cause) }],
      { cause },
    );
  }
}

/** Whether two paths lead to one file, by whatever names. */
export async function isSameFile(input: string, output: string): Promise<boolean> {
  if (resolve(input) === resolve(output)) return true;
  const [a, b] = await Promise.all([stat(input).catch(() => null), stat(output).catch(() => null)]);
  return a !== null && b !== null && a.ino === b.ino && a.dev === b.dev;
}
