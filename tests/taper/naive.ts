import { monthIndex } from '../../src/base/calendar.js';
import { type Life, monthOfLife } from './support.js';

/** A decision of a life, months as numbers, with the months that are its own. */
interface Piece {
  readonly taper: number;
  readonly made: number;
  readonly first: number;
  readonly last: number;
  readonly own: readonly number[];
}

/**
 * The same counts as the library, worked out another way: the whole life at once, month by month, with lists of months
 * instead of spans, queues instead of capacities, and every unknown month tried both ways.
 */
export function piecesOf({ life }: Life, until: number): Piece[] {
  const pieces: Piece[] = [];
  const taken = new Set<number>();
  life.slice(0, until + 1).forEach(({ decisions }, at) => {
    for (const decision of decisions) {
      const first = monthIndex(decision.startMonth ?? '') - monthIndex(monthOfLife(0));
      const length = decision.months ?? 0;
      const own = Array.from({ length }, (_, step) => first + step).filter((month) => !taken.has(month));
      own.forEach((month) => void taken.add(month));
      const before = pieces.length === 0 ? 0 : Math.max(...pieces.map((piece) => piece.taper));
      const taper = decision.extends === true && before > 0 ? before : before + 1;
      pieces.push({ taper, made: at, first, last: first + length - 1, own });
    }
  });
  return pieces;
}

/** The taper that a month belongs to: the one whose own month it is, or else the one whose own months began last. */
export function taperOf(pieces: readonly Piece[], month: number): number | null {
  const holder = pieces.find((piece) => piece.own.includes(month));
  if (holder !== undefined) return holder.taper;
  const starts = new Map<number, number>();
  for (const { taper, own } of pieces) {
    const start = Math.min(...own);
    if (own.length > 0) starts.set(taper, Math.min(starts.get(taper) ?? start, start));
  }
  let best: number | null = null;
  for (const [taper, start] of starts)
    if (start <= month && (best === null || start >= (starts.get(best) ?? 0))) best = taper;
  return best;
}

export interface NaiveR1 {
  readonly taper: number | null;
  readonly used: number;
  readonly granted: number;
  readonly number: number | null;
}

export function naiveR1(life: Life, month: number): NaiveR1 {
  const pieces = piecesOf(life, month);
  const taper = taperOf(pieces, month);
  const mine = pieces.filter((piece) => piece.taper === taper);
  const own = new Set(mine.flatMap((piece) => piece.own));
  const calendar = new Set(
    mine.flatMap((piece) => Array.from({ length: piece.last - piece.first + 1 }, (_, step) => piece.first + step)),
  );
  return {
    taper,
    used: [...own].filter((at) => at <= month).length,
    granted: mine.reduce((sum, piece) => sum + piece.last - piece.first + 1, 0),
    number: own.has(month) ? [...calendar].filter((at) => at <= month).length : null,
  };
}

interface Queue {
  readonly from: number;
  readonly made: number;
  left: number;
}

function queueOf(pieces: readonly Piece[], taper: number): Queue[] {
  return pieces
    .filter((piece) => piece.taper === taper && piece.own.length > 0)
    .map((piece) => ({ from: Math.min(...piece.own), made: piece.made, left: piece.own.length }))
    .sort((a, b) => a.from - b.from);
}

/** Months used under R2 when every month is known to lie within the conditions or not. Each taper has its own queue. */
function usedR2(
  pieces: readonly Piece[],
  start: number,
  month: number,
  within: (at: number) => boolean,
): { used: number } {
  const queues = new Map<number, { queue: Queue[]; used: number }>();
  let current = { queue: [] as Queue[], used: 0 };
  for (let at = start; at <= month; at++) {
    const here = taperOf(pieces, at);
    if (here === null) continue;
    current = queues.get(here) ?? { queue: queueOf(pieces, here), used: 0 };
    queues.set(here, current);
    const next = current.queue.find((entry) => entry.left > 0 && entry.from <= at);
    if (!within(at) || next === undefined) continue;
    next.left -= 1;
    current.used += 1;
  }
  return { used: current.used };
}

export interface NaiveR3 {
  readonly used: number;
  readonly counted: boolean;
  readonly closed: boolean;
  readonly trigger: number | null;
}

interface Running {
  alive: Queue[];
  used: number;
  counted: boolean;
  closed: boolean;
  trigger: number | null;
}

function usedR3(pieces: readonly Piece[], start: number, month: number, within: (at: number) => boolean): NaiveR3 {
  const tapers = new Map<number, Running>();
  let current: Running = { alive: [], used: 0, counted: false, closed: false, trigger: null };
  for (let at = start; at <= month; at++) {
    const here = taperOf(pieces, at);
    if (here === null) continue;
    current = tapers.get(here) ?? {
      alive: queueOf(pieces, here),
      used: 0,
      counted: false,
      closed: false,
      trigger: null,
    };
    tapers.set(here, current);
    takeMonth(current, at, within(at));
  }
  return current;
}

function takeMonth(running: Running, at: number, isWithin: boolean): void {
  running.counted = false;
  const begun = running.alive.filter((entry) => entry.from <= at);
  if (begun.length === 0) {
    running.trigger = isWithin ? (running.trigger ?? at) : null;
    return;
  }
  if (running.closed) {
    running.closed = false;
    running.used = 0;
  }
  running.trigger = null;
  if (!isWithin) {
    running.alive = running.alive.filter((entry) => entry.from > at && entry.made > at);
    running.closed = true;
    return;
  }
  const next = begun.find((entry) => entry.left > 0);
  if (next === undefined) return;
  next.left -= 1;
  running.used += 1;
  running.counted = true;
}

/** The first month that matters: that of the life, or an earlier one that a decision reaches back to. */
function startOf(pieces: readonly Piece[]): number {
  return Math.min(0, ...pieces.flatMap((piece) => piece.own));
}

/** Every way in which the unknown months up to a month may have been; months before the life are unknown too. */
function* worlds(life: Life, start: number, month: number): Generator<(at: number) => boolean> {
  const unknown: number[] = [];
  for (let at = start; at <= month; at++)
    if (['unknown', 'missing'].includes(life.life[at]?.kind ?? 'missing')) unknown.push(at);
  for (let bits = 0; bits < 2 ** unknown.length; bits++) {
    yield (at) => {
      const place = unknown.indexOf(at);
      return place >= 0 ? ((bits >> place) & 1) === 1 : life.life[at]?.kind === 'within';
    };
  }
}

/** The least and the most months used, over all that the unknown months may have been. */
export function naiveR2(life: Life, month: number): { lo: number; hi: number } {
  const pieces = piecesOf(life, month);
  const start = startOf(pieces);
  const results = [...worlds(life, start, month)].map((within) => usedR2(pieces, start, month, within).used);
  return { lo: Math.min(...results), hi: Math.max(...results) };
}

export function naiveR3(life: Life, month: number): NaiveR3[] {
  const pieces = piecesOf(life, month);
  const start = startOf(pieces);
  return [...worlds(life, start, month)].map((within) => usedR3(pieces, start, month, within));
}
