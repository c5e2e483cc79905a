import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/answer/evaluate.js';
import { loadJurisdiction, ruleSetFile } from '../../src/rules.js';
import { loadRuleSet } from '../../src/ruleset/load.js';
import type { Decision } from '../../src/schema/decision.js';
import { compileWays, disagreements, generatedGroup } from '../compile/support/agree.js';

const ISSUED: readonly [string, string, string][] = [
  ['rongchang', '2020-03-30', '2020-03-31'],
  ['mingshan', '2020-03-14', '2020-03-15'],
  ['yancheng', '2018-11-25', '2018-11-26'],
  ['hainan', '2019-04-20', '2019-04-21'],
  ['inner-mongolia', '2019-12-29', '2019-12-30'],
];
/** Items one to six of part one and its head paragraph: the clause on the beginning covers these. */
const REACHES_BACK = /^hainan\/(1-[abc]|1\.[1-6].*)$/;

const household = { id: 'any', povertyRegistration: 'lifted', members: [] };
const parameters = (jurisdiction: string) => (jurisdiction === 'mingshan' ? {} : { povertyPeriodEnd: '2020-12-31' });
const idsOf = ({ assumptions }: Decision) => assumptions.map(({ id }) => id);

describe.each(ISSUED)('%s', (jurisdiction, before, day) => {
  const ruleSet = loadJurisdiction(jurisdiction);
  const options = { parameters: parameters(jurisdiction) };
  const decide = (asOf: string) => evaluate(ruleSet, household, { ...options, asOf });

  it('has no rule in force before the day of issue, and says why', async () => {
    const decision = await decide(before);
    const statuses = decision.outcomes.filter(({ clause }) => !REACHES_BACK.test(clause));
    expect(statuses.length).toBeGreaterThan(5);
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set(['not-in-force']));
    const said = decision.assumptions.find(({ id }) => id === 'before-issue');
    expect(said?.text.en).toContain('In force from the day it was issued; no other day is stated');
    if (jurisdiction === 'hainan') expect(said?.clauses).toEqual(statuses.map(({ clause }) => clause));
    // No clause stands for the whole instrument.
    else expect(said?.clauses).toEqual([]);
    expect(decision.questions.filter(({ settles }) => !settles.some((clause) => REACHES_BACK.test(clause)))).toEqual(
      [],
    );
  });

  it('gives no programme and raises no flag before it', async () => {
    const decision = await decide(jurisdiction === 'hainan' ? '2018-12-31' : before);
    expect(new Set(decision.eligibility.map(({ verdict }) => verdict))).toEqual(new Set(['not-in-force', 'silent']));
    expect(new Set(decision.risks.map(({ status }) => status))).toEqual(new Set(['not-in-force']));
    expect(decision.tapers.every(({ verdict }) => verdict === 'not-in-force' || verdict === 'silent')).toBe(true);
  });

  it('is in force on the day of issue', async () => {
    const decision = await decide(day);
    expect(idsOf(decision)).not.toContain('before-issue');
    const from = new Map(ruleSet.rules.map(({ id, rule }) => [id, rule.inForce?.from ?? day]));
    for (const { clause, status } of decision.outcomes)
      expect(status === 'not-in-force', clause).toBe((from.get(clause) as string) > day);
  });

  it.each([before, day])('gets the same statuses from every back end on %s', async (asOf) => {
    const { settings, households } = generatedGroup(ruleSet, 7, 20);
    const dated = households.map((each) => ({ ...(each as object), asOf }));
    const ways = await compileWays(ruleSet, settings);
    for (const each of dated) expect(await disagreements(ruleSet, ways, each, settings)).toEqual([]);
  });
});

describe('Hainan before its notice was issued', () => {
  it.each([
    ['2018-12-31', 'not-in-force'],
    ['2019-01-01', 'met'],
    ['2019-04-20', 'met'],
  ])('holds items one to six on %s: %s', async (asOf, status) => {
    const decision = await evaluate(
      loadJurisdiction('hainan'),
      { ...household, aidDiscontinued: false },
      { parameters: { povertyPeriodEnd: '2020-12-31' }, asOf },
    );
    for (const clause of ['hainan/1.1-a', 'hainan/1-a', 'hainan/1-c'])
      expect(decision.outcomes.find((entry) => entry.clause === clause)?.status, clause).toBe(status);
  });
});

describe('after the years of the title', () => {
  it.each([
    ['yancheng', '2020-12-31', false],
    ['yancheng', '2021-01-01', true],
    ['yancheng', '2023-06-30', true],
    ['mingshan', '2020-12-31', false],
    ['mingshan', '2021-01-01', true],
    ['rongchang', '2023-06-30', false],
    ['hainan', '2023-06-30', false],
    ['inner-mongolia', '2023-06-30', false],
  ])('%s on %s: said %s', async (jurisdiction, asOf, isSaid) => {
    const decision = await evaluate(loadJurisdiction(jurisdiction), household, { asOf });
    expect(idsOf(decision).includes('after-plan-years')).toBe(isSaid);
    expect(decision.outcomes.some(({ status }) => status !== 'not-in-force')).toBe(true);
  });
});

describe('an overlay', () => {
  const rule = {
    ...(ruleSetFile('rongchang') as { rules: { id: string }[] }).rules.find(({ id }) => id === 'rongchang/2-h'),
  };
  const overlay = (date?: string, from?: string) => ({
    overlay: 'town',
    extends: 'rongchang',
    authority: 'a town',
    instrument: { title: { zh: '办法', en: 'measures' }, ...(date === undefined ? {} : { date }) },
    rules: [{ ...rule, id: 'rongchang/local.help', ...(from === undefined ? {} : { inForce: { from } }) }],
  });
  const statusOn = async (asOf: string, laid: unknown) => {
    const decision = await evaluate(loadRuleSet(ruleSetFile('rongchang'), { overlays: [laid] }), household, { asOf });
    return [
      decision.outcomes.find(({ clause }) => clause === 'rongchang/local.help')?.status === 'not-in-force',
      decision.assumptions.find(({ id }) => id === 'before-issue')?.clauses,
    ];
  };

  it.each([
    ['2020-05-01', undefined, '2020-04-30', true, ['rongchang/local.help']],
    ['2020-05-01', undefined, '2020-05-01', false, undefined],
    // A first day of its own, later or earlier than the document.
    ['2020-05-01', '2020-06-01', '2020-05-31', true, undefined],
    ['2020-05-01', '2020-04-01', '2020-04-01', false, undefined],
    // Without a date of its own it stands with the instrument that it adds to.
    [undefined, undefined, '2020-03-30', true, []],
    [undefined, undefined, '2020-03-31', false, undefined],
  ])('issued %s, from %s, on %s: not in force %s', async (date, from, asOf, isOut, clauses) => {
    expect(await statusOn(asOf, overlay(date, from))).toEqual([isOut, clauses]);
  });

  it('is refused with a day that there is not', () => {
    expect(() => loadRuleSet(ruleSetFile('rongchang'), { overlays: [overlay('2020-02-30')] })).toThrow(/2020-02-30/);
  });
});
