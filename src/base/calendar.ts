import { UTCDate } from '@date-fns/utc/date';
import { addMonths as addMonthsToDate } from 'date-fns/addMonths';
import { getDaysInMonth } from 'date-fns/getDaysInMonth';
import { JiantuiError } from './error.js';

/** A calendar day as `YYYY-MM-DD`; days compare as text. There is no clock and no time zone here. */
export type Day = string;
/** A calendar month as `YYYY-MM`; months compare as text. */
export type Month = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^(\d{4})-(\d{2})$/;

/** True for a day that exists ("2020-02-29" does, "2021-02-29" does not). */
export function isDay(text: string): boolean {
  if (!DAY.test(text) || !isMonth(text.slice(0, 7))) return false;
  const day = Number(text.slice(8));
  // Every month has 28 days: only the others are worth a look at the calendar.
  return day >= 1 && (day <= 28 || day <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7))));
}

/** True for a month that exists. */
export function isMonth(text: string): boolean {
  const parts = MONTH.exec(text);
  return parts !== null && Number(parts[1]) > 0 && Number(parts[2]) >= 1 && Number(parts[2]) <= 12;
}

/**
 * Days of a month (1 to 12) of a year, in the calendar that has always been the Gregorian one. Dates are in universal time:
 * in local time some places lack a day (Kiritimati has no 1 January 1995).
 */
export function daysInMonth(year: number, month: number): number {
  const first = new UTCDate(0);
  first.setFullYear(year, month - 1, 1);
  return getDaysInMonth(first);
}

/** The month that a day lies in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** Months since year 0: consecutive months differ by one. */
export function monthIndex(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/**
 * The inverse of {@link monthIndex}.
 * @throws JiantuiError `bad-household` outside the years 1 to 9999, where months no longer compare as text
 */
export function monthAt(index: number): Month {
  const year = Math.floor(index / 12);
  if (year < 1 || year > 9999)
    throw new JiantuiError('bad-household', [
      { code: 'year-out-of-range', path: [], found: String(year), expected: '0001–9999' },
    ]);
  return `${String(year).padStart(4, '0')}-${String(index - year * 12 + 1).padStart(2, '0')}`;
}

/** The month `count` months later (earlier when negative). */
export function addMonths(month: Month, count: number): Month {
  return monthAt(monthIndex(month) + count);
}

/** The day `count` months later; past the end of a shorter month it is that month's last day. */
export function addMonthsToDay(day: Day, count: number): Day {
  const month = addMonths(monthOf(day), count);
  return `${month}-${String(addMonthsToDate(new UTCDate(day), count).getDate()).padStart(2, '0')}`;
}

/** The last day of a month. */
export function lastDay(month: Month): Day {
  return `${month}-${String(daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))).padStart(2, '0')}`;
}
