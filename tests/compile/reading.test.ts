import { describe, expect, it } from 'vitest';
import { digest } from '../../src/base/digest.js';
import { compile } from '../../src/compile/compile.js';
import { type Facts, readChecked, readHousehold } from '../../src/plan/household.js';
import { readPlain } from '../../src/plan/read-plain.js';
import { jurisdictions, loadJurisdiction } from '../../src/rules.js';
import { entriesOf } from '../support/facts.js';
import { generateCase } from '../support/generate.js';

const strip = (household: ReturnType<typeof readChecked>) => {
  const plain = (given: Facts) =>
    entriesOf(given)
      .map(([name, { value, finding }]) => [name, value, finding ?? null])
      .sort();
  return JSON.stringify({
    ...household,
    source: digest(household.source),
    given: plain(household.given),
    members: household.members.map((member) => ({ id: member.id, given: plain(member.given) })),
  });
};

describe.each(jurisdictions)('reading households of %s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it('is the same quickly and with the full check', () => {
    let quick = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const { household } = generateCase(ruleSet, seed);
      const plain = readPlain(ruleSet, household, undefined);
      if (plain === null) continue;
      quick += 1;
      expect(strip(plain)).toBe(strip(readChecked(ruleSet, household)));
    }
    expect(quick).toBeGreaterThan(360);
  });
});

describe('the quick reader', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const sound = { id: 'h', asOf: '2020-06-30', householdSize: 2, members: [{ id: 'a' }, { id: 'b' }] };

  it('takes what is in order', () => expect(readPlain(ruleSet, sound, undefined)).not.toBeNull());

  it('takes an answer for a clause of another instrument', () =>
    expect(
      readPlain(ruleSet, { ...sound, otherLikeCategoryFinding: { 'hainan/3-z': 'yes' } }, undefined),
    ).not.toBeNull());

  // Each of these the full check refuses: the quick reader must not let it pass.
  it.each([
    ['an unknown name', { hosueholdSize: 2 }],
    ['an unknown name of a member', { members: [{ id: 'a', agee: 3 }] }],
    ['no such day', { asOf: '2020-02-30' }],
    ['two days', { asOfDate: '2020-07-01' }],
    ['no day', { asOf: undefined }],
    ['an empty id', { id: '' }],
    ['a member twice', { members: [{ id: 'a' }, { id: 'a' }] }],
    ['a member called household', { members: [{ id: 'household' }] }],
    ['a member without an id', { members: [{}] }],
    ['fewer persons than members', { householdSize: 1 }],
    ['half a person', { householdSize: 1.5 }],
    ['negative money', { perCapitaMonthlyIncome: '-1' }],
    ['money in words', { perCapitaMonthlyIncome: '1,000' }],
    ['money with a bare point', { perCapitaMonthlyIncome: '450.' }],
    ['too many digits', { perCapitaMonthlyIncome: '1'.repeat(31) }],
    ['a number too small to print plainly', { perCapitaMonthlyIncome: 1e-40 }],
    ['infinity', { perCapitaMonthlyIncome: Number.POSITIVE_INFINITY }],
    ['a value out of range', { povertyRegistration: 'Lifted' }],
    ['a text for a truth', { incomeChanged: 'true' }],
    ['an answer for a clause that there is not', { otherLikeCategoryFinding: { 'rongchang/2-z': 'yes' } }],
    ['an answer for a clause without its jurisdiction', { otherLikeCategoryFinding: { '2-c': 'yes' } }],
    ['a finding with a stranger in it', { meetsDibaoConditions: { value: 'yes', who: 'x' } }],
    ['a finding on no such day', { meetsDibaoConditions: { value: 'yes', date: '2020-13-01' } }],
    ['a finding of nothing', { meetsDibaoConditions: 'maybe' }],
    ['a list entry with a stranger in it', { hardshipEvents: [{ type: 'majorIllness', x: 1 }] }],
    ['a list of texts', { hardshipEvents: ['majorIllness'] }],
    ['a set with an unknown value', { livingDifficultyCauses: ['bad luck'] }],
    ['a record with a stranger in it', { taperDecision: { start: '2020-03' } }],
    ['no such month', { taperDecision: { startMonth: '2020-13' } }],
    ['members that are no list', { members: {} }],
  ])('leaves %s to the full check, which refuses it', (_, change) => {
    const household = { ...sound, ...change };
    expect(() => readChecked(ruleSet, household)).toThrow();
    expect(readPlain(ruleSet, household, undefined)).toBeNull();
  });
});

describe('what somebody has put on the prototype of all objects', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const shared = Object.prototype as unknown as Record<string, unknown>;
  const alone = { id: 'h', asOf: '2020-06-30' };
  const family = { ...alone, members: [{ id: 'a', sex: 'female' }], inNamedCohort: {} };
  // First unharmed: what a reader prepares once, it prepares then.
  const read = [alone, family].map((household) => strip(readHousehold(ruleSet, household)));
  const { decide } = compile(ruleSet);
  const digests = [alone, family].map((household) => decide(household).household.digest);

  it.each([
    ['povertyRegistration', 'lifted'],
    ['isSeriouslyIll', true],
    ['rongchang-104-315', true],
    ['taperDecision', { startMonth: '2020-01', months: 6 }],
    ['jurisdiction', 'hainan'],
  ])('is not read as a household’s own: %s', (key, value) => {
    const outcomes: unknown[] = [];
    shared[key] = value;
    try {
      for (const household of [alone, family]) {
        outcomes.push(readPlain(ruleSet, household, undefined), readHousehold(ruleSet, household));
        outcomes.push(decide(household).household.digest);
      }
    } finally {
      delete shared[key];
    }
    const [plain, own, digest, plainFamily, ownFamily, digestOfFamily] = outcomes;
    expect([plain, plainFamily]).toEqual([null, null]);
    expect(strip(own as Parameters<typeof strip>[0])).toBe(read[0]);
    expect(digest).toBe(digests[0]);
    expect(strip(ownFamily as Parameters<typeof strip>[0])).toBe(read[1]);
    expect(digestOfFamily).toBe(digests[1]);
  });
});
