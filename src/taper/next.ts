import { addMonths, type Month, monthIndex, monthOf } from '../base/calendar.js';
import { conformityOf } from '../decision/conformity.js';
import type { TaperAccount } from './accounts.js';
import { isWithin, MARKS } from './fold.js';
import type { DecisionCheck, MonthFacts, NextStep, Readings, TaperState } from './types.js';
import { readingIds } from './types.js';

export interface NextInput {
  readonly facts: MonthFacts;
  readonly readings: Readings;
  readonly agree: boolean;
  readonly waiting: Month | null;
  readonly spell: TaperState['spell'];
  readonly tapers: readonly TaperAccount[];
  readonly checks: readonly DecisionCheck[];
}

type Add = (code: string, rest?: Partial<Omit<NextStep, 'code'>>) => void;

/** What the authority has to do next, and on what evidence. Nothing here happens by itself. */
export function nextOf(input: NextInput): NextStep[] {
  const { facts, readings, agree, spell, checks } = input;
  const { terms, month } = facts;
  const steps: NextStep[] = [];
  const add: Add = (code, rest = {}) =>
    steps.push({ code, clause: terms.clause, readings: readingIds, by: null, names: [], values: {}, ...rest });

  if (facts.status === 'no-snapshot') add('give-snapshot', { clause: null, values: { month } });
  if (facts.status === 'undetermined' && facts.unresolved !== null) {
    const { facts: missing, parameters, findings, readings: open } = facts.unresolved;
    if (missing.length + parameters.length > 0) add('supply', { names: [...missing, ...parameters] });
    if (findings.length > 0) add('make-finding', { names: findings });
    if (open.length > 0) add('adopt-clause-reading', { names: open });
  }
  for (const check of checks) {
    const conformity = conformityOf(check.points);
    if (conformity === 'does-not-conform') add('review-decision', { values: { decision: String(check.id) } });
    else if (conformity === 'undetermined') add('document-decision', { values: { decision: String(check.id) } });
  }
  decide(input, add);
  if (!agree && spell !== null && spell.end === null && spell.interruptions > 0) {
    const { R3 } = readings;
    add('settle-reading');
    if (R3.state === 'awaiting-decision')
      add('decide-again', { by: R3.since, readings: ['R3'], values: { trigger: R3.since ?? '' } });
  }
  endSteps(input, add);
  if (isWithin(MARKS[facts.status]) === true && facts.position === 'at-or-below')
    add('review-finding', { names: facts.findings.map((finding) => finding.name) });
  return steps;
}

/** The first taper of a spell: wanted as soon as the conditions are met. */
function decide({ facts, waiting, spell, tapers }: NextInput, add: Add): void {
  if (waiting === null || tapers.some((taper) => taper.spell === spell?.number)) return;
  const { terms, month } = facts;
  const since = String(monthIndex(month) - monthIndex(waiting));
  add(terms.modality === 'must' ? 'decide' : 'may-decide', {
    by: waiting,
    values: { since, month, last: latestStart(facts) ?? '' },
  });
}

/** The last month of a taper, and the time after it, as each reading has them. No instrument says that anything ends by itself. */
function endSteps({ facts, readings, spell, tapers }: NextInput, add: Add): void {
  const { terms, month } = facts;
  const clause = terms.exit ?? terms.clause;
  const inLast = readingIds.filter((id) => readings[id].state === 'running' && readings[id].remaining === 0);
  if (inLast.length > 0) {
    const room = extendableBy(
      terms.months,
      tapers.find((taper) => taper.number === readings.R1.taper),
    );
    if (room !== null) add('may-extend', { by: month, readings: inLast, values: { room } });
    add(terms.exit === null ? 'prepare-end' : 'prepare-exit', { readings: inLast, clause });
  }
  if (spell === null || spell.end !== null) return;
  const over = readingIds.filter(
    (id) =>
      readings[id].state === 'used-up' &&
      tapers.some((taper) => taper.number === readings[id].taper && taper.spell === spell.number),
  );
  if (over.length === 0) return;
  if (terms.exit === null) add('settle-end', { readings: over });
  else add(facts.exit === 'met' ? 'may-exit' : 'find-before-exit', { readings: over, clause });
}

/** The latest first month from which a taper of fixed length still ends within the period; null where nothing fixes it. */
function latestStart({ terms }: MonthFacts): Month | null {
  const end = terms.period?.end ?? null;
  if (end === null || terms.months === null || !('exactly' in terms.months)) return null;
  return addMonths(monthOf(end), 1 - terms.months.exactly);
}

/** How far a taper may still be extended under its cap: a number, `?` where no number is stated, null where not at all. */
export function extendableBy(months: MonthFacts['terms']['months'], taper: TaperAccount | undefined): string | null {
  if (taper === undefined) return null;
  if (months === null) return '?';
  if ('exactly' in months) return null;
  const room = months.atMost - taper.granted;
  return room > 0 ? String(room) : null;
}
