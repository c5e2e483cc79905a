// Bundles the benchmark of the batch and its worker side by side, and runs it: `node tests/bench/run-batch.mjs [rows] [jurisdiction …]`.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = `${root}node_modules/.cache/jiantui/batch`;
await build({
  entryPoints: { batch: `${root}tests/bench/batch.ts`, 'batch-worker': `${root}src/node/batch-worker.ts` },
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
writeFileSync(`${outdir}/package.json`, '{"type":"module"}\n');
const { status } = spawnSync(process.execPath, [`${outdir}/batch.js`, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
});
process.exit(status ?? 1);
