import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../src/base/error.js';
import type { Issue } from '../src/base/issue.js';
import { evaluate, loadRuleSet } from '../src/index.js';
import { loadJurisdiction, ruleSetFile } from '../src/rules.js';

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/overlays/${path}`, import.meta.url), 'utf8'));
const banner = read('inner-mongolia-banner.json');
const readings = read('inner-mongolia-readings.json');

describe('what an overlay may not do', () => {
  const rule = banner.rules[1];
  const issuesOf = (...overlays: unknown[]): readonly Issue[] => {
    try {
      loadJurisdiction('inner-mongolia', { overlays });
    } catch (error) {
      if (error instanceof JiantuiError && error.code === 'bad-rule-set') return error.issues;
      throw error;
    }
    return [];
  };
  const other = {
    ...banner,
    overlay: 'second',
    authority: '别处',
    localArea: 'example-banner',
    parameters: undefined,
    rules: [],
    derived: {},
    assumptions: {},
  };

  it.each<[string, unknown[], { code: string; path: (string | number)[] }]>([
    [
      'change a clause without naming it',
      [{ ...banner, rules: [{ ...rule, id: 'inner-mongolia/2.4-e' }] }],
      { code: 'override-unnamed', path: ['overlays', 0, 'rules', 0] },
    ],
    [
      'adopt a reading of what is no id of a clause',
      [{ ...readings, adopt: { 'Section Two': 'everyone' } }],
      { code: 'wrong-form', path: ['overlays', 0, 'adopt', 'Section Two'] },
    ],
    [
      'use the name of a ledger clause',
      [{ ...banner, rules: [{ ...rule, id: 'inner-mongolia/3.2' }] }],
      { code: 'override-unnamed', path: ['overlays', 0, 'rules', 0] },
    ],
    [
      'override what is no rule',
      [
        {
          ...banner,
          rules: [{ ...banner.rules[0], overrides: { ...banner.rules[0].overrides, clause: 'inner-mongolia/3.2' } }],
        },
      ],
      { code: 'unknown-clause', path: ['overlays', 0, 'rules', 0, 'overrides', 'clause'] },
    ],
    [
      'add a rule under a name that is not local',
      [{ ...banner, rules: [{ ...rule, id: 'inner-mongolia/relief' }] }],
      { code: 'unknown-clause', path: ['overlays', 0, 'rules', 0, 'id'] },
    ],
    [
      'take a clause’s own id for one area',
      [{ ...banner, rules: [{ ...banner.rules[0], id: 'inner-mongolia/2.4-e' }] }],
      { code: 'wrong-value', path: ['overlays', 0, 'rules', 0, 'id'] },
    ],
    [
      'redefine a fact',
      [
        {
          ...banner,
          facts: {
            perCapitaAnnualNetIncome: {
              scope: 'household',
              type: 'money',
              unit: 'CNY/person/year',
              name: { zh: '收入', en: 'income' },
            },
          },
        },
      ],
      { code: 'conflict', path: ['overlays', 0, 'facts', 'perCapitaAnnualNetIncome'] },
    ],
    [
      'redefine a part of a record',
      [
        {
          ...banner,
          facts: {
            'exitSteps.countyApproval': { scope: 'household', type: 'boolean', name: { zh: '批准', en: 'approval' } },
          },
        },
      ],
      { code: 'conflict', path: ['overlays', 0, 'facts', 'exitSteps.countyApproval'] },
    ],
    [
      'redefine a formula',
      [{ ...banner, derived: { ...banner.derived, clearExcessLine: 'priorYearHouseholdIncome' } }],
      { code: 'conflict', path: ['overlays', 0, 'derived', 'clearExcessLine'] },
    ],
    [
      'reword an assumption',
      [{ ...banner, assumptions: { ...banner.assumptions, 'per-head-from-total': { zh: '无', en: 'none' } } }],
      { code: 'conflict', path: ['overlays', 0, 'assumptions', 'per-head-from-total'] },
    ],
    [
      'belong to another jurisdiction',
      [{ ...banner, extends: 'hainan' }],
      { code: 'unknown-jurisdiction', path: ['overlays', 0, 'extends'] },
    ],
    [
      'adopt a reading for one area',
      [{ ...readings, localArea: 'example-banner' }],
      { code: 'area-adopts', path: ['overlays', 0, 'adopt', 'inner-mongolia/3.1-b'] },
    ],
    [
      'adopt another reading than one before it',
      [readings, { ...readings, overlay: 'b', adopt: { 'inner-mongolia/3.1-b': 'strict' } }],
      { code: 'conflict', path: ['overlays', 1, 'adopt', 'inner-mongolia/3.1-b'] },
    ],
    [
      'adopt a reading that there is not',
      [{ ...readings, adopt: { 'inner-mongolia/3.1-b': 'incluive' } }],
      { code: 'unknown-reading', path: ['overlays', 0, 'adopt', 'inner-mongolia/3.1-b'] },
    ],
    [
      'repeat a rule of another overlay',
      [banner, { ...other, rules: [rule] }],
      { code: 'duplicate-id', path: ['overlays', 1, 'rules', 0, 'id'] },
    ],
    [
      'override what another overlay overrides for the same area',
      [banner, { ...other, rules: [{ ...banner.rules[0], id: 'inner-mongolia/local.other', assumptions: [] }] }],
      { code: 'conflict', path: ['overlays', 1, 'rules', 0, 'overrides', 'clause'] },
    ],
    [
      'give a parameter that another overlay gives for the same area',
      [banner, { ...other, parameters: { clearlyExceedRatio: '2' } }],
      { code: 'conflict', path: ['overlays', 1, 'parameters', 'clearlyExceedRatio'] },
    ],
    [
      'leave an undeclared gap in a parameter',
      [
        {
          ...banner,
          parameters: {
            dibaoStandardAnnual: [
              { from: '2019-01-01', until: '2019-06-30', value: '1' },
              { from: '2020-01-01', value: '2' },
            ],
          },
        },
      ],
      { code: 'gap', path: ['overlays', 0, 'parameters', 'dibaoStandardAnnual'] },
    ],
    [
      'add clauses',
      [{ ...banner, clauses: ['inner-mongolia/9'] }],
      { code: 'unknown-key', path: ['overlays', 0, 'clauses'] },
    ],
  ])('%s', (_name, overlays, expected) => expect(issuesOf(...overlays)[0]).toMatchObject(expected));

  it('cannot replace a value that the instrument states, not even for one area', () => {
    const stating = { ...(ruleSetFile('inner-mongolia') as object), parameters: { clearlyExceedRatio: '1.2' } };
    expect(() => loadRuleSet(stating, { overlays: [banner] })).toThrow(/clearlyExceedRatio/);
    expect(() => loadRuleSet(stating, { overlays: [{ ...banner, parameters: {} }] })).not.toThrow();
  });

  it('two areas may each have their own', async () => {
    const second = JSON.parse(
      JSON.stringify(banner).replaceAll('example-banner', 'second-banner').replaceAll('local.', 'local.second-'),
    );
    const household = {
      asOf: '2020-06-30',
      localArea: 'second-banner',
      povertyRegistration: 'lifted',
      dibaoStatus: 'receiving',
      perCapitaAnnualNetIncome: '7200',
    };
    const ruleSet = loadJurisdiction('inner-mongolia', {
      overlays: [banner, { ...second, derived: {}, assumptions: {}, rules: [second.rules[0]] }],
    });
    const decision = await evaluate(ruleSet, household, { parameters: { povertyPeriodEnd: '2020-12-31' } });
    expect(decision.tapers.map((taper) => [taper.clause, taper.verdict])).toEqual([
      ['inner-mongolia/2.4-e', 'out-of-scope'],
      ['inner-mongolia/local.second-taper', 'discretionary'],
      ['inner-mongolia/local.taper', 'out-of-scope'],
    ]);
  });
});
