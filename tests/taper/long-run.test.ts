import { describe, expect, it } from 'vitest';
import { runLong } from '../slow/long-run.js';

/** The small sister of `tests/slow/taper-million.mjs`. */
describe('a long run', () => {
  it('breaks nothing and keeps nothing', () => {
    const outcome = runLong(24_000, 7);
    expect(outcome.violations).toEqual([]);
    expect(outcome.decisions).toBeGreaterThan(500);
    expect(outcome.largestState).toBeLessThan(30_000);
    expect(outcome.heap[1] - outcome.heap[0]).toBeLessThan(4_000_000);
  });

  it('is the same for the same seed', () => {
    const { heap: _, ...first } = runLong(1500, 3);
    const { heap: __, ...second } = runLong(1500, 3);
    expect(second).toEqual(first);
  });
});
