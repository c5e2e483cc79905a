// Builds the packages of the worksheet hosts into dist/spreadsheet. Usage: node tests/tools/build-spreadsheet.mjs [--base-url URL]
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: { 'base-url': { type: 'string' }, out: { type: 'string', default: here('../../dist/spreadsheet') } },
});

// The builder is TypeScript; it is bundled beside its sources, so that the paths it makes from its own place hold.
const { outputFiles } = await build({
  entryPoints: [here('spreadsheet/build.ts')],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  write: false,
});
mkdirSync(here('spreadsheet'), { recursive: true });
const bundled = here(`spreadsheet/.build-${process.pid}.mjs`);
writeFileSync(bundled, outputFiles[0].text);
try {
  const { buildPackages } = await import(pathToFileURL(bundled).href);
  await buildPackages({
    out: values.out,
    ...(values['base-url'] === undefined ? {} : { baseUrl: values['base-url'] }),
  });
} finally {
  rmSync(bundled);
}
