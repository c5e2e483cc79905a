import { type Day, isDay, isMonth, type Month } from '../base/calendar.js';
import { plainDay } from '../base/instant.js';

/**
 * Which day a serial number counts from: 1900 (Excel and WPS, whose 29 February 1900 never was), 1904 (workbooks that
 * come from old Macs) or 1899 (LibreOffice and Google Sheets; the same as 1900 from 1 March 1900).
 */
export type DateSystem = 1899 | 1900 | 1904;

/** Years that a serial number may stand for. Further off it is a month such as 202006 or a year that was typed as a number. */
const FIRST_YEAR = 1949;
const LAST_YEAR = 2199;
const DAY_MS = 86_400_000;
const START: Readonly<Record<DateSystem, number>> = {
  1899: Date.UTC(1899, 11, 30),
  1900: Date.UTC(1899, 11, 30),
  1904: Date.UTC(1904, 0, 1),
};

/**
 * The day of a date cell that holds a number; the time of day is dropped. Eight digits such as 20200630 are read as they
 * stand. Null where the number cannot be a date, or could be meant as something else.
 */
export function dayOfSerial(serial: number, system: DateSystem): Day | null {
  const whole = Math.floor(serial);
  if (whole >= 10_000_000 && whole <= 99_991_231) return whole === serial ? existing(String(whole)) : null;
  if (whole < 0 || whole > 2_958_465) return null;
  const day = new Date(START[system] + whole * DAY_MS).toISOString().slice(0, 10);
  const year = Number(day.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR ? day : null;
}

const SEPARATED =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const MONTH_ONLY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/;

/**
 * The day that a text in plain form writes, or null. Year, month, day, in this order; a time of day without a zone is dropped,
 * an instant is a day only where it is midnight in UTC.
 */
export function dayOfText(written: string): Day | null {
  const text = plainDay(written) as string;
  if (/^\d{8}$/.test(text)) return existing(text);
  const parts = SEPARATED.exec(text);
  return parts === null ? null : existing(`${parts[1]}${parts[2]?.padStart(2, '0')}${parts[3]?.padStart(2, '0')}`);
}

/** The month that a text in plain form writes, alone or as part of a day, or null. */
export function monthOfText(text: string): Month | null {
  const parts = /^\d{6}$/.test(text) ? [text, text.slice(0, 4), text.slice(4)] : MONTH_ONLY.exec(text);
  if (parts === null) return dayOfText(text)?.slice(0, 7) ?? null;
  const month = `${parts[1]}-${parts[2]?.padStart(2, '0')}`;
  return isMonth(month) ? month : null;
}

function existing(digits: string): Day | null {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isDay(day) ? day : null;
}
