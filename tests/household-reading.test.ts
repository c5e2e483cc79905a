import { describe, expect, it } from 'vitest';
import { digest } from '../src/base/digest.js';
import { JiantuiError } from '../src/base/error.js';
import { plainData } from '../src/base/plain-data.js';
import { compile } from '../src/compile/compile.js';
import { type Facts, readHousehold } from '../src/household/household.js';
import type { RuleSet } from '../src/plan/plan.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { loadRuleSet } from '../src/ruleset/load.js';
import { entriesOf } from './support/facts.js';
import { generateCase } from './support/generate.js';
import { allForms, oddHousehold } from './support/odd-household.js';
import { sample, scaled } from './support/size.js';
import { file, rule, TEXT, test } from './support/small-rule-set.js';

/** The problems by which a snapshot is refused; none for one that is read. */
function refusal(ruleSet: RuleSet, snapshot: unknown): JiantuiError['issues'] {
  try {
    readHousehold(ruleSet, snapshot);
    return [];
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    expect(error.code).toBe('bad-household');
    expect(error.issues.length).toBeGreaterThan(0);
    return error.issues;
  }
}

/** Whether the reader refuses a snapshot exactly when something is named that is wrong with it; tells whether it reads it. */
function isReadIfSound(ruleSet: RuleSet, snapshot: unknown, hint: string): boolean {
  const issues = refusal(ruleSet, snapshot);
  const copy = plainData(snapshot, undefined, true);
  // What is no plain data has been named as such; all else is named by the schema and the checks beside it.
  if (copy.ok && typeof copy.value === 'object' && copy.value !== null && issues.every(({ code }) => !LIMITS.has(code)))
    expect(ruleSet.reader.problems(copy.value as Record<string, unknown>, undefined), hint).toEqual(issues);
  return issues.length === 0;
}
const LIMITS = new Set(['not-an-object', 'too-many', 'too-deep', 'too-long']);

const factsOf = ({ vocabulary }: RuleSet) =>
  Object.entries(vocabulary.facts)
    .filter(([, { scope }]) => scope !== 'parameter')
    .map(([key]) => key);

describe.each(jurisdictions)('a household of %s is refused exactly when something is wrong with it', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it('none that is in order', () => {
    for (let seed = 1; seed <= scaled(500); seed++)
      expect(isReadIfSound(ruleSet, generateCase(ruleSet, seed).household, `seed ${seed}`)).toBe(true);
  });

  it('whatever its values are changed to', () => {
    const facts = factsOf(ruleSet);
    let read = 0;
    for (let seed = 1; seed <= scaled(2000); seed++) {
      const household = oddHousehold(generateCase(ruleSet, seed).household, facts, seed);
      if (isReadIfSound(ruleSet, household, `seed ${seed}`)) read += 1;
    }
    expect(read).toBeGreaterThan(scaled(50));
  });
});

it('is so for each fact in every form', () => {
  const ruleSet = loadJurisdiction('inner-mongolia');
  const asOf = '2020-06-30';
  for (const [key, { scope, perClause }] of Object.entries(ruleSet.vocabulary.facts)) {
    if (scope === 'parameter') continue;
    sample(allForms()).forEach((form, index) => {
      const hint = `${key}, form ${index}`;
      if (scope === 'household') isReadIfSound(ruleSet, { asOf, [key]: form }, hint);
      if (scope === 'member' || perClause === true)
        isReadIfSound(ruleSet, { asOf, members: [{ id: 'a', [key]: form }] }, hint);
    });
  }
});

it('is so for facts of every type, with parts of every type, and by clause', () => {
  const types = ['boolean', 'integer', 'money', 'ratio', 'date', 'month', 'text', 'finding', 'enum', 'set'] as const;
  const values = { values: ['illness', 'lifted', 'yes'] };
  const parts = Object.fromEntries(types.map((type) => [type, { type, ...(/enum|set/.test(type) ? values : {}) }]));
  const spec = (type: string, more: object) => ({ scope: 'household', type, name: TEXT, ...more });
  const facts = {
    ...Object.fromEntries(types.map((type) => [`one-${type}`, spec(type, parts[type] as object)])),
    ...Object.fromEntries(types.map((type) => [`by-${type}`, spec(type, { ...parts[type], perClause: true })])),
    ...Object.fromEntries(types.map((type) => [`list-${type}`, spec('list', { fields: parts, key: type })])),
    record: spec('record', { fields: parts }),
    map: spec('map', values),
  };
  const rules = [rule('example/1', { conditions: { all: [test('one-boolean', 'equal', true)] } })];
  const ruleSet = loadRuleSet(file({ rules, facts }));
  const forms = allForms();
  const asOf = '2020-06-30';
  for (const key of Object.keys(facts)) {
    const by = (wrap: (form: unknown) => unknown) =>
      forms.filter((form, index) => isReadIfSound(ruleSet, { asOf, [key]: wrap(form) }, `${key}, form ${index}`))
        .length;
    expect(by((form) => form)).toBeGreaterThan(0);
    if (key.startsWith('by-')) by((form) => ({ 'example/1': form }));
    for (const type of types) {
      if (key === 'record') expect(by((form) => ({ [type]: form }))).toBeGreaterThan(2);
      if (key === `list-${type}`) expect(by((form) => [{ [type]: form }, { [type]: form }])).toBeGreaterThan(2);
    }
  }
});

