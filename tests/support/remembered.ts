import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const MARK = 'Zq7x';

/** Which names of households are still held by a process that has decided so many and has let go of all results. */
export async function rememberedNames(count: number, keep: boolean): Promise<ReadonlySet<string>> {
  const folder = fileURLToPath(
    new URL(`../../node_modules/.cache/jiantui/remembered-${process.pid}-${count}-${keep}/`, import.meta.url),
  );
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(`${folder}package.json`, '{"type":"module"}\n');
    await build({
      entryPoints: [fileURLToPath(new URL('remembered-run.ts', import.meta.url))],
      outfile: `${folder}run.js`,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
    });
    const snapshot = `${folder}run.heapsnapshot`;
    execFileSync(
      process.execPath,
      ['--expose-gc', `${folder}run.js`, String(count), MARK, snapshot, keep ? 'keep' : ''],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const found = new Set<string>();
    let before = '';
    for await (const part of createReadStream(snapshot, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const text = before + String(part);
      for (const [name] of text.matchAll(new RegExp(`${MARK}\\d+-[a-z]*-?\\w+`, 'g'))) found.add(name);
      before = text.slice(-200);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
