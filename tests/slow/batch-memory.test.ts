import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadJurisdiction } from '../../src/rules.js';
import { createPopulation } from '../../src/simulate/population.js';

/** Rows of the large run; `JIANTUI_BATCH_ROWS` sets another number. The test is left out without it: it takes minutes. */
const LARGE = Number(process.env.JIANTUI_BATCH_ROWS ?? 0);
const SMALL = 100_000;
const folder = mkdtempSync(join(tmpdir(), 'batch-memory-'));
const options: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  logLevel: 'error',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

beforeAll(async () => {
  await build({ ...options, entryPoints: ['tests/bench/batch.ts'], outfile: join(folder, 'batch.mjs') });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function write(path: string, size: number): Promise<void> {
  const stream = createWriteStream(path);
  for (const household of createPopulation(loadJurisdiction('rongchang'), {
    seed: 3,
    size,
    asOf: '2020-06-30',
    missing: 10,
  })) {
    if (!stream.write(`${JSON.stringify(household)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** The most memory, in megabytes, that a run in a process of its own took. */
async function memory(size: number): Promise<number> {
  const input = join(folder, `${size}.ndjson`);
  await write(input, size);
  const child = fork(join(folder, 'batch.mjs'), ['rongchang', '--memory', input, join(folder, 'out')]);
  const [message] = (await once(child, 'message')) as [unknown];
  rmSync(input);
  return Number(message);
}

it.runIf(LARGE > 0)('memory does not grow with the number of rows', { timeout: 3_600_000 }, async () => {
  const [small, large] = [await memory(SMALL), await memory(LARGE)];
  console.log(`${SMALL} rows: ${small.toFixed(0)} MB; ${LARGE} rows: ${large.toFixed(0)} MB`);
  // What is remembered of rows is bounded but not full after the small run, and the collector chooses when to collect.
  expect(large).toBeLessThan(small * 1.25);
});
