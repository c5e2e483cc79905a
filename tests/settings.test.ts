import { describe, expect, it } from 'vitest';
import { issueText } from '../src/base/issue-text.js';
import { compareHousehold } from '../src/compare/compare.js';
import { compile } from '../src/compile/compile.js';
import { toModule } from '../src/compile/to-module.js';
import { evaluate, JiantuiError } from '../src/index.js';
import { createBulkAnswers } from '../src/population/answer.js';
import { jurisdictions, loadJurisdiction } from '../src/rules.js';
import { simulate } from '../src/simulate/simulate.js';
import { timeline } from '../src/taper/timeline.js';
import { thresholds } from '../src/thresholds/thresholds.js';

const ruleSet = loadJurisdiction('rongchang');
const household = { asOf: '2020-06-30', povertyRegistration: 'lifted', dibaoStatus: 'receiving' };
const STANDARD = 'dibaoStandardMonthly';
class Settings {
  dibaoStandardMonthly = '450.00';
}
const circle: Record<string, unknown> = {};
circle[STANDARD] = [{ value: '450.00', source: circle }];
const deep = () => {
  let inner: unknown = '450.00';
  for (let level = 0; level < 5000; level++) inner = [inner];
  return inner;
};

/** Every way in which parameters and readings reach the library. */
const ways: Readonly<Record<string, (options: { parameters?: unknown; adopt?: unknown }) => unknown>> = {
  evaluate: (options) => evaluate(ruleSet, household, options as object),
  compile: (options) => compile(ruleSet, options as object),
  'a module': (options) => toModule(ruleSet, options as object),
  batch: (options) => createBulkAnswers(ruleSet, options as object),
  thresholds: (options) => thresholds(ruleSet, household, 'perCapitaMonthlyIncome', options as object),
  compare: ({ parameters, ...options }) =>
    compareHousehold([ruleSet], household, {
      ...(options as object),
      ...(parameters === undefined ? {} : { parameters: { rongchang: parameters } }),
    }),
  timeline: (options) => timeline(ruleSet, { jurisdiction: 'rongchang', snapshots: [household] }, options as object),
  simulate: (options) => simulate([household], { baseline: ruleSet, reforms: [], ...(options as object) }),
};

async function refusalOf(work: () => unknown) {
  try {
    await work();
  } catch (error) {
    if (error instanceof JiantuiError) return { code: error.code, issues: error.issues };
    throw error;
  }
  return null;
}

const FORBIDDEN: readonly (readonly [string, unknown, string | undefined])[] = [
  ['a Map', new Map([[STANDARD, '450.00']]), 'an instance of Map'],
  ['an object of a class', new Settings(), 'an instance of Settings'],
  ['a function', () => '450.00', 'a function'],
  ['a BigInt', 450n, 'a BigInt'],
  ['a symbol', Symbol('450'), 'a symbol'],
  ['Infinity', Number.POSITIVE_INFINITY, 'Infinity'],
  ['NaN', Number.NaN, 'NaN'],
  ['what holds itself', circle, 'a circle'],
  ['what is too deep', deep(), undefined],
];

