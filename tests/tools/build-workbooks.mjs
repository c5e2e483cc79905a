// Writes the worked workbooks into fixtures/workbooks. A test holds the files against what this makes. Usage: node tests/tools/build-workbooks.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './import-typescript.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = here('../../fixtures/workbooks');
mkdirSync(folder, { recursive: true });
const { buildWorkbook } = await importTypeScript(here('spreadsheet/workbook.ts'));
for (const jurisdiction of ['rongchang', 'mingshan', 'yancheng', 'hainan', 'inner-mongolia']) {
  writeFileSync(`${folder}/${jurisdiction}.xlsx`, await buildWorkbook(jurisdiction));
}
