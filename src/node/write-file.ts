import { writeFile } from 'node:fs/promises';
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
