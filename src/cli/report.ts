import type { Issue } from '../base/issue.js';
import { issueText, type Language } from '../base/issue-text.js';
import { visible } from '../base/visible.js';
import type { JsonFile } from '../node/read-json.js';
import { texts } from './texts.js';

/** Problems of one input that are shown; the rest are counted. */
export const MAX_SHOWN = 20;

/** An issue as one line: the file and the place in it, then what is wrong. */
export function issueLine(issue: Issue, file: JsonFile | string, language: Language): string {
  const isFile = typeof file !== 'string';
  const name = fileName(isFile ? file.name : file, language);
  const { line, column, ...rest } = issue as Issue & { readonly line?: number; readonly column?: number };
  // A place inside a formula stays with its issue; a place in the file goes before it.
  const place = isFile ? file.place(issue.path) : line === undefined || column === undefined ? null : { line, column };
  const where = place === null ? name : `${name}:${place.line}:${place.column}`;
  return `${where}: ${issueText(isFile ? issue : rest, language)}`;
}

/** Writes the problems of an input as messages. */
export function reportIssues(
  io: { err(text: string): void },
  issues: readonly Issue[],
  file: JsonFile | string,
  language: Language,
): void {
  for (const issue of issues.slice(0, MAX_SHOWN)) io.err(`${issueLine(issue, file, language)}\n`);
  if (issues.length > MAX_SHOWN) io.err(`${texts[language].moreProblems(issues.length - MAX_SHOWN)}\n`);
}

function fileName(name: string, language: Language): string {
  return name === '-' ? texts[language].standardInput : visible(name);
}
