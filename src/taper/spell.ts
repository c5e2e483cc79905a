import { addMonths } from '../base/calendar.js';
import { isWithin, MARKS } from './fold.js';
import type { Interruption, MonthFacts, Readings, Source, SpellEvent, SpellState, TaperState } from './types.js';

export interface SpellStep {
  readonly spell: SpellState | null;
  readonly spells: number;
  readonly events: readonly SpellEvent[];
}

/** Whether a snapshot shows receipt: true, false, or null where it does not say. */
export function isOnDibao(facts: MonthFacts): boolean | null {
  if (facts.dibao === null) return null;
  return facts.dibao === 'receiving' || facts.dibao === 'inTaper';
}

/** Where the receipt stands once a month is known: grant, leaving and re-entry are read off the snapshots, never inferred. */
export function receive(state: TaperState, facts: MonthFacts): SpellStep {
  const { month, day } = facts;
  const events: SpellEvent[] = [];
  let { spell, spells } = state;
  const source: Source = day === null ? { kind: 'count' } : { kind: 'snapshot', day };
  const event = (kind: SpellEvent['kind'], values: SpellEvent['values']) =>
    events.push({ kind, month, spell: spell?.number ?? 0, source, values });
  const onDibao = isOnDibao(facts);
  const begins = onDibao === true && (spell === null || spell.end !== null);
  const hasDecision = facts.decisions.length > 0;

  if (begins || (hasDecision && (spell === null || spell.end !== null) && onDibao === null)) {
    spells += 1;
    const { known } = state;
    const sinceKnown =
      begins &&
      known !== null &&
      known.month === addMonths(month, -1) &&
      (known.dibao === 'none' || known.dibao === 'exited');
    spell = {
      number: spells,
      since: begins ? month : null,
      sinceKnown,
      firstAbove: null,
      end: null,
      interruptions: 0,
      interrupted: null,
      lastBelow: null,
    };
    if (begins) event(spells > 1 ? 're-entry' : 'granted', { known: sinceKnown ? 'yes' : 'no' });
  } else if (onDibao === true && spell !== null && spell.since === null) {
    spell = { ...spell, since: month };
    event(spell.number > 1 ? 're-entry' : 'granted', { known: 'no' });
  } else if (onDibao === false && spell !== null && spell.end === null && spell.since !== null) {
    spell = { ...spell, end: month };
    event('left-dibao', { status: facts.dibao ?? '' });
  }
  if (spell !== null && spell.end === null) {
    if (facts.position === 'at-or-below') spell = { ...spell, lastBelow: { month, amounts: facts.amounts } };
    const above = facts.position === 'above' || facts.position === 'at-or-above-ceiling';
    if (above && spell.firstAbove === null) {
      spell = { ...spell, firstAbove: month };
      event('first-above', { income: facts.amounts.income ?? '', standard: facts.amounts.standard ?? '' });
    }
  }
  return { spell, spells, events };
}

/** Why a month lies outside the conditions; null where it lies within, or cannot be told. */
export function interruptionOf(facts: MonthFacts): Interruption | null {
  if (isWithin(MARKS[facts.status]) !== false) return null;
  if (facts.status === 'not-in-force') return 'period-over';
  if (isOnDibao(facts) === false) return 'off-dibao';
  if (facts.position === 'at-or-below') return 'fell-back';
  return facts.position === 'at-or-above-ceiling' ? 'rose' : 'other-conditions';
}

/** Interruptions of a taper that has months granted for the month. What they lead to depends on the reading. */
export function interrupt(
  spell: SpellState | null,
  facts: MonthFacts,
  readings: Readings,
): { spell: SpellState | null; events: readonly SpellEvent[] } {
  if (spell === null) return { spell, events: [] };
  const { month, day } = facts;
  const source: Source = day === null ? { kind: 'count' } : { kind: 'snapshot', day };
  const open = spell.interrupted;
  const why = interruptionOf(facts);
  if (why === null) {
    if (open === null || isWithin(MARKS[facts.status]) === null) return { spell, events: [] };
    return {
      spell: { ...spell, interrupted: null },
      events: [{ kind: 'resumed', month, spell: spell.number, source, values: { why: open.why, from: open.from } }],
    };
  }
  const isGoingOn = readings.R1.state === 'running' || readings.R2.state === 'paused';
  if (open?.why === why || !isGoingOn) return { spell, events: [] };
  return {
    spell: { ...spell, interruptions: spell.interruptions + 1, interrupted: { why, from: month } },
    events: [{ kind: 'interrupted', month, spell: spell.number, source, values: { why } }],
  };
}
