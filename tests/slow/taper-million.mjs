// Follows invented households for a million months and checks every one. Usage: node tests/slow/taper-million.mjs [months] [seed]
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}node_modules/.cache`;
const outfile = `${folder}/taper-million-${process.pid}.mjs`;
const [months = 1_000_000, seed = 1] = process.argv.slice(2).map(Number);

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [`${root}tests/slow/long-run.ts`],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
});
try {
  const { runLong } = await import(pathToFileURL(outfile).href);
  const began = performance.now();
  const outcome = runLong(months, seed, (done) => {
    if (done % 50_000 === 0) process.stderr.write(`${done} months\n`);
  });
  const seconds = (performance.now() - began) / 1000;
  const [first, last] = outcome.heap.map((bytes) => bytes / 1e6);
  console.log(
    `${outcome.months} months, ${outcome.lives} households, ${outcome.decisions} decisions in ${seconds.toFixed(0)} s`,
  );
  console.log(
    `largest state ${outcome.largestState} characters; in use ${first.toFixed(1)} MB after a quarter, ${last.toFixed(1)} MB at the end`,
  );
  for (const violation of outcome.violations) console.log(`violation: ${violation}`);
  console.log(outcome.violations.length === 0 ? 'no violation' : 'violations found');
  if (outcome.violations.length > 0 || last - first > 4) process.exitCode = 1;
} finally {
  rmSync(outfile);
}
