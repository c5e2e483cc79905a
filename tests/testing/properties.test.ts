import { describe, expect, it } from 'vitest';
import { readReform } from '../../src/reform/reform.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import type { Decision } from '../../src/schema/decision.js';
import { costModel } from '../../src/simulate/cost.js';
import { createEngine } from '../../src/simulate/engine.js';
import { boundaryPairs } from '../../src/testing/properties/boundary.js';
import { noCliffAbove } from '../../src/testing/properties/cliff.js';
import { monotone } from '../../src/testing/properties/monotone.js';
import { orderIndependence } from '../../src/testing/properties/order.js';
import { holdTo } from '../../src/testing/properties/properties.js';
import { refinement } from '../../src/testing/properties/refinement.js';
import { taperShape } from '../../src/testing/properties/taper-shape.js';

const name = { zh: '试验', en: 'trial' };
const rongchang = loadJurisdiction('rongchang');
const options = {
  asOf: '2020-06-30',
  parameters: { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' },
  size: 25,
};
const frozen = costModel({ taper: 'frozen', incomeBefore: '400' });

function reformed(...changes: unknown[]) {
  return readReform({ reform: 'planted', name, changes }, { ruleSets: loadJurisdiction }).apply(rongchang);
}

function eligibility(conditions: unknown) {
  return {
    kind: 'add-rule',
    rule: {
      id: 'rongchang/local.planted',
      kind: 'eligibility',
      subject: 'household',
      modality: 'must',
      programme: 'temporary-assistance',
      cite: { section: '拟稿', anchor: '拟增条款' },
      name,
      summary: name,
      conditions,
      event: { type: 'entitlement' },
    },
  };
}

describe('the shipped rule sets keep every property that is not a claim', () => {
  it.each(jurisdictions)('%s', (jurisdiction) => {
    const ruleSet = loadJurisdiction(jurisdiction);
    const parameters = Object.fromEntries(
      Object.entries({ ...options.parameters, dibaoStandardAnnual: '5400' }).filter(
        ([key]) => ruleSet.file.parameters?.[key] === undefined,
      ),
    );
    expect(holdTo(ruleSet, { ...options, size: 6, parameters })).toEqual([]);
  });
});

describe('a wrong rule planted on purpose is caught', () => {
  it('not monotone: the better off get it, the poorer do not', () => {
    const claims = [{ clause: 'rongchang/local.planted', fact: 'perCapitaMonthlyIncome', standing: 'falls' as const }];
    const wrong = reformed(
      eligibility({
        any: [
          { fact: 'perCapitaMonthlyIncome', operator: 'lessThan', value: '200' },
          { fact: 'perCapitaMonthlyIncome', operator: 'greaterThan', value: '700' },
        ],
      }),
    );
    const found = monotone(wrong, { ...options, claims });
    expect(found).toMatchObject([{ property: 'monotone', clause: 'rongchang/local.planted' }]);
    expect(Number(found[0]?.households[1]?.perCapitaMonthlyIncome)).toBe(700.01);
    // Stripped of what does not matter.
    expect(Object.keys(found[0]?.households[0] ?? {}).sort()).toEqual(['asOf', 'id', 'perCapitaMonthlyIncome']);
    const right = reformed(
      eligibility({ all: [{ fact: 'perCapitaMonthlyIncome', operator: 'lessThan', value: '200' }] }),
    );
    expect(monotone(right, { ...options, claims })).toEqual([]);
  });

  it('not monotone for a programme', () => {
    const claims = [{ programme: 'dibao-taper', fact: 'perCapitaMonthlyIncome', standing: 'falls' as const }];
    // The band of the taper is not monotone, and nobody may claim that it is.
    expect(monotone(rongchang, { ...options, claims })).toMatchObject([
      { property: 'monotone', text: { en: expect.stringContaining('from 450.00 to 450.01') } },
    ]);
  });

  it('a cliff', () => {
    // Frozen help ends at twice the standard: whoever got (450 − 400) × persons loses it there.
    const found = noCliffAbove(rongchang, { ...options, limit: '20', cost: frozen });
    expect(found).toMatchObject([
      {
        property: 'cliff',
        clause: 'rongchang/2-f',
        households: [{ perCapitaMonthlyIncome: '899.99' }, { perCapitaMonthlyIncome: '900.00' }],
      },
    ]);
    expect(noCliffAbove(rongchang, { ...options, limit: '600', cost: frozen })).toEqual([]);
    const open = reformed({
      kind: 'remove-test',
      clause: 'rongchang/2-f',
      test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
    });
    expect(noCliffAbove(open, { ...options, limit: '20', cost: frozen })).toEqual([]);
  });

  it.each([
    ['lessThan for greaterThan', 'greaterThan', 'dibaoStandardMonthly', 'lessThan'],
    ['the line itself taken in', 'greaterThan', 'dibaoStandardMonthly', 'greaterThanInclusive'],
    ['the upper line taken in', 'lessThan', 'twiceDibaoStandardMonthly', 'lessThanInclusive'],
  ])('a swapped comparison: %s', (_what, operator, value, planted) => {
    const words = operator === 'greaterThan' ? '超过低保标准' : '低于2倍低保标准';
    const wrong = reformed({
      kind: 'replace-test',
      clause: 'rongchang/2-f',
      test: { fact: 'perCapitaMonthlyIncome', operator },
      with: { fact: 'perCapitaMonthlyIncome', operator: planted, value: { fact: value }, words },
    });
    // Caught twice: by what is written, and by a household that gets the wrong answer.
    expect(boundaryPairs(wrong, options)).toMatchObject([
      { property: 'boundary', clause: 'rongchang/2-f', text: { zh: expect.stringContaining(words) }, households: [] },
      {
        property: 'boundary',
        clause: 'rongchang/2-f',
        text: { zh: expect.stringContaining(words) },
        households: [
          {
            perCapitaMonthlyIncome:
              planted === 'lessThan' ? '449.99' : operator === 'greaterThan' ? '450.00' : '900.00',
          },
        ],
      },
    ]);
    // Without the words it takes a claim to see it.
    const silent = reformed({
      kind: 'replace-test',
      clause: 'rongchang/2-f',
      test: { fact: 'perCapitaMonthlyIncome', operator },
      with: { fact: 'perCapitaMonthlyIncome', operator: planted, value: { fact: value } },
    });
    expect(boundaryPairs(silent, options)).toEqual([]);
    const claims = [
      {
        clause: 'rongchang/2-f',
        fact: 'perCapitaMonthlyIncome',
        at: 'dibaoStandardMonthly',
        below: 'not-met',
        on: 'not-met',
        above: 'met',
      },
      {
        clause: 'rongchang/2-f',
        fact: 'perCapitaMonthlyIncome',
        at: 'twiceDibaoStandardMonthly',
        below: 'met',
        on: 'not-met',
        above: 'not-met',
      },
    ] as const;
    expect(boundaryPairs(silent, { ...options, claims }).length).toBeGreaterThan(0);
    expect(boundaryPairs(rongchang, { ...options, claims })).toEqual([]);
  });

  it('an implementation that takes a missing fact for zero', () => {
    const engine = createEngine(rongchang, { parameters: options.parameters });
    const decide = (household: Record<string, unknown>): Decision =>
      engine.decide({ incomeChanged: false, ...household });
    expect(refinement(rongchang, { ...options, size: 60, decide })).toMatchObject([
      { property: 'refinement', clause: 'rongchang/2-f', text: { en: expect.stringContaining('“not-met” to “met”') } },
    ]);
  });

  it('an implementation that hangs on order', () => {
    const engine = createEngine(rongchang, { parameters: options.parameters });
    const decide = (household: Record<string, unknown>): Decision =>
      engine.decide({ ...household, dibaoCategory: Object.keys(household)[0] === 'id' ? 'rural' : 'urban' });
    expect(orderIndependence(rongchang, { ...options, decide })).toMatchObject([
      { property: 'order', clause: 'rongchang/2-f' },
    ]);
  });

  it('a taper for those who are not on dibao', () => {
    const wrong = reformed({ kind: 'remove-test', clause: 'rongchang/2-f', test: { fact: 'dibaoStatus' } });
    expect(taperShape(wrong, options)).toMatchObject([
      { clause: 'rongchang/2-f', text: { en: expect.stringContaining('not on dibao') } },
    ]);
  });

  it('a taper with a hole in it', () => {
    const wrong = reformed({
      kind: 'replace-test',
      clause: 'rongchang/2-f',
      test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' },
      with: {
        any: [
          { fact: 'perCapitaMonthlyIncome', operator: 'lessThan', value: '500' },
          {
            all: [
              { fact: 'perCapitaMonthlyIncome', operator: 'greaterThan', value: '600' },
              { fact: 'perCapitaMonthlyIncome', operator: 'lessThan', value: '900' },
            ],
          },
        ],
      },
    });
    expect(taperShape(wrong, options)).toMatchObject([
      {
        text: { en: expect.stringContaining('not one range') },
        households: [{ perCapitaMonthlyIncome: '600.00' }, { perCapitaMonthlyIncome: '600.01' }],
      },
    ]);
  });

  it('a taper at the standard itself', () => {
    const wrong = reformed({
      kind: 'replace-test',
      clause: 'rongchang/2-f',
      test: { fact: 'perCapitaMonthlyIncome', operator: 'greaterThan' },
      with: {
        fact: 'perCapitaMonthlyIncome',
        operator: 'greaterThanInclusive',
        value: { fact: 'dibaoStandardMonthly' },
      },
    });
    expect(taperShape(wrong, options)).toMatchObject([
      { text: { en: expect.stringContaining('at the dibao standard itself') } },
    ]);
  });
});

describe('what the properties are given', () => {
  it('a rule set that was not loaded from files is held to all but the order of its rules', () => {
    const { source: _, ...bare } = loadRuleSet(rongchang.source?.file);
    expect(orderIndependence(bare, { ...options, size: 10 })).toEqual([]);
  });

  it('a claim about a fact that is none', () => {
    expect(() =>
      monotone(rongchang, { ...options, claims: [{ programme: 'dibao', fact: 'income', standing: 'falls' }] }),
    ).toThrow(expect.objectContaining({ code: 'bad-option' }));
  });
});
