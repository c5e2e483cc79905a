// 10,000 formulas in a worksheet host: `node tests/bench/univer.mjs`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = `${root}node_modules/.cache/jiantui/univer.mjs`;
await build({
  entryPoints: [`${root}tests/bench/univer.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  external: ['exceljs'],
  logLevel: 'error',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const { status } = spawnSync(process.execPath, [outfile], { stdio: 'inherit', cwd: root });
process.exit(status ?? 1);
