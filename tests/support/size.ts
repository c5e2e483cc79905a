/**
 * How much of the full size a property or a table of many cases takes: a fifth in `npm test`, all of it in the slow suite
 * (`JIANTUI_RUNS=1`), or more (`JIANTUI_RUNS=10` for a long look). Less than a fifth is too little for tests that count how
 * many households took a certain way.
 */
export const SHARE = Number(process.env.JIANTUI_RUNS ?? 0.2);

/** The share of a full count, at least one. */
export const scaled = (count: number): number => Math.max(1, Math.ceil(count * SHARE));

/** Evenly taken from a list: all of it at full size. */
export function sample<T>(list: readonly T[]): readonly T[] {
  const step = Math.max(1, Math.round(1 / SHARE));
  return list.filter((_, index) => index % step === 0);
}

/** How often a property is tried, from a seed that stays the same unless `JIANTUI_SEED` sets another. */
export const runs = (count: number): { numRuns: number; seed: number } => ({
  numRuns: scaled(count),
  seed: Number(process.env.JIANTUI_SEED ?? 20200331),
});
