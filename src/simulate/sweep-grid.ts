import { deepFreeze } from '../base/freeze.js';
import type { RuleSet } from '../plan/plan.js';
import type { TaperVerdict } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import { type ClauseCliff, type Sweep, type SweepOptions, sweepFact } from './sweep.js';

/** The two facts that a grid goes over, and their values. */
export interface GridOptions extends SweepOptions {
  /** A second fact and the values that it takes, such as `householdSize` from 1 to 12. */
  readonly second: { readonly fact: string; readonly values: readonly (string | number)[] };
}

/** A range of the first fact over which the answer is one and the same; both ends belong to it. */
export interface Interval {
  readonly from: string;
  readonly to: string;
  readonly taper: TaperVerdict;
}

/** What a taper comes to while two facts are changed together. */
export interface Grid {
  readonly first: { readonly fact: string; readonly label: Texts; readonly unit: string | null };
  readonly second: { readonly fact: string; readonly label: Texts; readonly unit: string | null };
  readonly rows: readonly {
    readonly value: string;
    readonly intervals: readonly Interval[];
    readonly withTaper: ClauseCliff | null;
    readonly withoutTaper: ClauseCliff | null;
  }[];
  readonly ruleSet: Sweep['ruleSet'];
  readonly asOf: string;
  readonly benefit: Sweep['benefit'];
}

/**
 * Sweeps one fact for each value of another: exact to the cent along the first.
 * @throws JiantuiError as {@link sweepFact} does
 */
export function sweepGrid(ruleSet: RuleSet, household: Readonly<Record<string, unknown>>, options: GridOptions): Grid {
  const { second, ...rest } = options;
  const name = ruleSet.names.get(second.fact);
  const sweeps = second.values.map((value) => ({
    value: String(value),
    sweep: sweepFact(ruleSet, { ...household, [second.fact]: value }, rest),
  }));
  const one = sweeps[0]?.sweep ?? sweepFact(ruleSet, household, rest);
  return deepFreeze({
    first: { fact: one.fact, label: one.label, unit: one.unit },
    second: { fact: second.fact, label: name?.label ?? { zh: second.fact, en: second.fact }, unit: name?.unit ?? null },
    rows: sweeps.map(({ value, sweep }) => ({
      value,
      intervals: intervalsOf(sweep),
      withTaper: sweep.withTaper?.cliff ?? null,
      withoutTaper: sweep.withoutTaper?.cliff ?? null,
    })),
    ruleSet: one.ruleSet,
    asOf: one.asOf,
    benefit: one.benefit,
  });
}

/** The ranges of a sweep over which the taper's verdict stays the same. */
export function intervalsOf(sweep: Sweep): Interval[] {
  const found: { from: string; to: string; taper: TaperVerdict }[] = [];
  for (const { value, taper } of sweep.points) {
    const last = found.at(-1);
    if (last?.taper === taper) last.to = value;
    else found.push({ from: value, to: value, taper });
  }
  return found;
}
