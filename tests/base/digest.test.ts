import { expect, test } from 'vitest';
import { digest, digestLater } from '../../src/base/digest.js';

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
])('the digest worked out later is that of the value: %j', (value) => {
  expect(digestLater(value)()).toBe(digest(value));
});

test('what changes in between does not reach it', () => {
  const household = { id: 'a', members: [{ id: '1', sex: 'female' }] };
  const [before, later] = [digest(household), digestLater(household)];
  household.members.push({ id: '2', sex: 'male' });
  (household.members[0] as { sex: string }).sex = 'male';
  expect(later()).toBe(before);
  expect(later()).toBe(before);
  expect(digest(household)).not.toBe(before);
});

test('what stands on the prototype of all objects is no part of it', () => {
  const value = { a: { b: 1 } };
  const before = digest(value);
  (Object.prototype as Record<string, unknown>).stray = 'x';
  try {
    expect(digestLater(value)()).toBe(before);
  } finally {
    delete (Object.prototype as Record<string, unknown>).stray;
  }
});
