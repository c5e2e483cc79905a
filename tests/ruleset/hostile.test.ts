import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import rongchang from '../../rules/rongchang.json' with { type: 'json' };
import { JiantuiError } from '../../src/base/error.js';
import { loadJurisdiction } from '../../src/rules.js';
import { loadRuleSet, ruleSetIssues } from '../../src/ruleset/load.js';
import { scaled } from '../support/size.js';

const circle: Record<string, unknown> = {};
circle.self = circle;
const throwing = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('no keys');
    },
  },
);
const nested = (levels: number) => {
  let inner: unknown = { fact: 'incomeChanged', operator: 'equal', value: true };
  for (let level = 0; level < levels; level++) inner = { all: [inner] };
  return inner;
};
const bomb = parse(
  ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    .concat(
      [1, 2, 3, 4, 5, 6, 7, 8].map(
        (n) =>
          `a${n}: &a${n} [${Array(10)
            .fill(`*a${n - 1}`)
            .join(', ')}]`,
      ),
    )
    .join('\n'),
  { maxAliasCount: -1 },
);
const withRule = (conditions: unknown) => ({
  ...rongchang,
  rules: rongchang.rules.map((rule, index) => (index === 0 ? { ...rule, conditions } : rule)),
});
const many = (length: number) =>
  Array.from({ length }, () => ({ fact: 'incomeChanged', operator: 'equal', value: true }));

const inputs: readonly (readonly [string, unknown, RegExp])[] = [
  ['nothing', undefined, /found nothing|expected plain data/],
  ['null', null, /an object/],
  ['a text', 'rongchang', /an object/],
  ['a number', 7, /an object/],
  ['a BigInt', 7n, /a BigInt/],
  ['a function', () => rongchang, /a function/],
  ['a symbol', Symbol('x'), /a symbol/],
  ['a list', [rongchang], /an object/],
  ['a Map', new Map(Object.entries(rongchang)), /an instance of Map/],
  ['a Date in a place of text', { ...rongchang, version: new Date(0) }, /version: .*a Date \(1970/],
  ['an invalid Date', { ...rongchang, version: new Date(Number.NaN) }, /an invalid Date/],
  ['NaN', { ...rongchang, version: Number.NaN }, /NaN/],
  ['a circle', { ...rongchang, notes: circle }, /notes\.self: .*a circle/],
  ['a proxy that throws', throwing, /no keys/],
  [
    'a getter that throws',
    Object.defineProperty({}, 'rules', { enumerable: true, get: () => JSON.parse('{') }),
    /an error/,
  ],
  ['ten thousand levels of conditions', withRule(nested(10_000)), /at most 64 levels/],
  ['ten thousand levels of lists', JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), /at most 64 levels/],
  ['aliases that unfold to a hundred million values', bomb, /at most 500000 values/],
  ['a text of a million characters', { ...rongchang, version: 'x'.repeat(1e6) }, /version: .*1000000 characters/],
  ['a name of a million characters', { ...rongchang, ['k'.repeat(1e6)]: 1 }, /1000000 characters/],
  ['a group of twenty thousand tests', withRule({ any: many(20_000) }), /any: .*at most 500/],
  [
    'a list of constants without end',
    withRule({ all: [{ fact: 'dibaoStatus', operator: 'in', value: Array(20_000).fill('none') }] }),
    /at most 1000/,
  ],
  ['a key of the prototype', JSON.parse('{"__proto__": {"rules": []}}'), /__proto__/],
  ['a list as long as lists can be', Object.assign([], { length: 2 ** 32 - 1 }), /at most 100000/],
];

describe('a rule set that is none', () => {
  it.each(inputs)('%s is refused by name', (_, input, message) => {
    const issues = ruleSetIssues(input);
    expect(issues.length).toBeGreaterThan(0);
    expect(() => loadRuleSet(input)).toThrow(JiantuiError);
    expect(() => loadRuleSet(input)).toThrow(message);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', '__defineGetter__'])(
    'the name %s stands for nothing anywhere',
    (name) => {
      const named = (value: unknown) => Object.fromEntries([[name, value]]);
      const [first] = rongchang.rules;
      const places: readonly unknown[] = [
        { ...rongchang, ...JSON.parse(`{"${name}": 1}`) },
        { ...rongchang, rules: [{ ...first, programme: name }] },
        { ...rongchang, rules: [{ ...first, flags: [name] }] },
        { ...rongchang, rules: [{ ...first, assumptions: [name] }] },
        { ...rongchang, rules: [{ ...first, inForce: { during: name } }] },
        { ...rongchang, rules: [{ ...first, event: named({ x: 1 }) }] },
        { ...rongchang, rules: [{ ...first, [name]: { x: 1 } }] },
        withRule({ all: [{ fact: name, operator: 'equal', value: true }] }),
        withRule({ all: [{ fact: 'incomeChanged', operator: name, value: true }] }),
        withRule({ all: [{ fact: 'incomeChanged', operator: 'equal', value: { fact: name } }] }),
        withRule({ all: [{ fact: 'incomeChanged', operator: 'equal', value: named(1) }] }),
        { ...rongchang, derived: named({ formula: name, name: { zh: 'x', en: 'x' } }), clauses: [name] },
        { ...rongchang, parameters: named([{ value: 1 }]) },
        { ...rongchang, periods: named({ from: '2020-01-01' }) },
      ];
      for (const place of places)
        expect(() => loadRuleSet(place), JSON.stringify(place)?.slice(0, 80)).toThrow(JiantuiError);
      expect(() => loadJurisdiction(name)).toThrow(JiantuiError);
    },
  );

  it.each([
    [null, /an object/],
    [[], /an object/],
    ['overlays', /an object/],
    [{ overlays: {} }, /overlays: .*a list/],
    [{ overlays: [null] }, /overlays\[0\]/],
    [{ overlays: [() => 1] }, /overlays\[0\]: .*a function/],
    [{ vocabulary: 'x' }, /vocabulary/],
    [{ overlay: [] }, /overlay: .*did you mean overlays/],
  ])('options %j are refused', (options, message) => {
    expect(() => loadRuleSet(rongchang, options as object)).toThrow(JiantuiError);
    expect(() => loadRuleSet(rongchang, options as object)).toThrow(message);
    expect(() => loadJurisdiction('rongchang', options as object)).toThrow(message);
  });

  it('the file may change afterwards: what was loaded does not', () => {
    const file = structuredClone(rongchang);
    const ruleSet = loadRuleSet(file);
    file.rules.length = 0;
    expect(ruleSet.rules.length).toBeGreaterThan(0);
    expect(ruleSet.digest).toBe(loadRuleSet(rongchang).digest);
  });

  it('anything at all is loaded or refused', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(rongchang)), anything, (key, value) => {
        for (const input of [value, { ...rongchang, [key]: value }]) {
          try {
            loadRuleSet(input);
          } catch (error) {
            expect(error).toBeInstanceOf(JiantuiError);
          }
        }
      }),
      { numRuns: scaled(40) },
    );
  });
});