describe.each(Object.entries(ways))('settings for %s', (_, way) => {
  it.each(FORBIDDEN)('are refused the same way each time where they hold %s', async (_name, value, found) => {
    const parameters = { [STANDARD]: value };
    const first = await refusalOf(() => way({ parameters }));
    expect(first).toMatchObject({
      code: 'bad-parameters',
      issues: [found === undefined ? { code: 'too-deep' } : { code: 'wrong-type', found }],
    });
    expect(first?.issues[0]?.path[0]).toBe(STANDARD);
    // What reads like it as JSON, accepted in between, changes nothing.
    for (const alike of [undefined, { [STANDARD]: null }, {}, { [STANDARD]: {} }])
      await refusalOf(() => way({ parameters: alike }));
    expect(await refusalOf(() => way({ parameters }))).toEqual(first);
    for (const issue of first?.issues ?? [])
      expect(issueText(issue, 'zh')).not.toMatch(/[a-z]{3,} (?:of|that|with|the)/);
  });

  it.each([
    ['parameters', new Map([[STANDARD, '450.00']]), 'bad-parameters'],
    ['parameters', [STANDARD], 'bad-parameters'],
    ['parameters', () => ({ [STANDARD]: '450.00' }), 'bad-parameters'],
    ['adopt', new Map([['rongchang/2-c', 'a']]), 'bad-option'],
    ['adopt', ['rongchang/2-c'], 'bad-option'],
    ['adopt', 'rongchang/2-c', 'bad-option'],
  ])('are refused where all the %s are no plain object: %o', async (name, value, code) => {
    // Timelines may choose their parameters by a function.
    if (typeof value === 'function' && way === ways.timeline) return;
    for (const _again of [1, 2]) {
      const refused = await refusalOf(() => way({ [name]: value }));
      expect(refused).toMatchObject({ code, issues: [{ code: 'wrong-type', path: [name], expected: 'an object' }] });
    }
  });
});

it.each([null, [], new Map(), () => ({}), 'asOf'])(
  'options that are no plain object are refused: %o',
  async (options) => {
    const own = options as object;
    for (const work of [
      () => evaluate(ruleSet, household, own),
      () => compile(ruleSet, own),
      () => compareHousehold([ruleSet], household, own),
      () => evaluate(ruleSet, household, { lookups: own as never }),
    ]) {
      if (options === null && String(work).includes('lookups')) continue;
      expect(await refusalOf(work)).toMatchObject({ code: 'bad-option', issues: [{ code: 'wrong-type' }] });
    }
  },
);

it('a look-up that is no function is refused', async () => {
  const refused = await refusalOf(() => evaluate(ruleSet, household, { lookups: { dibaoStatus: 'none' as never } }));
  expect(refused).toMatchObject({
    code: 'bad-option',
    issues: [{ code: 'wrong-type', path: ['lookups', 'dibaoStatus'], expected: 'a function' }],
  });
});

it('settings are read once: what becomes of them afterwards does not reach a compiled rule set', async () => {
  const parameters: Record<string, unknown> = { [STANDARD]: '450.00', povertyPeriodEnd: '2020-12-31' };
  const adopt = {};
  const compiled = compile(ruleSet, { parameters, adopt });
  const judge = createBulkAnswers(ruleSet, { parameters, adopt });
  const before = JSON.stringify(await evaluate(ruleSet, household, { parameters, adopt }));
  parameters[STANDARD] = 'nonsense';
  Object.assign(adopt, { 'rongchang/none': 'a' });
  expect(JSON.stringify(compiled.decide(household))).toBe(before);
  expect(JSON.stringify(judge.decide(household, undefined))).toBe(before);
});

it('plain objects of another kind count: without a prototype, frozen, or from JSON', async () => {
  for (const jurisdiction of jurisdictions) {
    const rules = loadJurisdiction(jurisdiction);
    const bare = Object.assign(Object.create(null), { dibaoStandardMonthly: '450.00' });
    const expected = JSON.stringify(compile(rules, { parameters: { ...bare } }).decide(household));
    for (const parameters of [
      bare,
      Object.freeze({ ...bare }),
      JSON.parse(JSON.stringify(bare)),
      structuredClone({ ...bare }),
    ])
      expect(JSON.stringify(await evaluate(rules, household, { parameters }))).toBe(expected);
  }
});

it('what cannot be made a text is refused like anything else', async () => {
  const odd = { toString: 'no function' };
  const adopt = { 'rongchang/5.1-c': odd } as unknown as Record<string, string>;
  expect(() => compile(ruleSet, { adopt })).toThrow('the clause has no such reading');
  const decision = await evaluate(
    ruleSet,
    { asOf: '2020-06-30' },
    {
      lookups: {
        dibaoStatus: () => {
          throw odd;
        },
      },
    },
  );
  expect(decision.outcomes.length).toBeGreaterThan(0);
});
