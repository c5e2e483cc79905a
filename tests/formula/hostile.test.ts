import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/base/value.js';
import { evaluateFormula, parseFormula, typeOfFormula } from '../../src/formula/index.js';
import { scaled } from '../support/size.js';
import { expression, given, TYPES } from './arbitrary.js';
import { typeScope, valueScope } from './helpers.js';

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
      { numRuns: scaled(100) },
    );
  });

  it('never throw: words of the language in any order, with values of any shape', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.constantFrom('', ' '), anyValue, (list, space, value) =>
        survive(list.join(space), value),
      ),
      { numRuns: scaled(500) },
    );
  });

  it('never throw: one piece again and again', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ' '), (list, space) => {
        const piece = list.join(space) + space || ' ';
        survive(piece.repeat(Math.floor(2000 / piece.length)));
      }),
      { numRuns: scaled(20) },
    );
  });

  it('never throw: well-formed formulas on values of the wrong shape', () => {
    fc.assert(
      fc.property(expression, fc.infiniteStream(anyValue), (expr, values) => {
        const look = (): Value => values.next().value;
        evaluateFormula(expr, { household: look, members: [look, look], membersComplete: true });
      }),
      { numRuns: scaled(150) },
    );
  });
});
