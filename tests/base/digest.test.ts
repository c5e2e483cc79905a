import { expect, test } from 'vitest';
import { digest } from '../../src/base/digest.js';
import { plainData } from '../../src/base/plain-data.js';

const copyOf = (value: unknown) => {
  const copy = plainData(value);
  if (!copy.ok) throw new Error(JSON.stringify(copy.issues));
  return copy.value;
};

test.each([
  null,
  true,
  '0',
  12.5,
  [],
  {},
  [[], [[1]], {}],
  { b: { c: [1, { d: null }] }, a: 'x', e: undefined },
  JSON.parse('{"constructor": [], "toJSON": "no"}'),
])('the digest of a copy is that of the value: %j', (value) => {
  expect(digest(copyOf(value))).toBe(digest(value));
});

test('what changes afterwards does not reach a copy', () => {
  const household = { id: 'a', members: [{ id: '1', sex: 'female' }] };
  const [before, copy] = [digest(household), copyOf(household)];
  household.members.push({ id: '2', sex: 'male' });
  (household.members[0] as { sex: string }).sex = 'male';
  expect(digest(copy)).toBe(before);
  expect(digest(household)).not.toBe(before);
});

test('each property is read once', () => {
  let reads = 0;
  const copy = copyOf({
    get income() {
      reads += 1;
      return reads;
    },
  }) as { income: number };
  expect([copy.income, copy.income, reads]).toEqual([1, 1, 1]);
});

test('what stands in two places is copied twice, and is no circle', () => {
  const shared = { a: 1 };
  const copy = copyOf({ one: shared, two: shared }) as { one: object; two: object };
  expect(copy).toEqual({ one: { a: 1 }, two: { a: 1 } });
  expect(copy.one).not.toBe(copy.two);
});
