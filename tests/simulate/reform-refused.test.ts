import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { readReform, reformBy } from '../../src/reform/reform.js';
import { loadJurisdiction } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';

const rongchang = loadJurisdiction('rongchang');
const name = { zh: '试验', en: 'trial' };
const options = { ruleSets: loadJurisdiction };

function issuesOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof JiantuiError) return error.issues;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what cannot be', () => {
  const cases: [string, unknown[], unknown][] = [
    [
      'a clause that is not there',
      [{ kind: 'replace-months', clause: 'rongchang/2-ff', months: null }],
      { code: 'unknown-clause', suggestion: 'rongchang/2-f' },
    ],
    [
      'months for a clause that is no taper',
      [{ kind: 'replace-months', clause: 'rongchang/2-g', months: null }],
      { code: 'wrong-value', expected: 'a taper clause: rongchang/2-f' },
    ],
    [
      'a test that occurs twice',
      [{ kind: 'remove-test', clause: 'rongchang/2-f', test: { fact: 'perCapitaMonthlyIncome' } }],
      { code: 'wrong-value', found: '2 tests that fit' },
    ],
    [
      'a test that does not occur',
      [{ kind: 'remove-test', clause: 'rongchang/2-f', test: { fact: 'sex' } }],
      { code: 'wrong-value', found: '0 tests that fit' },
    ],
    [
      'a parameter that nobody knows',
      [{ kind: 'replace-parameter', parameter: 'dibaoStandardMontly', value: '1' }],
      { code: 'unknown-name', suggestion: 'dibaoStandardMonthly' },
    ],
    [
      'a reading that the clause has not',
      [{ kind: 'adopt-reading', clause: 'rongchang/5.1-c', reading: 'everybody' }],
      { code: 'unknown-reading' },
    ],
    [
      'a rule that the loader refuses',
      [
        {
          kind: 'replace-test',
          clause: 'rongchang/2-f',
          test: { fact: 'incomeChanged' },
          with: { fact: 'incomeChangd', operator: 'equal', value: true },
        },
      ],
      { code: 'unknown-name', suggestion: 'incomeChanged' },
    ],
    [
      'an emptied choice',
      [{ kind: 'replace-test', clause: 'rongchang/2-f', test: { fact: 'incomeChanged' }, with: { any: [] } }],
      { code: 'empty-group' },
    ],
  ];
  it.each(cases)('%s', (_what, changes, issue) => {
    expect(issuesOf(() => readReform({ reform: 'trial', name, changes }, options).apply(rongchang))).toContainEqual(
      expect.objectContaining(issue),
    );
  });

  it('a reform for another jurisdiction', () => {
    const reform = readReform({
      reform: 'x',
      name,
      jurisdiction: 'mingshan',
      changes: [{ kind: 'adopt-reading', clause: 'rongchang/5.1-c', reading: 'everyone' }],
    });
    expect(issuesOf(() => reform.apply(rongchang))).toMatchObject([
      { code: 'unknown-jurisdiction', expected: 'mingshan' },
    ]);
  });

  it('JSON of the wrong form names the place and the nearest name', () => {
    expect(
      issuesOf(() =>
        readReform({ reform: 'x', name, changes: [{ kind: 'replace-month', clause: 'rongchang/2-f', months: null }] }),
      ),
    ).toMatchObject([{ path: ['changes', 0, 'kind'] }]);
    expect(
      issuesOf(() =>
        readReform({
          reform: 'x',
          name,
          changes: [{ kind: 'replace-months', claus: 'rongchang/2-f', clause: 'rongchang/2-f', months: null }],
        }),
      ),
    ).toMatchObject([{ code: 'unknown-key', suggestion: 'clause' }]);
  });
});

describe('a reform in words', () => {
  it('from JSON', () => {
    const reform = readReform({
      reform: 'x',
      name,
      changes: [
        { kind: 'replace-months', clause: 'rongchang/2-f', months: { atMost: 12 } },
        {
          kind: 'remove-test',
          clause: 'rongchang/2-f',
          test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
        },
      ],
    });
    expect(reform.describe(rongchang)).toEqual([
      {
        zh: 'rongchang/2-f“低保渐退期（6个月）”的渐退期由“正好6个月”改为“最多12个月”',
        en: 'The taper of rongchang/2-f “Six-month taper” goes from “exactly 6 months” to “at most 12 months”',
      },
      {
        zh: 'rongchang/2-f“低保渐退期（6个月）”不再要求“家庭月人均收入”低于“2倍低保标准”',
        en: 'rongchang/2-f “Six-month taper” no longer requires: “household monthly income per head” is below “2倍低保标准”'.replace(
          '“2倍低保标准”',
          '“twice the dibao standard (per month)”',
        ),
      },
    ]);
  });

  it('from a function, by what came out', () => {
    const reform = reformBy('f', name, (ruleSet) => {
      const file = structuredClone(ruleSet.file);
      const rule = file.rules.find((entry) => entry.id === 'rongchang/2-f');
      if (rule !== undefined) {
        rule.modality = 'may';
        rule.event = { type: 'taper', params: { months: { atMost: 3 }, amount: null } };
      }
      return loadRuleSet({ ...file, parameters: { povertyPeriodEnd: '2021-12-31' } });
    });
    expect(reform.describe(rongchang).map((text) => text.en)).toEqual([
      'The taper of rongchang/2-f “Six-month taper” goes from “exactly 6 months” to “at most 3 months”',
      'The conditions of rongchang/2-f “Six-month taper” are changed',
      expect.stringMatching(/^The parameter .* goes from — to "2021-12-31"$/),
    ]);
  });
});
