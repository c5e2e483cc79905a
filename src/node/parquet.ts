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

/** The rows of a Parquet file as lines of JSON, some at a time; what was opened is closed with the last of them. */
export interface ParquetLines {
  readonly total: number;
  readonly lines: AsyncGenerator<{ readonly bytes: Uint8Array; readonly rows: number }>;
}

/**
 * Reads a Parquet file as lines of JSON, a household a row: columns bear the names of facts, records and lists of members are
 * structs and lists. DuckDB is loaded when it is first needed; it does not come with the library.
 * @throws JiantuiError `missing-package` where DuckDB is not installed; `unreadable-file`
 */
export async function parquetLines(path: string): Promise<ParquetLines> {
  const { DuckDBInstance } = await loadDuckDB();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  const from = `read_parquet('${path.replaceAll("'", "''")}')`;
  try {
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
    const [[total] = []] = (await connection.runAndReadAll(`SELECT count(*) FROM ${from}`)).getRows();
    const query = `SELECT to_json(t)::VARCHAR FROM (SELECT ${list.join(', ')} FROM ${from}) t`;
    return { total: Number(total), lines: linesOf(connection, query, close) };
  } catch (error) {
    close();
    throw error;
  }
}

async function* linesOf(connection: Connection, query: string, close: () => void): ParquetLines['lines'] {
  try {
    const result = await connection.stream(query);
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      yield { bytes: encode(`${chunk.getColumnValues(0).join('\n')}\n`), rows: chunk.rowCount };
    }
  } finally {
    close();
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
