import { runInNewContext } from 'node:vm';
import { type Random, random } from './random.js';

type Json = Record<string, unknown>;

/** Values in every form in which people and programs write them, right and wrong ones. */
const FORMS: readonly (() => unknown)[] = [
  ...[0, -0, 1, 3, 1.5, -1, -1e-7, 1e-7, 1e-6, 1e-40, 1e15, 1e21, 1e29, 1e30, 2 ** 53, 2 ** 53 - 1].map(
    (value) => () => value,
  ),
  ...[0.1 + 0.2, 123456.123456789, Number.NaN, Number.POSITIVE_INFINITY].map((value) => () => value),
  ...['0', '-0', '-0.00', '-1', '1e3', '1,000', '450.', '.5', '450.00', '007', ' 1', '１', '', '-'].map(
    (text) => () => text,
  ),
  ...[
    '9'.repeat(30),
    '9'.repeat(31),
    `${'9'.repeat(15)}.${'9'.repeat(15)}`,
    `0.${'0'.repeat(28)}1`,
    `0.${'0'.repeat(29)}1`,
  ].map((text) => () => text),
  ...['2020-02-29', '2021-02-29', '2020-06-31', '0000-01-01', '2020-13-01', '2020-1-1', '20200101', '9999-12-31'].map(
    (text) => () => text,
  ),
  ...['2020-06-30T00:00:00Z', '2020-06-30 00:00:00+00', '2020-12-31T16:00:00.000Z', '2020-06-30T00:00:00'].map(
    (text) => () => text,
  ),
  ...['2020-06', '2020-00', '2020-13', '0000-01', '2020-6'].map((text) => () => text),
  ...[
    'yes',
    'no',
    'unknown',
    'maybe',
    'constructor',
    '__proto__',
    'toString',
    'lifted',
    'x'.repeat(500),
    'x'.repeat(501),
  ].map((text) => () => text),
  () => null,
  () => undefined,
  () => true,
  () => false,
  () => 3n,
  () => Symbol('x'),
  () => () => 3,
  () => new Date('2020-06-30T00:00:00Z'),
  () => new Date('2020-06-30T12:00:00Z'),
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
  () =>
    new (class Own {
      value = 'yes';
    })(),
  () => [],
  () => ({}),
  () => [null],
  () => [undefined],
  () => new Array(2),
  () => ['illness'],
  () => ['illness', 'illness'],
  () => ['bad luck'],
  () => Array.from({ length: 1001 }, () => 'illness'),
  () => ({ value: 'yes' }),
  () => ({ value: 'unknown', date: '2020-02-30' }),
  () => ({ value: 'yes', date: '2020-05-12', authority: '镇人民政府', reference: 'x' }),
  () => ({ value: 'no', date: '2020-05-12T00:00:00Z', reference: undefined }),
  () => ({ value: 'yes', date: new Date('2020-05-12T00:00:00Z') }),
  () => ({ value: 'yes', date: '2020-12-31T16:00:00Z' }),
  () => ({ value: 'yes', date: null }),
  () => ({ value: 'yes', who: 'x' }),
  () => ({ value: { value: 'yes' } }),
  () => ({ value: null }),
  () => ({ 'rongchang/2-c': 'yes', 'hainan/3-z': { value: 'no', date: '2020-05-12' } }),
  () => ({ 'rongchang/2-z': 'yes' }),
  () => ({ '/x': 'yes' }),
  () => ({ 'hainan/3-z': null }),
  () => ({ toString: 'yes' }),
  () => JSON.parse('{"__proto__":{"value":"yes"}}') as unknown,
  () => [{ type: 'majorIllness', date: '2020-05-12' }, { type: null }, {}],
  () => [{ type: 'majorIllness', date: '2020-05-12T00:00:00Z' }],
  () => [{ type: 'majorIllness', date: '2020-02-30' }],
  () => [{ type: 'bad luck' }],
  () => [
    { month: '2020-05', amount: '100.00' },
    { month: '2020-06', amount: 1e-7 },
  ],
  () => [{ month: '2020-13' }],
  () => [{ month: '2020-05', amount: -1 }],
  () => [{ month: '2020-05', amount: '1'.repeat(31) }],
  () => [{ constructor: 1 }],
  () => ({ startMonth: '2020-03', months: 6, authority: '区民政局', date: '2020-03-01' }),
  () => ({ startMonth: '2020-13', months: -1 }),
  () => ({ date: new Date('2020-05-12T00:00:00Z'), startMonth: null, months: undefined }),
  () => ({ constructor: true }),
  () => ({ 'rongchang-104-315': true, 'mingshan-111': null }),
  () => runInNewContext('({ value: "yes", date: "2020-05-12" })') as unknown,
  () => runInNewContext('["illness"]') as unknown,
  () => runInNewContext('new Date("2020-06-30T00:00:00Z")') as unknown,
  () => Object.assign(Object.create(null), { value: 'yes' }) as unknown,
  () => Object.freeze({ value: 'no' }),
  () => Object.create({ value: 'yes' }) as unknown,
  () => new Proxy({ value: 'yes' }, {}),
  () =>
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('cannot be read');
        },
      },
    ),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => ({
    get value() {
      throw new Error('cannot be read');
    },
  }),
  () => {
    const circle: Json = {};
    circle.value = circle;
    return circle;
  },
  () => Array.from({ length: 20 }).reduce((inner) => [inner], 1),
];

