import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { ZipFile } from 'yazl';
import { toAppsScript, toWpsMetadata } from '../../../src/worksheet/hosts/metadata.js';
import { APPS_SCRIPT_HELPERS } from './apps-script.js';
import { EXCEL_PAGE, excelManifest } from './excel.js';
import { icon } from './icon.js';
import { excelMetadata } from './metadata.js';
import { oxtFiles } from './oxt.js';
import { WPS_FILES } from './wps.js';

export interface PackageOptions {
  /** The folder that the packages are written into; it is emptied first. */
  readonly out: string;
  /** Where the Excel add-in will be served from. */
  readonly baseUrl?: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const source = (path: string) => join(root, 'src/worksheet/hosts', path);
/** Every package has one time in its zip, so that equal sources give equal bytes. */
const ZIP_TIME = new Date(2020, 0, 1);

/** Builds every host's package. None of them makes a connection of its own. */
export async function buildPackages({ out, baseUrl = 'https://localhost:3000' }: PackageOptions): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const metadata = await excelMetadata();
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
  };
  rmSync(out, { recursive: true, force: true });
  const globalScript = await bundle('global.ts', { format: 'iife', globalName: 'jiantui' });

  write('jiantui.global.js', globalScript);
  write('excel/manifest.xml', excelManifest(version, baseUrl));
  // Without this, one error value in a row would keep Excel from calling at all, and from saying which cell it is.
  write('excel/functions.json', `${JSON.stringify({ allowErrorForDataTypeAny: true, ...metadata }, null, 2)}\n`);
  write('excel/functions.js', await bundle('excel.ts', { format: 'iife' }));
  write('excel/functions.html', EXCEL_PAGE);
  for (const size of [16, 32, 64, 80]) write(`excel/icon-${size}.png`, icon(size));
  for (const [path, content] of Object.entries(WPS_FILES)) write(`wps/${path}`, content);
  write('wps/functions.json', `${JSON.stringify(toWpsMetadata(metadata), null, 2)}\n`);
  write('wps/js/functions.js', await bundle('wps.ts', { format: 'iife' }));
  write(
    'univer/jiantui-univer.js',
    await bundle('univer.ts', { format: 'esm', target: 'es2022', external: ['@univerjs/*'] }),
  );
  write('apps-script/Jiantui.gs', `${globalScript}\n${toAppsScript(metadata)}\n\n${APPS_SCRIPT_HELPERS}`);
  write(
    'apps-script/appsscript.json',
    `${JSON.stringify({ timeZone: 'Asia/Shanghai', exceptionLogging: 'NONE', runtimeVersion: 'V8' }, null, 2)}\n`,
  );

  const files: Record<string, string | Buffer> = {
    ...oxtFiles(version),
    'XJiantui.rdb': readFileSync(source('libreoffice/XJiantui.rdb')),
    'jiantui_addin.py': readFileSync(source('libreoffice/jiantui_addin.py')),
    'functions.json': `${JSON.stringify(metadata)}\n`,
    'worker.cjs': await bundle('worker.ts', { format: 'cjs', platform: 'node', target: 'node20' }),
  };
  mkdirSync(join(out, 'libreoffice'), { recursive: true });
  await zip(join(out, 'libreoffice/jiantui.oxt'), files);
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const isScript = options.format === 'iife';
  const { outputFiles } = await build({
    entryPoints: [source(entry)],
    bundle: true,
    minify: true,
    charset: 'utf8',
    write: false,
    legalComments: 'inline',
    logLevel: 'warning',
    ...(isScript ? { target: 'es2018', inject: [source('polyfills.ts')] } : {}),
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

async function zip(path: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files))
    archive.addBuffer(Buffer.from(content), name, { mtime: ZIP_TIME });
  archive.end();
  await finished(archive.outputStream.pipe(createWriteStream(path)));
}
