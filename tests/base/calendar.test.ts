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

describe('months', () => {
  it('count without a gap for eight centuries', () => {
    for (let month = '1800-01'; month < '2600-01'; month = addMonths(month, 1)) {
      expect(isMonth(month)).toBe(true);
      expect(monthIndex(addMonths(month, 1))).toBe(monthIndex(month) + 1);
      expect(isDay(lastDay(month))).toBe(true);
    }
  });
});
