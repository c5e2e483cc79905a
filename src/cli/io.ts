/** What the command sees of the world. Tests give their own. */
export interface Io {
  /** Results. */
  out(text: string): void;
  /** Messages and problems. */
  err(text: string): void;
  readStdin(): Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that results go to; null where they go to a file or another program. */
  readonly columns: number | null;
}

/** The process's own streams. A reader who stops reading ends the program quietly. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readStdin: async () => {
      const parts: Uint8Array[] = [];
      for await (const part of process.stdin) parts.push(part as Uint8Array);
      return Buffer.concat(parts);
    },
    env: process.env,
    columns: process.stdout.isTTY === true ? (process.stdout.columns ?? 80) : null,
  };
}
