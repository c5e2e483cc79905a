import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPart, createIndex, createKey, createRecall, type Key } from '../../src/base/recall.js';

function keyOf(parts: readonly number[], key: Key = createKey()): Key {
  key.size = 0;
  for (const part of parts) addPart(key, part);
  return key;
}

describe('results kept for rows of numbers', () => {
  it('gives what was kept for the same row and for no other, whatever the key was written for before', () => {
    const row = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const recall = createRecall<string>(1000);
        const key = createKey();
        for (const parts of rows) {
          const found = recall.find(keyOf(parts, key));
          if (found === undefined) recall.keep(key, parts.join());
          else expect(found).toBe(parts.join());
        }
        for (const parts of rows) expect([undefined, parts.join()]).toContain(recall.find(keyOf(parts, key)));
      }),
    );
  });

  it('tells a row from its beginning, and large numbers apart', () => {
    const recall = createRecall<string>(10);
    recall.keep(keyOf([1, 0]), 'a');
    expect(recall.find(keyOf([1]))).toBeUndefined();
    expect(recall.find(keyOf([1, 0, 0]))).toBeUndefined();
    recall.keep(keyOf([2 ** 40]), 'b');
    expect(recall.find(keyOf([2 ** 41]))).toBeUndefined();
    expect(recall.find(keyOf([1, 0]))).toBe('a');
  });

  it('takes numbers beyond 32 bits as they are, whatever stands beside them', () => {
    const number = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.constantFrom(-(2 ** 31), 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40, -(2 ** 40), 2 ** 53 - 1),
    );
    const row = fc.array(number, { maxLength: 4 });
    fc.assert(
      fc.property(row, row, (a, b) => {
        const recall = createRecall<string>(8);
        recall.keep(keyOf(a), 'a');
        expect(recall.find(keyOf(b))).toBe(a.join() === b.join() ? 'a' : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps all that it has room for, and goes on when it is full', () => {
    const recall = createRecall<number>(1024);
    for (let index = 0; index < 500; index++) recall.keep(keyOf([index % 7, index]), index);
    const missed = Array.from({ length: 500 }, (_, index) => recall.find(keyOf([index % 7, index]))).filter(
      (found, index) => found !== index,
    );
    expect(missed.length).toBeLessThan(10);
    // Keys of other lengths push out others, again and again: what they leave behind is taken back.
    for (let index = 0; index < 200_000; index++) {
      const key = keyOf(Array.from({ length: 1 + (index % 40) }, (_, part) => index + part));
      recall.keep(key, index);
      expect(recall.find(key)).toBe(index);
    }
  });

  it('never holds more than it may', () => {
    const recall = createRecall<number>(8);
    let held = 0;
    for (let index = 0; index < 1000; index++) {
      recall.keep(keyOf([index]), index);
      held = Array.from({ length: index + 1 }, (_, each) => recall.find(keyOf([each]))).filter(
        (found) => found !== undefined,
      ).length;
      expect(held).toBeLessThanOrEqual(8);
      expect(recall.find(keyOf([index]))).toBe(index);
    }
  });
});

it('results kept for texts are bounded too', () => {
  const index = createIndex<number>(4);
  for (let each = 0; each < 100; each++) index.set(String(each), each);
  expect(Array.from({ length: 100 }, (_, each) => index.get(String(each))).filter(Number.isInteger).length).toBe(4);
  expect(index.get('99')).toBe(99);
});
