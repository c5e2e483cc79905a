import { add, compare, divide, type Exact, exact, multiply, negate } from '../base/exact.js';

/** A polynomial with exact coefficients, the constant first. No trailing zeros; the empty list is zero. */
export type Polynomial = readonly Exact[];

const ZERO = exact(0);
const ONE = exact(1);

export const VARIABLE: Polynomial = [ZERO, ONE];

export function constant(value: Exact): Polynomial {
  return trim([value]);
}

export function plus(a: Polynomial, b: Polynomial): Polynomial {
  return trim(
    Array.from({ length: Math.max(a.length, b.length) }, (_, index) => add(a[index] ?? ZERO, b[index] ?? ZERO)),
  );
}

export function minus(a: Polynomial, b: Polynomial): Polynomial {
  return plus(a, b.map(negate));
}

export function times(a: Polynomial, b: Polynomial): Polynomial {
  const product: Exact[] = Array.from({ length: Math.max(a.length + b.length - 1, 0) }, () => ZERO);
  a.forEach((left, i) => {
    b.forEach((right, j) => {
      product[i + j] = add(product[i + j] ?? ZERO, multiply(left, right));
    });
  });
  return trim(product);
}

/**
 * Where the polynomial is zero, exactly; none for a constant. Null when that cannot be said exactly: apart from a zero at
 * zero only straight lines are solved.
 */
export function roots(polynomial: Polynomial): readonly Exact[] | null {
  const first = polynomial.findIndex((coefficient) => !coefficient.n.isZero());
  if (first < 0) return [];
  const rest = polynomial.slice(first);
  const atZero = first > 0 ? [ZERO] : [];
  const [intercept, slope] = rest;
  if (rest.length === 1) return atZero;
  if (rest.length > 2 || intercept === undefined || slope === undefined) return null;
  const root = divide(negate(intercept), slope);
  return root === null ? atZero : [...atZero, root];
}

function trim(coefficients: readonly Exact[]): Polynomial {
  let length = coefficients.length;
  while (length > 0 && compare(coefficients[length - 1] ?? ZERO, ZERO) === 0) length -= 1;
  return coefficients.slice(0, length);
}
