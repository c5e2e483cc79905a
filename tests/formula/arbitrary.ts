import fc from 'fast-check';
import { type Expr, MAX_LENGTH, parseFormula } from '../../src/formula/index.js';
import type { Facts, Given } from './helpers.js';

// Facts of every shape; b, n, t, d, s, o are of a household and of its members alike.
export const SHAPES = {
  b: 'boolean',
  c: 'boolean',
  n: 'number',
  k: 'number',
  t: 'text',
  d: 'date',
  o: 'month',
  s: 'set',
} as const;
export const TYPES = Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, { shape }]));

export const given = {
  boolean: fc.boolean(),
  number: fc.constantFrom(-2, 0, 0.1, 0.3, 1, 3, 12, 100),
  text: fc.constantFrom('a', 'b'),
  date: fc.constantFrom('2020-01-31', '2020-02-29', '0001-01-01', '9999-12-31'),
  month: fc.constantFrom('2020-01', '2020-02'),
  set: fc.constantFrom(['a'], ['a', 'b'], [] as string[]),
};
export const factsOf = (unknowns: number): fc.Arbitrary<Facts> =>
  fc.record(
    Object.fromEntries(
      Object.entries(SHAPES).map(([name, shape]) => [
        name,
        fc.option<Given, null>(given[shape] as fc.Arbitrary<Given>, { nil: null, freq: unknowns }),
      ]),
    ),
  );

type Texts = Record<'truth' | 'number' | 'date', string>;

// Texts that are well typed, by shape, over the names above. `m` turns a name into that of a fact at hand.
const texts = (m: string, nested: boolean): fc.LetrecValue<Texts> =>
  fc.letrec<Texts>((tie) => {
    const number = tie('number');
    const truth = tie('truth');
    const date = tie('date');
    const compare = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
    const members = nested
      ? []
      : [
          texts('', true).truth.map((filter) => `count(members[${filter}])`),
          texts('', true).truth.chain((filter) =>
            fc.constantFrom('sum', 'min', 'max').map((fold) => `${fold}(members[${filter}].n)`),
          ),
        ];
    const quantified = nested
      ? []
      : [
          texts('p.', true).truth.chain((filter) =>
            fc.constantFrom('some', 'every').map((word) => `(${word} p in members satisfies ${filter})`),
          ),
        ];
    return {
      number: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom(`${m}n`, `${m}k`, '0', '0.1', '3', 'null'),
        fc.tuple(number, fc.constantFrom('+', '-', '*', '/'), number).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        number.map((a) => `-(${a})`),
        fc.tuple(truth, number, number).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
        fc.tuple(fc.constantFrom('min', 'max'), number, number).map(([pick, a, b]) => `${pick}(${a}, ${b})`),
        ...members,
      ),
      date: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constantFrom(`${m}d`, 'date("2020-12-31")'),
        fc
          .tuple(date, fc.constantFrom('+', '-'), number)
          .map(([a, sign, b]) => `(${a} ${sign} duration("P1M") * ${b})`),
      ),
      truth: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom(
          `${m}b`,
          `${m}c`,
          'true',
          'false',
          `${m}t = "a"`,
          `"a" in ${m}s`,
          `${m}o < "2020-02"`,
          `${m}t in ("b", ${m}s)`,
        ),
        fc.tuple(number, compare, number).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc.tuple(date, compare, date).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc.tuple(number, number, number).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
        fc.tuple(truth, fc.constantFrom('and', 'or'), truth).map(([a, word, b]) => `(${a} ${word} ${b})`),
        truth.map((a) => `not(${a})`),
        ...quantified,
      ),
    };
  });

const { truth, number, date } = texts('', false);
const written = fc.oneof(truth, number, date).filter((text) => text.length <= MAX_LENGTH);
/** Formulas that are read and whose types fit. */
export const expression = written.map((text): Expr => {
  const result = parseFormula(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.expr;
});
