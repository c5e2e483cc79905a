import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import type { Issue } from '../../src/base/issue.js';
import { issueText } from '../../src/base/issue-text.js';
import { loadRuleSet, ruleSetIssues } from '../../src/ruleset/load.js';

interface Expected {
  readonly about: { readonly zh: string; readonly en: string };
  readonly issues: readonly Pick<Issue, 'code' | 'path' | 'suggestion'>[];
}

const root = new URL('../../fixtures/bad-rule-sets/', import.meta.url);
const folders = readdirSync(root).sort();
const read = (folder: string, file: string) => JSON.parse(readFileSync(new URL(`${folder}/${file}`, root), 'utf8'));

function inputOf(folder: string) {
  const overlays = existsSync(new URL(`${folder}/overlay.json`, root)) ? [read(folder, 'overlay.json')] : [];
  return { file: read(folder, 'rule-set.json'), overlays, expected: read(folder, 'expected.json') as Expected };
}

const inOrder = (issues: Expected['issues']) => issues.map((issue) => JSON.stringify(issue)).sort();

describe.each(folders)('%s', (folder) => {
  const { file, overlays, expected } = inputOf(folder);
  const issues = ruleSetIssues(file, { overlays });

  it('reports exactly what is wrong, all at once, each with its place and the nearest name', () => {
    const found = issues.map(({ code, path, suggestion }) => ({
      code,
      path,
      ...(suggestion === undefined ? {} : { suggestion }),
    }));
    expect(inOrder(found)).toEqual(inOrder(expected.issues));
  });

  it('is refused with the same issues', () => {
    let thrown: unknown;
    try {
      loadRuleSet(file, { overlays });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(JiantuiError);
    expect(thrown).toMatchObject({ code: 'bad-rule-set', issues });
  });

  it('says so in Chinese and in English', () => {
    for (const { code } of issues) {
      expect(issueText({ code, path: [] }, 'zh')).toMatch(/[\u4e00-\u9fff]/u);
      expect(issueText({ code, path: [] }, 'en')).toMatch(/^[a-z].* .*[a-z]$/);
    }
  });

  it('leaves no English in the Chinese sentences, names and what is quoted aside', () => {
    for (const issue of issues) {
      const quoted = /"[^"]*"|`[^`]*`|members satisfies|between a and b/gu;
      expect(issueText(issue, 'zh').replace(quoted, '')).not.toMatch(/[a-z]{2,} [a-z]{2,}/u);
    }
  });

  it('shows its own code', () => {
    if (folder === 'all-at-once') expect(new Set(issues.map(({ code }) => code)).size).toBeGreaterThan(9);
    else expect(issues.map(({ code }) => code)).toContain(folder);
  });
});

/** Codes that only a household, an option, a file or another check can have; the rest every rule author may meet. */
const OTHERS: readonly string[] = [
  'too-many',
  'lookup-failed',
  'not-an-object',
  'unreadable',
  'not-json',
  'not-utf8',
  'not-linear',
  'not-as-checked',
];

describe('issue codes', () => {
  const source = (path: string) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
  const files = (folder: string) =>
    readdirSync(new URL(`../../src/${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`);
  const texts = [...source('base/issue-text-en.ts').matchAll(/^ {2}'?([a-z0-9-]+)'?:(?: ['"]|$)/gm)].map((match) =>
    String(match[1]),
  );
  const loader = [
    ...files('ruleset'),
    ...files('formula'),
    'schema/problems.ts',
    'household/read-value.ts',
    'snapshot/value-problems.ts',
  ]
    .map(source)
    .join('\n');

  it('knows the codes that have texts', () => expect(texts.length).toBeGreaterThan(40));

  it('has a folder for each code that loading a rule set can emit', () => {
    const emitted = texts.filter((code) => loader.includes(`'${code}'`) && !OTHERS.includes(code));
    expect(emitted.filter((code) => !folders.includes(code))).toEqual([]);
  });

  it('has a text for each code written anywhere in the sources', () => {
    const everywhere = ['base', 'schema', 'formula', 'snapshot', 'plan', 'household', 'ruleset', 'answer']
      .flatMap(files)
      .map(source)
      .join('\n');
    const written = [...everywhere.matchAll(/\bcode: (?:[^'\n{}]*\? )?'([a-z0-9-]+)'(?: : '([a-z0-9-]+)')?/g)].flatMap(
      (match) => [match[1], match[2]],
    );
    const issues = everywhere.matchAll(/issueAt\([^,]+(?:\([^)]*\))?, '([a-z-]+)'/g);
    const codes = new Set([...written, ...[...issues].map((match) => match[1])].filter((code) => code !== undefined));
    expect([...codes].filter((code) => !texts.includes(code))).toEqual([]);
    expect(codes.size).toBeGreaterThan(30);
  });
});
