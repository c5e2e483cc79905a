// Bundles the benchmark and runs it: `node tests/bench/run.mjs [--quick] [--only decide] [jurisdiction …]`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { coldStart } from './cold-start.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = `${root}node_modules/.cache/jiantui/bench.mjs`;
await build({
  entryPoints: [`${root}tests/bench/main.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const whole = !process.argv.includes('--only');
const cold = whole ? await coldStart(root, `${root}node_modules/.cache/jiantui/cold`) : { cpu: Number.NaN };
const env = { ...process.env, JIANTUI_COLD_START: String(cold.cpu) };
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  env,
});
process.exit(status ?? 1);
