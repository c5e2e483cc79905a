import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../node_modules/.cache/jiantui/killed/', import.meta.url));
const script = `${folder}cli.js`;
const ROWS = 40_000;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}package.json`, '{"type":"module"}\n');
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))],
    outfile: script,
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
  writeFileSync(`${folder}in.csv`, `id,asOf,povertyRegistration,dibaoStatus,dibaoCategory\n${rows.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(output: string, ...more: string[]) {
  const args = ['batch', 'in.csv', '-o', output, '--jurisdiction', 'rongchang', '--workers', '1', '--quiet', ...more];
  return spawn(process.execPath, [script, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

const read = (name: string) => readFileSync(`${folder}${name}`);

it('a run that is killed outright goes on to the same bytes', async () => {
  const [code] = await once(start('whole.ndjson'), 'exit');
  expect(code).toBe(1);
  const killed = start('part.ndjson');
  const end = once(killed, 'exit');
  while (!existsSync(`${folder}part.ndjson.progress.json`) && killed.exitCode === null) await setTimeout(5);
  killed.kill('SIGKILL');
  expect(await end).toEqual([null, 'SIGKILL']);
  expect(read('part.ndjson').length).toBeLessThan(read('whole.ndjson').length);
  expect(await once(start('part.ndjson', '--resume'), 'exit')).toEqual([1, null]);
  expect(read('part.ndjson').equals(read('whole.ndjson'))).toBe(true);
  expect(read('part.ndjson.errors.ndjson').equals(read('whole.ndjson.errors.ndjson'))).toBe(true);
});
