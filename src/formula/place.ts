import type { FormulaIssue, Place } from './expression.js';

/** The place of an offset (UTF-16 units from the start of the text). */
export function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** What an issue says besides its code and place. */
export interface Details {
  readonly found?: string;
  readonly expected?: string;
  readonly suggestion?: string | undefined;
}

/** An issue at a place; details that are undefined are left out. */
export function issueAt(place: Place, code: string, { found, expected, suggestion }: Details): FormulaIssue {
  return {
    code,
    path: [],
    line: place.line,
    column: place.column,
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The issues in the order of the text. */
export function inTextOrder(issues: readonly FormulaIssue[]): FormulaIssue[] {
  return [...issues].sort((a, b) => a.line - b.line || a.column - b.column);
}
