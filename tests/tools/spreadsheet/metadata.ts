import { fileURLToPath } from 'node:url';
import { generateCustomFunctionsMetadata } from 'custom-functions-metadata';
import type { ExcelMetadata } from '../../../src/worksheet/hosts/metadata.js';

/** The one file that all metadata are read off. */
export const FUNCTIONS_FILE = fileURLToPath(new URL('../../../src/worksheet/functions.ts', import.meta.url));

/** Excel's metadata, by Excel's own generator. */
export async function excelMetadata(): Promise<ExcelMetadata> {
  const { metadataJson, errors } = await generateCustomFunctionsMetadata(FUNCTIONS_FILE);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return JSON.parse(metadataJson) as ExcelMetadata;
}
