import { describe, expect, it } from 'vitest';
import { addMonths, addMonthsToDay, daysInMonth, isDay, lastDay, monthOf } from '../../src/base/calendar.js';
import { lastMonth, outlives } from '../../src/decision/conformity.js';
import { scheduleMonths } from '../../src/taper/index.js';

/** A calendar that knows nothing but how to go on by one day. Independent of the library and of `Date`. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
const THIRTY = [4, 6, 9, 11];
const isLeap = (year: number) => (year % 400 === 0 ? true : year % 100 === 0 ? false : year % 4 === 0);
const length = ({ year, month }: Day) => (month === 2 ? (isLeap(year) ? 29 : 28) : THIRTY.includes(month) ? 30 : 31);
const next = (at: Day): Day =>
  at.day < length(at)
    ? { ...at, day: at.day + 1 }
    : at.month < 12
      ? { year: at.year, month: at.month + 1, day: 1 }
      : { year: at.year + 1, month: 1, day: 1 };
const two = (value: number) => String(value).padStart(2, '0');
const text = ({ year, month, day }: Day) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
const FROM = 1583;
const TO = 2583;

describe('the calendar, against one that only counts days', () => {
  it('has the same days, month by month, for a thousand years', () => {
    let at: Day = { year: FROM, month: 1, day: 1 };
    let days = 0;
    while (at.year < TO) {
      if (at.day === 1) {
        expect(daysInMonth(at.year, at.month)).toBe(length(at));
        expect(lastDay(monthOf(text(at)))).toBe(text({ ...at, day: length(at) }));
        expect(isDay(text({ ...at, day: length(at) + 1 }))).toBe(false);
      }
      if (!isDay(text(at))) throw new Error(`${text(at)} is a day`);
      at = next(at);
      days += 1;
    }
    expect(days).toBe(365_242 + 1);
  });

  it('adds months to the 28th to 31st as walking day by day does', () => {
    // Walking: the same number in the month that is `count` first-of-months further, or that month's last day.
    for (let year = 1896; year <= 2104; year++) {
      for (let month = 1; month <= 12; month++) {
        for (const day of [28, 29, 30, 31]) {
          const start = { year, month, day };
          if (day > length(start)) continue;
          let walked: Day = start;
          for (let count = 1; count <= 14; count++) {
            do walked = next(walked);
            while (walked.day !== 1);
            const expected = { ...walked, day: Math.min(day, length(walked)) };
            if (addMonthsToDay(text(start), count) !== text(expected))
              throw new Error(
                `${text(start)} + ${count}: ${addMonthsToDay(text(start), count)} instead of ${text(expected)}`,
              );
            if (
              addMonthsToDay(text({ ...walked, day: Math.min(day, length(walked)) }), -count).slice(0, 7) !==
              text(start).slice(0, 7)
            )
              throw new Error(`${text(walked)} - ${count}`);
          }
        }
      }
    }
  });

  it('lays tapers out in consecutive months, whatever month they begin in', () => {
    for (let year = 1996; year <= 2036; year++) {
      for (let month = 1; month <= 12; month++) {
        const first = `${year}-${two(month)}`;
        for (const months of [1, 6, 9, 12, 13, 24]) {
          const walked: string[] = [];
          for (let at: Day = { year, month, day: 1 }; walked.length < months; at = next(at))
            if (at.day === 1) walked.push(text(at).slice(0, 7));
          expect(scheduleMonths(first, months).map((entry) => entry.month)).toEqual(walked);
          expect(lastMonth(first, months)).toBe(walked.at(-1));
          // The last day of the last month is the last that the taper reaches.
          const end = lastDay(walked.at(-1) ?? '');
          expect(outlives(first, months, end)).toBe(false);
          expect(outlives(first, months, `${end.slice(0, 8)}${two(Number(end.slice(8)) - 1)}`)).toBe(true);
        }
      }
    }
  });

  it('numbers and names the months', () => {
    expect(
      scheduleMonths('2019-10', 6).map(({ month, number, of, name }) => [month, number, of, name.zh, name.en]),
    ).toEqual([
      ['2019-10', 1, 6, '第1个月（共6个月）', 'month 1 of 6'],
      ['2019-11', 2, 6, '第2个月（共6个月）', 'month 2 of 6'],
      ['2019-12', 3, 6, '第3个月（共6个月）', 'month 3 of 6'],
      ['2020-01', 4, 6, '第4个月（共6个月）', 'month 4 of 6'],
      ['2020-02', 5, 6, '第5个月（共6个月）', 'month 5 of 6'],
      ['2020-03', 6, 6, '第6个月（共6个月）', 'month 6 of 6'],
    ]);
    expect(addMonths('2020-03', -6)).toBe('2019-09');
  });
});
