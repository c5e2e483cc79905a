import { describe, expect, it } from 'vitest';
import { createRows } from '../src/batch/rows.js';
import { comparisonText } from '../src/compare/text.js';
import { compile } from '../src/compile/compile.js';
import { compareHousehold, type Decision, evaluate, explain } from '../src/index.js';
import { createBulkAnswers } from '../src/population/answer.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { createEngine } from '../src/simulate/engine.js';
import { decoder, expectedLine } from './batch/support.js';
import { compileWays, disagreements, fits } from './compile/support/agree.js';
import { generateCase } from './support/generate.js';
import { random } from './support/random.js';
import { scaled } from './support/size.js';

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Days around the evaluation date, for evidence to carry. */
const around = (asOf: string) =>
  [-40, -1, 0, 1, 40].map((days) => new Date(Date.parse(asOf) + days * 86_400_000).toISOString().slice(0, 10));

/** The same household, its findings and events dated here and there. */
function dated(household: Json, seed: number): Json {
  const source = random(seed);
  const days = around(String(household.asOf));
  const date = (value: unknown): unknown => {
    if (value === 'yes' || value === 'no') return source.chance(0.7) ? { value, date: source.pick(days) } : value;
    if (Array.isArray(value))
      return value.map((entry) => (isRecord(entry) && 'type' in entry ? { ...entry, date: source.pick(days) } : entry));
    if (!isRecord(value)) return value;
    if ('value' in value || 'startMonth' in value || 'cause' in value) return { ...value, date: source.pick(days) };
    return value;
  };
  const clauses = (value: unknown): unknown =>
    isRecord(value) && !('value' in value)
      ? Object.fromEntries(Object.entries(value).map(([key, own]) => [key, date(own)]))
      : date(value);
  const own = (record: Json) =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [
        key,
        key === 'otherLikeCategoryFinding' ? clauses(value) : date(value),
      ]),
    );
  const { members, ...rest } = household;
  return {
    ...own(rest),
    ...(Array.isArray(members) ? { members: members.map((member: Json) => ({ ...own(member), id: member.id })) } : {}),
  };
}

/** The same household without what is dated later, taken out by hand. */
function without(household: Json, day: string): Json {
  const isLater = (value: unknown) => isRecord(value) && typeof value.date === 'string' && value.date > day;
  const own = (record: Json): Json =>
    Object.fromEntries(
      Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
        if (key === 'members') return [[key, (value as Json[]).map(own)]];
        if (isLater(value)) return [];
        if (Array.isArray(value)) {
          const left = value.filter((entry) => !isLater(entry));
          return left.length === 0 && value.length > 0 ? [] : [[key, left]];
        }
        if (!isRecord(value) || 'value' in value || 'date' in value) return [[key, value]];
        const parts = Object.entries(value).filter(([, part]) => !isLater(part));
        return parts.length === 0 && Object.keys(value).length > 0 ? [] : [[key, Object.fromEntries(parts)]];
      }),
    );
  return own(household);
}

/** A decision without the digest of its household, which is of the snapshot as it was given. */
const said = (decision: Decision) => {
  const { household: _, trace, ...rest } = decision;
  return { ...rest, trace: trace.steps };
};

describe.each(jurisdictions)('what is known on a day, under %s', (jurisdiction) => {
  const ruleSet = loadJurisdiction(jurisdiction);

  it('is what is left without evidence of a later day, whichever back end decides', async () => {
    let changed = 0;
    for (let seed = 0; seed < scaled(15); seed++) {
      const { household: plain, options } = generateCase(ruleSet, seed, { missing: 0.1 });
      const household = dated({ ...plain }, seed);
      const ways = compileWays(ruleSet, options);
      for (const knownOn of around(String(household.asOf)).slice(0, 4)) {
        const left = without(household, knownOn);
        const wanted = await evaluate(ruleSet, left, options);
        const found = await evaluate(ruleSet, household, { ...options, knownOn });
        expect(said(found), `seed ${seed}, ${knownOn}`).toEqual(said(wanted));
        if (JSON.stringify(left) !== JSON.stringify(household)) changed += 1;
        expect(await disagreements(ruleSet, await ways, left, options)).toEqual([]);

        const known = compile(ruleSet, { ...options, knownOn });
        expect(known.decide(household)).toEqual(found);
        expect(known.statuses(household)).toEqual(compile(ruleSet, options).statuses(left));
        expect(createEngine(ruleSet, { ...options, knownOn }).decide(household)).toEqual(found);
        const { alone } = await ways;
        if (fits(alone, left)) expect(alone(household, { knownOn })).toEqual(alone(left));
        const rows = createRows(createBulkAnswers(ruleSet, { ...options, knownOn }), {
          to: 'ndjson',
          full: false,
          asOf: undefined,
        });
        rows.household(1, 1, () => household);
        const [line] = decoder
          .decode(rows.take().output)
          .trim()
          .split('\n')
          .map((text) => JSON.parse(text) as unknown);
        expect(line).toEqual(expectedLine(ruleSet, 1, found));
      }
    }
    expect(changed).toBeGreaterThan(scaled(10));
  });
});

