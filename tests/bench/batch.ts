/**
 * Measures the batch on generated households: the rate against parsing the same input and writing the same output alone, in
 * the same run and on one core; two workers against one; and the memory of a small run against a large one.
 * Arguments: jurisdiction, rows of the rate, rows of the small and of the large memory run. Run it bundled, beside the
 * bundled worker (see the script `bench:batch`).
 */

import { isUtf8 } from 'node:buffer';
import { fork } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJudge } from '../../src/batch/judge.js';
import { ndjsonChunk } from '../../src/batch/ndjson.js';
import { createRows } from '../../src/batch/rows.js';
import { type BatchRun, runBatch } from '../../src/node/batch.js';
import { loadJurisdiction } from '../../src/rules.js';
import { createPopulation } from '../../src/simulate/population.js';

const [jurisdiction = 'rongchang', rows = '100000', small = '100000', large = '1000000'] = process.argv.slice(2);
const ruleSet = loadJurisdiction(jurisdiction);
const parameters = parametersOf();
const ROUNDS = 5;
const CHUNK = 1 << 20;

function parametersOf(): Record<string, unknown> {
  const monthly = ruleSet.names.has('dibaoStandardMonthly') ? { dibaoStandardMonthly: '450.00' } : {};
  const annual = ruleSet.names.has('dibaoStandardAnnual') ? { dibaoStandardAnnual: '5400.00' } : {};
  return { ...monthly, ...annual, povertyPeriodEnd: '2020-12-31' };
}

/** Writes generated households, of which one in ten facts is left out. */
function writeHouseholds(path: string, size: number): void {
  const file = openSync(path, 'w');
  const population = createPopulation(ruleSet, { seed: 1, size, asOf: '2020-06-30', parameters, missing: 10 });
  let lines: string[] = [];
  for (const household of population) {
    lines.push(JSON.stringify(household));
    if (lines.length < 5000) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

function runOf(input: string, output: string, workers: number): BatchRun {
  const settings = {
    parameters,
    adopt: {},
    asOf: null,
    from: 'ndjson',
    encoding: 'utf-8',
    to: 'ndjson',
    full: false,
  } as const;
  return { input, output, ruleSet, settings, workers, resume: false };
}

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
const shown = (value: number) => Math.round(value).toLocaleString('en');

/** Whole lines, about a megabyte at a time. */
function chunksOf(bytes: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = from + CHUNK >= bytes.length ? bytes.length : bytes.indexOf(10, from + CHUNK) + 1;
    chunks.push(bytes.subarray(from, end === 0 ? bytes.length : end));
    from = end === 0 ? bytes.length : end;
  }
  return chunks;
}

async function rates(folder: string): Promise<void> {
  const input = join(folder, 'in.ndjson');
  const count = Number(rows);
  writeHouseholds(input, count);
  const bytes = readFileSync(input);
  const chunks = chunksOf(bytes);
  const judge = createJudge(ruleSet, { parameters });
  const decided = createRows(judge, { to: 'ndjson', full: false, asOf: undefined });
  const decide = ndjsonChunk(decided, { parse: JSON.parse, isUtf8 }, 'utf-8');
  let output: Uint8Array[] = [];
  const decideAll = () => {
    output = [];
    let row = 1;
    for (const chunk of chunks) {
      decide(chunk, { row, line: row, isCutOff: false });
      const taken = decided.take();
      row += taken.counts.rows;
      output.push(taken.output);
    }
    writeFileSync(join(folder, 'a.out'), Buffer.concat(output));
  };
  // The least that any batch built on JSON.parse has to do: parse every line and write as many bytes.
  const parseAndWrite = () => {
    const texts: Buffer[] = [];
    let parsed = 0;
    chunks.forEach((chunk, index) => {
      for (const line of new TextDecoder().decode(chunk).split('\n'))
        if (line !== '' && typeof JSON.parse(line) === 'object') parsed += 1;
      texts.push(Buffer.from(output[index] ?? new Uint8Array(0)));
    });
    if (parsed !== count) throw new Error(`parsed ${parsed} of ${count}`);
    writeFileSync(join(folder, 'b.out'), Buffer.concat(texts));
  };
  const first = performance.now();
  decideAll();
  const cold = performance.now() - first;
  parseAndWrite();
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, work] of [decideAll, parseAndWrite].entries()) {
      const begun = performance.now();
      work();
      times[index]?.push(performance.now() - begun);
    }
  }
  const [own, alone] = [median(times[0]), median(times[1])];
  console.log(
    `${jurisdiction}, ${count} households of ${Math.round(bytes.length / count)} bytes; ${cpus()[0]?.model}, Node ${process.version}`,
  );
  console.log(
    `decided, one core: ${shown((count / own) * 1000)} a second (first pass, everything new: ${shown((count / cold) * 1000)})`,
  );
  console.log(
    `parsed and written alone: ${shown((count / alone) * 1000)} a second; deciding takes ${(own / alone).toFixed(2)} times as long`,
  );
  const whole: number[] = [];
  for (const workers of [1, 2]) {
    const took: number[] = [];
    for (let round = 0; round < 3; round++) {
      const begun = performance.now();
      await runBatch(runOf(input, join(folder, 'c.out'), workers));
      took.push(performance.now() - begun);
    }
    whole.push(median(took));
    console.log(
      `whole run from file to file, start included, ${workers} worker${workers > 1 ? 's' : ''}: ${shown((count / median(took)) * 1000)} a second`,
    );
  }
  console.log(`two workers against one: ${((whole[0] ?? 0) / (whole[1] ?? 1)).toFixed(2)} times as fast`);
}

/** The most memory that a process of its own took for a run. */
async function memoryOf(input: string, output: string): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), [jurisdiction, '--memory', input, output]);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('error', reject);
  });
}

if (rows === '--memory') {
  await runBatch(runOf(small, large, 1));
  process.send?.(process.resourceUsage().maxRSS / 1024);
  process.disconnect?.();
} else {
  const folder = mkdtempSync(join(tmpdir(), 'batch-bench-'));
  try {
    await rates(folder);
    for (const size of [Number(small), Number(large)]) {
      const input = join(folder, 'memory.ndjson');
      writeHouseholds(input, size);
      console.log(
        `most memory for ${shown(size)} rows: ${shown(await memoryOf(input, join(folder, 'memory.out')))} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
