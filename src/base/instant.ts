import { type Day, isDay } from './calendar.js';
import type { Issue } from './issue.js';

const MINUTE = 60_000;
/** China has one time. */
const CHINA = 8 * 60 * MINUTE;

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:[Zz]|([+-])(\d{2})(?::?(\d{2}))?)$/;

/**
 * A day as people give it: an instant that is midnight in UTC, as text or as a JavaScript Date, is the day that it begins, in UTC
 * and in China alike; that is how programs that have no days write one. Everything else is given back as it is, any other Date
 * as its text.
 */
export function plainDay(raw: unknown): unknown {
  const text = textOf(raw);
  const days = typeof text === 'string' ? daysOf(text) : null;
  return days?.isMidnight === true ? days.utc : text;
}

/** What is wrong with an instant where a day is wanted, with the days that it could mean; null for everything else. */
export function instantIssue(raw: unknown, path: Issue['path']): Issue | null {
  const text = textOf(raw);
  const days = typeof text === 'string' ? daysOf(text) : null;
  if (days === null || days.isMidnight) return null;
  const meant = new Map([[days.utc, 'UTC'], ...(days.utc === days.china ? [] : ([[days.china, 'UTC+8']] as const))]);
  if (!meant.has(days.written)) meant.set(days.written, 'as written');
  const expected = meant.size === 1 ? days.utc : [...meant].map(([day, where]) => `${day} (${where})`).join(' or ');
  return { code: 'instant', path, found: JSON.stringify(text), expected };
}

/** The issue for what should have been a day. */
export function dayIssue(raw: unknown, path: Issue['path'], found: string): Issue {
  return instantIssue(raw, path) ?? { code: 'no-such-day', path, found, expected: 'YYYY-MM-DD' };
}

function textOf(raw: unknown): unknown {
  return raw instanceof Date && !Number.isNaN(raw.getTime()) ? raw.toISOString() : raw;
}

interface Days {
  readonly utc: Day;
  readonly china: Day;
  readonly written: Day;
  readonly isMidnight: boolean;
}

/** The days in which an instant lies; null for a text that is none: one without a zone tells only what the clock on the wall showed. */
function daysOf(text: string): Days | null {
  const parts = INSTANT.exec(text.trim());
  if (parts === null) return null;
  const [, written = '', hour, minute, second = '0', fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = parts;
  if (!isDay(written) || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute)) * MINUTE;
  const ofDay = (Number(hour) * 60 + Number(minute)) * MINUTE + Number(second) * 1000 + Number(`0.${fraction}0`) * 1000;
  const at = Date.parse(`${written}T00:00:00Z`) + ofDay - zone;
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  return { utc: day(at), china: day(at + CHINA), written, isMidnight: ofDay === 0 && zone === 0 };
}
