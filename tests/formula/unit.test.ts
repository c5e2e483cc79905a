import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { unitsAgree } from '../../src/formula/index.js';
import { parseUnit, per, times, unitText } from '../../src/formula/unit.js';

describe('units', () => {
  test.each([
    ['CNY/person/month', 'CNY/month/person', true],
    ['persons', 'person', true],
    ['CNY/persons/months', 'CNY/person/month', true],
    ['', undefined, true],
    ['1', undefined, true],
    ['CNY', undefined, false],
    ['CNY/household/?', 'CNY/household/year', true],
    ['CNY/household/year', 'CNY/household/?', true],
    ['CNY/?/?', 'CNY/household/year', true],
    ['CNY/?/month', 'CNY/household/year', false],
    ['CNY/?/month', 'CNY/household/?', true],
    ['CNY/household/?', 'CNY/household', false],
    ['CNY/household/?', 'CNY/?', false],
    ['?', 'persons', true],
    ['?', '1/person', false],
    ['CNY/household/month', 'CNY/household/year', false],
    ['persons', 'persons/household', false],
    [' CNY / person ', 'CNY/person', true],
    ['toString', 'constructor', false],
  ])('%j and %j: %j', (a, b, agree) => {
    expect(unitsAgree(a, b)).toBe(agree);
    expect(unitsAgree(b, a)).toBe(agree);
  });

  const factor = fc.constantFrom('CNY', 'person', 'household', 'month', 'year', '?', 'visits');
  const unit = fc
    .tuple(fc.array(factor, { maxLength: 3 }), fc.array(factor, { maxLength: 3 }))
    .map(([over, under]) => [over.join('·') || '1', ...under].join('/'));

  it('are written so that they are read back', () => {
    fc.assert(
      fc.property(unit, (text) => {
        expect(parseUnit(unitText(parseUnit(text)))).toEqual(parseUnit(text));
      }),
    );
  });

  it('agree with themselves and read any text', () => {
    fc.assert(
      fc.property(fc.oneof(unit, fc.string()), (text) => {
        expect(unitsAgree(text, text)).toBe(true);
      }),
    );
  });

  it('cancel', () => {
    const known = unit.filter((text) => !text.includes('?')).map(parseUnit);
    fc.assert(
      fc.property(known, known, (a, b) => {
        expect(per(times(a, b), b)).toEqual(a);
      }),
    );
  });
});
