import { describe, expect, it } from 'vitest';
import { JiantuiError } from '../../src/base/error.js';
import { type ThresholdOptions, thresholds } from '../../src/thresholds/thresholds.js';
import { ruleSetOf } from './small.js';

const household = {
  asOf: '2020-06-30',
  other: '1000',
  householdSize: 3,
  months: 6,
  start: '2020-01-31',
  members: [
    { id: 'a', age: 61, wage: '1200.50' },
    { id: 'b', age: 30, wage: '0' },
    { id: 'c', age: 12, wage: '300' },
  ],
};
const parameters = { standard: '450', ratio: '1.5' };

/** Each change of status as `value: before | on | after`. */
function changes(
  formula: string,
  fact: string,
  options: ThresholdOptions & { change?: object; subject?: 'member' } = {},
): string[] {
  const { change, subject, ...rest } = options;
  return thresholds(ruleSetOf(formula, subject), { ...household, ...change }, fact, { parameters, ...rest })
    .filter((entry) => entry.what === 'status')
    .map(
      (entry) =>
        `${entry.at}${entry.subject === 'household' ? '' : `@${entry.subject}`}: ${entry.before} | ${entry.on} | ${entry.after}`,
    );
}

describe('what formulas do with the fact', () => {
  it.each<[string, string, string[]]>([
    ['income > 450', 'income', ['450: not-met | not-met | met']],
    ['income >= 450', 'income', ['450: not-met | met | met']],
    ['income = 450', 'income', ['450: not-met | met | not-met']],
    ['income != 0.10', 'income', ['0.1: met | not-met | met']],
    ['income > 0', 'income', ['0: null | not-met | met']],
    ['-income < -450', 'income', ['450: not-met | not-met | met']],
    ['income + other > 3000', 'income', ['2000: not-met | not-met | met']],
    ['income - other > 3000', 'income', ['4000: not-met | not-met | met']],
    ['total > 3000', 'income', ['2000: not-met | not-met | met']],
    ['total > 3000', 'total', ['3000: not-met | not-met | met']],
    ['income / householdSize > standard', 'income', ['1350: not-met | not-met | met']],
    ['income / 7 > other / 3', 'income', ['7000/3: not-met | not-met | met']],
    ['3 * income > 1000', 'income', ['1000/3: not-met | not-met | met']],
    ['2 * income - income > other', 'income', ['1000: not-met | not-met | met']],
    ['other / income > 4', 'income', ['0: null | undetermined | met', '250: met | not-met | not-met']],
    ['income between 100 and 200', 'income', ['100: not-met | met | met', '200: met | met | not-met']],
    ['income in [100..200]', 'income', ['100: not-met | met | met', '200: met | met | not-met']],
    ['income in (100, 300)', 'income', ['100: not-met | met | not-met', '300: not-met | met | not-met']],
    [
      'income > 100 and income < 200 or income = 500',
      'income',
      ['100: not-met | not-met | met', '200: met | not-met | not-met', '500: not-met | met | not-met'],
    ],
    ['not(income > 100)', 'income', ['100: met | met | not-met']],
    ['min(income, other) > 700', 'income', ['700: not-met | not-met | met']],
    ['max(income, 2 * income - 500) > 700', 'income', ['600: not-met | not-met | met']],
    [
      '(if income > 800 then income - 800 else income) > 300',
      'income',
      ['300: not-met | not-met | met', '800: met | met | not-met', '1100: not-met | not-met | met'],
    ],
    ['monthly(income) >= 100', 'income', ['1200: not-met | met | met']],
    ['yearly(monthly(income)) > ratio * other', 'income', ['1500: not-met | not-met | met']],
    ['ratio * income > other', 'ratio', []],
    ['ratio * other > 3000', 'ratio', ['3: not-met | not-met | met']],
    ['other / householdSize > standard', 'standard', ['1000/3: met | not-met | not-met']],
    ['other > 500', 'income', []],
    // Members: counted, summed, quantified.
    ['sum(members.wage) + income > 2000', 'income', ['499.5: not-met | not-met | met']],
    ['count(members) >= 3', 'income', []],
  ])('%s by %s', (formula, fact, expected) => expect(changes(formula, fact)).toEqual(expected));

  it.each<[string, string, string, string[]]>([
    ['sum(members.wage) > 1800', 'wage', 'b', ['299.5: not-met | not-met | met']],
    ['sum(members[age >= 18].wage) > 1250', 'wage', 'b', ['49.5: not-met | not-met | met']],
    ['sum(members[age >= 18].wage) > 1250', 'age', 'c', ['18: not-met | met | met']],
    ['count(members[age >= 60]) >= 2', 'age', 'b', ['60: not-met | met | met']],
    ['some m in members satisfies m.wage > 1500', 'wage', 'c', ['1500: not-met | not-met | met']],
    ['every m in members satisfies m.age < 65', 'age', 'a', ['65: met | not-met | not-met']],
    ['max(members.wage) > 1500', 'wage', 'a', ['1500: not-met | not-met | met']],
    ['min(members.age) >= 12', 'age', 'c', ['12: not-met | met | met']],
  ])('%s by %s of member %s', (formula, fact, member, expected) =>
    expect(changes(formula, fact, { member })).toEqual(expected),
  );

  it('takes a fact of one member only, and says whose outcome changes', () => {
    expect(changes('age >= 60', 'age', { member: 'b', subject: 'member' })).toEqual(['60@b: not-met | met | met']);
    expect(changes('income > 100 and age >= 60', 'income', { subject: 'member' })).toEqual([
      '100@a: not-met | not-met | met',
    ]);
  });

  it('counts months between days', () => {
    // 31 January and one month is the last day of February, which is not after it.
    expect(changes('start + months > date("2020-02-29")', 'months')).toEqual(['2: not-met | met | met']);
    expect(changes('start + months >= date("2020-02-29")', 'months')).toEqual(['1: not-met | met | met']);
    expect(changes('start + months >= date("2020-06-30")', 'months')).toEqual(['5: not-met | met | met']);
    expect(changes('start - months < asOf', 'months', { change: { start: '2021-01-31' } })).toEqual([
      '8: not-met | met | met',
    ]);
  });

  it('knows that a larger household has members who are not listed', () => {
    expect(changes('count(members) >= 3', 'householdSize')).toEqual(['4: met | undetermined | undetermined']);
    expect(changes('other / householdSize < 200', 'householdSize')).toEqual(['6: not-met | met | met']);
  });

  it('leaves what is unknown unknown', () => {
    expect(changes('income > 100 and other > 5', 'income', { change: { other: null } })).toEqual([
      '100: not-met | not-met | undetermined',
    ]);
    expect(changes('income + other > 100', 'income', { change: { other: null } })).toEqual([]);
  });

  it('sets the snapshot’s own value aside', () => {
    expect(changes('income > 450', 'income', { change: { income: '9999' } })).toEqual(
      changes('income > 450', 'income'),
    );
  });
});

