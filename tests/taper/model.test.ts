import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths } from '../../src/base/calendar.js';
import { advance, type Count, startState, type TaperState } from '../../src/taper/index.js';
import { scaled } from '../support/size.js';
import { naiveR1, naiveR2, naiveR3 } from './naive.js';
import { factsOf, type Life, lives, monthOfLife, termsFor } from './support.js';

const kept = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const ends = (count: Count): [number, number] => (typeof count === 'number' ? [count, count] : [count.from, count.to]);
const begin = ({ months }: Life): TaperState => startState('somewhere', termsFor(months));

/** Every state of a life, by month; a month that is missing has none of its own. */
function* walk(
  life: Life,
  between: (state: TaperState) => TaperState = (state) => state,
): Generator<{ state: TaperState; index: number }> {
  const terms = termsFor(life.months);
  let state = begin(life);
  for (const [index, month] of life.life.entries()) {
    if (month.kind === 'missing') continue;
    state = advance(between(state), factsOf(terms, monthOfLife(index), month));
    yield { state, index };
  }
}

const last = (life: Life, between?: (state: TaperState) => TaperState): TaperState =>
  [...walk(life, between)].at(-1)?.state ?? begin(life);
/** The first month must be handed over, so that the naive count begins where the library does. */
const fromFirst = (life: Life) => life.life[0]?.kind !== 'missing';
const fewUnknown = (life: Life) => life.life.filter(({ kind }) => kind === 'unknown' || kind === 'missing').length <= 6;

const short = lives({ length: 24, back: 4 }).filter(fromFirst);
/** Decisions that reach back before the first month leave it open how many months were used: kept to their own test. */
const inside = short.map((life) => ({
  ...life,
  life: life.life.map((month, index) => ({
    ...month,
    decisions: month.decisions.filter(({ startMonth }) => (startMonth ?? '') >= monthOfLife(0) && index >= 0),
  })),
}));

describe('the counts', () => {
  it('R1 is the calendar of the decisions', () => {
    fc.assert(
      fc.property(inside, (life) => {
        for (const { state, index } of walk(life)) {
          const view = state.latest?.readings.R1;
          const naive = naiveR1(life, index);
          if (naive.taper === null) expect(['none', 'scheduled']).toContain(view?.state);
          else
            expect({ taper: view?.taper, used: view?.used, granted: view?.granted, number: view?.number }).toEqual(
              naive,
            );
        }
      }),
      { numRuns: scaled(120) },
    );
  });

  it('R2 lies between the least and the most that the unknown months allow, exactly', () => {
    fc.assert(
      fc.property(inside.filter(fewUnknown), (life) => {
        for (const { state, index } of walk(life)) {
          const view = state.latest?.readings.R2;
          if (view === undefined || view.state === 'none' || view.state === 'scheduled') continue;
          const { lo, hi } = naiveR2(life, index);
          expect(ends(view.used)).toEqual([lo, hi]);
        }
      }),
      { numRuns: scaled(120) },
    );
  });

  it('R3 is right where every month is known, and never narrower than what unknown months allow', () => {
    fc.assert(
      fc.property(inside.filter(fewUnknown), (life) => {
        for (const { state, index } of walk(life)) {
          const view = state.latest?.readings.R3;
          if (view === undefined || view.state === 'none' || view.state === 'scheduled') continue;
          const worlds = naiveR3(life, index);
          const [lo, hi] = ends(view.used);
          for (const { used } of worlds) {
            expect(used).toBeGreaterThanOrEqual(lo);
            expect(used).toBeLessThanOrEqual(hi);
          }
          if (worlds.length > 1) continue;
          const [only] = worlds;
          expect(view.used).toBe(only?.used);
          expect(view.state === 'running').toBe(only?.counted);
          expect(view.state === 'awaiting-decision').toBe(only?.trigger !== null);
          if (only?.trigger !== null && only !== undefined) expect(view.since).toBe(monthOfLife(only.trigger));
        }
      }),
      { numRuns: scaled(120) },
    );
  });

  it('ranges hold what may have been used before the first month, where a decision reaches back behind it', () => {
    const fewer = lives({ length: 16, back: 5 })
      .filter(fromFirst)
      .filter((life) => life.life.filter(({ kind }) => kind === 'unknown' || kind === 'missing').length <= 3);
    fc.assert(
      fc.property(fewer, (life) => {
        for (const { state, index } of walk(life)) {
          const { R2, R3 } = state.latest?.readings ?? {};
          if (R2 === undefined || R3 === undefined || R2.state === 'none' || R2.state === 'scheduled') continue;
          const { lo, hi } = naiveR2(life, index);
          expect(ends(R2.used)[0]).toBeLessThanOrEqual(lo);
          expect(ends(R2.used)[1]).toBeGreaterThanOrEqual(hi);
          for (const { used } of naiveR3(life, index)) {
            expect(ends(R3.used)[0]).toBeLessThanOrEqual(used);
            expect(ends(R3.used)[1]).toBeGreaterThanOrEqual(used);
          }
        }
      }),
      { numRuns: scaled(120) },
    );
  });
});

