import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, type Value } from '../../src/base/value.js';
import { type Expr, evaluateFormula, formulaNames, parseFormula, typeOfFormula } from '../../src/formula/index.js';
import { scaled } from '../support/size.js';
import { expression, factsOf, SHAPES, TYPES } from './arbitrary.js';
import { type Facts, isSame, typeScope, valueScope } from './helpers.js';

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
        const known = evaluate(expr, before);
        if (known !== null) expect(isSame(evaluate(expr, after), known)).toBe(true);
      }),
      { numRuns: scaled(400) },
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
      { numRuns: scaled(400) },
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
    { maxDepth: 4, depthSize: 'max' },
    { arbitrary: decimal, weight: 1 },
    {
      weight: 4,
      arbitrary: fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('sum')).map(([a, sign, b]): Fraction => {
        const text = `(${a.text} ${sign} ${b.text})`;
        if (sign === '*') return { text, n: a.n * b.n, d: a.d * b.d };
        // What was divided by zero stays without a value, as a divisor too.
        if (sign === '/') return { text, n: a.n * b.d, d: b.d === 0n ? 0n : a.d * b.n };
        return { text, n: sign === '+' ? a.n * b.d + b.n * a.d : a.n * b.d - b.n * a.d, d: a.d * b.d };
      }),
    },
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
