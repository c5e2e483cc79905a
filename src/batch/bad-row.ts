import type { Issue } from '../base/issue.js';
import { pathText } from '../base/issue.js';
import { issueText } from '../base/issue-text.js';
import type { ByteWriter } from './bytes.js';

/** A record that could not be decided, where it stands, and everything that is wrong with it. */
export interface BadRow {
  readonly row: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly issues: readonly Issue[];
}

const MOST_SHOWN = 20;

/** Writes a bad row as one line of JSON, its messages in both languages. */
export function putBadRow({ row, line, issues }: BadRow, out: ByteWriter): void {
  const problems = issues.slice(0, MOST_SHOWN).map((issue) => {
    const { code, path, found, expected, suggestion } = issue;
    const place = pathText(path);
    return {
      code,
      place,
      ...(found === undefined ? {} : { found }),
      ...(expected === undefined ? {} : { expected }),
      ...(suggestion === undefined ? {} : { suggestion }),
      message: { zh: issueText(issue, 'zh'), en: issueText(issue, 'en') },
    };
  });
  const more = issues.length - problems.length;
  out.text(`${JSON.stringify({ line, row, problems, ...(more > 0 ? { more } : {}) })}\n`);
}