describe('the invariants', () => {
  it('months used never exceed months granted, under any reading, and no month is counted twice', () => {
    fc.assert(
      fc.property(short, (life) => {
        const owner = new Map<string, number>();
        for (const { state } of walk(life)) {
          for (const view of Object.values(state.latest?.readings ?? {})) {
            const [, used] = ends(view.used);
            const [left] = ends(view.remaining);
            expect(used).toBeLessThanOrEqual(view.granted);
            expect(left).toBeGreaterThanOrEqual(0);
            if (view.number !== null) expect(ends(view.number)[1]).toBeLessThanOrEqual(view.granted);
          }
          for (const taper of state.tapers) {
            for (const { from, to } of taper.cover) {
              for (let month = from; month <= to; month = addMonths(month, 1)) {
                expect(owner.get(month) ?? taper.number).toBe(taper.number);
                owner.set(month, taper.number);
              }
            }
          }
        }
      }),
      { numRuns: scaled(120) },
    );
  });

  it('a month adds at most one to what is used', () => {
    fc.assert(
      fc.property(short, (life) => {
        let before: TaperState | null = null;
        for (const { state, index } of walk(life)) {
          const isNext = before?.month !== null && before !== null && addMonths(before.month ?? '', 1) === state.month;
          const quiet = isNext && (life.life[index]?.decisions.length ?? 0) === 0;
          for (const id of ['R1', 'R2', 'R3'] as const) {
            const [was, is] = [before?.latest?.readings[id], state.latest?.readings[id]];
            if (!quiet || was === undefined || is === undefined || was.taper !== is.taper) continue;
            expect(ends(is.used)[1] - ends(was.used)[1]).toBeLessThanOrEqual(1);
          }
          before = state;
        }
      }),
      { numRuns: scaled(120) },
    );
  });

  it('a stored state goes on as if it had never been stored, wherever the history is split', () => {
    fc.assert(
      fc.property(short, (life) => {
        expect(last(life, kept)).toEqual(last(life));
      }),
      { numRuns: scaled(80) },
    );
  });

  it('months that are left out are the same as months handed over without a report', () => {
    fc.assert(
      fc.property(short, (life) => {
        const terms = termsFor(life.months);
        let state = begin(life);
        for (const [index, month] of life.life.entries()) {
          const month0 = monthOfLife(index);
          const facts = factsOf(terms, month0, month);
          state = advance(
            state,
            month.kind === 'missing'
              ? {
                  ...facts,
                  day: null,
                  status: 'no-snapshot',
                  verdict: 'no-snapshot',
                  position: 'unknown',
                  dibao: null,
                  amounts: { income: null, standard: null, ceiling: null, total: null, persons: null, yearly: false },
                }
              : facts,
          );
          if (index === life.life.length - 1 && month.kind !== 'missing') expect(state).toEqual(last(life));
        }
      }),
      { numRuns: scaled(80) },
    );
  });

  it('no limit is exceeded without a report', () => {
    fc.assert(
      fc.property(short, ({ life, months }) => {
        if (months === null) return;
        const reported = new Set<number>();
        let state: TaperState | null = null;
        for (const step of walk({ life, months })) {
          state = step.state;
          for (const check of state.latest?.checks ?? []) {
            if (
              check.taper !== null &&
              check.points.some(({ code }) => ['months-over-cap', 'months-not-exact'].includes(code))
            )
              reported.add(check.taper);
          }
        }
        const limit = 'exactly' in months ? months.exactly : months.atMost;
        for (const taper of state?.tapers ?? [])
          if (taper.granted > limit) expect([...reported]).toContain(taper.number);
      }),
      { numRuns: scaled(120) },
    );
  });

  it('what is learnt about an unknown month only narrows R2', () => {
    fc.assert(
      fc.property(inside, fc.boolean(), (life, isWithin) => {
        const learnt = {
          ...life,
          life: life.life.map((month) =>
            month.kind === 'unknown' ? { ...month, kind: isWithin ? ('within' as const) : ('below' as const) } : month,
          ),
        };
        const [open, known] = [[...walk(life)], [...walk(learnt)]];
        open.forEach(({ state }, at) => {
          const [wide, narrow] = [state.latest?.readings.R2, known[at]?.state.latest?.readings.R2];
          if (wide === undefined || narrow === undefined) return;
          expect(ends(narrow.used)[0]).toBeGreaterThanOrEqual(ends(wide.used)[0]);
          expect(ends(narrow.used)[1]).toBeLessThanOrEqual(ends(wide.used)[1]);
        });
      }),
      { numRuns: scaled(80) },
    );
  });
});

describe('a long life', () => {
  const long = lives({
    length: 260,
    back: 6,
    rate: 14,
    kinds: ['within', 'within', 'within', 'within', 'below', 'above', 'off-dibao'],
  }).filter(fromFirst);

  it('counts the same as a count that forgets nothing, and its state stays small', () => {
    fc.assert(
      fc.property(long, (raw) => {
        const life: Life = {
          ...raw,
          life: raw.life.map((month) => ({
            ...month,
            decisions: month.decisions.filter(({ startMonth }) => (startMonth ?? '') >= monthOfLife(0)),
          })),
        };
        let size = 0;
        for (const { state, index } of walk(life)) {
          size = Math.max(size, JSON.stringify(state).length);
          if (index % 13 !== 0) continue;
          const { R1, R2, R3 } = state.latest?.readings ?? {};
          const naive = naiveR1(life, index);
          if (naive.taper === null || R1 === undefined || R2 === undefined || R3 === undefined) continue;
          expect({ taper: R1.taper, used: R1.used, granted: R1.granted, number: R1.number }).toEqual(naive);
          expect(R2.used).toBe(naiveR2(life, index).lo);
          expect(R3.used).toBe(naiveR3(life, index)[0]?.used);
        }
        expect(size).toBeLessThan(40_000);
      }),
      { numRuns: scaled(12) },
    );
  });
});
