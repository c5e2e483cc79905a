// Builds the packages of the worksheet hosts into dist/spreadsheet. Usage: node tests/tools/build-spreadsheet.mjs [--base-url URL] [--out FOLDER]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: { 'base-url': { type: 'string' }, out: { type: 'string', default: here('../../dist/spreadsheet') } },
});
const { buildPackages } = await importTypeScript(here('spreadsheet/build.ts'));
await buildPackages({ out: values.out, ...(values['base-url'] === undefined ? {} : { baseUrl: values['base-url'] }) });
