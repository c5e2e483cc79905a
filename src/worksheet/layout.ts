import type { Issue } from '../base/issue.js';
import type { Cell } from './cell.js';
import { isFault } from './cell.js';
import { type Column, isIssue, readHeader } from './column.js';
import type { Dictionary } from './dictionary.js';
import { refuse } from './problem.js';

/** The columns of a table, in order. A column without a header is null and has to stay empty. */
export interface Layout {
  readonly columns: readonly (Column | null)[];
  /** The headers as written, for messages. */
  readonly headers: readonly string[];
}

/** Columns and, beside them, every header that could not be read. */
export interface Draft extends Layout {
  readonly issues: readonly Issue[];
}

/**
 * Reads a row of headers.
 * @throws JiantuiError `bad-household` with every header that is not known, could mean two facts, or stands twice
 */
export function readLayout(headers: readonly Cell[], dictionary: Dictionary): Layout {
  const { columns, headers: texts, issues } = draftLayout(headers, dictionary);
  refuse(issues);
  return { columns, headers: texts };
}

/** The same without throwing: a column whose header cannot be read is null. */
export function draftLayout(headers: readonly Cell[], dictionary: Dictionary): Draft {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const texts = headers.map((cell) => (cell === null ? '' : isFault(cell) ? cell.fault : String(cell)));
  const columns = headers.map((cell, index) => {
    if (cell === null) return null;
    const header = texts[index] ?? '';
    const column = isFault(cell)
      ? ({ code: 'error-cell', path: [], found: header } satisfies Issue)
      : readHeader(header, dictionary);
    if (isIssue(column)) {
      issues.push(column);
      return null;
    }
    const key = columnKey(column);
    if (key !== null && seen.has(key)) issues.push({ code: 'duplicate-header', path: [], found: header });
    if (key !== null) seen.add(key);
    return column;
  });
  return { columns, headers: texts, issues };
}

/** What a column gives, as one text; null for columns that may stand twice. */
export function columnKey(column: Column): string | null {
  switch (column.kind) {
    case 'ignored':
      return null;
    case 'row':
      return column.key;
    case 'member':
      return column.key === 'ignored' ? null : `${column.member}#id`;
    case 'register':
      return [column.member ?? '', 'register', column.column.headers[0], column.part].join('#');
    case 'fact':
      return [column.member ?? '', column.name.name, column.part, column.clause ?? '', column.month ?? ''].join('#');
  }
}
