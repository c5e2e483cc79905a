import type { RuleSet } from '../../src/plan/plan.js';
import { sheetRow } from '../support/sheet-row.js';

/** Households as a CSV table: a column for each header that any of them needs, each row ended by a line feed. */
export function csvText(ruleSet: RuleSet, households: readonly Readonly<Record<string, unknown>>[]) {
  const rows = households.map(
    (household) => new Map(sheetRow(ruleSet, household).map(({ header, value }) => [header, String(value)])),
  );
  const headers = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
  return {
    head: line(headers),
    body: rows.map((row) => line(headers.map((header) => row.get(header) ?? ''))).join(''),
  };
}

/** Writes a file of JSON lines anew as Parquet. */
export async function writeParquet(ndjson: string, parquet: string): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT * FROM read_json('${ndjson}', format = 'newline_delimited', sample_size = -1)) TO '${parquet}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}
