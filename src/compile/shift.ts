import { daysInMonth } from '../base/calendar.js';

/** A month (`yyyymm`) moved by whole months; NaN outside the years 1 to 9999. */
export function shiftMonth(month: number, months: number): number {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + months;
  return index >= 12 && index < 120_000 ? Math.floor(index / 12) * 100 + (index % 12) + 1 : Number.NaN;
}

/** A day (`yyyymmdd`) moved by whole months; past the end of a shorter month it is that month's last day. */
export function shiftDay(day: number, months: number): number {
  const month = shiftMonth(Math.floor(day / 100), months);
  const own = day % 100;
  return month * 100 + (own > 28 ? Math.min(own, daysInMonth(Math.floor(month / 100), month % 100)) : own);
}

/**
 * The same two functions as text, part of every generated program, which imports nothing: it asks the calendar of its
 * platform. Four centuries later the calendar is the same, and `Date.UTC` takes no small number for a year of the twentieth.
 */
export const SHIFT_SOURCE = `function shiftMonth(month, months) {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + months;
  return index >= 12 && index < 120000 ? Math.floor(index / 12) * 100 + (index % 12) + 1 : NaN;
}
function shiftDay(day, months) {
  const month = shiftMonth(Math.floor(day / 100), months);
  const lastDay = () => new Date(Date.UTC(Math.floor(month / 100) + 400, month % 100, 0)).getUTCDate();
  return month * 100 + (day % 100 > 28 ? Math.min(day % 100, lastDay()) : day % 100);
}`;
