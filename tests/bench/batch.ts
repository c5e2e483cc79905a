/**
 * Measures the batch on generated households of about a kilobyte: deciding them on one core against parsing the same lines
 * with JSON.parse and writing as many bytes, and whole runs from file to file with one worker and with two. Arguments: rows,
 * jurisdictions. `run-batch.mjs` bundles and starts it.
 */

import { isUtf8 } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { evaluate } from '../../src/answer/evaluate.js';
import { ndjsonChunk } from '../../src/batch/ndjson.js';
import { createRows } from '../../src/batch/rows.js';
import { createPopulation, type Population } from '../../src/generate/population.js';
import { type BatchRun, runBatch } from '../../src/node/batch.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { createBulkAnswers } from '../../src/population/answer.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { expectedLine } from '../batch/support.js';

const COUNT = Number(process.argv[2] ?? 20_000);
const NAMES = process.argv.length > 3 ? process.argv.slice(3) : jurisdictions;
const KILOBYTE = 1024;
const CHUNK = 1 << 20;
const ROUNDS = 7;
const RUNS = 3;
const SAMPLE = 100;
/** The whole runs read the households so often, one after another: starting should not be most of them. */
const REPEATS = 50;
/** Instead of jurisdictions: one run, as JSON. */
const RUN = '--run';
const folder = process.argv[3] === RUN ? '' : mkdtempSync(join(tmpdir(), 'batch-bench-'));

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
const shown = (value: number) => Math.round(value).toLocaleString('en');

/** Seconds of processor time, of all threads, and of the clock. */
interface Took {
  readonly cpu: number;
  readonly wall: number;
}

const NO_TIME: Took = { cpu: 0, wall: 0 };

function sum(a: Took, b: Took): Took {
  return { cpu: a.cpu + b.cpu, wall: a.wall + b.wall };
}

function timer(): () => Took {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1e3 };
  };
}

function parametersOf(ruleSet: RuleSet): Record<string, unknown> {
  const monthly = ruleSet.names.has('dibaoStandardMonthly') ? { dibaoStandardMonthly: '450.00' } : {};
  const annual = ruleSet.names.has('dibaoStandardAnnual') ? { dibaoStandardAnnual: '5400.00' } : {};
  return { ...monthly, ...annual, povertyPeriodEnd: '2020-12-31' };
}

/** A population whose lines come nearest to a kilobyte: as many facts are left out as that takes. */
function populationOf(ruleSet: RuleSet, parameters: Record<string, unknown>): { missing: number; all: Population } {
  const make = (size: number, missing: number) =>
    createPopulation(ruleSet, { seed: 1, size, asOf: '2020-06-30', parameters, missing });
  const off = (missing: number) => {
    const bytes = [...make(300, missing)].reduce((total, each) => total + JSON.stringify(each).length + 1, 0);
    return Math.abs(bytes / 300 - KILOBYTE);
  };
  const missing = [0, 10, 20, 30, 40, 50, 60, 70, 80].reduce((best, each) => (off(each) < off(best) ? each : best));
  return { missing, all: make(COUNT, missing) };
}

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

/** Deciding, and the least that any batch built on JSON.parse does: chunk by chunk in turn, so that both meet the same machine. */
function onOneCore(ruleSet: RuleSet, parameters: Record<string, unknown>, chunks: readonly Uint8Array[]) {
  const rows = createRows(createBulkAnswers(ruleSet, { parameters }), { to: 'ndjson', full: false, asOf: undefined });
  const decide = ndjsonChunk(rows, { parse: JSON.parse, isUtf8 }, 'utf-8');
  const decoder = new TextDecoder();
  const [ownFile, otherFile] = [openSync(join(folder, 'own'), 'w'), openSync(join(folder, 'other'), 'w')];
  const taken: { decided: Took; parsed: Took }[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    let [decided, parsed, row, objects] = [NO_TIME, NO_TIME, 1, 0];
    for (const chunk of chunks) {
      const first = timer();
      decide(chunk, { row, line: row, isCutOff: false });
      const { output, counts } = rows.take();
      writeSync(ownFile, output, 0, output.length, 0);
      const own = first();
      decided = sum(decided, own);
      row += counts.rows;
      const second = timer();
      for (const line of decoder.decode(chunk).split('\n'))
        if (line !== '' && typeof JSON.parse(line) === 'object') objects += 1;
      writeSync(otherFile, output, 0, output.length, 0);
      const least = second();
      parsed = sum(parsed, least);
      if (round > 0) ratios.push(own.cpu / least.cpu);
    }
    if (row - 1 !== COUNT || objects !== COUNT) throw new Error(`${row - 1} and ${objects} rows of ${COUNT}`);
    taken.push({ decided, parsed });
  }
  closeSync(ownFile);
  closeSync(otherFile);
  const [cold, ...warm] = taken;
  const of = (pick: (entry: (typeof taken)[number]) => number) => median(warm.map(pick));
  return {
    cold: COUNT / (cold?.decided.cpu ?? Number.NaN),
    decided: COUNT / of(({ decided }) => decided.cpu),
    parsed: COUNT / of(({ parsed }) => parsed.cpu),
    ratio: median(ratios),
  };
}

