import { addMonths, type Month, monthOf } from '../base/calendar.js';
import { type ConformityPoint, lastMonth, lengthPoints, periodPoints, unproven } from '../decision/conformity.js';
import type { TaperDecisionFile } from '../schema/history.js';
import type { Accounts, Granted, Span, TaperAccount } from './accounts.js';
import { capacity, pauseAccount, taperAt, triggerAccount, withAccount } from './fold.js';
import { positionPoints, type Setting } from './intake-points.js';
import { countAll, join, later, within, without } from './spans.js';
import type { Amounts, DecisionCheck, SpellEvent, SpellState } from './types.js';

/** What of the state a decision changes. */
export interface Intake {
  readonly tapers: readonly TaperAccount[];
  readonly taperCount: number;
  readonly decisionCount: number;
  readonly base: Accounts;
}

export interface Taken {
  readonly intake: Intake;
  readonly check: DecisionCheck;
  readonly events: readonly SpellEvent[];
}

/** Orders decisions so that the order of a list makes no difference. */
export function inOrder(decisions: readonly TaperDecisionFile[]): TaperDecisionFile[] {
  const key = ({ date, startMonth, extends: target, ...rest }: TaperDecisionFile) =>
    JSON.stringify([
      date ?? '',
      isSet(target) ? 1 : 0,
      startMonth ?? '',
      target ?? '',
      rest.months ?? null,
      rest.reference ?? '',
      rest.authority ?? '',
    ]);
  return decisions.length < 2 ? [...decisions] : [...decisions].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Takes one decision in: checks it, and lays out its months where it says enough. It is never changed. */
export function takeIn(intake: Intake, decision: TaperDecisionFile, setting: Setting): Taken {
  const { month, terms } = setting;
  const id = intake.decisionCount + 1;
  const months = decision.months ?? null;
  const target = targetOf(intake.tapers, decision.extends ?? null);
  const first = decision.startMonth ?? (target === null ? null : addMonths(target.last, 1));
  const points: ConformityPoint[] = [];
  if (terms.clause === null)
    points.push(
      unproven(
        'no-clause',
        '本辖区文件没有渐退条款，决定依据何在没有记录',
        'the instrument has no taper clause; what the decision rests on is not on record',
      ),
    );
  if (isSet(decision.extends) && target === null) {
    points.push(
      unproven(
        'extends-unknown',
        '决定写明是延长，但找不到所延长的决定，另作一次渐退',
        'it says that it extends another decision, which is not on record; it is kept as a taper of its own',
      ),
    );
  }
  const usable = first !== null && months !== null && months >= 1;
  const total = usable && target !== null ? target.granted + months : null;
  points.push(...lengthPoints(months, total, terms.months), ...periodPoints(first, months, terms.period));
  const source = { kind: 'decision', id, reference: decision.reference ?? null, date: decision.date ?? null } as const;
  const event = (kind: SpellEvent['kind'], values: SpellEvent['values']): SpellEvent => ({
    kind,
    month,
    spell: setting.spell,
    source,
    values,
  });
  if (!usable) {
    return {
      intake: { ...intake, decisionCount: id },
      check: { id, taper: null, month, decision, points },
      events: [event('decision', { first: first ?? '?', months: String(months ?? '?') })],
    };
  }

  const made = decision.date === null || decision.date === undefined ? month : monthOf(decision.date);
  const span = { from: first, to: lastMonth(first, months) };
  const taken = intake.tapers.flatMap((taper) => taper.cover);
  // Months of which nothing is kept any more may have been counted for another decision: they are not counted again.
  const lost: Span[] =
    setting.keptFrom !== null && span.from < setting.keptFrom
      ? [{ from: span.from, to: addMonths(setting.keptFrom, -1) }]
      : [];
  const cover = without(span, [...taken, ...lost]);
  const others = intake.tapers.flatMap((taper) => (taper === target ? [] : taper.cover));
  const overlap = within(span, target === null ? [...others, ...lost] : others);
  const granted: Granted = {
    id,
    first,
    last: span.to,
    months,
    made,
    date: decision.date ?? null,
    reference: decision.reference ?? null,
    authority: decision.authority ?? null,
    isExtension: target !== null,
    from: cover[0]?.from ?? null,
    own: countAll(cover),
    checked: target !== null,
  };
  const number = target?.number ?? intake.taperCount + 1;
  points.push(
    ...positionPoints(
      intake.tapers,
      { ...granted, isStartGiven: isText(decision.startMonth) },
      target,
      number,
      setting,
    ),
  );
  const account: TaperAccount =
    target === null
      ? {
          number,
          spell: setting.spell,
          first: granted.from ?? first,
          last: span.to,
          granted: months,
          cover,
          overlap,
          spent: { cover: 0, overlap: 0 },
          dropped: { own: 0, open: 0, since: null },
          decisions: [granted],
          before: beforeOf(setting.lastBelow, first),
        }
      : {
          ...target,
          first: firstOf(target, cover, first),
          last: later(span.to, target.last),
          granted: target.granted + months,
          cover: join([...target.cover, ...cover]),
          overlap: join([...target.overlap, ...overlap]),
          decisions: [...target.decisions, granted],
        };
  const tapers =
    target === null ? [...intake.tapers, account] : intake.tapers.map((taper) => (taper === target ? account : taper));
  const kind = target !== null ? 'extension' : number > 1 ? 'second-taper' : 'decision';
  return {
    intake: {
      tapers,
      taperCount: Math.max(intake.taperCount, number),
      decisionCount: id,
      base: rebase(intake.base, tapers, granted, setting.windowStart),
    },
    check: { id, taper: number, month, decision, points },
    events: [
      event(kind, {
        first,
        last: span.to,
        months: String(months),
        taper: String(number),
        total: String(account.granted),
      }),
    ],
  };
}

/** The last month at or below the standard, where it lies before a first month. */
export function beforeOf(lastBelow: SpellState['lastBelow'], first: Month): Amounts | null {
  return lastBelow !== null && lastBelow.month < first ? lastBelow.amounts : null;
}

/** The taper that a decision extends: by the reference of one of its decisions, or the one before. */
function targetOf(tapers: readonly TaperAccount[], target: string | true | null): TaperAccount | null {
  if (target === null) return null;
  if (target === true) return tapers.at(-1) ?? null;
  return [...tapers].reverse().find((taper) => taper.decisions.some((granted) => granted.reference === target)) ?? null;
}

/** The first own month of a taper that a decision is added to. */
function firstOf(target: TaperAccount, cover: readonly Span[], first: Month): Month {
  const owns = target.cover.length > 0 || target.spent.cover > 0;
  const added = cover[0]?.from;
  if (added === undefined) return owns ? target.first : first;
  return owns && target.first < added ? target.first : added;
}

function isText(value: string | null | undefined): boolean {
  return typeof value === 'string';
}

function isSet(target: TaperDecisionFile['extends']): boolean {
  return target !== undefined && target !== null;
}

/** A decision that reaches back before the kept months may have used months then: a range, from none to all of them. */
function rebase(base: Accounts, tapers: readonly TaperAccount[], granted: Granted, windowStart: Month): Accounts {
  const before = addMonths(windowStart, -1);
  const taper = tapers.find(({ decisions }) => decisions.some(({ id }) => id === granted.id));
  if (taper === undefined || granted.from === null || granted.from > before) return base;
  const r2 = pauseAccount(base, taper);
  const r3 = triggerAccount(base, taper);
  let months = 0;
  for (let month = taper.first; month <= before; month = addMonths(month, 1))
    if (taperAt(tapers, month) === taper) months += 1;
  const back = Math.min(months, capacity(taper, before));
  return {
    r2: withAccount(base.r2, { ...r2, hi: Math.max(r2.hi, back) }),
    r3: withAccount(base.r3, { ...r3, hi: Math.max(r3.hi, back), maybe: r3.maybe ?? granted.from }),
  };
}
