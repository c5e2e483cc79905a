import { describe, expect, it } from 'vitest';
import { all, any, not, type Truth } from '../../src/base/truth.js';
import { test } from '../../src/plan/truths.js';
import { operators } from '../../src/schema/rule-set.js';

const truths: Truth[] = [false, null, true];
const rank = (truth: Truth) => truths.indexOf(truth);

describe('Kleene logic', () => {
  it('takes the least for all and the greatest for any', () => {
    for (const a of truths) {
      for (const b of truths) {
        expect(all([a, b])).toBe(truths[Math.min(rank(a), rank(b))]);
        expect(any([a, b])).toBe(truths[Math.max(rank(a), rank(b))]);
      }
      expect(not(a)).toBe(truths[2 - rank(a)]);
    }
    expect(all([])).toBe(true);
    expect(any([])).toBe(false);
  });

  it.each(operators)('%s is unknown when either side is', (operator) => {
    expect(test(operator, null, 'a')).toBeNull();
    expect(test(operator, 'a', null)).toBeNull();
    expect(test(operator, null, null)).toBeNull();
  });
});
