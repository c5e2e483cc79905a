import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReform } from '../../src/reform/reform.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import type { Decision } from '../../src/schema/decision.js';
import { createEngine } from '../../src/simulate/engine.js';
import { readCases } from '../../src/testing/cases.js';
import { junitXml } from '../../src/testing/junit.js';
import { matchers } from '../../src/testing/matchers.js';
import { runCases } from '../../src/testing/run-cases.js';
import { coverageText, runText } from '../../src/testing/run-text.js';
import { traceText } from '../../src/testing/trace-text.js';
import '../../src/testing/vitest.js';

const rongchang = loadJurisdiction('rongchang');
const label = (name: string, language: 'zh' | 'en' = 'zh') => rongchang.names.get(name)?.label[language];
const text = (zh: string) => ({ zh, en: 'because' });
const household = {
  id: 'h',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  householdSize: 3,
  perCapitaMonthlyIncome: '600.00',
  incomeChanged: true,
};

function file(...cases: unknown[]) {
  return readCases({
    jurisdiction: 'rongchang',
    about: text('案例'),
    parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' },
    households: { one: household },
    cases,
  });
}
const passing = {
  id: 'in-band',
  household: 'one',
  why: text('在标准与二倍之间'),
  expect: {
    outcomes: { 'rongchang/2-f': 'met' },
    tapers: { 'rongchang/2-f': { verdict: 'granted', months: { exactly: 6 } } },
  },
};
const failing = {
  id: 'too-high',
  household: 'one',
  change: { perCapitaMonthlyIncome: '950.00' },
  why: text('超过二倍'),
  expect: { outcomes: { 'rongchang/2-f': 'met' }, verdicts: { 'dibao-taper': 'eligible' } },
};

