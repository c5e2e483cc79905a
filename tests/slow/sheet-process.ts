import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What a run came to: rows, or the codes of what was wrong with the workbook; and the most memory that it took. */
export interface SheetReport {
  readonly rows: number;
  readonly bad: number;
  readonly refused: string;
  readonly megabytes: number;
}

/** Builds the program that judges one workbook in a process of its own. */
export async function buildSheetRun(folder: string): Promise<void> {
  await build({
    entryPoints: ['tests/slow/sheet-run.ts'],
    outfile: join(folder, 'run.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}

/** Runs it on one workbook; the results go beside it. */
export async function runSheet(folder: string, input: string): Promise<SheetReport> {
  const child = fork(join(folder, 'run.mjs'), [input, `${input}.out.xlsx`]);
  const [report] = (await once(child, 'message')) as [SheetReport];
  return report;
}
