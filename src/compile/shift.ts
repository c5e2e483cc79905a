/** A month (`yyyymm`) moved by whole months; NaN outside the years 1 to 9999. */
export function shiftMonth(month: number, months: number): number {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + months;
  return index >= 12 && index < 120_000 ? Math.floor(index / 12) * 100 + (index % 12) + 1 : Number.NaN;
}

/** A day (`yyyymmdd`) moved by whole months; past the end of a shorter month it is that month's last day. */
export function shiftDay(day: number, months: number): number {
  const month = shiftMonth(Math.floor(day / 100), months);
  const y = Math.floor(month / 100);
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const last = month % 100 === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month % 100) ? 30 : 31;
  return month * 100 + Math.min(day % 100, last);
}

/** The same two functions as text, part of every generated program. */
export const SHIFT_SOURCE = `function shiftMonth(month, months) {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + months;
  return index >= 12 && index < 120000 ? Math.floor(index / 12) * 100 + (index % 12) + 1 : NaN;
}
function shiftDay(day, months) {
  const month = shiftMonth(Math.floor(day / 100), months);
  const y = Math.floor(month / 100);
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const last = month % 100 === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month % 100) ? 30 : 31;
  return month * 100 + Math.min(day % 100, last);
}`;
