import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/answer/evaluate.js';
import { JiantuiError } from '../../src/base/error.js';
import { exact } from '../../src/base/exact.js';
import { compile } from '../../src/compile/compile.js';
import { jurisdictions, loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import { type CheckedRuleSet, checkedRuleSet, openRuleSet } from '../../src/ruleset/checked.js';
import { fromFlat, toFlat } from '../../src/ruleset/flat.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import { generateCase } from '../support/generate.js';
import { scaled } from '../support/size.js';

/** As it comes back from a file. */
const kept = (checked: CheckedRuleSet) => JSON.parse(JSON.stringify(checked)) as CheckedRuleSet;

const banner: unknown = JSON.parse(readFileSync('fixtures/overlays/inner-mongolia-banner.json', 'utf8'));
const sets = [
  ...jurisdictions.map((jurisdiction) => [jurisdiction, loadJurisdiction(jurisdiction)] as const),
  ['inner-mongolia with an overlay', loadRuleSet(ruleSetFile('inner-mongolia'), { overlays: [banner] })] as const,
];

describe.each(sets)('the checked form of %s', (_, ruleSet) => {
  const opened = openRuleSet(kept(checkedRuleSet(ruleSet)));

  it('is opened as what was loaded', () => {
    expect(opened).toEqual(ruleSet);
    expect([...opened.names.keys()]).toEqual([...ruleSet.names.keys()]);
  });

  it('keeps what is shared shared', () => {
    for (const { tests, rule } of opened.rules) {
      expect(opened.file.rules).toContain(rule);
      for (const { left } of tests.filter((test) => opened.names.has(test.left.name.name) && !test.left.clause))
        if (left.name.name !== 'asOf') expect(opened.names.get(left.name.name)).toBe(left.name);
    }
  });

  it('gives the same decisions', async () => {
    for (let seed = 1; seed <= scaled(20); seed++) {
      const { household, options } = generateCase(ruleSet, seed);
      const wanted = await evaluate(ruleSet, household, options);
      expect(await evaluate(opened, household, options)).toEqual(wanted);
      expect(compile(opened, options).decide(household)).toEqual(wanted);
    }
  });
});

describe('opening', () => {
  const checked = kept(checkedRuleSet(loadJurisdiction('rongchang')));

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a rule file', ruleSetFile('rongchang')],
    ['another version', { ...checked, version: '9.9.9' }],
    [
      'a number that was changed',
      { ...checked, ruleSet: checked.ruleSet.map((entry) => (entry === '6' ? '7' : entry === 6 ? 12 : entry)) },
    ],
    ['a seal of another', { ...checked, seal: checkedRuleSet(loadJurisdiction('mingshan')).seal }],
  ])('refuses %s', (_, value) => {
    expect(() => openRuleSet(value as CheckedRuleSet)).toThrow(JiantuiError);
  });
});

describe('a flat list', () => {
  it('keeps plain values, lists, maps and exact numbers, and what only looks like one', () => {
    const shared = { zh: '甲', en: 'a' };
    const value = {
      map: new Map<string, unknown>([
        ['x', shared],
        ['y', [shared, null, true, 0, '0']],
      ]),
      number: exact('450.00'),
      formulas: { n: '1 + 1', d: '2 * n' },
      empty: [{}, [], new Map()],
    };
    const back = fromFlat(JSON.parse(JSON.stringify(toFlat(value)))) as typeof value;
    expect(back).toEqual(value);
    expect((back.map.get('y') as unknown[])[0]).toBe(back.map.get('x'));
  });
});
