/**
 * Measures bulk work on made-up households with 5 % of their facts left out: deciding lines of JSON, and simulating them,
 * against JSON.parse of the same lines; and whole runs from file to file for each format. Arguments: rows, jurisdictions.
 * `run-batch.mjs` bundles and starts it.
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
import { jsonText } from '../../src/node/batch-engine.js';
import { runSimulation } from '../../src/node/simulate.js';
import { createEngine, type SimulateSpec } from '../../src/node/simulate-engine.js';
import type { RuleSet } from '../../src/plan/plan.js';
import { createBulkAnswers } from '../../src/population/answer.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { expectedLine } from '../batch/support.js';
import { parametersOf } from './parameters.js';
import { csvText, writeParquet } from './tables.js';

const COUNT = Number(process.argv[2] ?? 10_000);
const NAMES = process.argv.length > 3 ? process.argv.slice(3) : jurisdictions;
/** Facts left out, in a hundred. */
const MISSING = 5;
/** Households that are measured in turn. */
const CHUNK = 500;
const ROUNDS = 5;
const SAMPLE = 100;
/** The whole runs read the households so often, one after another: starting should not be most of them. */
const REPEATS = 10;
/** Instead of jurisdictions: one run, as JSON. */
const RUN = '--run';
const folder = process.argv[3] === RUN ? '' : mkdtempSync(join(tmpdir(), 'batch-bench-'));

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
const shown = (value: number) => Math.round(value).toLocaleString('en');

/** Runs work and gives back the seconds that it took. */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1e3;
}

/** Chunk by chunk in turn, so that all meet the same machine. */
function inTurn(ruleSet: RuleSet, parameters: Record<string, unknown>, chunks: readonly Uint8Array[]) {
  const rows = createRows(createBulkAnswers(ruleSet, { parameters }), { to: 'ndjson', full: false, asOf: undefined });
  const decide = ndjsonChunk(rows, { ...jsonText, isUtf8 }, 'utf-8');
  const engine = createEngine(specOf(ruleSet, parameters));
  const decoder = new TextDecoder();
  const taken: { parse: number; batch: number; simulate: number }[] = [];
  let [decided, counted, parsed] = [0, 0, 0];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const bytes of chunks) {
      const parse = timed(() => {
        for (const line of decoder.decode(bytes).split('\n'))
          if (line !== '' && typeof JSON.parse(line) === 'object') parsed += 1;
      });
      const batch = timed(() => {
        decide(bytes, { row: 1, line: 1, isCutOff: false });
        decided += rows.take().counts.rows;
      });
      const simulate = timed(() => {
        counted += engine.count({ kind: 'bytes', bytes, row: 0 });
        engine.counter.tally();
      });
      if (round > 0) taken.push({ parse, batch, simulate });
    }
  }
  const all = COUNT * (ROUNDS + 1);
  if (decided !== all || counted !== all || parsed !== all || engine.counter.tally().n !== all)
    throw new Error(`${decided}, ${counted} and ${parsed} rows of ${all}`);
  const rate = (pick: (entry: (typeof taken)[number]) => number) => COUNT / chunks.length / median(taken.map(pick));
  return {
    parse: rate(({ parse }) => parse),
    batch: rate(({ batch }) => batch),
    simulate: rate(({ simulate }) => simulate),
    ratio: median(taken.map(({ parse, batch }) => parse / batch)),
    simulateRatio: median(taken.map(({ parse, simulate }) => parse / simulate)),
  };
}

/** A run over a file, in a process of its own: nothing of the benchmark is in its memory. */
interface Run {
  readonly what: 'batch' | 'simulate';
  readonly jurisdiction: string;
  readonly input: string;
  readonly workers: 1 | 2;
}

async function runOnce({ what, jurisdiction, input, workers }: Run): Promise<number> {
  const ruleSet = loadJurisdiction(jurisdiction);
  const parameters = parametersOf(ruleSet);
  const start = performance.now();
  const rows =
    what === 'batch'
      ? await decideFile(ruleSet, parameters, input, workers)
      : await countFile(ruleSet, parameters, input);
  if (rows !== COUNT * REPEATS) throw new Error(`${input}: ${rows} rows of ${COUNT * REPEATS}`);
  return (performance.now() - start) / 1e3;
}

