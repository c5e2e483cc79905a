import { addMonths, type Day, isDay, isMonth, lastDay, type Month, monthIndex, monthOf } from '../base/calendar.js';
import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import { dayIssue, plainDay } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { type HistoryFile, historyFile, type TaperDecisionFile } from '../schema/history.js';
import { check } from '../schema/problems.js';
import { inOrder } from './intake.js';
import type { Note } from './types.js';

/** One month of a history, put in order. */
export interface HistoryMonth {
  readonly month: Month;
  /** Its place in the file; null where there is no snapshot to go by. */
  readonly index: number | null;
  /** With its day; without the key `month`. */
  readonly snapshot: Readonly<Record<string, unknown>> | null;
  readonly jurisdiction: string;
  /** Whether the day was taken to be the last of the month. */
  readonly isDayAssumed: boolean;
  /** The decisions that become known in the month. */
  readonly decisions: readonly TaperDecisionFile[];
  readonly notes: readonly Note[];
}

/** A household month by month, as it has been read. */
export interface History {
  readonly id: string | null;
  readonly jurisdiction: string;
  readonly months: readonly HistoryMonth[];
  readonly notes: readonly Note[];
}

/** Most months between the first and the last; a longer stretch is a mistyped year. */
const MAX_MONTHS = 2400;

interface Entry {
  readonly index: number;
  readonly month: Month;
  readonly day: Day;
  readonly isDayAssumed: boolean;
  readonly jurisdiction: string | undefined;
  readonly snapshot: Record<string, unknown>;
}

/**
 * Reads a history and puts its months in order, one entry a month from the first to the last, those without a snapshot
 * included. What had to be sorted out is said in notes; what cannot be sorted out without guessing is left open.
 * @param jurisdiction where the household is, unless the history says so
 * @param until a later month to go on to, without a snapshot
 * @param from the first month wanted; an earlier snapshot is refused
 * @throws JiantuiError `bad-history`
 */
export function readHistory(raw: unknown, jurisdiction?: string, until?: Month, from?: Month): History {
  const checked = check<HistoryFile>(historyFile, raw);
  if (!checked.ok) throw new JiantuiError('bad-history', checked.issues);
  const file = checked.value;
  const issues: Issue[] = [];
  const entries = file.snapshots.flatMap((snapshot, index) => readEntry(snapshot, index, file.id, issues) ?? []);
  const listed = file.decisions ?? [];
  listed.forEach((decision, index) => void checkDecision(decision, ['decisions', index], issues));
  const home = jurisdiction ?? file.jurisdiction ?? entries[0]?.jurisdiction;
  if (home === undefined)
    issues.push({
      code: 'missing-key',
      path: ['jurisdiction'],
      found: 'nothing',
      expected: 'the id of a jurisdiction',
    });
  if (until !== undefined && !isMonth(until))
    issues.push({ code: 'no-such-month', path: ['until'], found: shown(until), expected: 'YYYY-MM' });
  if (file.snapshots.length === 0 && listed.length === 0)
    issues.push({
      code: 'missing-key',
      path: ['snapshots'],
      found: 'a list of 0',
      expected: 'at least one snapshot or decision',
    });
  for (const { month, index } of entries) {
    if (from !== undefined && month < from)
      issues.push({
        code: 'month-not-later',
        path: ['snapshots', index],
        found: shown(month),
        expected: `${from} or later`,
      });
  }
  if (issues.length > 0 || home === undefined) throw new JiantuiError('bad-history', issues);

  const notes: Note[] = [];
  if (entries.some((entry, place) => place > 0 && entry.month < (entries[place - 1]?.month ?? '')))
    notes.push({ code: 'out-of-order', clause: null, values: {} });
  const decisions = withOwn(entries, listed, notes);
  const known = (decision: TaperDecisionFile): Month | null =>
    typeof decision.date === 'string' ? monthOf(decision.date) : (decision.startMonth ?? null);
  const months = [
    ...entries.map((entry) => entry.month),
    ...decisions.flatMap((decision) => known(decision) ?? []),
  ].sort();
  const snapshotMonths = entries.map((entry) => entry.month).sort();
  const first = from ?? snapshotMonths[0] ?? months[0] ?? until ?? '';
  const last = [months.at(-1) ?? first, until ?? first].sort().at(-1) ?? first;
  const length = monthIndex(last) - monthIndex(first) + 1;
  if (length > MAX_MONTHS)
    throw new JiantuiError('bad-history', [
      { code: 'too-many', path: ['snapshots'], found: `${first} – ${last}`, expected: `at most ${MAX_MONTHS} months` },
    ]);

  let place = home;
  const result: HistoryMonth[] = [];
  for (let at = 0; at < length; at++) {
    const month = addMonths(first, at);
    const chosen = choose(entries.filter((entry) => entry.month === month));
    place = chosen.entry?.jurisdiction ?? place;
    const due = decisions.filter(
      (decision) => at === Math.max(0, monthIndex(known(decision) ?? first) - monthIndex(first)),
    );
    result.push({
      month,
      index: chosen.entry?.index ?? null,
      snapshot: chosen.entry === null ? null : { ...chosen.entry.snapshot, asOf: chosen.entry.day },
      jurisdiction: place,
      isDayAssumed: chosen.entry?.isDayAssumed ?? false,
      decisions: inOrder(due),
      notes: chosen.notes,
    });
  }
  if (decisions.some((decision) => typeof decision.date !== 'string'))
    notes.push({ code: 'decision-undated', clause: null, values: {} });
  return { id: file.id ?? textOf(entries[0]?.snapshot.id), jurisdiction: home, months: result, notes };
}

