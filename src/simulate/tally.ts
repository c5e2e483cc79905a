import type { Answers, Shape } from './answerer.js';
import type { Blame } from './blame.js';
import type { Paid } from './cost.js';
import { FLAG_COUNT, STATUS_COUNT, TAPER_COUNT, VERDICT_COUNT } from './places.js';

/** Weights are counted in millionths, as whole numbers, so that no order of adding them makes a difference. */
export const WEIGHT_UNIT = 1_000_000;

/** How often each of some cases occurs: households, and their weight in millionths. */
export interface Counts {
  readonly n: number[];
  readonly w: number[];
}

/** A household that stands as an example: its place in the population and its id. */
export interface Example {
  readonly index: number;
  readonly id: string | null;
}

/** How many examples of each kind are kept. */
export const EXAMPLES = 5;

/** What is counted for one rule set. All of it can be added up in any order. */
export interface PolicyTally {
  readonly clauses: Counts;
  readonly programmes: Counts;
  readonly tapers: Counts;
  readonly flags: Counts;
  /** Months of taper by weight: those that are certain, and the most that are possible; `open` counts tapers without a limit. */
  readonly months: { from: number; to: number; open: number };
  /** By programme, then by what is missing. */
  readonly blame: Record<string, Record<string, BlameCount>>;
  readonly cost: CostTally | null;
}

export interface BlameCount {
  readonly kind: Blame['kind'];
  n: number;
  w: number;
  /** Households for which nothing else is missing. */
  alone: number;
}

/** Sums in hundredths of a yuan, by weight: the least and the most. */
export interface CostTally {
  dibao: [bigint, bigint];
  taper: [bigint, bigint];
  /** Households whose most cannot be said, since the months or an amount have no limit. */
  open: number;
}

/** From one verdict to another, by `programme`, then by `from × count + to`. */
export interface MoveTally {
  readonly programmes: Record<string, Record<number, Moved>>;
  readonly tapers: Record<number, Moved>;
  /** Households for which any verdict, taper or flag changes. */
  changed: number;
  changedWeight: number;
}

export interface Moved {
  n: number;
  w: number;
  examples: Example[];
}

/** What is counted for one group of households. */
export interface GroupTally {
  n: number;
  w: number;
  readonly programmes: Counts[];
  readonly tapers: Counts[];
}

/** Everything counted so far. A plain value: it can be sent to another thread, stored, and added to another one. */
export interface Tally {
  done: number;
  n: number;
  w: number;
  bad: {
    n: number;
    examples: { readonly index: number; readonly id: string | null; readonly problems: readonly string[] }[];
  };
  readonly policies: PolicyTally[];
  readonly moves: MoveTally[];
  readonly groups: Record<string, GroupTally>;
}

export function counts(size: number): Counts {
  return { n: new Array<number>(size).fill(0), w: new Array<number>(size).fill(0) };
}

/** An empty tally: the baseline first, then the reforms. */
export function emptyTally(shapes: readonly Shape[], withCost: boolean): Tally {
  return {
    done: 0,
    n: 0,
    w: 0,
    bad: { n: 0, examples: [] },
    policies: shapes.map((shape) => ({
      clauses: counts(shape.clauses.length * STATUS_COUNT),
      programmes: counts(shape.programmes.length * VERDICT_COUNT),
      tapers: counts(shape.tapers.length * TAPER_COUNT),
      flags: counts(shape.flags.length * FLAG_COUNT),
      months: { from: 0, to: 0, open: 0 },
      blame: {},
      cost: withCost ? { dibao: [0n, 0n], taper: [0n, 0n], open: 0 } : null,
    })),
    moves: shapes.slice(1).map(() => ({ programmes: {}, tapers: {}, changed: 0, changedWeight: 0 })),
    groups: {},
  };
}

export function emptyGroup(shapes: readonly Shape[]): GroupTally {
  return {
    n: 0,
    w: 0,
    programmes: shapes.map((shape) => counts(shape.programmes.length * VERDICT_COUNT)),
    tapers: shapes.map((shape) => counts(shape.tapers.length * TAPER_COUNT)),
  };
}

/** Adds one household's places, of `size` each, to counts. */
export function addPlaces(to: Counts, places: Uint8Array, size: number, weight: number): void {
  for (let index = 0; index < places.length; index++) addAt(to, index * size + (places[index] as number), weight);
}

export function addAt(to: Counts, at: number, weight: number): void {
  to.n[at] = (to.n[at] as number) + 1;
  to.w[at] = (to.w[at] as number) + weight;
}

