import type { Random } from '../../support/random.js';

/** Names that stand on the prototype of all objects, and others that no vocabulary has. */
const NAMES = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '',
  ' ',
  '\u001b[2J',
  '收入',
  'members',
  'asOf',
  'id',
];

/** Values that no fact has, or has only by chance. */
const VALUES: readonly ((source: Random) => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => '',
  () => 'yes',
  () => 0,
  () => -1,
  () => 1e308,
  () => 0.1 + 0.2,
  () => Number.NaN,
  () => 10n,
  () => new Date(0),
  () => Symbol('x'),
  () => () => 1,
  () => [],
  () => ({}),
  () => [[[[[[[]]]]]]],
  () => ({ value: 'yes', date: '2020-02-30' }),
  () => ({ value: 'yes', authority: '\u202e\u0000' }),
  () => ({ constructor: { x: 1 } }),
  () => '2020-12-31T16:00:00.000Z',
  () => '9999-12-31',
  () => '0000-00-00',
  () => '1'.repeat(40),
  () => '450.000000000000000001',
  () => 'x'.repeat(2000),
  (source) => Object.fromEntries(Array.from({ length: 40 }, () => [source.pick(NAMES), source.pick(['yes', 1, null])])),
  (source) => Array.from({ length: 30 }, () => source.pick(NAMES)),
];

export function hostileName(source: Random): string {
  return source.pick(NAMES);
}

export function hostileValue(source: Random): unknown {
  return source.pick(VALUES)(source);
}

/** A copy of data in which a few values and names have been changed for the worse. */
export function spoilt(data: unknown, source: Random, changes = 1 + source.int(3)): unknown {
  let made = structuredClone(data);
  for (let change = 0; change < changes; change++) made = spoiltOnce(made, source);
  return made;
}

function spoiltOnce(data: unknown, source: Random): unknown {
  if (typeof data !== 'object' || data === null || source.chance(0.1)) return hostileValue(source);
  const keys = Object.keys(data);
  if (Array.isArray(data)) {
    if (data.length === 0 || source.chance(0.2)) return [...data, hostileValue(source)];
    const at = source.int(data.length);
    return data.map((item, index) => (index === at ? spoiltOnce(item, source) : item));
  }
  if (keys.length === 0 || source.chance(0.2)) return { ...data, [hostileName(source)]: hostileValue(source) };
  const at = source.pick(keys);
  const value = (data as Record<string, unknown>)[at];
  if (source.chance(0.1)) {
    const { [at]: _, ...rest } = data as Record<string, unknown>;
    return { ...rest, [hostileName(source)]: value };
  }
  return { ...data, [at]: spoiltOnce(value, source) };
}
