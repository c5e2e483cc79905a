import type { Exact } from '../base/exact.js';
import { type Graph, NotLowered } from './graph.js';
import type { Bits, NumberOp, TruthOp } from './op.js';
import { FALSE, TRUE, UNKNOWN } from './op.js';

/** A value while it is being lowered. A number is `n / d / 10^scale`; `d` null is one, and never negative or zero. */
export type Operand =
  | { readonly type: 'truth'; readonly op: TruthOp }
  | Quotient
  | { readonly type: 'day' | 'month'; readonly op: NumberOp }
  | TextOperand
  | { readonly type: 'set'; readonly is: (value: string) => TruthOp }
  | { readonly type: 'null' };

export interface Quotient {
  readonly type: 'number';
  readonly n: NumberOp;
  readonly d: NumberOp | null;
  readonly scale: number;
}

/** A text, by what is known of it: for each value whether it is that one. */
export interface TextOperand {
  readonly type: 'text';
  /** All the values it can have; null where that is open. */
  readonly values: readonly string[] | null;
  /** The value itself, where it is settled. */
  readonly constant?: string;
  readonly is: (value: string) => TruthOp;
}

/** An exact decimal as an integer times ten to the `-scale`, or null where that is not one that a double holds. */
export function scaled(value: Exact, scale: number): number | null {
  const n = value.n.div(value.d).times(`1e${scale}`);
  if (!n.times(value.d).eq(value.n.times(`1e${scale}`)) || !n.isInteger()) return null;
  const number = n.toNumber();
  return Number.isSafeInteger(number) ? number : null;
}

export function constantNumber(graph: Graph, value: Exact): Quotient {
  const scale = value.n.decimalPlaces();
  const n = scaled(value, scale);
  if (n === null) throw new NotLowered('a constant has too many digits');
  return { type: 'number', n: graph.number(n), d: null, scale };
}

export function constantText(graph: Graph, value: string): TextOperand {
  return {
    type: 'text',
    values: [value],
    constant: value,
    is: (other) => graph.bits(other === value ? TRUE : FALSE),
  };
}

export function truthBits(value: boolean | null): Bits {
  return value === null ? UNKNOWN : value ? TRUE : FALSE;
}

/** Two numbers written with one scale. */
export function aligned(
  graph: Graph,
  left: Quotient,
  right: Quotient,
): { left: NumberOp; right: NumberOp; scale: number } {
  const scale = Math.max(left.scale, right.scale);
  const raise = (value: Quotient) => graph.arithmetic('*', value.n, graph.number(10 ** (scale - value.scale)));
  return { left: raise(left), right: raise(right), scale };
}

export function product(graph: Graph, left: NumberOp | null, right: NumberOp | null): NumberOp | null {
  if (left === null || right === null) return left ?? right;
  return graph.arithmetic('*', left, right);
}

const one = (graph: Graph, value: NumberOp | null) => value ?? graph.number(1);

/** `left` compared with `right`: cross-multiplied, never divided. */
export function compareNumbers(
  graph: Graph,
  kind: 'less' | 'atMost' | 'same',
  left: Quotient,
  right: Quotient,
): TruthOp {
  const ends = aligned(graph, left, right);
  return graph.compare(
    kind,
    graph.arithmetic('*', ends.left, one(graph, right.d)),
    graph.arithmetic('*', ends.right, one(graph, left.d)),
  );
}

export function addNumbers(graph: Graph, kind: '+' | '-', left: Quotient, right: Quotient): Quotient {
  const ends = aligned(graph, left, right);
  if (left.d === right.d)
    return { type: 'number', n: graph.arithmetic(kind, ends.left, ends.right), d: left.d, scale: ends.scale };
  const n = graph.arithmetic(
    kind,
    graph.arithmetic('*', ends.left, one(graph, right.d)),
    graph.arithmetic('*', ends.right, one(graph, left.d)),
  );
  return { type: 'number', n, d: product(graph, left.d, right.d), scale: ends.scale };
}

export function multiplyNumbers(graph: Graph, left: Quotient, right: Quotient): Quotient {
  return {
    type: 'number',
    n: graph.arithmetic('*', left.n, right.n),
    d: product(graph, left.d, right.d),
    scale: left.scale + right.scale,
  };
}

/** The quotient as numerator and denominator; unknown where the divisor is zero. */
export function divideNumbers(graph: Graph, left: Quotient, right: Quotient): Quotient {
  const lift = Math.max(0, right.scale - left.scale);
  const top = graph.arithmetic('*', graph.arithmetic('*', left.n, graph.number(10 ** lift)), one(graph, right.d));
  const bottom = graph.nonzero(product(graph, left.d, right.n) ?? right.n);
  return {
    type: 'number',
    n: graph.signed(bottom, top),
    d: graph.signed(bottom, bottom),
    scale: left.scale + lift - right.scale,
  };
}

/** The first of the values that is known. */
export function firstKnown(graph: Graph, values: readonly Quotient[]): Quotient {
  const scale = Math.max(...values.map((value) => value.scale));
  const divided = values.some((value) => value.d !== null);
  return values
    .map(
      (value): Quotient => ({
        type: 'number',
        n: graph.arithmetic('*', value.n, graph.number(10 ** (scale - value.scale))),
        d: divided ? one(graph, value.d) : null,
        scale,
      }),
    )
    .reduceRight((rest, value) => {
      const tests = value.d === null ? [value.n] : [value.n, value.d];
      return {
        ...value,
        n: graph.known(tests, value.n, rest.n),
        d: value.d === null || rest.d === null ? null : graph.known(tests, value.d, rest.d),
      };
    });
}

/** Whether two values are the same: numbers, days, truths, or texts of known range. */
export function sameValue(graph: Graph, left: Operand, right: Operand): TruthOp {
  if (left.type === 'null' || right.type === 'null') return graph.bits(UNKNOWN);
  if (left.type === 'number' && right.type === 'number') return compareNumbers(graph, 'same', left, right);
  if (left.type === 'truth' && right.type === 'truth') {
    return graph.or([graph.and([left.op, right.op]), graph.and([graph.not(left.op), graph.not(right.op)])]);
  }
  if ((left.type === 'day' && right.type === 'day') || (left.type === 'month' && right.type === 'month'))
    return graph.compare('same', left.op, right.op);
  if (left.type === 'text' && right.type === 'text') {
    if (right.constant !== undefined) return left.is(right.constant);
    if (left.constant !== undefined) return right.is(left.constant);
    if (left.values === null || right.values === null) throw new NotLowered('two open texts are compared');
    return graph.or(
      [...new Set([...left.values, ...right.values])].map((value) => graph.and([left.is(value), right.is(value)])),
    );
  }
  throw new NotLowered(`${left.type} is compared with ${right.type}`);
}

/** The order of two numbers, days or months. */
export function compareOperands(graph: Graph, kind: 'less' | 'atMost', left: Operand, right: Operand): TruthOp {
  if (left.type === 'null' || right.type === 'null') return graph.bits(UNKNOWN);
  if (left.type === 'number' && right.type === 'number') return compareNumbers(graph, kind, left, right);
  if ((left.type === 'day' && right.type === 'day') || (left.type === 'month' && right.type === 'month'))
    return graph.compare(kind, left.op, right.op);
  throw new NotLowered(`${left.type} is ordered against ${right.type}`);
}
