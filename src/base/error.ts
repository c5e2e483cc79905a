import type { Issue } from './issue.js';
import { issueTextEn } from './issue-text-en.js';
import { visible } from './visible.js';

/** What a {@link JiantuiError} may be about. */
export type ErrorCode =
  | 'bad-rule-set'
  | 'bad-household'
  | 'bad-parameters'
  | 'bad-history'
  | 'bad-option'
  | 'unknown-jurisdiction'
  | 'lookup-failed'
  | 'unreadable-file'
  | 'missing-package';

/**
 * The one error this library throws: a code, and every problem found, each with its place. What a household's data
 * cannot settle is never an error; it is an outcome.
 */
export class JiantuiError extends Error {
  override readonly name = 'JiantuiError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, issues: readonly Issue[], options?: { cause?: unknown }) {
    super(issues.map((issue) => visible(issueTextEn(issue))).join('\n'), options);
    this.code = code;
    this.issues = issues;
  }
}
