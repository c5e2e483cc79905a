import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Imports a TypeScript module of this repository. It is bundled beside its source, so that paths made from its own place hold. */
export async function importTypeScript(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const bundled = join(dirname(path), `.import-${process.pid}.mjs`);
  writeFileSync(bundled, outputFiles[0].text);
  try {
    return await import(pathToFileURL(bundled).href);
  } finally {
    rmSync(bundled);
  }
}