async function decideFile(ruleSet: RuleSet, parameters: Record<string, unknown>, input: string, workers: 1 | 2) {
  const from = input.endsWith('.csv') ? 'csv' : 'ndjson';
  const settings = { parameters, adopt: {}, asOf: null, full: false, from, encoding: 'utf-8', to: 'ndjson' } as const;
  const run: BatchRun = { input, output: `${input}.out`, ruleSet, settings, workers, resume: false };
  const { totals } = await runBatch(run);
  return totals.rows - totals.bad;
}

async function countFile(ruleSet: RuleSet, parameters: Record<string, unknown>, path: string) {
  const { input: _, ...spec } = specOf(ruleSet, parameters);
  const { state } = await runSimulation({ spec, input: { kind: 'file', path }, workers: 1 });
  return state.n;
}

function specOf({ source }: RuleSet, parameters: Record<string, unknown>): SimulateSpec {
  if (source === undefined) throw new Error('a rule set that was loaded has a source');
  const none = { reforms: [], adopt: {}, asOf: null, groupBy: [], columns: [], weight: null, cost: null };
  return { ...none, source, parameters, blame: true, input: { kind: 'ndjson', encoding: 'utf-8' } };
}

/** Households a second by the clock. */
function wholeRun(run: Run): number {
  const printed = execFileSync(process.execPath, [process.argv[1] ?? '', String(COUNT), RUN, JSON.stringify(run)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (COUNT * REPEATS) / Number(printed);
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
  const population = createPopulation(ruleSet, {
    seed: 1,
    size: COUNT,
    asOf: '2020-06-30',
    parameters,
    missing: MISSING,
  });
  await checkSample(ruleSet, parameters, population);
  const households = [...population];
  const lines = households.map((household) => `${JSON.stringify(household)}\n`);
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < COUNT; from += CHUNK) chunks.push(Buffer.from(lines.slice(from, from + CHUNK).join('')));
  const measured = inTurn(ruleSet, parameters, chunks);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / COUNT;

  const repeated = (name: string, head: string, body: string) => {
    const file = openSync(join(folder, name), 'w');
    writeSync(file, head);
    for (let repeat = 0; repeat < REPEATS; repeat++) writeSync(file, body);
    closeSync(file);
    return join(folder, name);
  };
  const input = repeated('in.ndjson', '', lines.join(''));
  const { head, body } = csvText(ruleSet, households);
  const csv = repeated('in.csv', head, body);
  const parquet = join(folder, 'in.parquet');
  await writeParquet(input, parquet);
  const cells = [
    jurisdiction,
    shown(bytes),
    shown(measured.parse),
    shown(measured.batch),
    measured.ratio.toFixed(2),
    shown(measured.simulate),
    measured.simulateRatio.toFixed(2),
    ...(
      [
        ['batch', input, 1],
        ['batch', input, 2],
        ['batch', csv, 1],
        ['simulate', input, 1],
        ['simulate', csv, 1],
        ['simulate', parquet, 1],
      ] as const
    ).map(([what, file, workers]) => shown(wholeRun({ what, jurisdiction, input: file, workers }))),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function report(): Promise<void> {
  try {
    console.log(
      `${COUNT} households each, ${MISSING} % of their facts left out; ${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; Node ${process.version}.`,
    );
    console.log(
      'Households a second by the clock. First on one thread in memory, chunk by chunk in turn, medians; × is the speed against\n' +
        `JSON.parse of the same lines alone. Then whole runs over files, each in a process of its own with one worker, ${REPEATS} times those households.\n`,
    );
    console.log(
      '| rules | bytes a line | JSON.parse alone | batch | × | simulate | × | batch of an NDJSON file | with two workers | of CSV | simulate on NDJSON | on CSV | on Parquet |',
    );
    console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
    for (const name of NAMES) console.log(await measure(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[3] === RUN) console.log(String(await runOnce(JSON.parse(process.argv[4] ?? ''))));
else await report();
