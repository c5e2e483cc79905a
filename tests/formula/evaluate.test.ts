import { describe, expect, it, test } from 'vitest';
import { evaluateFormula } from '../../src/formula/index.js';
import { parsed, resultOf } from './helpers.js';

const facts = {
  income: '10000',
  size: 3,
  rate: 0.3,
  lifted: true,
  category: 'rural',
  causes: ['illness', 'schooling'],
  day: '2020-01-31',
  month: '2020-11',
  'housingDamage.date': '2020-02-29',
  年收入: 30000,
};

describe('values', () => {
  test.each([
    ['0.1 + 0.2 = 0.3', true],
    ['0.1 + 0.2', '0.3'],
    ['2 * 450.00', '900'],
    ['7 - 10', '-3'],
    ['1 - 0.9 = 0.1', true],
    ['10000 / (12 * 3) > 277.77', true],
    ['10000 / (12 * 3) < 277.78', true],
    ['10000 / (12 * 3)', '10000/36'],
    ['1 / 3 + 1 / 3 + 1 / 3 = 1', true],
    ['1 / 3 * 3 = 1', true],
    ['-size * -2', '6'],
    ['- -3', '3'],
    ['0 * -3', '0'],
    ['-(1 - 1)', '0'],
    ['size / 0', null],
    ['size / (rate - 0.3)', null],
    ['年收入 / size', '10000'],
    ['size = 3.00', true],
    ['size != 3', false],
    ['size >= 3 and size <= 3', true],
    ['size < 3 or size > 3', false],
    ['size between 3 and 5', true],
    ['size between 4 and 5', false],
    ['size in [1..3]', true],
    ['category in ("rural", "urban")', true],
    ['category in ["urban"]', false],
    ['category in "rural"', true],
    ['"illness" in causes', true],
    ['"fire" in causes', false],
    ['"fire" in (causes, "fire")', true],
    ['lifted and not(false)', true],
    ['if size > 2 then "large" else "small"', 'large'],
    ['if lifted then null else 1', null],
    ['min(size, 2, 5)', '2'],
    ['max(0, size - 5)', '0'],
    ['max(day, date("2019-01-01"))', '2020-01-31'],
    ['monthly(年收入)', '2500'],
    ['monthly(10000) * 12 = 10000', true],
    ['yearly(rate)', '3.6'],
    ['date("2020-01-31") + duration("P1M")', '2020-02-29'],
    ['day - duration("P2M")', '2019-11-30'],
    ['duration("P1M") + day', '2020-02-29'],
    ['day + duration("P1M") * 13', '2021-02-28'],
    ['housingDamage.date + duration("P1Y")', '2021-02-28'],
    ['day + duration("P1M") * 0.5', null],
    ['month + duration("P2M")', '2021-01'],
    ['month > "2020-09"', true],
    ['day < date("2020-02-01")', true],
    ['day + duration("P99999Y")', null],
    ['day - duration("P2021Y")', null],
    ['duration("P12M") = duration("P1Y")', true],
  ])('%s', (text, value) => {
    expect(resultOf(text, facts)).toEqual(value);
  });

  it('gives unknown, not a wrong value, where shapes do not fit', () => {
    for (const text of [
      'size + category',
      'category - 1',
      'lifted < 1',
      '-category',
      '1 - day',
      'day * 2',
      'lifted + 1',
    ]) {
      expect([text, resultOf(text, facts)]).toEqual([text, null]);
    }
    for (const text of [
      'size = category',
      'size and lifted',
      'not(size)',
      'day < month',
      'category < "z"',
      'causes > 1',
    ]) {
      expect([text, resultOf(text, facts)]).toEqual([text, null]);
    }
  });

  it('compares sets regardless of order', () => {
    expect(resultOf('a = b', { a: ['x', 'y'], b: ['y', 'x'] })).toBe(true);
    expect(resultOf('a != b', { a: ['x'], b: ['y', 'x'] })).toBe(true);
  });

  it('is unknown rather than rounded when a number grows too long', () => {
    const nines = '9'.repeat(30);
    const square = (text: string) => `(${text}) * (${text})`;
    expect(resultOf(`${square(square(nines))} > 0`)).toBe(true);
    expect(resultOf(square(square(square(square(nines)))))).toBe(null);
    expect(resultOf(square(square(square(square(`0.${'0'.repeat(28)}1`)))))).toBe(null);
  });
});

