import { type ErrorCode, JiantuiError } from '../base/error.js';
import { type Issue, shown } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';

/** What a function answers instead of a value. Hosts show it as their own error value, with the message where they can. */
export interface CellError {
  readonly kind: 'error';
  readonly code: '#VALUE!';
  readonly message: string;
}

/** Longest message that is put in a cell or a tooltip. */
const LONGEST = 500;

/** Whether a value is an error that a cell shows. */
export function isCellError(value: unknown): value is CellError {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'error';
}

/** Whatever was thrown, as something that a cell can show. */
export function toCellError(thrown: unknown, language: Language): CellError {
  const message =
    thrown instanceof JiantuiError
      ? thrown.issues.map((issue) => issueText(issue, language)).join(language === 'zh' ? '。' : '. ')
      : `${language === 'zh' ? '内部错误' : 'internal error'}: ${thrown instanceof Error ? thrown.message : shown(thrown)}`;
  return Object.freeze({
    kind: 'error',
    code: '#VALUE!',
    message: message.length > LONGEST ? `${message.slice(0, LONGEST - 1)}…` : message,
  });
}

/** Throws when there are issues. */
export function refuse(issues: readonly Issue[], code: ErrorCode = 'bad-household'): void {
  if (issues.length > 0) throw new JiantuiError(code, issues);
}