describe('what cannot be asked', () => {
  const issueOf = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof JiantuiError) return error.issues[0];
    }
    return undefined;
  };

  it.each([
    ['incom', { code: 'unknown-name', suggestion: 'income' }],
    ['start', { code: 'wrong-type', found: 'start: date' }],
    ['holds', { code: 'wrong-type' }],
    ['age', { code: 'missing-key', path: ['member'], expected: 'a, b, c' }],
  ])('%s', (fact, expected) => expect(issueOf(() => changes('income > 1', fact))).toMatchObject(expected));

  it('a member who is not listed', () => {
    expect(issueOf(() => changes('income > 1', 'age', { member: 'z' }))).toMatchObject({
      code: 'unknown-value',
      found: '"z"',
    });
  });

  it.each(['share * share > 2', 'share / (share + 1) > share * 2 + 1'])('%s has no exact thresholds', (formula) => {
    expect(issueOf(() => changes(formula, 'share'))).toMatchObject({ code: 'not-linear' });
  });

  it('but a formula that happens to come out linear has', () => {
    expect(changes('share * share > 3 * share', 'share')).toEqual(['3: not-met | not-met | met']);
    expect(changes('(share / householdSize) * (1 / share) > 0.1 / householdSize', 'share')).toEqual([
      '0: null | undetermined | met',
    ]);
  });
});
