import { fstatSync, writeSync } from 'node:fs';
import { unwritable } from './write-file.js';

/** One of the process's own outputs. */
export interface Standard {
  /** Writes all of it. @throws JiantuiError where that cannot be done */
  write(text: string | Uint8Array): void;
  /** Waits until what was written has been taken. */
  taken(): Promise<void>;
}

/** Names under which a system lists the standard input and output among its files. */
const NAMES = { 0: ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'], 1: ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'] };

/** `-` for every name of the standard input (0) or output (1). */
export function standardName(path: string, which: 0 | 1): string {
  return NAMES[which].includes(path) ? '-' : path;
}

/**
 * A file is written to directly: Node's own stream takes it for done when a full disk takes only a part. What goes to a terminal
 * or to another program goes through the stream.
 */
export function standard(which: 1 | 2): Standard {
  const stream = which === 1 ? process.stdout : process.stderr;
  if (!isFile(which, stream.isTTY === true)) {
    return {
      write: (text) => void stream.write(text),
      taken: async () => {
        if (!stream.writableNeedDrain || stream.destroyed) return;
        await new Promise<void>((done) => {
          const end = () => {
            for (const event of ['drain', 'close', 'error']) stream.off(event, end);
            done();
          };
          for (const event of ['drain', 'close', 'error']) stream.on(event, end);
        });
      },
    };
  }
  return {
    write: (text) => {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(which, bytes, done, bytes.length - done);
      } catch (cause) {
        throw unwritable('-', cause);
      }
    },
    taken: async () => undefined,
  };
}

function isFile(which: 1 | 2, isTerminal: boolean): boolean {
  try {
    const found = fstatSync(which);
    return found.isFile() || (found.isCharacterDevice() && !isTerminal);
  } catch {
    return false;
  }
}
