import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, divide, exact, exactText, multiply, parseExact, subtract } from '../../src/base/exact.js';

/** An independent oracle: fractions of big integers, from hundredths. */
const hundredths = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const text = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

describe('parseExact', () => {
  it.each([
    ['450.00', '450'],
    ['0450.10', '450.1'],
    ['.5', '0.5'],
    ['5.', '5'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    ['-0', '0'],
    [-0, '0'],
  ])('%s is read as %s', (written, expected) => {
    const value = parseExact(written);
    expect(value === null ? null : exactText(value)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '1e3',
    '1,000',
    '０',
    '1.2.3',
    '--1',
    'NaN',
    '1'.repeat(31),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e40,
  ])('%s is refused', (written) => expect(parseExact(written)).toBeNull());
});

describe('arithmetic', () => {
  it('keeps a tenth and two tenths exactly three tenths', () => {
    expect(compare(add(exact('0.1'), exact('0.2')), exact('0.3'))).toBe(0);
  });

  it('does not round ten thousand a year over three persons', () => {
    const perMonth = divide(exact('10000.00'), exact('36'));
    expect(perMonth).not.toBeNull();
    if (perMonth === null) return;
    expect(exactText(perMonth)).toBe('10000/36');
    expect(compare(perMonth, exact('277.77'))).toBeGreaterThan(0);
    expect(compare(perMonth, exact('277.78'))).toBeLessThan(0);
    expect(compare(multiply(perMonth, exact('36')), exact('10000'))).toBe(0);
  });

  it('has no quotient by zero', () => expect(divide(exact('1'), exact('0'))).toBeNull());

  it('agrees with fractions of big integers', () => {
    fc.assert(
      fc.property(hundredths, hundredths, hundredths, (a, b, c) => {
        const [x, y, z] = [exact(text(a)), exact(text(b)), exact(text(c))];
        const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0);
        expect(Math.sign(compare(add(x, y), z))).toBe(sign(a + b - c));
        expect(Math.sign(compare(subtract(x, y), z))).toBe(sign(a - b - c));
        expect(Math.sign(compare(multiply(x, y), z))).toBe(sign(a * b - c * 100n));
        const quotient = divide(x, y);
        if (b === 0n) expect(quotient).toBeNull();
        else if (quotient !== null) expect(Math.sign(compare(quotient, z))).toBe(sign(b) * sign(a * 100n - b * c));
      }),
    );
  });
});

describe('numbers of few digits and of many', () => {
  // On both sides of what integers of millionths hold: six places, fifteen digits.
  const places = fc.integer({ min: 0, max: 9 });
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), places)
    .map(([digits, scale]) => ({ value: digits * 10n ** BigInt(9 - scale), text: shifted(digits, scale) }));

  it('compare and add alike', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [exact(a.text), exact(b.text)];
        const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0);
        expect(Math.sign(compare(x, y))).toBe(sign(a.value - b.value));
        expect(exactText(add(x, y))).toBe(exactText(exact(shifted(a.value + b.value, 9))));
        expect(exactText(subtract(x, y))).toBe(exactText(exact(shifted(a.value - b.value, 9))));
        const product = multiply(x, y);
        expect(compare(product, multiply(y, x))).toBe(0);
        expect(product.n.div(product.d).eq(x.n.times(y.n).div(x.d.times(y.d)))).toBe(true);
      }),
    );
  });

  it('are the same when copied field by field, as json-rules-engine copies conditions', () => {
    const value = exact('450.10');
    const copy = Object.assign(Object.create(Object.getPrototypeOf(value)), value);
    expect(compare(copy, exact('450.1'))).toBe(0);
    expect(exactText(copy)).toBe('450.1');
  });

  function shifted(digits: bigint, scale: number): string {
    const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
    const whole = scale === 0 ? size : `${size.slice(0, -scale)}.${size.slice(-scale)}`;
    return digits < 0n ? `-${whole}` : whole;
  }
});
