import { Decimal } from 'decimal.js';
import { createScanner } from 'jsonc-parser';
import type { Issue } from '../base/issue.js';

/** Deepest nesting of lists and objects that is read. */
export const MAX_DEPTH = 100;

/** An issue with its place in the text, both counted from 1. */
export interface PlacedIssue extends Issue {
  readonly line: number;
  readonly column: number;
}

/** The kinds of token that matter here; jsonc-parser declares them as a `const enum`, which is not there at run time. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  text: 10,
  number: 11,
  end: 17,
} as const;

interface Level {
  /** The keys met so far, or null in a list. */
  readonly keys: Set<string> | null;
  key: string | number;
}

/**
 * What JSON.parse lets pass in silence: a key given twice, a number that a JavaScript number cannot hold, the key
 * `__proto__`, and nesting so deep that programs fail on it. Works on any text, token by token.
 */
export function scanJson(text: string): {
  readonly tooDeep: PlacedIssue | null;
  readonly issues: readonly PlacedIssue[];
} {
  const scanner = createScanner(text, true);
  const levels: Level[] = [];
  const issues: PlacedIssue[] = [];
  let awaitsKey = false;

  const issue = (code: string, path: readonly (string | number)[], found: string, expected?: string): PlacedIssue => ({
    code,
    path,
    line: scanner.getTokenStartLine() + 1,
    column: scanner.getTokenStartCharacter() + 1,
    found,
    ...(expected === undefined ? {} : { expected }),
  });
  const path = () => levels.map((level) => level.key);
  const open = (keys: Set<string> | null): void => void levels.push({ keys, key: keys === null ? 0 : '' });

  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    const level = levels.at(-1);
    switch (token) {
      case TOKEN.openBrace:
      case TOKEN.openBracket: {
        const isObject = token === TOKEN.openBrace;
        if (levels.length >= MAX_DEPTH)
          return { tooDeep: issue('too-deep', [], `more than ${MAX_DEPTH} levels`), issues };
        open(isObject ? new Set() : null);
        awaitsKey = isObject;
        break;
      }
      case TOKEN.closeBrace:
      case TOKEN.closeBracket:
        levels.pop();
        awaitsKey = false;
        break;
      case TOKEN.comma:
        if (level?.keys === null && typeof level.key === 'number') level.key += 1;
        awaitsKey = level?.keys !== null && level !== undefined;
        break;
      case TOKEN.text: {
        if (!awaitsKey || level === undefined || level.keys === null) break;
        awaitsKey = false;
        level.key = scanner.getTokenValue();
        if (level.keys.has(level.key)) issues.push(issue('duplicate-key', path(), JSON.stringify(level.key)));
        if (level.key === '__proto__') issues.push(issue('unknown-key', path(), JSON.stringify(level.key)));
        level.keys.add(level.key);
        break;
      }
      case TOKEN.number: {
        const written = scanner.getTokenValue();
        const problem = numberProblem(written);
        if (problem !== null)
          issues.push(
            issue(
              problem,
              path(),
              written.length > 60 ? `${written.slice(0, 57)}…` : written,
              problem === 'inexact-number' ? `"${written}"` : undefined,
            ),
          );
        break;
      }
    }
  }
  return { tooDeep: null, issues };
}

function numberProblem(written: string): string | null {
  if (written.replace(/\D/gu, '').length <= 15 && !/e/iu.test(written)) return null;
  const number = Number(written);
  if (!Number.isFinite(number)) return 'too-large';
  return new Decimal(written).eq(new Decimal(number)) ? null : 'inexact-number';
}
