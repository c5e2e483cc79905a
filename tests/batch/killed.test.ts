import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHARE } from '../support/size.js';

const folder = fileURLToPath(new URL('../../node_modules/.cache/jiantui/killed/', import.meta.url));
const path = (name: string) => `${folder}${name}`;
/** So many that they are read in two parts. */
const ROWS = 20_000;

/**
 * Loaded before the command: the process kills itself right after it has moved so many notes into place, or written so many
 * times to the results. No clock and no other process has a part in it.
 */
const KILLER = `
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
const [what, count] = process.env.KILL_AFTER.split(' ');
let left = Number(count);
const done = (which) => { if (which === what && --left === 0) process.kill(process.pid, 'SIGKILL'); };
const { rename, open } = fs;
fs.rename = async (...args) => { await rename(...args); done('note'); };
fs.open = async (...args) => {
  const file = await open(...args);
  const write = file.write.bind(file);
  file.write = async (...given) => { const written = await write(...given); done('write'); return written; };
  return file;
};
syncBuiltinESMExports();
`;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path('package.json'), '{"type":"module"}\n');
  writeFileSync(path('killer.js'), KILLER);
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))],
    outfile: path('cli.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const statuses = ['lifted', 'relapsed', 'nonsense', ''];
  const rows = Array.from(
    { length: ROWS },
    (_, row) => `household-of-the-village-${row},2020-06-30,${statuses[row % 4]},receiving,rural`,
  );
  writeFileSync(path('in.csv'), `id,asOf,povertyRegistration,dibaoStatus,dibaoCategory\n${rows.join('\n')}\n`);
  writeFileSync(path('small.csv'), 'id,asOf,dibaoStatus\na,2020-06-30,receiving\nb,2020-06-30,nonsense\n');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command. Where `stdio` gives a file, nothing is collected of that stream. */
async function jiantui(
  args: readonly string[],
  { killAfter, stdin = '', stdio }: { killAfter?: string; stdin?: string; stdio?: SpawnOptions['stdio'] } = {},
): Promise<Ended> {
  const node = killAfter === undefined ? [] : ['--import', pathToFileURL(path('killer.js')).href];
  const child = spawn(process.execPath, [...node, path('cli.js'), ...args], {
    cwd: folder,
    stdio: stdio ?? 'pipe',
    env: { ...process.env, NO_COLOR: '1', ...(killAfter === undefined ? {} : { KILL_AFTER: killAfter }) },
  });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (part) => {
    said.out += part;
  });
  child.stderr?.on('data', (part) => {
    said.err += part;
  });
  child.stdin?.on('error', () => undefined).end(stdin);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, ...said };
}

const batch = (input: string, output: string, ...more: string[]) => [
  ...['batch', input, '-o', output, '--jurisdiction', 'rongchang', '--workers', '1', '--quiet', '--lang', 'en'],
  ...more,
];
const read = (name: string) => readFileSync(path(name));

describe('a run that is killed outright', () => {
  beforeAll(async () => {
    expect(await jiantui(batch('in.csv', 'whole.ndjson'))).toMatchObject({ code: 1 });
  }, 120_000);

  it.each(SHARE < 1 ? ['write 1', 'note 2'] : ['note 1', 'write 1', 'note 2', 'write 3'])(
    'after %s goes on to the same bytes',
    async (killAfter) => {
      rmSync(path('part.ndjson'), { force: true });
      expect(await jiantui(batch('in.csv', 'part.ndjson'), { killAfter })).toMatchObject({ signal: 'SIGKILL' });
      expect(existsSync(path('part.ndjson.progress.json'))).toBe(true);
      expect(await jiantui(batch('in.csv', 'part.ndjson', '--resume'))).toMatchObject({ code: 1 });
      expect(read('part.ndjson').equals(read('whole.ndjson'))).toBe(true);
      expect(read('part.ndjson.errors.ndjson').equals(read('whole.ndjson.errors.ndjson'))).toBe(true);
      expect(existsSync(path('part.ndjson.progress.json'))).toBe(false);
    },
  );
});

describe('what is no ordinary file', () => {
  it('a folder is told as such', async () => {
    expect(await jiantui(batch('.', 'x.ndjson'))).toMatchObject({ code: 1, err: expect.stringContaining('a folder') });
    expect(await jiantui(batch('small.csv', '.'))).toMatchObject({ code: 1, err: expect.stringContaining('a folder') });
    expect(await jiantui(batch('small.csv', 'no/x'))).toMatchObject({ err: expect.stringContaining('no such folder') });
  });
  it.skipIf(!existsSync('/dev/stdin'))('the standard input and output by the names of files', async () => {
    const ended = await jiantui(batch('/dev/stdin', '/dev/stdout', '--from', 'csv'), {
      stdin: read('small.csv').toString(),
    });
    expect(ended).toMatchObject({ code: 1, out: expect.stringMatching(/^\{"row":1.*\n$/) });
    expect(ended.err).toContain('"line":3');
  });
  it.skipIf(!existsSync('/dev/full'))('a full disk is told, and the run can be gone on with', async () => {
    const full = await jiantui(batch('small.csv', '/dev/full'));
    expect(full).toMatchObject({
      code: 1,
      err: 'jiantui: /dev/full: the file cannot be written; found no space left\n',
    });
    symlinkSync('/dev/full', path('disk.ndjson.progress.json.new'));
    const later = await jiantui(batch('in.csv', 'disk.ndjson'));
    expect(later).toMatchObject({ code: 1, err: expect.stringContaining('no space left') });
    expect(later.err).not.toMatch(/^\s+at /mu);
  });
});
