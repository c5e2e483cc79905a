import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, type Value } from '../../src/base/value.js';
import {
  type Expr,
  evaluateFormula,
  formulaNames,
  MAX_LENGTH,
  parseFormula,
  typeOfFormula,
} from '../../src/formula/index.js';
import { type Facts, type Given, isSame, typeScope, valueScope } from './helpers.js';

// Facts of every shape; b, n, t, d, s, o are of a household and of its members alike.
const SHAPES = {
  b: 'boolean',
  c: 'boolean',
  n: 'number',
  k: 'number',
  t: 'text',
  d: 'date',
  o: 'month',
  s: 'set',
} as const;
const TYPES = Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, { shape }]));

const given = {
  boolean: fc.boolean(),
  number: fc.constantFrom(-2, 0, 0.1, 0.3, 1, 3, 12, 100),
  text: fc.constantFrom('a', 'b'),
  date: fc.constantFrom('2020-01-31', '2020-02-29', '0001-01-01', '9999-12-31'),
  month: fc.constantFrom('2020-01', '2020-02'),
  set: fc.constantFrom(['a'], ['a', 'b'], [] as string[]),
};
const factsOf = (unknowns: number): fc.Arbitrary<Facts> =>
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
const expression = written.map((text): Expr => {
  const result = parseFormula(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.issues)}`);
  return result.expr;
});

interface World {
  readonly household: Facts;
  readonly members: readonly Facts[];
  readonly complete: boolean;
}
const world = (unknowns: number): fc.Arbitrary<World> =>
  fc.record({
    household: factsOf(unknowns),
    members: fc.array(factsOf(unknowns), { maxLength: 3 }),
    complete: fc.boolean(),
  });
const note = (names: Set<string>, name: string): string => {
  names.add(name);
  return name;
};
const evaluate = (expr: Expr, { household, members, complete }: World): Value =>
  evaluateFormula(expr, valueScope(household, members, complete));

// Every unknown of the first takes the value of the second; members may be added to an incomplete list.
const learnt = (first: Facts, second: Facts): Facts =>
  Object.fromEntries(Object.keys(SHAPES).map((name) => [name, first[name] ?? second[name] ?? null]));

describe('laws', () => {
  it('learning an unknown never changes what was known', () => {
    fc.assert(
      fc.property(expression, world(2), world(6), fc.boolean(), (expr, before, more, complete) => {
        const after: World = {
          household: learnt(before.household, more.household),
          members: [
            ...before.members.map((facts, index) => learnt(facts, more.members[index] ?? more.household)),
            ...(before.complete ? [] : more.members),
          ],
          complete: before.complete || complete,
        };
        const known = evaluate(expr, before); (globalThis as any).cnt ??= [0,0]; (globalThis as any).cnt[known===null?0:1]++;
        if (known !== null) expect(isSame(evaluate(expr, after), known)).toBe(true);
      }),
      { numRuns: 15000 },
    );
  });

  it('the same inputs give the same bytes', () => {
    fc.assert(
      fc.property(expression, world(3), (expr, facts) => {
        const bytes = () => JSON.stringify(plain(evaluate(expr, facts)));
        expect(bytes()).toBe(bytes());
      }),
    );
  });

  it('what the type says is what the value is', () => {
    fc.assert(
      fc.property(expression, world(20), (expr, facts) => {
        const type = typeOfFormula(expr, typeScope(TYPES, TYPES));
        const value = evaluate(expr, facts);
        if (!type.ok || value === null) return;
        const shape = typeof value === 'object' ? 'number' : typeof value === 'string' ? 'date' : 'boolean';
        expect(shape).toBe(type.type.shape);
      }),
      { numRuns: 15000 },
    );
  });

  it('a member expression reads members only through their look-ups, and the names listed are all that is read', () => {
    fc.assert(
      fc.property(expression, world(3), (expr, facts) => {
        const [household, members] = [new Set<string>(), new Set<string>()];
        const scope = valueScope(facts.household, facts.members, facts.complete);
        evaluateFormula(expr, {
          household: (name) => scope.household(note(household, name)),
          members: scope.members.map((look) => (name) => look(note(members, name))),
          membersComplete: scope.membersComplete,
        });
        const names = formulaNames(expr);
        expect(names.household).toEqual(expect.arrayContaining([...household]));
        expect(names.members).toEqual(expect.arrayContaining([...members]));
      }),
    );
  });
});

// A fraction of integers beside the text that means it.
interface Fraction {
  readonly text: string;
  readonly n: bigint;
  readonly d: bigint;
}
const decimal: fc.Arbitrary<Fraction> = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => ({
    text: `${whole}.${String(cents).padStart(2, '0')}`,
    n: BigInt(whole * 100 + cents),
    d: 100n,
  }));
const { sum } = fc.letrec<{ sum: Fraction }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 4 },
    decimal,
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('sum')).map(([a, sign, b]): Fraction => {
      const text = `(${a.text} ${sign} ${b.text})`;
      if (sign === '*') return { text, n: a.n * b.n, d: a.d * b.d };
      if (sign === '/') return { text, n: a.n * b.d, d: a.d * b.n };
      return { text, n: sign === '+' ? a.n * b.d + b.n * a.d : a.n * b.d - b.n * a.d, d: a.d * b.d };
    }),
  ),
}));

describe('arithmetic', () => {
  it('is that of fractions, to the last digit', () => {
    const nothing = { household: {}, members: [], complete: true };
    fc.assert(
      fc.property(sum, decimal, ({ text, n, d }, other) => {
        const result = parseFormula(`${text} < ${other.text}`);
        if (!result.ok) throw new Error(text);
        // A divisor of zero anywhere makes d zero here and the value unknown there.
        const [left, right] = [n * other.d * (d < 0n ? -1n : 1n), other.n * (d < 0n ? -d : d)];
        expect(evaluate(result.expr, nothing)).toBe(d === 0n ? null : left < right);
      }),
    );
  });
});

describe('hostile inputs', () => {
  const anyValue: fc.Arbitrary<Value> = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.array(fc.string(), { maxLength: 2 }),
    ...Object.values(given).map((value) => value.map((it) => valueScope({ it }).household('it'))),
  );
  const survive = (text: string, value: Value = null): void => {
    const result = parseFormula(text);
    if (!result.ok) {
      const codes = ['formula-syntax', 'formula-unsupported', 'formula-too-long', 'formula-too-deep'];
      expect(result.issues.length).toBeGreaterThan(0);
      for (const { code, line, column } of result.issues) {
        expect(codes).toContain(code);
        expect(line >= 1 && column >= 1 && line <= text.split(/\r\n|\r|\n/).length).toBe(true);
      }
      return;
    }
    expect(JSON.parse(JSON.stringify(result.expr))).toEqual(result.expr);
    typeOfFormula(result.expr, typeScope(TYPES, TYPES));
    typeOfFormula(result.expr, typeScope({}));
    const look = () => value;
    evaluateFormula(result.expr, { household: look, members: [look, () => null], membersComplete: true });
  };

  const words = fc.constantFrom(
    ...'a b.c members item household m in some every satisfies if then else and or not ( ) [ ] { } , . .. + - * / ** = != < <= > >= between 1 0.5 "x" null true date("2020-01-01") duration("P1M") count( sum( min( monthly( for return function @ ? : ; 年 （ 。'.split(
      ' ',
    ),
    'count(members[',
    'get value(',
    '__proto__',
    'constructor',
    '\n',
    '//',
    '/*',
    '"',
    '\\',
    '\ud800',
  );

  it('never throw: any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), (a, b) => {
        survive(a);
        survive(b);
      }),
      { numRuns: 15000 },
    );
  });

  it('never throw: words of the language in any order, with values of any shape', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.constantFrom('', ' '), anyValue, (list, space, value) =>
        survive(list.join(space), value),
      ),
      { numRuns: 15000 },
    );
  });

  it('never throw: one piece again and again', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ' '), (list, space) => {
        const piece = list.join(space) + space || ' ';
        survive(piece.repeat(Math.floor(2000 / piece.length)));
      }),
      { numRuns: 15000 },
    );
  });

  it('never throw: well-formed formulas on values of the wrong shape', () => {
    fc.assert(
      fc.property(expression, fc.infiniteStream(anyValue), (expr, values) => {
        const look = (): Value => values.next().value;
        evaluateFormula(expr, { household: look, members: [look, look], membersComplete: true });
      }),
      { numRuns: 15000 },
    );
  });
});
import {afterAll} from 'vitest'; afterAll(()=>console.log((globalThis as any).cnt));