describe('the reader', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const sound = { id: 'h', asOf: '2020-06-30', householdSize: 2, members: [{ id: 'a' }, { id: 'b' }] };
  const given = (written: object, name: string) => readHousehold(ruleSet, { ...sound, ...written }).given.get(name);

  it('takes what is in order', () => expect(refusal(ruleSet, sound)).toEqual([]));

  it('takes an answer for a clause of another instrument', () =>
    expect(refusal(ruleSet, { ...sound, otherLikeCategoryFinding: { 'hainan/3-z': 'yes' } })).toEqual([]));

  it.each([
    [450, '450'],
    ['450.00', '450'],
    ['-0.00', '0'],
    [-0, '0'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
    ['9'.repeat(30), '9'.repeat(30)],
  ])('reads %s as the number %s', (written, text) =>
    expect(given({ perCapitaMonthlyIncome: written }, 'perCapitaMonthlyIncome')).toMatchObject({ value: { text } }),
  );

  it.each(['2020-05-12', '2020-05-12T00:00:00Z', new Date('2020-05-12T00:00:00Z')])('reads the day %s', (date) => {
    expect(given({ housingDamage: { date } }, 'housingDamage.date')).toMatchObject({ value: '2020-05-12' });
    expect(given({ meetsDibaoConditions: { value: 'no', date } }, 'meetsDibaoConditions')).toMatchObject({
      value: 'no',
      finding: { date: '2020-05-12' },
    });
    expect(readHousehold(ruleSet, { taperDecision: { date, months: 6 }, asOf: date })).toMatchObject({
      asOf: '2020-05-12',
      taperDecision: { date: '2020-05-12', months: 6, startMonth: null, authority: null },
    });
  });

  it('reads each property once, and keeps what it has read', () => {
    let reads = 0;
    const household = {
      ...sound,
      get perCapitaMonthlyIncome() {
        reads += 1;
        return reads * 100;
      },
    };
    const { given, source } = readHousehold(ruleSet, household);
    expect(given.get('perCapitaMonthlyIncome')).toMatchObject({ value: { text: '100' } });
    expect([source.perCapitaMonthlyIncome, reads]).toEqual([100, 1]);
  });

  it('says of a refusal that nobody can explain that it is a mistake of its own', () => {
    const mute = { walk: ruleSet.reader.walk, problems: () => [] } as unknown as RuleSet['reader'];
    expect(() => readHousehold({ ...ruleSet, reader: mute }, { ...sound, x: 1 })).toThrow('a mistake in jiantui');
  });

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
    ['an impossible day that another stands in for', { asOfDate: '2020-02-30', asOf: '2020-02-30' }],
    ['an impossible day of a finding not yet made', { meetsDibaoConditions: { value: 'unknown', date: '2020-02-30' } }],
    ['a Date for a record', { taperDecision: new Date('2020-03-01T00:00:00Z') }],
    ['a negative amount in a list', { monthlyIncomeSeries: [{ month: '2020-03', amount: '-5' }] }],
  ])('refuses %s', (_, change) => expect(refusal(ruleSet, { ...sound, ...change }).length).toBeGreaterThan(0));
});

const strip = (household: ReturnType<typeof readHousehold>) => {
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

describe('what somebody has put on the prototype of all objects', () => {
  const ruleSet = loadJurisdiction('rongchang');
  const shared = Object.prototype as unknown as Record<string, unknown>;
  const alone = { id: 'h', asOf: '2020-06-30' };
  const members = [{ id: 'a', sex: 'female', misconductFinding: [] }, { id: 'b' }];
  const later = {
    stableLiftedFinding: { value: 'yes', date: '2020-07-01' },
    hardshipEvents: [{ date: '2020-07-01' }, {}],
  };
  const family = { ...alone, members, inNamedCohort: {}, ...later };
  const known = (household: object) => strip(readHousehold(ruleSet, household, undefined, '2020-06-30'));
  // First unharmed: what a reader prepares once, it prepares then.
  const read = [alone, family].map((household) => strip(readHousehold(ruleSet, household)));
  const knownThen = known(family);
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
        outcomes.push(readHousehold(ruleSet, household));
        outcomes.push(decide(household).household.digest);
      }
      outcomes.push(known(family));
    } finally {
      delete shared[key];
    }
    expect(outcomes.pop()).toBe(knownThen);
    const [own, digest, ownFamily, digestOfFamily] = outcomes;
    expect(strip(own as Parameters<typeof strip>[0])).toBe(read[0]);
    expect(digest).toBe(digests[0]);
    expect(strip(ownFamily as Parameters<typeof strip>[0])).toBe(read[1]);
    expect(digestOfFamily).toBe(digests[1]);
  });
});
