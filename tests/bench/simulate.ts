/**
 * Measures simulations of made-up households: the baseline alone, and the baseline with one reform that borrows another
 * instrument's taper. Arguments: households, jurisdictions. `run-simulate.mjs` bundles and starts it.
 */

import { availableParallelism, cpus, loadavg } from 'node:os';
import { createPopulation } from '../../src/generate/population.js';
import { readReform } from '../../src/reform/reform.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { simulate } from '../../src/simulate/simulate.js';
import { parametersOf } from './parameters.js';

const COUNT = Number(process.argv[2] ?? 200_000);
const NAMES = process.argv.length > 3 ? process.argv.slice(3) : jurisdictions;
/** Counted beforehand, so that the code is warm. */
const WARM = 5000;

async function rate(jurisdiction: string, withReform: boolean, missing: number): Promise<number> {
  const baseline = loadJurisdiction(jurisdiction);
  const of = jurisdiction === 'rongchang' ? 'mingshan' : 'rongchang';
  const name = { zh: '借用渐退条款', en: 'a borrowed taper' };
  const reform = readReform(
    { reform: 'borrowed', name, changes: [{ kind: 'use-taper', of }] },
    { ruleSets: loadJurisdiction },
  );
  const reforms = withReform ? [reform] : [];
  const sets = [baseline, ...reforms.map((each) => each.apply(baseline))];
  const parameters = parametersOf(baseline);
  const population = (size: number) =>
    createPopulation(sets, { seed: 1, size, asOf: '2020-06-30', missing, parameters });
  const plan = { baseline, reforms, parameters };
  await simulate(population(WARM), plan);
  const start = performance.now();
  const { state } = await simulate(population(COUNT), plan);
  if (state.n !== COUNT) throw new Error(`${state.n} households of ${COUNT}`);
  return COUNT / ((performance.now() - start) / 1e3);
}

console.log(
  `${COUNT} made-up households each, one thread; ${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; Node ${process.version}.`,
);
console.log('Households a second by the clock, the making of them included.\n');
console.log('| rules | baseline | with one reform | with one reform, 5 % of facts left out |');
console.log('|---|---|---|---|');
for (const jurisdiction of NAMES) {
  const rates: string[] = [];
  for (const [withReform, missing] of [
    [false, 0],
    [true, 0],
    [true, 5],
  ] as const)
    rates.push(Math.round(await rate(jurisdiction, withReform, missing)).toLocaleString('en'));
  console.log(`| ${[jurisdiction, ...rates].join(' | ')} |`);
}
