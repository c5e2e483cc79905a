// Prints the size of the bundles, minified and gzipped, against their budgets: `node tests/tools/size.mjs`.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1024;
const budgets = [
  { name: 'jiantui', contents: `export * from './src/index.ts';`, limit: 60 * KB },
  {
    name: 'statuses alone, made ahead of time',
    contents: `export { createStatusReader } from './src/compile/statuses.ts';`,
    limit: 20 * KB,
  },
];

let over = false;
for (const { name, contents, limit } of budgets) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  over ||= size > limit;
  console.log(`${name}: ${(size / KB).toFixed(1)} KB of ${limit / KB} KB${size > limit ? ' — over' : ''}`);
  const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs).map(([path, { bytesInOutput }]) => [
    path.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/, '$1'),
    bytesInOutput,
  ]);
  const parts = new Map();
  for (const [part, bytes] of inputs) parts.set(part, (parts.get(part) ?? 0) + bytes);
  for (const [part, bytes] of [...parts].sort((a, b) => b[1] - a[1]).slice(0, 8))
    console.log(`  ${(bytes / KB).toFixed(1).padStart(6)} KB before compression  ${part}`);
}
process.exit(over ? 1 : 0);
