/**
 * Months and days moved by whole months, as text: part of generated programs, which import nothing. A month is `yyyymm`, a day
 * `yyyymmdd`; past the end of a shorter month it is that month's last day; NaN outside the years 1 to 9999. The calendar of the
 * platform is asked for the last day: four centuries later it is the same, and `Date.UTC` takes no small number for a year of the
 * twentieth.
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
