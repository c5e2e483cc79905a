import { expect, test } from 'vitest';
import { copyOf } from '../../src/base/copy.js';
import { digest } from '../../src/base/digest.js';

test.each([
  null,
  true,
  '0',
  12.5,
  [],
  {},
  [[], [[1]], {}],
  { b: { c: [1, { d: null }] }, a: 'x', e: undefined },
  JSON.parse('{"__proto__": {"a": 1}, "constructor": [], "toJSON": "no"}'),
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

test('what is no plain data, and what holds itself, is left as it is', () => {
  const date = new Date(0);
  const own: Record<string, unknown> = { date, list: [new Map([['a', 1]])] };
  own.self = own;
  const copy = copyOf(own) as typeof own;
  expect(copy.date).toBe(date);
  expect((copy.list as unknown[])[0]).toBe((own.list as unknown[])[0]);
});
