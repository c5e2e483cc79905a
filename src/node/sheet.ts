import { runSheet, type SheetEnd, type SheetRun } from '../workbook/run.js';
import { openArchive } from './archive.js';
import { writeStream } from './write-file.js';

/** A run from one file to another. */
export interface SheetFiles extends Omit<SheetRun, 'archive' | 'write'> {
  readonly input: string;
  readonly output: string;
}

/** {@link runSheet} with files. The output has its name only when it is complete. @throws JiantuiError as `runSheet` does */
export async function runSheetFile({ input, output, ...run }: SheetFiles): Promise<SheetEnd> {
  const archive = await openArchive(input);
  try {
    return await runSheet({ ...run, archive, write: (replaced) => writeStream(output, archive.copy(replaced)) });
  } finally {
    archive.close();
  }
}
