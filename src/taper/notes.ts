import { monthOf } from '../base/calendar.js';
import { compare } from '../base/exact.js';
import { readAmount } from './amounts.js';
import { isWithin, MARKS } from './fold.js';
import { interruptionOf } from './spell.js';
import type { MonthFacts, Note, Readings, SpellEvent, TaperState } from './types.js';

/** What is worth saying of a month beyond its counts. */
export function notesOf(
  state: TaperState,
  facts: MonthFacts,
  readings: Readings,
  events: readonly SpellEvent[],
): Note[] {
  const { terms, amounts } = facts;
  const notes: Note[] = [];
  const add = (code: string, values: Note['values'] = {}, clause: string | null = terms.clause) =>
    notes.push({ code, clause, values });
  const inTaper = readings.R1.state === 'running' || readings.R2.state === 'paused';
  const within = isWithin(MARKS[facts.status]);

  if (facts.status === 'no-snapshot') add('no-snapshot', { taper: inTaper ? 'yes' : 'no' }, null);
  changesOf(state, facts).forEach((note) => void notes.push(note));
  const why = interruptionOf(facts);
  if (why !== null && inTaper)
    add(why, { ceiling: amounts.ceiling ?? '', standard: amounts.standard ?? '', income: amounts.income ?? '' });
  if (within === true && facts.position === 'at-or-below')
    add('evidence-below', { income: amounts.income ?? '', standard: amounts.standard ?? '' });
  if (within === true && inTaper && amounts.ceiling === null && hasRisen(state, facts))
    add('no-ceiling', { income: amounts.income ?? '' });
  if (readings.R1.state === 'used-up' && state.latest?.readings.R1.state !== 'used-up') {
    add(terms.exit === null ? 'used-up' : 'used-up-exit', { exit: terms.exit ?? '' }, terms.exit ?? terms.clause);
  }
  const end = terms.period?.end ?? null;
  if (readings.R1.state === 'running' && end !== null && facts.month > monthOf(end)) add('beyond-period', { end });
  if (facts.dibao === 'inTaper' && readings.R1.state === 'none') add('in-taper-undecided');
  if (events.some((event) => event.kind === 'left-dibao')) {
    if (terms.exit !== null && facts.exit !== 'met')
      add('left-without-finding', { exit: terms.exit, status: facts.exit ?? '' }, terms.exit);
    if (readings.R1.state === 'running' || readings.R1.state === 'between')
      add('left-with-months', { remaining: String(readings.R1.remaining) });
  }
  return notes;
}

/** Changes since the last month with a snapshot: of the standard and of the household's size. */
function changesOf(state: TaperState, facts: MonthFacts): Note[] {
  const { known } = state;
  if (known === null || facts.day === null) return [];
  const notes: Note[] = [];
  const [was, is] = [known.amounts, facts.amounts];
  if (was.standard !== null && is.standard !== null && was.standard !== is.standard) {
    notes.push({ code: 'standard-changed', clause: null, values: { from: was.standard, to: is.standard } });
    if (known.position !== facts.position && was.income === is.income && is.income !== null) {
      notes.push({ code: 'only-standard-moved', clause: facts.terms.clause, values: {} });
    }
  }
  if (was.persons !== null && is.persons !== null && was.persons !== is.persons) {
    notes.push({ code: 'size-changed', clause: null, values: { from: String(was.persons), to: String(is.persons) } });
  }
  return notes;
}

/** Whether the income has gone further up, after the month in which it first came above the standard. */
function hasRisen({ known, spell }: TaperState, facts: MonthFacts): boolean {
  const [was, is] = [readAmount(known?.amounts.income ?? null), readAmount(facts.amounts.income)];
  if (was === null || is === null || spell === null || spell.firstAbove === null) return false;
  return facts.position === 'above' && compare(is, was) > 0;
}
