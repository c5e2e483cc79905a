import { addMonths, isMonth, type Month, monthOf } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import { NO_AMOUNTS } from './amounts.js';
import { checkStarts } from './check-start.js';
import { count, isWithin, MARKS, recount, WINDOW } from './fold.js';
import { forget, windowStartOf } from './forget.js';
import { type Intake, inOrder, takeIn } from './intake.js';
import { nextOf } from './next.js';
import { notesOf } from './notes.js';
import { isAgreed, readingsOf } from './readings.js';
import { interrupt, receive } from './spell.js';
import type { DecisionCheck, MonthFacts, MonthRow, Note, SpellEvent, SpellState, TaperState, Terms } from './types.js';

/** The state before the first month of a household under one instrument. */
export function startState(jurisdiction: string, terms: Terms, household: string | null = null): TaperState {
  return deepFreeze<TaperState>({
    format: 1,
    household,
    jurisdiction,
    terms,
    month: null,
    marks: '',
    base: { r2: [], r3: [] },
    spell: null,
    spells: 0,
    tapers: [],
    taperCount: 0,
    decisionCount: 0,
    keptFrom: null,
    waiting: null,
    known: null,
    latest: null,
  });
}

/**
 * Takes one month into the state. Months between the last one and this are taken as months without a report. What is
 * said of the month itself is `latest` of the new state.
 * @returns a new state, frozen; the old one is not changed
 * @throws JiantuiError `bad-history` for a month that is not later than the last, or a decision made after the month
 */
export function advance(state: TaperState, facts: MonthFacts): TaperState {
  refuse(state, facts);
  let here = state;
  while (here.month !== null && addMonths(here.month, 1) < facts.month) {
    here = step(here, noReport(here.terms, here.jurisdiction, addMonths(here.month, 1)));
  }
  return step(here, facts);
}

/** A month for which nothing was reported. */
export function noReport(terms: Terms, jurisdiction: string, month: Month): MonthFacts {
  return {
    month,
    day: null,
    jurisdiction,
    terms,
    status: 'no-snapshot',
    verdict: 'no-snapshot',
    unresolved: null,
    exit: null,
    findings: [],
    amounts: NO_AMOUNTS,
    position: 'unknown',
    dibao: null,
    decisions: [],
  };
}

function refuse(state: TaperState, { month, decisions }: MonthFacts): void {
  const refused = (code: string, path: (string | number)[], found: string, expected: string) =>
    new JiantuiError('bad-history', [{ code, path, found: shown(found), expected }]);
  if (!isMonth(month)) throw refused('no-such-month', ['month'], month, 'YYYY-MM');
  if (state.month !== null && month <= state.month)
    throw refused('month-not-later', ['month'], month, `later than ${state.month}`);
  for (const [index, { date }] of decisions.entries()) {
    if (typeof date === 'string' && monthOf(date) > month)
      throw refused('decision-later', ['decisions', index, 'date'], date, `not after ${month}`);
  }
}

function step(before: TaperState, facts: MonthFacts): TaperState {
  const moved = before.jurisdiction !== facts.jurisdiction;
  const state = moved ? left(before, facts) : before;
  const { month, terms } = facts;
  const mark = MARKS[facts.status];
  const received = receive(state, facts);
  const events: SpellEvent[] = [...(moved ? [movedEvent(before, facts)] : []), ...received.events];

  // The window moves on: what leaves it is counted for good.
  let { marks, base, keptFrom } = state;
  marks += mark;
  if (marks.length > WINDOW) {
    base = count(base, addMonths(month, -WINDOW), marks[0] ?? '-', state.tapers);
    marks = marks.slice(1);
  }
  const windowStart = windowStartOf(marks, month);

  let intake: Intake = { tapers: state.tapers, taperCount: state.taperCount, decisionCount: state.decisionCount, base };
  const checks: DecisionCheck[] = [];
  for (const decision of inOrder(facts.decisions)) {
    const setting = {
      month,
      terms,
      spell: received.spell?.number ?? 0,
      windowStart,
      keptFrom,
      lastBelow: received.spell?.lastBelow ?? null,
    };
    const taken = takeIn(intake, decision, setting);
    intake = taken.intake;
    checks.push(taken.check);
    events.push(...taken.events);
  }
  const started = checkStarts(intake.tapers, facts, marks);
  for (const [id, points] of started.points) {
    if (points.length === 0) continue;
    const place = checks.findIndex((check) => check.id === id);
    const check = checks[place];
    if (check === undefined)
      checks.push({
        id,
        taper: started.tapers.find((taper) => taper.decisions.some((granted) => granted.id === id))?.number ?? null,
        month,
        decision: null,
        points,
      });
    else checks[place] = { ...check, points: [...check.points, ...points] };
  }
  const { before: countedBefore, after } = recount(intake.base, marks, month, started.tapers);
  const readings = readingsOf(started.tapers, month, mark, countedBefore, after);
  const interrupted = interrupt(received.spell, facts, readings);
  events.push(...began(state, readings, month, received.spell?.number ?? 0), ...interrupted.events);
  const waiting = waitingOf(
    state,
    facts,
    readings,
    started.tapers.some((taper) => taper.spell === received.spell?.number),
  );
  const kept =
    marks.length < WINDOW
      ? { tapers: started.tapers, forgot: false }
      : forget(started.tapers, windowStart, intake.base);
  if (kept.forgot) keptFrom = windowStart;

  const agree = isAgreed(readings);
  const notes: Note[] = notesOf(state, facts, readings, events);
  const row: MonthRow = {
    month,
    day: facts.day,
    jurisdiction: facts.jurisdiction,
    clause: terms.clause,
    status: facts.status,
    verdict: facts.verdict,
    unresolved: facts.unresolved,
    dibao: facts.dibao,
    spell: received.spell?.number ?? null,
    amounts: facts.amounts,
    position: facts.position,
    readings,
    agree,
    events,
    checks,
    notes: moved ? [movedNote(before, facts), ...notes] : notes,
    next: nextOf({ facts, readings, agree, waiting, spell: interrupted.spell, tapers: started.tapers, checks }),
  };
  return deepFreeze<TaperState>({
    format: 1,
    household: state.household,
    jurisdiction: facts.jurisdiction,
    terms,
    month,
    marks,
    base: { r2: ofKept(intake.base.r2, kept.tapers), r3: ofKept(intake.base.r3, kept.tapers) },
    spell: interrupted.spell,
    spells: received.spells,
    tapers: withBefore(kept.tapers, month, received.spell?.lastBelow ?? null),
    taperCount: intake.taperCount,
    decisionCount: intake.decisionCount,
    keptFrom,
    waiting,
    known:
      facts.day === null
        ? state.known
        : { month, amounts: facts.amounts, position: facts.position, dibao: facts.dibao },
    latest: row,
  });
}

