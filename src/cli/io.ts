import type { Language } from '../base/issue-text.js';
import { standard } from '../node/standard.js';
import { unwritable } from '../node/write-file.js';
import { reportIssues } from './report.js';

/** What the command sees of the world. Tests give their own. */
export interface Io {
  /** Results. @throws JiantuiError where they cannot be written */
  out(text: string): void;
  /** Messages and problems. */
  err(text: string): void;
  readStdin(): Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that results go to; null where they go to a file or another program. */
  readonly columns: number | null;
}

/**
 * The process's own streams. A reader of the results who stops reading ends the program quietly; one of the messages does not
 * end it.
 */
export function processIo(language: Language): Io {
  const [out, err] = [standard(1), standard(2)];
  const io: Io = {
    out: (text) => out.write(text),
    err: (text) => {
      try {
        err.write(text);
      } catch {
        // There is nowhere to say so.
      }
    },
    readStdin: async () => {
      const parts: Uint8Array[] = [];
      for await (const part of process.stdin) parts.push(part as Uint8Array);
      return Buffer.concat(parts);
    },
    env: process.env,
    columns: process.stdout.isTTY === true ? (process.stdout.columns ?? 80) : null,
  };
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    reportIssues(io, unwritable('-', error).issues, 'jiantui', language);
    process.exit(1);
  });
  return io;
}