/** Adds the statuses of a household, those of members included. */
export function addStatuses(to: Counts, answers: Answers, shape: Shape, weight: number): void {
  let member = 0;
  for (let index = 0; index < shape.clauses.length; index++) {
    if (shape.clauses[index]?.subject === 'household')
      addAt(to, index * STATUS_COUNT + (answers.statuses[index] as number), weight);
    else
      for (let subject = 0; subject < answers.subjects; subject++)
        addAt(to, index * STATUS_COUNT + (answers.memberStatuses[member++] as number), weight);
  }
}

export function addBlame(to: PolicyTally['blame'], programme: string, missing: readonly Blame[], weight: number): void {
  const own = (to[programme] ??= {});
  for (const { name, kind } of missing) {
    const count = (own[name] ??= { kind, n: 0, w: 0, alone: 0 });
    count.n += 1;
    count.w += weight;
    if (missing.length === 1) count.alone += 1;
  }
}

export function addMove(to: Record<number, Moved>, key: number, weight: number, example: () => Example): void {
  const moved = (to[key] ??= { n: 0, w: 0, examples: [] });
  moved.n += 1;
  moved.w += weight;
  if (moved.examples.length < EXAMPLES) moved.examples.push(example());
}

export function addCost(to: CostTally, paid: Paid, weight: number): void {
  for (const part of ['dibao', 'taper'] as const) {
    const [from, most] = paid[part];
    to[part] = [to[part][0] + BigInt(from) * BigInt(weight), to[part][1] + BigInt(most ?? from) * BigInt(weight)];
  }
  if (paid.dibao[1] === null || paid.taper[1] === null) to.open += 1;
}

/** Adds one tally to another that was made under the same rule sets; which part was counted first makes no difference. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const examples = <T extends { readonly index: number }>(x: readonly T[], y: readonly T[]): T[] =>
    [...x, ...y].sort((p, q) => p.index - q.index).slice(0, EXAMPLES);
  const moved = (x: Record<number, Moved>, y: Record<number, Moved>) =>
    unite(x, y, (p, q) => ({ n: p.n + q.n, w: p.w + q.w, examples: examples(p.examples, q.examples) }));
  const pairs = <T, R>(x: readonly T[], y: readonly T[], join: (p: T, q: T) => R): R[] =>
    x.map((p, index) => join(p, y[index] as T));
  return {
    done: a.done + b.done,
    n: a.n + b.n,
    w: a.w + b.w,
    bad: { n: a.bad.n + b.bad.n, examples: examples(a.bad.examples, b.bad.examples) },
    policies: pairs(a.policies, b.policies, (x, y) => ({
      clauses: sum(x.clauses, y.clauses),
      programmes: sum(x.programmes, y.programmes),
      tapers: sum(x.tapers, y.tapers),
      flags: sum(x.flags, y.flags),
      months: {
        from: x.months.from + y.months.from,
        to: x.months.to + y.months.to,
        open: x.months.open + y.months.open,
      },
      blame: unite(x.blame, y.blame, (p, q) =>
        unite(p, q, (r, s) => ({ kind: r.kind, n: r.n + s.n, w: r.w + s.w, alone: r.alone + s.alone })),
      ),
      cost: x.cost === null || y.cost === null ? null : sumCost(x.cost, y.cost),
    })),
    moves: pairs(a.moves, b.moves, (x, y) => ({
      programmes: unite(x.programmes, y.programmes, moved),
      tapers: moved(x.tapers, y.tapers),
      changed: x.changed + y.changed,
      changedWeight: x.changedWeight + y.changedWeight,
    })),
    groups: unite(a.groups, b.groups, (x, y) => ({
      n: x.n + y.n,
      w: x.w + y.w,
      programmes: pairs(x.programmes, y.programmes, sum),
      tapers: pairs(x.tapers, y.tapers, sum),
    })),
  };
}

function sum(a: Counts, b: Counts): Counts {
  const add = (x: readonly number[], y: readonly number[]) => x.map((value, index) => value + (y[index] as number));
  return { n: add(a.n, b.n), w: add(a.w, b.w) };
}

function sumCost(a: CostTally, b: CostTally): CostTally {
  const add = (x: readonly [bigint, bigint], y: readonly [bigint, bigint]): [bigint, bigint] => [
    x[0] + y[0],
    x[1] + y[1],
  ];
  return { dibao: add(a.dibao, b.dibao), taper: add(a.taper, b.taper), open: a.open + b.open };
}

function unite<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (x: T, y: T) => T,
): Record<string, T> {
  const result: Record<string, T> = { ...a };
  for (const [key, value] of Object.entries(b)) result[key] = Object.hasOwn(a, key) ? join(a[key] as T, value) : value;
  return result;
}
