import fc from 'fast-check';
import { addMonths, lastDay, type Month } from '../../src/base/calendar.js';
import type { Taper } from '../../src/schema/decision.js';
import type { TaperDecisionFile } from '../../src/schema/history.js';
import type { MonthFacts, Terms } from '../../src/taper/index.js';

/** What a month may bring; a missing month is not handed over at all. */
export type Kind = 'within' | 'below' | 'above' | 'period-over' | 'off-dibao' | 'unknown' | 'missing';

/** A month of an invented life: what it brings, and which decisions become known in it. */
export interface LifeMonth {
  readonly kind: Kind;
  readonly decisions: readonly TaperDecisionFile[];
}

export interface Life {
  readonly months: Taper['months'];
  readonly life: readonly LifeMonth[];
}

export const FIRST: Month = '2018-01';

export function monthOfLife(index: number): Month {
  return addMonths(FIRST, index);
}

export function termsFor(months: Taper['months']): Terms {
  return { clause: 'somewhere/1', modality: 'must', months, period: null, exit: null };
}

/** The facts of a month, as they would be read off a snapshot. */
export function factsOf(terms: Terms, month: Month, { kind, decisions }: LifeMonth): MonthFacts {
  const within = kind === 'within';
  return {
    month,
    day: lastDay(month),
    jurisdiction: 'somewhere',
    terms,
    status: within ? 'met' : kind === 'unknown' ? 'undetermined' : kind === 'period-over' ? 'not-in-force' : 'not-met',
    verdict: within
      ? 'granted'
      : kind === 'unknown'
        ? 'undetermined'
        : kind === 'period-over'
          ? 'not-in-force'
          : 'not-granted',
    unresolved: kind === 'unknown' ? { facts: ['incomeChanged'], findings: [], parameters: [], readings: [] } : null,
    exit: null,
    findings: [],
    amounts: {
      income: kind === 'unknown' ? null : kind === 'below' ? '430' : kind === 'above' ? '950' : '600',
      standard: '450',
      ceiling: '900',
      total: null,
      persons: 3,
      yearly: false,
    },
    position:
      kind === 'unknown'
        ? 'unknown'
        : kind === 'below'
          ? 'at-or-below'
          : kind === 'above'
            ? 'at-or-above-ceiling'
            : 'above',
    dibao: kind === 'off-dibao' ? 'exited' : 'receiving',
    decisions,
  };
}

/** Lives of a household: any order of incomes, gaps and decisions, those that reach back, overlap or extend included. */
export function lives(options: {
  readonly length: number;
  readonly back: number;
  readonly kinds?: readonly Kind[];
  readonly rate?: number;
}): fc.Arbitrary<Life> {
  const {
    length,
    back,
    rate = 6,
    kinds = ['within', 'within', 'within', 'below', 'above', 'period-over', 'off-dibao', 'unknown', 'missing'],
  } = options;
  const decision = fc.record({
    offset: fc.integer({ min: -back, max: 8 }),
    months: fc.integer({ min: 1, max: 15 }),
    extends: fc.constantFrom<(true | undefined)[]>(true, undefined, undefined),
    dated: fc.boolean(),
  });
  const month = fc.record({
    kind: fc.constantFrom(...kinds),
    decision: fc.option(decision, { freq: rate, nil: null }).map((value) => value),
  });
  return fc
    .record({
      months: fc.constantFrom<Taper['months']>({ exactly: 6 }, { atMost: 12 }, null),
      life: fc.array(month, { minLength: 1, maxLength: length, size: 'max' }),
    })
    .map(({ months, life }) => ({
      months,
      life: life.map(({ kind, decision: made }, index): LifeMonth => {
        // A decision can only be handed over in a month that is.
        if (made === null || kind === 'missing') return { kind, decisions: [] };
        const here = monthOfLife(index);
        return {
          kind,
          decisions: [
            {
              startMonth: addMonths(here, made.offset),
              months: made.months,
              reference: `d${index}`,
              ...(made.dated ? { date: `${here}-15` } : {}),
              ...(made.extends === undefined ? {} : { extends: made.extends }),
            },
          ],
        };
      }),
    }));
}
