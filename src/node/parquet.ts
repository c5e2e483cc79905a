import { JiantuiError } from '../base/error.js';
import { encode } from '../batch/bytes.js';
import { unreadable } from './read-text.js';

/** The parts of DuckDB's client that reading needs. */
interface DuckDB {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
}
interface Connection {
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
  stream(sql: string): Promise<{
    fetchChunk(): Promise<{ readonly rowCount: number; getColumnValues(column: number): unknown[] } | null>;
  }>;
  closeSync(): void;
}

/**
 * Reads a Parquet file as lines of JSON, a household a row: columns bear the names of facts, records and lists of members are
 * structs and lists. DuckDB is loaded when it is first needed; it does not come with the library.
 * @throws JiantuiError `missing-package` where DuckDB is not installed; `unreadable-file`
 */
export async function* parquetLines(
  path: string,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly rows: number }> {
  const { DuckDBInstance } = await loadDuckDB();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const from = `read_parquet('${path.replaceAll("'", "''")}')`;
    const columns = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`).catch((cause) => {
      throw unreadable(
        [
          {
            code: 'unreadable',
            path: [],
            found: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause),
          },
        ],
        cause,
      );
    });
    // Decimals become text: as JSON numbers they would pass through binary floats.
    const list = columns.getRows().map(([name, type]) => {
      const quoted = `"${String(name).replaceAll('"', '""')}"`;
      return String(type).startsWith('DECIMAL') ? `${quoted}::VARCHAR AS ${quoted}` : quoted;
    });
    const result = await connection.stream(
      `SELECT to_json(t)::VARCHAR FROM (SELECT ${list.join(', ')} FROM ${from}) t`,
    );
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      yield { bytes: encode(`${chunk.getColumnValues(0).join('\n')}\n`), rows: chunk.rowCount };
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function loadDuckDB(): Promise<DuckDB> {
  try {
    return (await import('@duckdb/node-api')) as unknown as DuckDB;
  } catch (cause) {
    throw new JiantuiError(
      'missing-package',
      [
        {
          code: 'not-installed',
          path: ['@duckdb/node-api'],
          found: 'nothing',
          expected: 'npm install @duckdb/node-api',
        },
      ],
      { cause },
    );
  }
}