describe('unknown', () => {
  test.each([
    ['gone', null],
    ['gone + 1', null],
    ['0 * gone', null],
    ['gone = gone', null],
    ['gone != 1', null],
    ['gone = null', null],
    ['not(gone)', null],
    ['gone and false', false],
    ['gone and true', null],
    ['gone or true', true],
    ['gone or false', null],
    ['gone between 1 and 2', null],
    ['3 between gone and 2', false],
    ['3 between gone and 4', null],
    ['1 in (gone, 1)', true],
    ['1 in (gone, 2)', null],
    ['"x" in gone', null],
    ['gone in (1, 2)', null],
    ['if gone then 0.5 else 1/2', '0.5'],
    ['if gone then 1 else 2', null],
    ['if gone then null else null', null],
    ['if gone then true else lifted', true],
    ['min(1, gone)', null],
    ['monthly(gone)', null],
    ['day + gone', null],
  ])('%s', (text, value) => {
    expect(resultOf(text, facts)).toEqual(value);
  });
});

const members = [
  { id: 'm1', age: 70, ill: true, pay: 100.1, born: '1950-01-01' },
  { id: 'm2', age: 40, ill: false, pay: 200.2, born: '1980-01-01' },
  { id: 'm3', age: 10, ill: null, pay: null, born: '2010-01-01' },
];

describe('members', () => {
  test.each([
    // formula, every member known, a member may be missing from the list
    ['count(members)', '3', null],
    ['count(members[age >= 18])', '2', null],
    ['count(members[age >= 18 and item.ill])', '1', null],
    ['count(members[ill])', null, null],
    ['count(members[age >= household.limit])', '1', null],
    ['sum(members[age >= 18].pay)', '300.3', null],
    ['sum(members.pay)', null, null],
    ['sum(members[age > 99].pay)', '0', null],
    ['min(members.age)', '10', null],
    ['max(members[ill = false or age < 18].age)', '40', null],
    ['max(members[age < 50].age)', '40', null],
    ['max(members[age > 99].age)', null, null],
    ['min(members.born)', '1950-01-01', null],
    ['some m in members satisfies m.ill', true, true],
    ['some m in members satisfies m.age > 99', false, null],
    ['some m in members satisfies m.age < 18 and m.ill', null, null],
    ['every m in members satisfies m.age > 5', true, null],
    ['every m in members satisfies m.ill', false, false],
    ['every m in members satisfies m.age > 50 or m.pay > 1', null, null],
    ['some m in members satisfies m.age >= limit', true, true],
    ['some m in members satisfies ill', null, null],
    ['count(members[age < 18]) > 0', true, null],
    ['count(members[1])', null, null],
  ])('%s', (text, complete, incomplete) => {
    expect(resultOf(text, { limit: 60 }, members, true)).toEqual(complete);
    expect(resultOf(text, { limit: 60 }, members, false)).toEqual(incomplete);
  });

  test.each([
    ['count(members)', '0'],
    ['sum(members.pay)', '0'],
    ['min(members.pay)', null],
    ['some m in members satisfies m.ill', false],
    ['every m in members satisfies m.ill', true],
  ])('%s of none', (text, value) => {
    expect(resultOf(text, {}, [])).toEqual(value);
  });

  it('has no member outside a member expression, even in a tree made by hand', () => {
    const scope = { household: () => true, members: [() => true], membersComplete: true };
    const place = { line: 1, column: 1 };
    expect(evaluateFormula({ kind: 'member', name: 'a', variable: 'item', ...place }, scope)).toBe(null);
    expect(evaluateFormula(parsed('a'), scope)).toBe(true);
  });
});
