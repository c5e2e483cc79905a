// What a program needs to load the evaluation-only bundle and tell one household's statuses, over a program that does nothing:
// `npm run bench:cold-start`. Processes of both kinds are started in turn; the medians of the differences are printed, in
// milliseconds, and the exit status is 1 where the processor time is over the budget.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const BUDGET = 10;
const PAIRS = 60;

const SETUP = `
import { toModule } from './src/compile/index.ts';
import { loadJurisdiction } from './src/rules.ts';
process.stdout.write(toModule(loadJurisdiction('rongchang'), { parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' } }));`;
const SMALL = `
import { openModule } from './src/sync.ts';
import * as module from 'module-of-rules';
if (openModule(module)({ asOf: '2020-06-30', povertyRegistration: 'lifted' }).length === 0) throw new Error('no statuses');`;
/** Both kinds of program end by telling their own processor time, since their beginning. */
const TELL = `
process.stdout.write(JSON.stringify(process.cpuUsage()));`;

/**
 * @param root the folder of the project
 * @param folder for the programs
 * @returns the medians of the differences, in milliseconds: `cpu` is user and system time, `wall` the clock's, `all` each pair's
 */
export async function coldStart(root, folder, pairs = PAIRS) {
  mkdirSync(folder, { recursive: true });
  const common = { bundle: true, platform: 'node', format: 'esm', logLevel: 'error' };
  const program = (contents, options) =>
    build({ ...common, stdin: { contents, resolveDir: root, loader: 'ts' }, ...options });
  await program(SETUP, { packages: 'external', outfile: `${folder}/module-maker.mjs` });
  writeFileSync(
    `${folder}/rules.mjs`,
    spawnSync(process.execPath, [`${folder}/module-maker.mjs`], { encoding: 'utf8' }).stdout,
  );
  await program(SMALL + TELL, {
    minify: true,
    alias: { 'module-of-rules': `${folder}/rules.mjs` },
    outfile: `${folder}/small.mjs`,
  });
  writeFileSync(`${folder}/empty.mjs`, TELL);

  const start = (name) => {
    const begin = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [`${folder}/${name}.mjs`], { encoding: 'utf8' });
    const wall = performance.now() - begin;
    if (status !== 0) throw new Error(stderr);
    const { user, system } = JSON.parse(stdout);
    return { cpu: (user + system) / 1000, wall };
  };
  start('empty');
  start('small');
  const all = Array.from({ length: pairs }, (_, index) => {
    // Each goes first in turn.
    const names = index % 2 === 0 ? ['empty', 'small'] : ['small', 'empty'];
    const times = Object.fromEntries(names.map((name) => [name, start(name)]));
    return { cpu: times.small.cpu - times.empty.cpu, wall: times.small.wall - times.empty.wall };
  });
  return { cpu: quantile(all, 'cpu', 0.5), wall: quantile(all, 'wall', 0.5), all };
}

function quantile(all, key, part) {
  const sorted = all.map((pair) => pair[key]).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { cpu, all } = await coldStart(root, `${root}node_modules/.cache/jiantui/cold`);
  console.log(`over an empty program, ${all.length} pairs of processes, milliseconds`);
  console.log('                            median   quarter to three quarters');
  for (const [key, name] of [
    ['cpu', 'processor (user + system)'],
    ['wall', 'clock'],
  ]) {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(all, key, part).toFixed(1));
    console.log(`${name.padEnd(26)}${middle.padStart(8)}   ${low} to ${high}`);
  }
  console.log(`budget ${BUDGET}${cpu > BUDGET ? ': over' : ''}`);
  process.exit(cpu > BUDGET ? 1 : 0);
}