describe('evidence of a later day', () => {
  const rongchang = loadJurisdiction('rongchang');
  const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
  const base = { id: 'rc-1', asOf: '2020-06-30', povertyRegistration: 'lifted' };
  const finding = (date?: string) => ({
    ...base,
    unstableLiftedFinding: { value: 'yes', ...(date === undefined ? {} : { date }) },
  });
  const later = (decision: Decision) => decision.assumptions.find(({ id }) => id === 'later-evidence');
  const flag = (decision: Decision) => decision.risks.find((risk) => risk.flag === 'unstable-lifted')?.status;

  it.each<[string | undefined, string | undefined, boolean, boolean]>([
    [undefined, undefined, true, false],
    [undefined, '2020-01-01', true, false],
    ['2020-06-30', undefined, true, false],
    ['2020-07-01', undefined, true, true],
    ['2020-07-01', '2020-06-30', false, false],
    ['2020-07-01', '2020-07-01', true, true],
    ['2020-05-12', '2020-05-11', false, false],
    ['2020-05-12', '2020-05-12', true, false],
  ])('a finding of %s, known on %s: counts %s, is disclosed %s', async (date, knownOn, counts, disclosed) => {
    const decision = await evaluate(rongchang, finding(date), {
      parameters,
      ...(knownOn === undefined ? {} : { knownOn }),
    });
    expect(flag(decision)).toBe(counts ? 'raised' : 'undetermined');
    expect(later(decision) !== undefined).toBe(disclosed);
    if (disclosed) {
      expect(later(decision)).toMatchObject({
        text: { zh: expect.stringContaining('2020年7月1日'), en: expect.stringContaining('(2020-07-01)') },
        clauses: expect.arrayContaining(['rongchang/5.1-a']),
      });
    }
  });

  it('is told by every text', async () => {
    const household = finding('2020-07-01');
    const decision = await evaluate(rongchang, household, { parameters });
    for (const [language, words] of [
      ['zh', '依据了评估基准日之后'],
      ['en', 'Relied on evidence of a later day'],
    ] as const) {
      for (const detail of ['short', 'full'] as const)
        expect(explain(decision, rongchang, { language, detail })).toContain(words);
      const comparison = compareHousehold([rongchang, loadJurisdiction('mingshan')], household, {});
      expect(comparisonText(comparison, { language })).toContain(words);
      const known = compareHousehold([rongchang], household, { knownOn: '2020-06-30' });
      expect(comparisonText(known, { language })).not.toContain(words);
    }
  });

  it('is a list’s entry alone, and a decision as a whole', async () => {
    const events = [
      { type: 'majorIllness', date: '2020-06-01' },
      { type: 'naturalDisaster', date: '2020-07-15' },
    ];
    const household = {
      ...base,
      hardshipEvents: events,
      taperDecision: { startMonth: '2020-07', months: 6, authority: '区民政局', date: '2020-07-02' },
    };
    const decision = await evaluate(rongchang, household, { parameters });
    expect(later(decision)?.text.en).toContain('2020-07-15');
    expect(later(decision)?.text.en).toContain('2020-07-02');
    const known = await evaluate(rongchang, household, { parameters, knownOn: '2020-06-30' });
    expect(later(known)).toBeUndefined();
    expect(known.tapers.map(({ conformity }) => conformity)).toEqual(['no-decision']);
    const wanted = await evaluate(rongchang, { ...base, hardshipEvents: events.slice(0, 1) }, { parameters });
    expect(known.outcomes).toEqual(wanted.outcomes);
  });

  it('from a look-up is unknown too, or disclosed', async () => {
    const lookups = { unstableLiftedFinding: () => ({ value: 'yes', date: '2020-07-01' }) };
    const counted = await evaluate(rongchang, base, { parameters, lookups });
    expect([flag(counted), later(counted) !== undefined]).toEqual(['raised', true]);
    const known = await evaluate(rongchang, base, { parameters, lookups, knownOn: '2020-06-30' });
    expect([flag(known), later(known) !== undefined]).toEqual(['undetermined', false]);
  });

  it('contradicts nothing where it is not known', async () => {
    const yancheng = loadJurisdiction('yancheng');
    const members = [{ id: 'a', isDisabled: false, employmentCapableDisabled: { value: 'yes', date: '2020-07-01' } }];
    const household = { asOf: '2020-06-30', members };
    await expect(evaluate(yancheng, household)).rejects.toThrow('employmentCapableDisabled');
    await expect(evaluate(yancheng, household, { knownOn: '2020-06-30' })).resolves.toBeDefined();
  });

  it('is still checked', async () => {
    const household = { ...base, unstableLiftedFinding: { value: 'perhaps', date: '2020-07-01' } };
    await expect(evaluate(rongchang, household, { knownOn: '2020-06-30' })).rejects.toMatchObject({
      code: 'bad-household',
    });
  });

  it.each(['2020-02-30', '2020', 'soon', ''])('knownOn: %s is no day', async (knownOn) => {
    const issue = { code: 'bad-option', issues: [{ code: 'no-such-day', path: ['knownOn'] }] };
    await expect(evaluate(rongchang, base, { knownOn })).rejects.toMatchObject(issue);
    expect(() => compile(rongchang, { knownOn })).toThrow('knownOn');
    const { alone } = await compileWays(rongchang, {});
    expect(() => alone(base, { knownOn })).toThrow('knownOn');
  });
});
