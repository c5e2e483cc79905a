import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/answer/evaluate.js';
import { JiantuiError } from '../src/base/error.js';
import { compareHousehold } from '../src/compare/compare.js';
import { compile } from '../src/compile/compile.js';
import { loadJurisdiction } from '../src/rules.js';
import { simulate } from '../src/simulate/simulate.js';
import { sweepFact } from '../src/simulate/sweep.js';
import { timeline } from '../src/taper/timeline.js';
import { thresholds } from '../src/thresholds/thresholds.js';

const ruleSet = loadJurisdiction('rongchang');
const household = { id: 'a', asOf: '2020-06-30' };
const sweep = { fact: 'perCapitaMonthlyIncome', from: 0, to: 10 };

const ways: readonly (readonly [string, (options: object) => unknown])[] = [
  ['evaluate', (options) => evaluate(ruleSet, household, options)],
  ['compile', (options) => compile(ruleSet, options)],
  ['compareHousehold', (options) => compareHousehold([ruleSet], household, options)],
  ['timeline', (options) => timeline(ruleSet, { snapshots: [household] }, options)],
  ['thresholds', (options) => thresholds(ruleSet, household, 'perCapitaMonthlyIncome', options)],
  ['simulate', (options) => simulate([household], { baseline: ruleSet, ...options })],
  ['sweepFact', (options) => sweepFact(ruleSet, household, { ...sweep, ...options })],
];

describe.each(ways)('%s', (_, way) => {
  it.each([
    [{ paramters: {} }, /paramters: .*did you mean parameters/],
    [{ adpot: {} }, /adpot: .*did you mean adopt/],
    [{ constructor: 1 }, /constructor: /],
  ])('%j is refused with the nearest name', async (options, message) => {
    const error = await Promise.resolve()
      .then(() => way(options))
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    expect(error).toBeInstanceOf(JiantuiError);
    expect(error).toMatchObject({ code: 'bad-option', message: expect.stringMatching(message) });
  });
});

it('the options of one household, too', async () => {
  await expect(compile(ruleSet).evaluate(household, { lookup: {} } as object)).rejects.toThrow(/did you mean lookups/);
  expect(() => compile(ruleSet).decide(household, { asof: '2020-06-30' } as object)).toThrow(/did you mean asOf/);
  expect(() => compile(ruleSet).statuses(household, { asof: '2020-06-30' } as object)).toThrow(/did you mean asOf/);
});
