import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { addMonths, type Month } from '../../src/base/calendar.js';
import { advance, type Count, startState, type TaperState } from '../../src/taper/index.js';
import { factsOf, type Kind, type LifeMonth, termsFor } from '../taper/support.js';

export interface Outcome {
  readonly months: number;
  readonly lives: number;
  readonly decisions: number;
  /** What broke an invariant, the first few. */
  readonly violations: readonly string[];
  readonly largestState: number;
  /** Bytes in use after a collection, a quarter of the way and at the end. */
  readonly heap: readonly [number, number];
}

const KINDS: readonly Kind[] = [
  'within',
  'within',
  'within',
  'within',
  'below',
  'below',
  'above',
  'unknown',
  'off-dibao',
  'period-over',
  'missing',
];
/** One life runs for many centuries, the others for fifty years. */
const LONG = 100_000;
const SHORT = 600;

/** Follows invented households for so many months in all, and checks every month of them. The same seed, the same run. */
export function runLong(months: number, seed: number, progress: (done: number) => void = () => {}): Outcome {
  const random = randomFrom(seed);
  const violations: string[] = [];
  const heap: [number, number] = [0, 0];
  let [done, lives, decisions, largestState] = [0, 0, 0, 0];
  while (done < months) {
    const length = Math.min(lives === 0 ? Math.min(LONG, months / 4) : SHORT, months - done);
    const terms = termsFor([{ exactly: 6 }, { atMost: 12 }, null][lives % 3] ?? null);
    const limit = terms.months === null ? null : 'exactly' in terms.months ? terms.months.exactly : terms.months.atMost;
    let month: Month = lives === 0 ? '0500-01' : addMonths('1900-01', Math.floor(random() * 1200));
    let state = startState('somewhere', terms);
    const reported = new Set<number>();
    for (let index = 0; index < length; index++, month = addMonths(month, 1)) {
      const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'within';
      done += 1;
      if (kind === 'missing') continue;
      const made = random() < 0.06 ? [decisionIn(month, random)] : [];
      decisions += made.length;
      const before = state;
      state = advance(state, factsOf(terms, month, { kind, decisions: made }));
      for (const check of state.latest?.checks ?? []) {
        if (
          check.taper !== null &&
          check.points.some(({ code }) => code === 'months-over-cap' || code === 'months-not-exact')
        )
          reported.add(check.taper);
      }
      const found = violationsOf(before, state, made.length === 0, limit, reported);
      if (found.length > 0 && violations.length < 5)
        violations.push(...found.map((what) => `life ${lives}, ${month}: ${what}`));
      if (done % 1000 === 0) {
        largestState = Math.max(largestState, JSON.stringify(state).length);
        progress(done);
      }
      if (heap[0] === 0 && done >= months / 4) heap[0] = used();
    }
    lives += 1;
  }
  heap[1] = used();
  return { months: done, lives, decisions, violations, largestState, heap };
}

function decisionIn(month: Month, random: () => number): LifeMonth['decisions'][number] {
  const isExtension = random() < 0.4;
  return {
    startMonth: addMonths(month, Math.floor(random() * 14) - 4),
    months: 1 + Math.floor(random() * 14),
    date: `${month}-10`,
    ...(isExtension ? { extends: true as const } : {}),
  };
}

function violationsOf(
  before: TaperState,
  state: TaperState,
  isQuiet: boolean,
  limit: number | null,
  reported: ReadonlySet<number>,
): string[] {
  const found: string[] = [];
  const isNext = before.month !== null && addMonths(before.month, 1) === state.month;
  for (const id of ['R1', 'R2', 'R3'] as const) {
    const [was, is] = [before.latest?.readings[id], state.latest?.readings[id]];
    if (is === undefined) continue;
    const [least, most] = ends(is.used);
    if (least < 0 || least > most || most > is.granted) found.push(`${id} used ${least}–${most} of ${is.granted}`);
    if (ends(is.remaining)[0] < 0) found.push(`${id} has less than nothing left`);
    if (is.number !== null && ends(is.number)[1] > is.granted)
      found.push(`${id} month ${ends(is.number)[1]} of ${is.granted}`);
    if (isQuiet && isNext && was !== undefined && was.taper === is.taper && most - ends(was.used)[1] > 1)
      found.push(`${id} counted two months for one`);
  }
  const spans = state.tapers.flatMap(({ cover }) => cover).sort((a, b) => (a.from < b.from ? -1 : 1));
  spans.forEach((span, index) => {
    const next = spans[index + 1];
    if (next !== undefined && next.from <= span.to) found.push(`${next.from} belongs to two tapers`);
  });
  for (const { number, granted } of state.tapers)
    if (limit !== null && granted > limit && !reported.has(number))
      found.push(`taper ${number} has ${granted} months and no report`);
  return found;
}

function ends(count: Count): [number, number] {
  return typeof count === 'number' ? [count, count] : [count.from, count.to];
}

/** Bytes in use once nothing is left to collect. */
function used(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
