import type { Counts } from '../batch/rows.js';
import { verdicts } from '../schema/decision.js';

/** What a run has come to. */
export interface Totals {
  readonly rows: number;
  readonly bad: number;
  readonly blank: number;
  /** Programme by programme: how many households have each verdict. */
  readonly verdicts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const NO_TOTALS: Totals = { rows: 0, bad: 0, blank: 0, verdicts: {} };

/** Adds the counts of one chunk. */
export function addCounts(totals: Totals, programmes: readonly string[], counts: Counts): Totals {
  const sums = Object.fromEntries(
    programmes.map((id, index) => {
      const own = verdicts.map(
        (verdict, place) =>
          [
            verdict,
            (totals.verdicts[id]?.[verdict] ?? 0) + (counts.verdicts[index * verdicts.length + place] ?? 0),
          ] as const,
      );
      return [id, Object.fromEntries(own.filter(([, count]) => count > 0))];
    }),
  );
  return {
    rows: totals.rows + counts.rows,
    bad: totals.bad + counts.bad,
    blank: totals.blank + counts.blank,
    verdicts: sums,
  };
}