function readEntry(
  raw: Record<string, unknown>,
  index: number,
  household: string | undefined,
  issues: Issue[],
): Entry | null {
  const { month, ...snapshot } = raw;
  const written = plainDay(snapshot.asOf ?? snapshot.asOfDate ?? undefined);
  const path = ['snapshots', index];
  if (month !== undefined && (typeof month !== 'string' || !isMonth(month))) {
    issues.push({ code: 'no-such-month', path: [...path, 'month'], found: shown(month), expected: 'YYYY-MM' });
    return null;
  }
  if (written !== undefined && (typeof written !== 'string' || !isDay(written))) {
    issues.push(dayIssue(written, [...path, 'asOf'], shown(written)));
    return null;
  }
  const day = written ?? (month === undefined ? undefined : lastDay(month));
  if (day === undefined) {
    issues.push({
      code: 'missing-key',
      path: [...path, 'asOf'],
      found: 'nothing',
      expected: 'asOf (YYYY-MM-DD), or month (YYYY-MM)',
    });
    return null;
  }
  if (month !== undefined && monthOf(day) !== month)
    issues.push({ code: 'conflict', path: [...path, 'month'], found: shown(month), expected: shown(monthOf(day)) });
  if (household !== undefined && snapshot.id !== undefined && snapshot.id !== household) {
    issues.push({ code: 'conflict', path: [...path, 'id'], found: shown(snapshot.id), expected: shown(household) });
  }
  const own = snapshot.taperDecision;
  if (typeof own === 'object' && own !== null) checkDecision(own, [...path, 'taperDecision'], issues);
  return {
    index,
    month: monthOf(day),
    day,
    isDayAssumed: written === undefined,
    jurisdiction: textOf(snapshot.jurisdiction) ?? undefined,
    snapshot,
  };
}

function checkDecision(decision: Partial<TaperDecisionFile>, path: (string | number)[], issues: Issue[]): void {
  if (typeof decision.startMonth === 'string' && !isMonth(decision.startMonth))
    issues.push({
      code: 'no-such-month',
      path: [...path, 'startMonth'],
      found: shown(decision.startMonth),
      expected: 'YYYY-MM',
    });
  if (typeof decision.date === 'string' && !isDay(decision.date))
    issues.push({ code: 'no-such-day', path: [...path, 'date'], found: shown(decision.date), expected: 'YYYY-MM-DD' });
}

/** Of several snapshots for a month the last day counts; where those of the last day contradict each other, none does. */
function choose(entries: readonly Entry[]): { entry: Entry | null; notes: Note[] } {
  const [only, ...more] = entries;
  if (only === undefined || more.length === 0) return { entry: only ?? null, notes: [] };
  const day =
    entries
      .map((entry) => entry.day)
      .sort()
      .at(-1) ?? only.day;
  const latest = entries.filter((entry) => entry.day === day);
  const [entry = only] = latest;
  const values = { month: entry.month, count: String(entries.length), day };
  if (
    new Set(
      latest.map(({ snapshot, jurisdiction }) =>
        digest({ ...snapshot, asOf: day, jurisdiction: jurisdiction ?? null }),
      ),
    ).size > 1
  ) {
    return { entry: null, notes: [{ code: 'contradictory-snapshots', clause: null, values }] };
  }
  return {
    entry,
    notes: [
      { code: latest.length === entries.length ? 'repeated-snapshot' : 'several-snapshots', clause: null, values },
    ],
  };
}

/** The decisions listed, and those that only the snapshots name. A snapshot that repeats a listed one adds nothing. */
function withOwn(entries: readonly Entry[], listed: readonly TaperDecisionFile[], notes: Note[]): TaperDecisionFile[] {
  const decisions: TaperDecisionFile[] = [];
  const add = (decision: TaperDecisionFile, month: Month | null) => {
    if (!decisions.some((other) => isSame(other, decision))) decisions.push(decision);
    else if (month === null)
      notes.push({
        code: 'repeated-decision',
        clause: null,
        values: { first: decision.startMonth ?? '?', months: String(decision.months ?? '?') },
      });
  };
  for (const decision of listed) add(decision, null);
  for (const { snapshot, month } of [...entries].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const own = snapshot.taperDecision as TaperDecisionFile | null | undefined;
    if (own === null || own === undefined || Object.values(own).every((value) => value === null || value === undefined))
      continue;
    add(own, month);
  }
  return decisions;
}

/** Two records of one decision: nothing that both say differs, and they name the same months. */
function isSame(a: TaperDecisionFile, b: TaperDecisionFile): boolean {
  if ((a.startMonth ?? null) !== (b.startMonth ?? null) || (a.months ?? null) !== (b.months ?? null)) return false;
  return (['date', 'reference', 'authority'] as const).every(
    (key) => (a[key] ?? null) === null || (b[key] ?? null) === null || a[key] === b[key],
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
