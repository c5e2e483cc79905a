import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Rows of the large run; `JIANTUI_BATCH_ROWS` sets another number. Nothing of them is kept: they are made while they are read. */
const LARGE = Number(process.env.JIANTUI_BATCH_ROWS ?? 1_000_000);
const SMALL = 100_000;
const folder = fileURLToPath(new URL('../../node_modules/.cache/jiantui/batch-memory/', import.meta.url));
const script = `${folder}batch-stream.js`;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}package.json`, '{"type":"module"}\n');
  await build({
    entryPoints: [fileURLToPath(new URL('batch-stream.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Megabytes that what is kept may take: a run that kept its rows would end here, whatever the collector chooses. */
const HEAP = 64;

/** What a run of so many rows came to, and the most memory, in megabytes, that its process took. */
function run(rows: number): Promise<{ rows: number; bad: number; megabytes: number }> {
  const feeder = spawn(process.execPath, [script, 'feed', 'rongchang', String(rows)]);
  const decider = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, script, 'run', 'rongchang', '/dev/null']);
  feeder.stdout.pipe(decider.stdin);
  feeder.stderr.pipe(process.stderr);
  decider.stderr.pipe(process.stderr);
  return new Promise((resolve, reject) => {
    let text = '';
    decider.stdout.on('data', (part: Buffer) => {
      text += part.toString();
    });
    feeder.on('error', reject);
    decider.on('error', reject);
    decider.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as Awaited<ReturnType<typeof run>>);
      else reject(new Error(`the run ended with ${code}`));
    });
  });
}

it('memory does not grow with the number of rows', { timeout: 7_200_000 }, async () => {
  const [small, large] = [await run(SMALL), await run(LARGE)];
  console.log([small, large].map(({ rows, megabytes }) => `${rows} rows: ${megabytes.toFixed(0)} MB`).join('; '));
  expect(small).toMatchObject({ rows: SMALL, bad: 0 });
  expect(large).toMatchObject({ rows: LARGE, bad: 0 });
  // What is remembered of rows is bounded but not full after the small run, and the collector chooses when to collect.
  expect(large.megabytes).toBeLessThan(small.megabytes * 1.25);
});