/** Every form as a value, each made anew. */
export function allForms(): unknown[] {
  return FORMS.map((make) => make());
}

const OTHER_KEYS = [
  'id',
  'asOf',
  'asOfDate',
  'jurisdiction',
  '$schema',
  'members',
  'householdSize',
  'constructor',
  'hosueholdSize',
];

/** Forms of a list of members. */
const LISTS: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => [],
  () => ({}),
  () => [{ id: 'a' }, { id: 'a' }],
  () => [{ id: 'household' }],
  () => [{ id: '__proto__' }],
  () => [{ id: '' }],
  () => [{}],
  () => [null],
  () => Array.from({ length: 200 }, (_, index) => ({ id: `m${index}` })),
  () => Array.from({ length: 201 }, (_, index) => ({ id: `m${index}` })),
];

/**
 * A household with one to three of its values in other forms, each at a place by chance: in the household, in a member, in a
 * part of a value, or under a key that was not there.
 */
export function oddHousehold(household: Readonly<Json>, facts: readonly string[], seed: number): unknown {
  const source = random(seed);
  const own = structuredClone(household) as Json;
  for (let change = source.int(3); change >= 0; change--) alter(own, facts, source);
  switch (source.int(12)) {
    case 0:
      return Object.freeze(own);
    case 1:
      return Object.assign(Object.create(null), own) as unknown;
    case 2:
      return new Proxy(own, {});
    default:
      return own;
  }
}

function alter(household: Json, facts: readonly string[], source: Random): void {
  const { members } = household;
  if (source.chance(0.05)) {
    household.members = source.pick(LISTS)();
    return;
  }
  const listed = isObject(members) && Array.isArray(members) ? members.filter(isObject) : [];
  const record = listed.length > 0 && source.chance(0.3) ? source.pick(listed) : household;
  const there = Object.keys(record);
  const key = source.chance(0.5) && there.length > 0 ? source.pick(there) : source.pick([...facts, ...OTHER_KEYS]);
  const value = record[key];
  if (isObject(value) && source.chance(0.4)) {
    const parts = Object.keys(value);
    if (parts.length > 0) Reflect.set(value, source.pick(parts), source.pick(FORMS)());
    else if (Array.isArray(value)) value.push(source.pick(FORMS)());
  } else if (source.chance(0.05)) delete record[key];
  else record[key] = source.pick(FORMS)();
}

/** Whether something has parts that can be looked at and changed. */
function isObject(value: unknown): value is Json {
  try {
    return typeof value === 'object' && value !== null && Object.keys(value).length >= 0 && !Object.isFrozen(value);
  } catch {
    return false;
  }
}
