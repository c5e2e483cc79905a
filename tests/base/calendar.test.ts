import { UTCDate } from '@date-fns/utc';
import {
  addDays,
  addMonths as addMonthsToDate,
  differenceInCalendarMonths,
  format,
  isValid,
  lastDayOfMonth,
  parse,
} from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, addMonthsToDay, isDay, isMonth, lastDay, monthIndex } from '../../src/base/calendar.js';

describe('days', () => {
  it.each(['2020-02-29', '2000-02-29', '2021-12-31', '0001-01-01'])('%s exists', (day) =>
    expect(isDay(day)).toBe(true),
  );
  it.each([
    '2021-02-29',
    '1900-02-29',
    '2020-04-31',
    '2020-13-01',
    '2020-00-10',
    '2020-01-00',
    '0000-01-01',
    '2020-1-1',
    '2020-01-01T00:00',
    '２０２０-01-01',
  ])('%s does not', (day) => expect(isDay(day)).toBe(false));
  it.each([
    ['2020-01-31', 1, '2020-02-29'],
    ['2021-01-31', 1, '2021-02-28'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2020-03-31', -1, '2020-02-29'],
    ['2020-12-31', 2, '2021-02-28'],
  ])('%s and %i months is %s', (day, count, expected) => expect(addMonthsToDay(day, count)).toBe(expected));
});

describe('the end of the calendar', () => {
  it.each([
    ['9999-12', 1],
    ['9999-07', 6],
    ['0001-01', -13],
  ])('%s and %i months is refused', (month, count) =>
    expect(() => addMonths(month, count)).toThrow('years end at 9999'),
  );
});

describe('months', () => {
  it('count without a gap for eight centuries', () => {
    for (let month = '1800-01'; month < '2600-01'; month = addMonths(month, 1)) {
      expect(isMonth(month)).toBe(true);
      expect(monthIndex(addMonths(month, 1))).toBe(monthIndex(month) + 1);
      expect(isDay(lastDay(month))).toBe(true);
    }
  });
});

/**
 * The calendar reckons on text, without a clock or a time zone; date-fns reckons on dates, and they agree.
 * In universal time: on local time a place may lack a day (Kiritimati has no 1 January 1995).
 */
describe('the calendar of date-fns', () => {
  const start = new UTCDate(1896, 0, 1);
  const text = (date: Date) => format(date, 'yyyy-MM-dd');

  it('has the same days', () => {
    for (let count = 0; count < 90_000; count += 7) expect(isDay(text(addDays(start, count)))).toBe(true);
    for (let year = 1896; year < 2105; year += 1)
      expect(isDay(`${year}-02-29`)).toBe(isValid(parse(`${year}-02-29`, 'yyyy-MM-dd', start)));
  });

  it('counts months as we do', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: -600, max: 600 }), (days, count) => {
        const date = addDays(start, days);
        const later = addMonthsToDate(date, count);
        expect(addMonthsToDay(text(date), count)).toBe(text(later));
        expect(monthIndex(text(later)) - monthIndex(text(date))).toBe(differenceInCalendarMonths(later, date));
        expect(lastDay(text(date).slice(0, 7))).toBe(text(lastDayOfMonth(date)));
      }),
      { seed: 1, numRuns: 2000 },
    ));
});
