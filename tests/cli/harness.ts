import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.js';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly stdin?: string | Uint8Array;
  readonly env?: Record<string, string>;
  readonly columns?: number;
}

/** Runs the command line in this process and collects what it says. */
export async function jiantui(argv: readonly string[], world: World = {}): Promise<Ran> {
  const said = { out: [] as string[], err: [] as string[] };
  const { stdin = '', env = {}, columns = null } = world;
  const status = await run(argv, {
    out: (text) => void said.out.push(text),
    err: (text) => void said.err.push(text),
    readStdin: async () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
    env,
    columns,
  });
  return { status, out: said.out.join(''), err: said.err.join('') };
}

/** A folder for the files of one test file, gone at its end. */
export function workFolder(): (name: string, content: string | Uint8Array | object) => string {
  const folder = mkdtempSync(join(tmpdir(), 'jiantui-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    const bytes =
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content, null, 2);
    writeFileSync(path, bytes);
    return path;
  };
}

export const HOUSEHOLDS = 'fixtures/households/rongchang.json';
export const PARAMETERS = 'fixtures/parameters/rongchang-2020.json';