/** A run from file to file, in a process of its own: nothing of the benchmark is in its memory. */
interface Run {
  readonly jurisdiction: string;
  readonly input: string;
  readonly output: string;
  readonly workers: 1 | 2;
}

async function runOnce({ jurisdiction, input, output, workers }: Run): Promise<Took> {
  const ruleSet = loadJurisdiction(jurisdiction);
  const settings = {
    parameters: parametersOf(ruleSet),
    adopt: {},
    asOf: null,
    from: 'ndjson',
    encoding: 'utf-8',
    to: 'ndjson',
    full: false,
  } as const;
  const run: BatchRun = { input, output, ruleSet, settings, workers, resume: false };
  const stop = timer();
  const { totals } = await runBatch(run);
  if (totals.rows !== COUNT * REPEATS) throw new Error(`${totals.rows} rows of ${COUNT * REPEATS}`);
  return stop();
}

function wholeRuns(jurisdiction: string, input: string) {
  const took: Record<1 | 2, Took[]> = { 1: [], 2: [] };
  for (let round = 0; round < RUNS; round++) {
    for (const workers of [1, 2] as const) {
      const run: Run = { jurisdiction, input, output: join(folder, `out-${workers}`), workers };
      const script = process.argv[1] ?? '';
      const printed = execFileSync(process.execPath, [script, String(COUNT), RUN, JSON.stringify(run)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      took[workers].push(JSON.parse(printed));
    }
  }
  const of = (workers: 1 | 2, pick: (took: Took) => number) => (COUNT * REPEATS) / median(took[workers].map(pick));
  return {
    one: of(1, ({ wall }) => wall),
    two: of(2, ({ wall }) => wall),
    oneCpu: of(1, ({ cpu }) => cpu),
    twoCpu: of(2, ({ cpu }) => cpu),
  };
}

/** A sample of the lines of a run against `evaluate`. */
async function checkSample(ruleSet: RuleSet, parameters: Record<string, unknown>, population: Population) {
  const [input, output] = [join(folder, 'sample'), join(folder, 'sample.out')];
  const step = Math.max(1, Math.floor(COUNT / SAMPLE));
  const sample = Array.from({ length: Math.min(SAMPLE, COUNT) }, (_, index) => population.at(index * step));
  writeFileSync(input, sample.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const settings = { parameters, adopt: {}, asOf: null, full: false } as const;
  const formats = { from: 'ndjson', encoding: 'utf-8', to: 'ndjson' } as const;
  await runBatch({ input, output, ruleSet, settings: { ...settings, ...formats }, workers: 1, resume: false });
  const lines = readFileSync(output, 'utf8').trim().split('\n');
  for (const [index, household] of sample.entries()) {
    const expected = expectedLine(ruleSet, index + 1, await evaluate(ruleSet, household, { parameters }));
    if (!isDeepStrictEqual(JSON.parse(lines[index] ?? 'null'), JSON.parse(JSON.stringify(expected))))
      throw new Error(`${ruleSet.jurisdiction}: line ${index + 1} of the sample is not what evaluate says`);
  }
}

async function measure(jurisdiction: string): Promise<string> {
  const ruleSet = loadJurisdiction(jurisdiction);
  const parameters = parametersOf(ruleSet);
  const { missing, all } = populationOf(ruleSet, parameters);
  await checkSample(ruleSet, parameters, all);
  const lines: string[] = [];
  for (const household of all) lines.push(`${JSON.stringify(household)}\n`);
  const bytes = Buffer.from(lines.join(''));
  const alone = onOneCore(ruleSet, parameters, chunksOf(bytes));
  const input = join(folder, 'in.ndjson');
  const file = openSync(input, 'w');
  for (let repeat = 0; repeat < REPEATS; repeat++) writeSync(file, bytes);
  closeSync(file);
  const { one, two, oneCpu, twoCpu } = wholeRuns(jurisdiction, input);
  const cells = [
    jurisdiction,
    `${shown(bytes.length / COUNT)} (${missing}%)`,
    ...[alone.decided, alone.parsed].map(shown),
    alone.ratio.toFixed(2),
    ...[alone.cold, one, two].map(shown),
    (two / one).toFixed(2),
    (twoCpu / oneCpu).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function report(): Promise<void> {
  try {
    console.log(
      `${COUNT} households each; ${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; Node ${process.version}.`,
    );
    console.log(
      'Rates are households a second. "Decided" and "parsed": a second of processor time on one core; medians. "Whole run": the\n' +
        `clock, from file to file in a process of its own, ${REPEATS} times those households. The last column is how many households a second of\n` +
        'processor time decides with two workers, against one: below 1 is what sharing the work costs.\n',
    );
    console.log(
      '| rules | bytes (facts left out) | decided | parsed and written alone | time against that | first pass | whole run, one worker | two | clock, two against one | processor, two against one |',
    );
    console.log('|---|---|---|---|---|---|---|---|---|---|');
    for (const name of NAMES) console.log(await measure(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[3] === RUN) console.log(JSON.stringify(await runOnce(JSON.parse(process.argv[4] ?? ''))));
else await report();
