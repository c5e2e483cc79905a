import type { Issue } from './issue.js';
import { issueTextEn } from './issue-text-en.js';
import { issueTextZh } from './issue-text-zh.js';
import { visible } from './visible.js';

/** The languages of every text that this library writes. */
export type Language = 'zh' | 'en';

/** One issue as a sentence: place, what is wrong, what was found, what was expected, what may have been meant. */
export function issueText(issue: Issue, language: Language): string {
  return visible(language === 'zh' ? issueTextZh(issue) : issueTextEn(issue));
}
