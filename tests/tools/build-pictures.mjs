// Draws the pictures of docs/spreadsheets.md with LibreOffice (see tests/slow/install-libreoffice.sh). Usage: node tests/tools/build-pictures.mjs
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './import-typescript.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { drawPictures } = await importTypeScript(here('spreadsheet/pictures.ts'));
await drawPictures(here('../../docs/images/spreadsheets'));