/** The counts of the tapers that are still kept. */
function ofKept<A extends { readonly taper: number }>(
  accounts: readonly A[],
  tapers: TaperState['tapers'],
): readonly A[] {
  return accounts.every((account) => tapers.some(({ number }) => number === account.taper))
    ? accounts
    : accounts.filter((account) => tapers.some(({ number }) => number === account.taper));
}

/** A taper begins, or R1 has used it up: said once. */
function began(state: TaperState, { R1 }: MonthRow['readings'], month: Month, spell: number): SpellEvent[] {
  const was = state.latest?.readings.R1;
  const values = { taper: String(R1.taper ?? '') };
  const event = (kind: SpellEvent['kind']): SpellEvent => ({ kind, month, spell, source: { kind: 'count' }, values });
  if (R1.state === 'running' && was?.taper !== R1.taper) return [event('taper-began')];
  if (R1.state === 'running' && was?.state === 'scheduled') return [event('taper-began')];
  return R1.state === 'used-up' && was?.state !== 'used-up' ? [event('used-up')] : [];
}

/** Since when the conditions have been met and no taper has been decided in this spell. */
function waitingOf(
  state: TaperState,
  facts: MonthFacts,
  readings: MonthRow['readings'],
  decided: boolean,
): Month | null {
  if (decided || readings.R1.state === 'running') return null;
  const within = isWithin(MARKS[facts.status]);
  if (within === false) return null;
  return within === true ? (state.waiting ?? facts.month) : state.waiting;
}

/** Until a taper begins, the last month at or below the standard is the one before it. */
function withBefore(
  tapers: TaperState['tapers'],
  month: Month,
  lastBelow: SpellState['lastBelow'],
): TaperState['tapers'] {
  if (lastBelow?.month !== month || !tapers.some((taper) => taper.first > month)) return tapers;
  return tapers.map((taper) => (taper.first > month ? { ...taper, before: lastBelow.amounts } : taper));
}

/** Another jurisdiction: nothing is carried over, since neither instrument says that it is. */
function left(before: TaperState, facts: MonthFacts): TaperState {
  const fresh = startState(facts.jurisdiction, facts.terms, before.household);
  return { ...fresh, spells: before.spells, taperCount: before.taperCount, decisionCount: before.decisionCount };
}

function movedEvent(before: TaperState, { month, jurisdiction, day }: MonthFacts): SpellEvent {
  return {
    kind: 'moved',
    month,
    spell: before.spell?.number ?? 0,
    source: day === null ? { kind: 'count' } : { kind: 'snapshot', day },
    values: { from: before.jurisdiction, to: jurisdiction },
  };
}

function movedNote(before: TaperState, { jurisdiction }: MonthFacts): Note {
  const { R1 } = before.latest?.readings ?? {};
  const remaining = R1 === undefined || R1.state === 'none' ? '' : String(R1.remaining);
  return { code: 'moved', clause: null, values: { from: before.jurisdiction, to: jurisdiction, remaining } };
}
