import { UTCDate } from '@date-fns/utc/date';
import { addMonths as addMonthsToDate } from 'date-fns/addMonths';
import { getDaysInMonth } from 'date-fns/getDaysInMonth';
import { JiantuiError } from './error.js';

/** A calendar day as `YYYY-MM-DD`; days compare as text. There is no clock and no time zone here. */
export type Day = string;
/** A calendar month as `YYYY-MM`; months compare as text. */
export type Month = string;

/** True for a day that exists ("2020-02-29" does, "2021-02-29" does not). */
export function isDay(text: string): boolean {
  return !Number.isNaN(dayNumber(text));
}

/** True for a month that exists. */
export function isMonth(text: string): boolean {
  return text.length === 7 && !Number.isNaN(monthNumber(text));
}

/** `YYYY-MM-DD` as `yyyymmdd`; NaN where there is no such day. */
export function dayNumber(text: string): number {
  const month = monthNumber(text);
  const [tens, ones] = [text.charCodeAt(8) - 48, text.charCodeAt(9) - 48];
  const day = tens * 10 + ones;
  const isWritten = text.length === 10 && text.charCodeAt(7) === 45 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  if (!isWritten || Number.isNaN(month) || day < 1) return Number.NaN;
  // Every month has 28 days, all but February have 30: only the others are worth a look at the calendar.
  const isThere =
    day <= 28 || (day <= 30 && month % 100 !== 2) || day <= daysInMonth(Math.floor(month / 100), month % 100);
  return isThere ? month * 100 + day : Number.NaN;
}

/** `YYYY-MM`, or the beginning of a day, as `yyyymm`; NaN where there is no such month. */
export function monthNumber(text: string): number {
  let value = 0;
  for (let index = 0; index < 7; index++) {
    const code = text.charCodeAt(index);
    if (index === 4) {
      if (code !== 45) return Number.NaN;
    } else if (code >= 48 && code <= 57) value = value * 10 + code - 48;
    else return Number.NaN;
  }
  const month = value % 100;
  return value >= 100 && month >= 1 && month <= 12 ? value : Number.NaN;
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
