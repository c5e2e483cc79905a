import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  addMonthsToDay,
  daysInMonth,
  isDay,
  isMonth,
  lastDay,
  monthIndex,
} from '../../src/base/calendar.js';
import { SHIFT_SOURCE } from '../../src/kernel/shift.js';

const two = (number: number) => String(number).padStart(2, '0');
const COMMON = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

describe('days', () => {
  it.each(['2020-02-29', '2000-02-29', '2021-12-31', '0001-01-01', '0004-02-29', '1995-01-01', '2011-12-30'])(
    '%s exists',
    (day) => expect(isDay(day)).toBe(true),
  );
  it.each([
    '2021-02-29',
    '1900-02-29',
    '0100-02-29',
    '2100-02-29',
    '2020-02-30',
    '2020-04-31',
    '2020-13-01',
    '2020-00-10',
    '2020-01-00',
    '2020-01-32',
    '0000-01-01',
    '2020-1-1',
    '2020-01-01T00:00',
    ' 2020-01-01',
    '２０２０-01-01',
  ])('%s does not', (day) => expect(isDay(day)).toBe(false));
  it.each([
    ['2020-01-31', 1, '2020-02-29'],
    ['2021-01-31', 1, '2021-02-28'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2020-02-29', 48, '2024-02-29'],
    ['2020-03-31', -1, '2020-02-29'],
    ['2020-12-31', 2, '2021-02-28'],
    ['0099-12-31', 2, '0100-02-28'],
    // Days that places across the date line have lost.
    ['1994-12-01', 1, '1995-01-01'],
    ['2011-11-30', 1, '2011-12-30'],
  ])('%s and %i months is %s', (day, count, expected) => expect(addMonthsToDay(day, count)).toBe(expected));
});

describe('the end of the calendar', () => {
  it.each([
    ['9999-12', 1],
    ['9999-07', 6],
    ['0001-01', -1],
    ['0001-01', -13],
    ['2020-01', 1e12],
  ])('%s and %i months is refused, of a month and of its days', (month, count) => {
    expect(() => addMonths(month, count)).toThrow('years end at 9999');
    expect(() => addMonthsToDay(`${month}-31`, count)).toThrow('years end at 9999');
  });
});

describe('months', () => {
  it('have the lengths of the table, February by the rule of the fourth, hundredth and four hundredth year', () => {
    for (const [year, isLeap] of Object.entries({
      1: 0,
      4: 1,
      100: 0,
      400: 1,
      1900: 0,
      2000: 1,
      2023: 0,
      2024: 1,
      2100: 0,
    }))
      for (const [index, days] of COMMON.entries())
        expect(daysInMonth(Number(year), index + 1)).toBe(days + (index === 1 ? isLeap : 0));
    for (let year = 1; year <= 9999; year += 1) {
      const isLeap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
      expect(daysInMonth(year, 2)).toBe(isLeap ? 29 : 28);
    }
  });

  it('count without a gap for eight centuries, day by day: twice as many days as four centuries have', () => {
    let days = 0;
    for (let month = '1800-01'; month < '2600-01'; month = addMonths(month, 1)) {
      expect(isMonth(month)).toBe(true);
      expect(monthIndex(addMonths(month, 1))).toBe(monthIndex(month) + 1);
      const own = Array.from({ length: 40 }, (_, day) => `${month}-${two(day)}`).filter(isDay);
      expect([own[0], own.at(-1), own.length]).toEqual([
        `${month}-01`,
        lastDay(month),
        Number(lastDay(month).slice(8)),
      ]);
      days += own.length;
    }
    expect(days).toBe(2 * 146_097);
  });
});

describe('months added to a day', () => {
  const day = fc
    .record({ month: fc.integer({ min: 24, max: 119_900 }), day: fc.integer({ min: 1, max: 31 }) })
    .map(({ month, day }) => `${addMonths('0001-01', month - 12)}-${two(day)}`)
    .filter(isDay);
  const count = fc.integer({ min: -12, max: 99 });

  it('lead to that day of the other month, or to its last', () =>
    fc.assert(
      fc.property(day, count, (from, months) => {
        const to = addMonthsToDay(from, months);
        expect(isDay(to)).toBe(true);
        expect(monthIndex(to) - monthIndex(from)).toBe(months);
        const same = `${to.slice(0, 7)}-${from.slice(8)}`;
        expect(to).toBe(isDay(same) ? same : lastDay(to.slice(0, 7)));
      }),
      { seed: 1, numRuns: 2000 },
    ));

  it('are the same as whole numbers in generated programs', () => {
    const generated = new Function(`${SHIFT_SOURCE}; return { shiftMonth, shiftDay };`)() as {
      shiftMonth: (month: number, months: number) => number;
      shiftDay: (day: number, months: number) => number;
    };
    const number = (text: string) => Number(text.replaceAll('-', ''));
    fc.assert(
      fc.property(day, count, (from, months) => {
        expect(generated.shiftDay(number(from), months)).toBe(number(addMonthsToDay(from, months)));
        expect(generated.shiftMonth(number(from.slice(0, 7)), months)).toBe(
          number(addMonths(from.slice(0, 7), months)),
        );
      }),
      { seed: 2, numRuns: 2000 },
    );
    expect([generated.shiftDay(99_991_231, 1), generated.shiftDay(10_131, -1)]).toEqual([Number.NaN, Number.NaN]);
  });
});
