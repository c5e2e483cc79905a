import { addMonths, type Month } from '../base/calendar.js';
import type { Texts } from '../schema/texts.js';
import type { Granted } from './accounts.js';
import { countAll, join } from './spans.js';
import type { Interruption, MonthRow, Source, SpellEvent, TaperState } from './types.js';

/** A stretch of dibao as a history shows it: every point with its month and its source. */
export interface Spell {
  readonly number: number;
  readonly jurisdiction: string;
  /** Null where it is only known from a decision, or began before the months at hand. */
  readonly granted: { readonly month: Month; readonly known: boolean; readonly source: Source } | null;
  readonly isReEntry: boolean;
  readonly firstAbove: {
    readonly month: Month;
    readonly income: string;
    readonly standard: string;
    readonly source: Source;
  } | null;
  readonly tapers: readonly number[];
  readonly interruptions: readonly {
    readonly why: Interruption;
    readonly from: Month;
    readonly back: Month | null;
    readonly source: Source;
  }[];
  readonly end: { readonly month: Month; readonly why: 'left-dibao' | 'moved'; readonly source: Source } | null;
  readonly events: readonly SpellEvent[];
}

/** One month of a taper by the calendar of its decisions. */
export interface ScheduledMonth {
  readonly month: Month;
  readonly number: number;
  readonly of: number;
  readonly name: Texts;
}

/** A taper as its decisions lay it out. */
export interface TaperSummary {
  readonly number: number;
  readonly spell: number;
  readonly decisions: readonly number[];
  readonly granted: number;
  readonly first: Month;
  readonly last: Month;
  /** Months of it that count for a decision made before. */
  readonly overlapped: number;
  /** The months beyond the end of the period that its clause is bound to; null where there is no such period. */
  readonly beyondPeriod: number | null;
  readonly schedule: readonly ScheduledMonth[];
}

/** Gathers the spells from what the months report. */
export function spellsOf(rows: readonly MonthRow[]): Spell[] {
  const spells = new Map<number, Spell>();
  for (const row of rows) {
    for (const event of row.events) {
      const jurisdiction = event.kind === 'moved' ? (event.values.from ?? row.jurisdiction) : row.jurisdiction;
      const spell = spells.get(event.spell) ?? {
        number: event.spell,
        jurisdiction,
        granted: null,
        isReEntry: event.spell > 1,
        firstAbove: null,
        tapers: [],
        interruptions: [],
        end: null,
        events: [],
      };
      spells.set(event.spell, { ...add(spell, event), events: [...spell.events, event] });
    }
  }
  return [...spells.values()].filter((spell) => spell.number > 0);
}

function add(spell: Spell, event: SpellEvent): Spell {
  const { month, source, values } = event;
  switch (event.kind) {
    case 'granted':
    case 're-entry':
      return {
        ...spell,
        granted: { month, known: values.known === 'yes', source },
        isReEntry: event.kind === 're-entry',
      };
    case 'first-above':
      return { ...spell, firstAbove: { month, income: values.income ?? '', standard: values.standard ?? '', source } };
    case 'decision':
    case 'second-taper':
      return values.taper === undefined ? spell : { ...spell, tapers: [...spell.tapers, Number(values.taper)] };
    case 'interrupted':
      return {
        ...spell,
        interruptions: [...close(spell, month), { why: values.why as Interruption, from: month, back: null, source }],
      };
    case 'resumed':
      return { ...spell, interruptions: close(spell, month) };
    case 'left-dibao':
    case 'moved':
      return { ...spell, end: spell.end ?? { month, why: event.kind, source } };
    case 'extension':
    case 'taper-began':
    case 'used-up':
      return spell;
  }
}

function close(spell: Spell, month: Month): Spell['interruptions'] {
  return spell.interruptions.map((interruption) =>
    interruption.back === null ? { ...interruption, back: month } : interruption,
  );
}

/** Lays out one taper from its decisions, whatever has been let go of since. */
export function summaryOf(
  number: number,
  spell: number,
  decisions: readonly Granted[],
  terms: TaperState['terms'],
): TaperSummary {
  const spans = join(decisions.map(({ first, last }) => ({ from: first, to: last })));
  const granted = decisions.reduce((sum, { months }) => sum + months, 0);
  const [first, last] = [spans[0]?.from ?? '', spans.at(-1)?.to ?? ''];
  const months = spans.flatMap(({ from, to }) => monthsOf(from, countAll([{ from, to }])));
  const end = terms.period?.end?.slice(0, 7) ?? null;
  return {
    number,
    spell,
    decisions: decisions.map(({ id }) => id),
    granted,
    first,
    last,
    overlapped: granted - decisions.reduce((sum, { own }) => sum + own, 0),
    beyondPeriod: end === null ? null : months.filter((month) => month > end).length,
    schedule: months.map((month, index) => scheduled(month, index + 1, granted)),
  };
}

/** The months of a decision by number and name, from its first month on. */
export function scheduleMonths(first: Month, months: number): ScheduledMonth[] {
  return monthsOf(first, months).map((month, index) => scheduled(month, index + 1, months));
}

/**
 * Where a taper stands in a month by the calendar of its decisions: the month's own number (null outside it), and the
 * months used, that one included, and left.
 */
export function scheduleOn(
  taper: Pick<TaperSummary, 'schedule'>,
  month: Month,
): { readonly number: number | null; readonly used: number; readonly remaining: number } {
  const used = taper.schedule.filter((entry) => entry.month <= month).length;
  const number = taper.schedule.find((entry) => entry.month === month)?.number ?? null;
  return { number, used, remaining: taper.schedule.length - used };
}

function scheduled(month: Month, number: number, of: number): ScheduledMonth {
  return { month, number, of, name: { zh: `第${number}个月（共${of}个月）`, en: `month ${number} of ${of}` } };
}

function monthsOf(first: Month, count: number): Month[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => addMonths(first, index));
}
