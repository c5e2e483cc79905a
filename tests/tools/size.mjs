// Prints what importers of the built package pay, packages included, minified and gzipped, against the budgets; exit status 1
// when one is passed: `npm run build:js && npm run size`.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1024;
/** What is imported, from where, and how large it may become, in KB; `parts`: what it is made of is printed too. */
const imports = [
  { names: 'JiantuiError', from: 'jiantui', limit: 4 },
  { names: 'openModule', from: 'jiantui/sync', limit: 20 },
  { names: 'openRuleSet, evaluate', from: 'jiantui', limit: 90, parts: true },
  { names: 'openRuleSet, compile', from: 'jiantui', limit: 96 },
  { names: 'openRuleSet, evaluate, explain', from: 'jiantui', limit: 108 },
  { names: 'loadRuleSet, evaluate', from: 'jiantui', limit: 140, parts: true },
  { names: 'loadRuleSet, evaluate, explain', from: 'jiantui', limit: 156 },
  { names: '*', from: 'jiantui', limit: 184 },
];

async function bundle({ names, from }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${names === '*' ? '*' : `{ ${names} }`} from '${from}';`, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const { inputs } = Object.values(metafile.outputs)[0];
  return { size: gzipSync(outputFiles[0].contents, { level: 9 }).length / KB, inputs };
}

/** Kilobytes before compression by package, the largest first. */
function partsOf(inputs) {
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const part = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'jiantui';
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput / KB);
  }
  return [...parts].filter(([, size]) => size >= 1).sort((a, b) => b[1] - a[1]);
}

let isOver = false;
console.log('   KB gzip  budget');
for (const entry of imports) {
  const { size, inputs } = await bundle(entry);
  isOver ||= size > entry.limit;
  const mark = size > entry.limit ? '  over' : '';
  console.log(
    `${size.toFixed(1).padStart(10)}  ${String(entry.limit).padStart(6)}  ${entry.names} from ${entry.from}${mark}`,
  );
  if (entry.parts === true)
    for (const [part, kilobytes] of partsOf(inputs))
      console.log(`${' '.repeat(20)}${kilobytes.toFixed(1).padStart(6)} KB before compression: ${part}`);
}
process.exit(isOver ? 1 : 0);
