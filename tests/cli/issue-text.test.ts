import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phraseZh } from '../../src/base/issue-phrase.js';
import { issueText } from '../../src/base/issue-text.js';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/${name}`, 'utf8'));
const literals = (key: string) => [
  ...new Set(
    sources.flatMap((source) =>
      [...source.matchAll(new RegExp(`\\b${key}: '((?:[^'\\\\\\n]|\\\\.)+)'`, 'gu'))].map((match) =>
        (match[1] ?? '').replace(/\\(.)/gu, '$1'),
      ),
    ),
  ),
];

/** English words in a row, outside of what is quoted as written. */
const ENGLISH = /[a-z]{2,} [a-z]{2,}/u;
const outsideQuotes = (text: string) => text.replace(/"[^"]*"|npm install .*/gu, '').replace(/…/gu, '');

describe('issue texts', () => {
  it('say every phrase of what was found and expected in Chinese as well', () => {
    const phrases = [...literals('expected'), ...literals('found')];
    expect(phrases.length).toBeGreaterThan(20);
    expect(phrases.filter((phrase) => ENGLISH.test(outsideQuotes(phraseZh(phrase))))).toEqual([]);
  });

  it('have a sentence for every code', () => {
    const codes = [
      ...new Set(
        sources.flatMap((source) =>
          [...source.matchAll(/\bcode: '([a-z0-9-]+)',\s*path\b/gu)].map((match) => match[1] ?? ''),
        ),
      ),
    ];
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => issueText({ code, path: [] }, 'zh') === code)).toEqual([]);
  });

  it.each([
    ['a list of 3', '有 3 项的列表'],
    ['an object with a, b', '对象，含有 a, b'],
    ['at most 200', '至多 200'],
    ['a number or text', '数字 或 文字'],
    ['"yes", "no" or an object', '"yes", "no" 或 对象 {…}'],
    ['receiving, exited', 'receiving, exited'],
    ['constructor', 'constructor'],
  ])('%s: %s', (phrase, chinese) => expect(phraseZh(phrase)).toBe(chinese));

  it('show a long list of names only where it helps', () => {
    const names = Array.from({ length: 60 }, (_, index) => `name${index}`).join(', ');
    const issue = { code: 'unknown-key', path: ['x'], found: '"x"', expected: names };
    expect(issueText(issue, 'en')).toBe('x: this name is not known; found "x"; expected one of 60 names');
    expect(issueText({ ...issue, suggestion: 'name1' }, 'zh')).toBe('x: 不认识这个名称；现为 "x"；是否想写 name1？');
  });
});
