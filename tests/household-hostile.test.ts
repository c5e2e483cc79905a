import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/answer/evaluate.js';
import { JiantuiError } from '../src/base/error.js';
import { compile } from '../src/compile/compile.js';
import { loadJurisdiction } from '../src/rules.js';

const rongchang = loadJurisdiction('rongchang');
const household = { id: 'a', asOf: '2020-06-30' };
const circle: Record<string, unknown> = { ...household };
circle.members = [circle];
const throwing = new Proxy(household, {
  get: (target, key) => {
    if (key === 'dibaoStatus') throw new Error('cannot be read');
    return Reflect.get(target, key);
  },
  ownKeys: () => ['id', 'asOf', 'dibaoStatus'],
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
});
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));

const inputs: readonly (readonly [string, unknown, RegExp])[] = [
  ['null', null, /null/],
  ['a list', [household], /a list of 1/],
  ['a Map', new Map(Object.entries(household)), /an instance of Map/],
  ['a Date', { ...household, dibaoStatus: new Date(0) }, /dibaoStatus: .*a Date \(1970/],
  ['a BigInt', { ...household, householdSize: 3n }, /householdSize: .*a BigInt/],
  ['a function', { ...household, householdSize: () => 3 }, /householdSize: .*a function/],
  [
    'a number without end',
    { ...household, perCapitaMonthlyIncome: Number.POSITIVE_INFINITY },
    /perCapitaMonthlyIncome: .*Infinity/,
  ],
  ['a circle', circle, /members\[0\]: .*a circle/],
  ['a proxy that throws', throwing, /cannot be read/],
  ['a hundred thousand unknown names', { ...household, ...keys(100_000) }, /at most 50000 values/],
  ['a thousand unknown names', { ...household, ...keys(1000) }, /1000 unknown names/],
  [
    'true for a number',
    { ...household, perCapitaMonthlyIncome: true },
    /perCapitaMonthlyIncome: .*found true; expected a number or text/,
  ],
  ['an object for a number', { ...household, perCapitaMonthlyIncome: {} }, /expected a number or text/],
  ['a text of two million characters', { ...household, id: 'x'.repeat(2e6) }, /2000000 characters/],
  [
    'a clause of the prototype',
    { ...household, otherLikeCategoryFinding: { constructor: { x: 1 } } },
    /otherLikeCategoryFinding\.constructor/,
  ],
  [
    'a clause of the prototype, answered',
    { ...household, otherLikeCategoryFinding: { toString: 'yes' } },
    /otherLikeCategoryFinding\.toString/,
  ],
  [
    'a key of the prototype',
    JSON.parse('{"id":"a","asOf":"2020-06-30","__proto__":{"dibaoStatus":"receiving"}}'),
    /__proto__/,
  ],
  ['another key of the prototype', { ...household, constructor: 1 }, /constructor/],
  ['a value of the prototype', { ...household, dibaoStatus: 'constructor' }, /dibaoStatus/],
  ['a part of the prototype', { ...household, twoAssurancesThreeGuarantees: { valueOf: true } }, /valueOf/],
];

describe('a household that is none is refused by name, alike by every way of deciding it', () => {
  it.each(inputs)('%s', async (_, input, message) => {
    const ways = [
      () => evaluate(rongchang, input),
      async () => compile(rongchang).decide(input),
      async () => compile(rongchang).statuses(input),
    ];
    const said = new Set<string>();
    for (const way of ways) {
      const error = await way().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(JiantuiError);
      expect(error).toHaveProperty('message', expect.stringMatching(message));
      said.add((error as JiantuiError).message);
    }
    expect(said.size).toBe(1);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('a member may be called %s', async (id) => {
    const decision = await evaluate(rongchang, { ...household, members: [{ id, isSeverelyDisabled: true }] });
    expect(compile(rongchang).decide({ ...household, members: [{ id, isSeverelyDisabled: true }] })).toEqual(decision);
    expect(decision.household.id).toBe('a');
  });
});
