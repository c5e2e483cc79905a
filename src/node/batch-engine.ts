import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { csvChunk } from '../batch/csv.js';
import type { Encoding } from '../batch/encoding.js';
import { type ChunkPlace, ndjsonChunk, type TextReader } from '../batch/ndjson.js';
import { createRows, type Rows, type RowsResult } from '../batch/rows.js';
import type { RuleSet } from '../plan/plan.js';
import { createBulkAnswers } from '../population/answer.js';
import { loadRuleSet } from '../ruleset/load.js';
import { parseJson } from './read-json.js';

/** Everything that decides what a batch writes; plain data, so that it can be handed to a worker. */
export interface BatchSpec {
  readonly source: NonNullable<RuleSet['source']>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly adopt: Readonly<Record<string, string>>;
  readonly asOf: string | null;
  /** Null or absent: everything counts. */
  readonly knownOn?: string | null;
  readonly from: 'ndjson' | 'csv';
  readonly encoding: Encoding;
  readonly to: 'ndjson' | 'csv';
  readonly full: boolean;
  /** The cells of the header row; null for NDJSON. */
  readonly headers: readonly string[] | null;
}

/** Records that stand together in the input. */
export interface Chunk extends ChunkPlace {
  readonly bytes: Uint8Array;
  /** True for a record that is too long to be read; its bytes are not here. */
  readonly isTooLong: boolean;
}

export interface Engine {
  readonly head: string;
  readonly programmes: readonly string[];
  process(chunk: Chunk): RowsResult;
}

/** Longest record that is read. */
export const MAX_RECORD = 16 * 1024 * 1024;

export const recordTooLong: Issue = { code: 'record-too-long', path: [], expected: `at most ${MAX_RECORD} bytes` };

/** @throws JiantuiError `bad-rule-set`, `bad-parameters`, `bad-option`, `bad-household` for headers that are not known */
export function createEngine(spec: BatchSpec): Engine {
  const { source, parameters, adopt, to, full } = spec;
  const ruleSet = loadRuleSet(source.file, { overlays: source.overlays, vocabulary: source.vocabulary });
  const bulk = createBulkAnswers(ruleSet, {
    parameters,
    adopt,
    ...(spec.knownOn == null ? {} : { knownOn: spec.knownOn }),
  });
  const rows = createRows(bulk, { to, full, asOf: spec.asOf ?? undefined });
  const chunk = chunkReader(spec, ruleSet, rows);
  return {
    head: rows.head,
    programmes: bulk.outline.programmes,
    process: (given) => {
      if (given.isTooLong) rows.bad(given.row, given.line, [recordTooLong]);
      else chunk(given.bytes, given);
      return rows.take();
    },
  };
}

/**
 * The household of one row of a chunk, as an object.
 * @throws JiantuiError with what is wrong with that row
 */
export function snapshotAt(
  spec: BatchSpec,
  ruleSet: RuleSet,
  bytes: Uint8Array,
  place: ChunkPlace,
  wanted: number,
): unknown {
  let found: unknown;
  const only = (row: number, _line: number, read: () => unknown) => {
    if (row === wanted) found = read();
  };
  const rows: Rows = {
    head: '',
    household: only,
    bad: (row, _line, issues) => {
      if (row === wanted) throw new JiantuiError('bad-household', issues);
    },
    blank: () => undefined,
    take: () => ({
      output: bytes,
      errors: bytes,
      counts: { rows: 0, bad: 0, blank: 0, together: 0, verdicts: new Float64Array(0) },
    }),
  };
  const chunk = chunkReader(spec, ruleSet, rows);
  chunk(bytes, place);
  return found;
}

function chunkReader({ from, encoding, headers }: BatchSpec, ruleSet: RuleSet, rows: Rows) {
  return from === 'ndjson'
    ? ndjsonChunk(rows, jsonText, encoding)
    : csvChunk(rows, ruleSet, { headers: headers ?? [], encoding, cellsOf: csvCells });
}

/** Reads lines of JSON: what is wrong with one is named. */
export const jsonText: TextReader = { parse: (text) => parseJson('', text).value, isUtf8 };

/** The cells of CSV records, each ended by a line feed. @throws an Error for quotes that are out of order */
export function csvCells(text: string): string[][] {
  return parse(text, { relax_column_count: true, record_delimiter: '\n' });
}