describe('running cases', () => {
  it.each(jurisdictions)('%s: the shipped cases pass', (jurisdiction) => {
    const cases = readCases(
      JSON.parse(readFileSync(new URL(`../../fixtures/cases/${jurisdiction}.json`, import.meta.url), 'utf8')),
    );
    const result = runCases(cases, loadJurisdiction(jurisdiction));
    expect(
      result.cases.filter((entry) => entry.differences.length > 0 || entry.error !== null).map((entry) => entry.id),
    ).toEqual([]);
    expect(result.coverage.covered).toBeGreaterThan(0);
  });

  it('a failure says what was expected, what was found, and why', () => {
    const result = runCases(file(passing, failing), rongchang);
    expect(result.failed).toBe(1);
    expect(runText('cases.json', result, 'zh')).toBe(
      [
        '✗ cases.json  1 个案例符合，1 个不符',
        '',
        '  ✗ too-high',
        '    缘由: 超过二倍',
        '    outcomes › rongchang/2-f',
        '      - 应为 "met"',
        '      + 实为 "not-met"',
        '    verdicts › dibao-taper',
        '      - 应为 "eligible"',
        '      + 实为 "not-eligible"',
        `      rongchang/2-f ${rongchang.rules.find((rule) => rule.id === 'rongchang/2-f')?.rule.name.zh}: not-met`,
        '        ✓ 适用期间',
        `          ✓ ${label('asOf')} asOf: 2020-06-30 ≥ 2020-03-31`,
        `          ✓ ${label('asOf')} asOf: 2020-06-30 ≤ povertyPeriodEnd (2020-12-31)`,
        '        ✗ 条件',
        `          ✓ ${label('dibaoStatus')} dibaoStatus: receiving ∈ [receiving, inTaper]　“纳入农村低保”`,
        `          ✓ ${label('dibaoCategory')} dibaoCategory: rural = rural　“农村低保”`,
        `          ✓ ${label('povertyRegistration')} povertyRegistration: lifted ∈ [notLifted, lifted, relapsed]　“建档立卡贫困人口”`,
        `          ✓ ${label('incomeChanged')} incomeChanged: true = true　“因家庭收入发生变化”`,
        `          ✓ ${label('perCapitaMonthlyIncome')} perCapitaMonthlyIncome: 950 > dibaoStandardMonthly (450)　“超过低保标准”`,
        `          ✗ ${label('perCapitaMonthlyIncome')} perCapitaMonthlyIncome: 950 < twiceDibaoStandardMonthly (900)　“低于2倍低保标准”`,
        '',
      ].join('\n'),
    );
  });

  it('one language is enough for the reasons', () => {
    const result = runCases(file({ ...failing, why: '超过二倍' }), rongchang);
    for (const language of ['zh', 'en'] as const) expect(runText('f', result, language)).toContain('超过二倍');
  });

  it('a household that cannot be read fails its case and no other', () => {
    const result = runCases(file({ ...passing, id: 'typo', change: { dibaoStatos: 'none' } }, passing), rongchang);
    expect(result.failed).toBe(1);
    expect(runText('f', result, 'en')).toContain('did you mean dibaoStatus?');
    expect(runText('f', runCases(file({ ...passing, household: 'on' }), rongchang), 'zh')).toContain('是否想写 one');
  });

  it('what has no such name is found missing, with the nearest name', () => {
    const odd = {
      ...passing,
      expect: {
        outcomes: { 'rongchang/2-g@m1': 'met' },
        verdicts: { 'dibao-tapr': 'eligible' },
        flags: { unstable: 'raised' },
      },
    };
    const tapers = { ...passing, id: 'tapers', expect: { tapers: { silent: { verdict: 'silent' } } } };
    const result = runCases(file(odd, tapers), rongchang);
    expect(
      result.cases.flatMap(({ differences }) => differences.map(({ found, suggestion }) => [found, suggestion])),
    ).toEqual([
      [undefined, 'rongchang/2-g'],
      [undefined, 'dibao-taper'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(runText('f', result, 'en')).toContain('+ found nothing; did you mean dibao-taper?');
    expect(runText('f', result, 'zh')).toContain('+ 实为 没有；是否想写 dibao-taper？');
  });

  it.each([
    [[{ ...passing, expect: {} }], 'cases[0].expect: this is empty or too short'],
    [
      [passing, { ...failing, expect: { tapers: { 'rongchang/2-f': {} } } }],
      'cases[1].expect: this is empty or too short',
    ],
    [[passing, passing], 'cases[1].id: this id is used twice; found "in-band"'],
  ])('cases that could not fail, or not be told apart, are refused (%#)', (cases, message) => {
    expect(() => file(...cases)).toThrow(message);
  });

  it('a policy change, test first: the case fails today and passes under the reform', () => {
    const cases = file(
      { ...failing, expect: { tapers: { 'rongchang/2-f': { verdict: 'granted' } } } },
      { ...passing, parameters: { dibaoStandardMonthly: '500.00' } },
    );
    const reform = readReform({
      reform: 'open',
      name: text('取消上限'),
      changes: [
        {
          kind: 'remove-test',
          clause: 'rongchang/2-f',
          test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
        },
      ],
    });
    expect(runCases(cases, rongchang).failed).toBe(1);
    expect(runCases(cases, reform.apply(rongchang), { base: rongchang }).failed).toBe(0);
  });

  it('parameters of a case give way to those of a reform', () => {
    const reform = readReform({
      reform: 'higher',
      name: text('提标'),
      changes: [{ kind: 'replace-parameter', parameter: 'dibaoStandardMonthly', value: '700' }],
    });
    expect(
      runCases(file({ ...passing, expect: { outcomes: { 'rongchang/2-f': 'not-met' } } }), reform.apply(rongchang), {
        base: rongchang,
      }).failed,
    ).toBe(0);
  });
});

describe('coverage', () => {
  it('of statuses and of the sides of each line', () => {
    const at = (id: string, income: string, status: string) => ({
      id,
      household: 'one',
      change: { perCapitaMonthlyIncome: income },
      why: text('界线'),
      expect: { outcomes: { 'rongchang/2-f': status } },
    });
    const few = runCases(file(passing), rongchang).coverage.clauses.find((entry) => entry.clause === 'rongchang/2-f');
    expect(few).toEqual({
      clause: 'rongchang/2-f',
      seen: ['met'],
      unseen: ['not-met'],
      boundaries: [
        { left: 'asOf', right: '2020-03-31', seen: ['above'] },
        { left: 'asOf', right: 'povertyPeriodEnd', seen: ['below'] },
        { left: 'perCapitaMonthlyIncome', right: 'dibaoStandardMonthly', seen: ['above'] },
        { left: 'perCapitaMonthlyIncome', right: 'twiceDibaoStandardMonthly', seen: ['below'] },
      ],
    });
    const all = runCases(
      file(
        at('a', '450', 'not-met'),
        at('b', '449.99', 'not-met'),
        at('c', '450.01', 'met'),
        at('d', '900', 'not-met'),
        at('e', '899.99', 'met'),
        at('f', '901', 'not-met'),
      ),
      rongchang,
    ).coverage;
    expect(
      all.clauses
        .find((entry) => entry.clause === 'rongchang/2-f')
        ?.boundaries.slice(2)
        .map((entry) => entry.seen),
    ).toEqual([
      ['below', 'at', 'above'],
      ['below', 'at', 'above'],
    ]);
    expect(coverageText(all, 'zh')).toContain('rongchang/2-f：asOf ↔ povertyPeriodEnd 还没有恰好、之上的案例');
    expect(coverageText(all, 'en')).toMatch(/^clauses: \d+ of \d+ have cases/);
  });
});

describe('JUnit', () => {
  it('counts, failures, and nothing that XML cannot hold', () => {
    const odd = { ...failing, id: 'a<b>&"\u0001\ud800', why: text('x') };
    const broken = { ...passing, id: 'broken', change: { dibaoStatos: 'none' } };
    const result = runCases(file(passing, odd, broken), rongchang);
    const xml = junitXml([{ name: 'cases/rongchang.yaml', result }], 'en');
    const trace = traceText(result.cases[1]?.decision as Decision, 'rongchang/2-f', 'en');
    expect(xml).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites tests="3" failures="1" errors="1">',
        '  <testsuite name="cases/rongchang.yaml" tests="3" failures="1" errors="1">',
        '    <testcase classname="cases/rongchang.yaml" name="in-band"/>',
        '    <testcase classname="cases/rongchang.yaml" name="a&lt;b&gt;&amp;&quot;">',
        '      <failure message="because">outcomes › rongchang/2-f',
        '  - expected &quot;met&quot;',
        '  + found &quot;not-met&quot;',
        'verdicts › dibao-taper',
        '  - expected &quot;eligible&quot;',
        '  + found &quot;not-eligible&quot;',
        `${trace.replace(/^/gm, '  ').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</failure>`,
        '    </testcase>',
        '    <testcase classname="cases/rongchang.yaml" name="broken">',
        '      <error message="because">dibaoStatos: this name is not known; found &quot;dibaoStatos&quot;; did you mean dibaoStatus?</error>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });
});

describe('matchers', () => {
  const engine = createEngine(rongchang, {
    parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' },
  });
  const decision = engine.decide({ ...household, meetsDibaoConditions: 'yes', unstableLiftedFinding: 'yes' });

  it('pass and fail', () => {
    expect(decision).toTaper();
    expect(decision).toTaper({ exactly: 6 });
    expect(decision).not.toTaper({ atMost: 6 });
    expect(decision).toRaise('unstable-lifted');
    expect(decision).not.toRaise('marginal-household');
    expect(decision).toBeEligibleFor('dibao-taper');
    expect(decision).not.toBeEligibleFor('tekun');
  });

  it('say what was found, with the trace of the clause', () => {
    const message = matchers.toTaper(engine.decide({ ...household, perCapitaMonthlyIncome: '950' })).message();
    expect(message).toContain('expected granted\nfound    not-granted\nrongchang/2-f Six-month taper: not-met');
    expect(message).toContain('perCapitaMonthlyIncome: 950 < twiceDibaoStandardMonthly (900)');
    expect(() => expect(decision).not.toBeEligibleFor('dibao-tapr')).toThrow(/did you mean dibao-taper\?/);
    expect(() => expect(decision).not.toRaise('unstable-liftd')).toThrow(/did you mean unstable-lifted\?/);
    expect(() => expect(decision).toRaise('marginal-household')).toThrow(/flag marginal-household/);
  });
});

describe('trace text', () => {
  it('of a member, with what is unknown', () => {
    const engine = createEngine(rongchang, { parameters: { povertyPeriodEnd: '2020-12-31' } });
    const decision = engine.decide({
      ...household,
      povertyRegistration: 'notLifted',
      members: [{ id: 'm1', labourCapacity: 'none' }],
    });
    expect(traceText(decision, 'rongchang/2-e@m1', 'en')).toContain(
      `? ${label('dependsOnFamilySupport', 'en')} dependsOnFamilySupport: unknown = true`,
    );
    expect(traceText(decision, 'rongchang/2-e@m9', 'en')).toBe('');
  });
});
