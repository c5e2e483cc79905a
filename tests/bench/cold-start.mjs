// Milliseconds that a program needs to load the evaluation-only bundle and tell one household's statuses, over an empty module.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const SETUP = `
import { toStatusPlan } from './src/compile/status-plan.ts';
import { loadJurisdiction } from './src/rules.ts';
process.stdout.write(JSON.stringify(toStatusPlan(loadJurisdiction('rongchang'), { parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' } })));`;
const SMALL = `
import { createStatusReader } from './src/compile/statuses.ts';
import plan from 'plan';
if (createStatusReader(plan).statuses({ asOf: '2020-06-30', povertyRegistration: 'lifted' }).length === 0) throw new Error('no statuses');`;

export async function coldStart(root, folder) {
  mkdirSync(folder, { recursive: true });
  const common = { bundle: true, platform: 'node', format: 'esm', logLevel: 'error' };
  await build({
    ...common,
    stdin: { contents: SETUP, resolveDir: root, loader: 'ts' },
    packages: 'external',
    outfile: `${folder}/plan-maker.mjs`,
  });
  const plan = spawnSync(process.execPath, [`${folder}/plan-maker.mjs`], { encoding: 'utf8' }).stdout;
  writeFileSync(`${folder}/plan.json`, plan);
  await build({
    ...common,
    minify: true,
    stdin: { contents: SMALL, resolveDir: root, loader: 'ts' },
    alias: { plan: `${folder}/plan.json` },
    outfile: `${folder}/small.mjs`,
  });
  writeFileSync(`${folder}/empty.mjs`, '');
  const median = (file) => {
    const times = Array.from({ length: 15 }, () => {
      const begin = performance.now();
      spawnSync(process.execPath, [file]);
      return performance.now() - begin;
    });
    return times.sort((a, b) => a - b)[7];
  };
  return median(`${folder}/small.mjs`) - median(`${folder}/empty.mjs`);
}
