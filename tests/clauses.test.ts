import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageOf, type RuledClause } from '../src/coverage/coverage.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { readCases } from '../src/testing/cases.js';
import { numbersOf } from './tools/numbers.js';
import { statedNumbers } from './tools/pages.js';

const CLAUSES = { rongchang: 30, mingshan: 82, yancheng: 94, hainan: 36, 'inner-mongolia': 51 };
/** Rules whose clause states no test beyond whom it addresses: no household that is addressed can fail them. */
const WITHOUT_CONDITIONS = [
  'rongchang/1.2.2-c',
  'rongchang/2-d',
  'mingshan/2.1.1-b',
  'mingshan/2.1.6.1-a',
  'mingshan/2.1.6.1-b',
  'mingshan/2.1.6.4-a',
  'mingshan/2.4.1.2',
  'mingshan/3.3.2',
  'yancheng/2.1.2-a',
  'yancheng/2.4-e',
  'hainan/0-b',
  'hainan/1-c',
  'hainan/4.2-c',
  'hainan/4.3-a',
  'inner-mongolia/2.4-a',
  'inner-mongolia/2.4-d',
  'inner-mongolia/4.4',
  'inner-mongolia/5.1-b',
  'inner-mongolia/end',
];

const covered = jurisdictions.map((jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);
  const cases = readCases(
    JSON.parse(readFileSync(new URL(`../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
  );
  return { jurisdiction, ruleSet, coverage: coverageOf(ruleSet, cases) };
});
const rules = covered.flatMap(({ coverage }) =>
  coverage.clauses.filter((clause): clause is RuledClause => clause.in === 'rules'),
);

describe('every clause is accounted for', () => {
  it('293 of 293, each once, as a rule or in the ledger with its reason', () => {
    expect(
      Object.fromEntries(covered.map(({ jurisdiction, coverage }) => [jurisdiction, coverage.clauses.length])),
    ).toEqual(CLAUSES);
    for (const { ruleSet, coverage } of covered) {
      expect(coverage.clauses.map(({ clause }) => clause)).toEqual(ruleSet.file.clauses);
      expect(ruleSet.rules.length + ruleSet.ledger.length).toBe(coverage.clauses.length);
    }
    expect(covered.reduce((sum, { coverage }) => sum + coverage.clauses.length, 0)).toBe(293);
    expect(rules.length).toBe(155);
  });

  it('every rule has a case in which it is met and one in which it is not', () => {
    expect(rules.filter(({ unshown }) => unshown.length > 0).map(({ clause, unshown }) => [clause, unshown])).toEqual(
      [],
    );
  });

  it('but for those that state no condition, which are only met, not in force or out of scope', () => {
    const exceptions = rules.filter(({ exception }) => exception !== undefined);
    expect(exceptions.map(({ clause }) => clause)).toEqual(WITHOUT_CONDITIONS);
    for (const { clause, cases } of exceptions) expect([clause, cases['not-met']]).toEqual([clause, []]);
  });

  it('a rule without cases is noticed', () => {
    const ruleSet = loadJurisdiction('rongchang');
    const none = coverageOf(ruleSet, null).clauses.filter((clause) => clause.in === 'rules');
    expect(none.every(({ unshown, wanted }) => unshown.length === wanted.length)).toBe(true);
    const without = coverageOf(ruleSet, {
      jurisdiction: 'rongchang',
      about: { zh: '例', en: 'x' },
      households: {},
      cases: [
        {
          id: 'a',
          household: {},
          why: { zh: '例', en: 'x' },
          expect: { outcomes: { 'rongchang/2-e@m1': 'met', 'rongchang/2-f': 'not-met' } },
        },
      ],
    });
    const of = (id: string) => without.clauses.find(({ clause }) => clause === id);
    expect([of('rongchang/2-e'), of('rongchang/2-f'), of('rongchang/2-d')]).toMatchObject([
      { unshown: ['not-met'] },
      { unshown: ['met'] },
      { unshown: ['met'], exception: 'no-conditions' },
    ]);
  });
});

describe('every number is stated by a clause', () => {
  it('the table lists the numbers of the rules, no more and no fewer', () => {
    const inRules = covered.flatMap(({ jurisdiction, ruleSet }) =>
      numbersOf(ruleSet).map(({ owner, number }) => `${jurisdiction} ${owner} ${number}`),
    );
    const inTable = statedNumbers.flatMap((entry) =>
      entry.numbers.map((number) => `${entry.jurisdiction} ${entry.in} ${number}`),
    );
    expect([...inTable].sort()).toEqual([...inRules].sort());
  });

  it.each(statedNumbers.map((entry) => [`${entry.in} ${entry.numbers.join(', ')}`, entry] as const))(
    '%s',
    (_name, entry) => {
      expect(loadJurisdiction(entry.jurisdiction).file.clauses).toContain(entry.clause);
      expect([...entry.words].length).toBeLessThanOrEqual(15);
      // A number that is not printed just so says how it follows from the words.
      const printed = entry.numbers.every(
        (number) =>
          entry.words.includes(number) ||
          (/^\d{4}-\d{2}-\d{2}$/.test(number) && entry.words.includes(dayWords(number))),
      );
      if (!printed) expect(entry.note?.zh ?? '').not.toBe('');
      // A rule uses the number of its own clause, or says in a note whose it is.
      if (entry.in.includes('/') && entry.in !== entry.clause) expect(entry.note).toBeDefined();
    },
  );
});

function dayWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

const SOURCES = new URL('../../shared/sources/', import.meta.url);
const MAX_RUN = 15;

describe.each(covered)('$jurisdiction against its source', ({ jurisdiction, ruleSet, coverage }) => {
  const path = new URL(`${jurisdiction}.txt`, SOURCES);
  const missing = existsSync(path) ? undefined : `the text of the instrument is not at hand (${jurisdiction}.txt)`;
  const source = missing === undefined ? readFileSync(path) : Buffer.alloc(0);
  const text = source.toString('utf8').replace(/\s/gu, '');
  const whenThere = (name: string, run: () => void) =>
    it(name, (context) => (missing === undefined ? run() : context.skip(missing)));

  whenThere('was read from this very text', () => {
    expect(createHash('sha256').update(source).digest('hex')).toBe(ruleSet.file.instrument.sha256);
  });

  whenThere('every anchor occurs in it exactly once', () => {
    const wrong = coverage.clauses.filter(({ anchor }) => text.split(anchor.replace(/\s/gu, '')).length !== 2);
    expect(wrong.map(({ clause, anchor }) => [clause, anchor])).toEqual([]);
  });

  whenThere('no summary, name, note or convention repeats more than 15 characters of it', () => {
    const own = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            key === 'zh' && typeof inner === 'string' ? [inner] : own(inner),
          );
    const { file } = ruleSet;
    const texts = own([file.rules, file.ledger, file.assumptions, file.derived, file.addressee]);
    expect(texts.length).toBeGreaterThan(coverage.clauses.length);
    expect(texts.filter((summary) => runs(summary.replace(/\s/gu, '')).some((run) => text.includes(run)))).toEqual([]);
  });

  whenThere('every test hangs on words that stand in it, and every open word does', () => {
    const words = [
      ...ruleSet.rules.flatMap(({ tests }) => tests.flatMap(({ words: own }) => (own === undefined ? [] : [own]))),
      ...coverage.clauses.flatMap(({ openWords }) => openWords.map(({ words: own }) => own)),
      ...statedNumbers.filter((entry) => entry.jurisdiction === jurisdiction).map((entry) => entry.words),
    ];
    // A pair of dots stands for what is left out between two parts.
    const stands = (own: string) => own.split('…').every((part) => text.includes(part.replace(/\s/gu, '')));
    expect([...new Set(words)].filter((own) => !stands(own))).toEqual([]);
  });
});

/** Every run of one character more than may be repeated. */
function runs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - MAX_RUN) }, (_, start) =>
    text.slice(start, start + MAX_RUN + 1),
  );
}
