import { MOST_MEMBERS } from '../base/plain-data.js';
import type { Bits, Column, Level, NumberOp, Op, StatusOp, TruthOp } from './op.js';
import { FALSE, TRUE } from './op.js';

/** Why a rule set has no lowered form; it is then evaluated directly, test by test. */
export class NotLowered extends Error {}
/** A result could leave the integers that doubles hold exactly; smaller inputs have to be asked for. */
export class TooWide extends NotLowered {}

const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/** Makes operations; equal ones are made once. */
export interface Graph {
  bits(bits: Bits): TruthOp;
  is(column: Column, value: string | boolean): TruthOp;
  and(parts: readonly TruthOp[]): TruthOp;
  or(parts: readonly TruthOp[]): TruthOp;
  not(part: TruthOp): TruthOp;
  sure(part: TruthOp): TruthOp;
  compare(kind: 'less' | 'atMost' | 'same', left: NumberOp, right: NumberOp): TruthOp;
  quantify(kind: 'some' | 'every', body: TruthOp): TruthOp;
  number(value: number): NumberOp;
  column(column: Column): NumberOp;
  arithmetic(kind: '+' | '-' | '*', left: NumberOp, right: NumberOp): NumberOp;
  known(tests: readonly NumberOp[], yes: NumberOp, no: NumberOp): NumberOp;
  choose(by: TruthOp, yes: NumberOp, no: NumberOp, open: NumberOp): NumberOp;
  nonzero(part: NumberOp): NumberOp;
  signed(by: NumberOp, part: NumberOp): NumberOp;
  shift(kind: 'shiftDay' | 'shiftMonth', from: NumberOp, months: NumberOp): NumberOp;
  fold(kind: 'count' | 'sum' | 'least' | 'greatest', where: TruthOp, of: NumberOp | null): NumberOp;
  status(rule: Pick<StatusOp, 'clause' | 'level' | 'addressee' | 'sides'>): StatusOp;
}

export function createGraph(): Graph {
  const made = new Map<string, Op>();
  const make = <T extends Op>(key: string, build: (id: number) => T): T => {
    const found = made.get(key);
    if (found !== undefined) return found as T;
    const op = build(made.size);
    made.set(key, op);
    return op;
  };
  const widest = (parts: readonly Op[]): Level => {
    if (parts.some((part) => part.level === 'member')) return 'member';
    return parts.some((part) => part.level === 'household') ? 'household' : 'uniform';
  };
  const truth = (key: string, level: Level, rest: object) =>
    make<TruthOp>(key, (id) => ({ id, level, type: 'truth', ...rest }) as TruthOp);
  const numeric = (key: string, level: Level, low: number, high: number, rest: object) => {
    if (high > MAX_EXACT || low < -MAX_EXACT) throw new TooWide(`a result may exceed ${MAX_EXACT}`);
    return make<NumberOp>(key, (id) => ({ id, level, type: 'number', low, high, ...rest }) as NumberOp);
  };
  const ids = (parts: readonly Op[]) => parts.map((part) => part.id).join(',');

  const graph: Graph = {
    bits: (bits) => truth(`bits ${bits}`, 'uniform', { kind: 'bits', bits }),
    is: (column, value) =>
      truth(`is ${column.id} ${JSON.stringify(value)}`, column.level, { kind: 'is', column, value }),
    and: (parts) => join('and', parts, TRUE, FALSE),
    or: (parts) => join('or', parts, FALSE, TRUE),
    not: (part) => {
      if (part.kind === 'bits') return graph.bits(part.bits === FALSE ? TRUE : part.bits === TRUE ? FALSE : part.bits);
      return part.kind === 'not' ? part.part : truth(`not ${part.id}`, part.level, { kind: 'not', part });
    },
    sure: (part) =>
      part.kind === 'bits'
        ? graph.bits(part.bits === TRUE ? TRUE : FALSE)
        : truth(`sure ${part.id}`, part.level, { kind: 'sure', part }),
    compare: (kind, left, right) =>
      truth(`${kind} ${ids([left, right])}`, widest([left, right]), { kind, left, right }),
    quantify: (kind, body) => truth(`${kind} ${body.id}`, 'household', { kind, body }),
    number: (value) => numeric(`number ${value}`, 'uniform', value, value, { kind: 'number', value }),
    column: (column) => numeric(`column ${column.id}`, column.level, 0, column.limit, { kind: 'column', column }),
    arithmetic: (kind, left, right) => {
      if (left.kind === 'number' && right.kind === 'number') {
        return graph.number(
          kind === '+' ? left.value + right.value : kind === '-' ? left.value - right.value : left.value * right.value,
        );
      }
      if ([left, right].some((part) => part.kind === 'number' && Number.isNaN(part.value)))
        return graph.number(Number.NaN);
      if (kind === '*' && right.kind === 'number' && right.value === 1) return left;
      if (kind === '*' && left.kind === 'number' && left.value === 1) return right;
      const ends =
        kind === '+'
          ? [left.low + right.low, left.high + right.high]
          : kind === '-'
            ? [left.low - right.high, left.high - right.low]
            : [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
      return numeric(`${kind} ${ids([left, right])}`, widest([left, right]), Math.min(...ends), Math.max(...ends), {
        kind,
        left,
        right,
      });
    },
    known: (parts, yes, no) => {
      const tests = [...new Set(parts)].filter((part) => part.kind !== 'number' || Number.isNaN(part.value));
      if (yes === no || tests.length === 0) return yes;
      const [low, high] = span([yes, no]);
      return numeric(`known ${ids([...tests, yes, no])}`, widest([...tests, yes, no]), low, high, {
        kind: 'known',
        tests,
        yes,
        no,
      });
    },
    choose: (by, yes, no, open) => {
      if (yes === no && no === open) return yes;
      const [low, high] = span([yes, no, open]);
      return numeric(`choose ${ids([by, yes, no, open])}`, widest([by, yes, no, open]), low, high, {
        kind: 'choose',
        by,
        yes,
        no,
        open,
      });
    },
    nonzero: (part) =>
      part.low > 0 ? part : numeric(`nonzero ${part.id}`, part.level, part.low, part.high, { kind: 'nonzero', part }),
    signed: (by, part) => {
      if (by.low >= 0) return part;
      const most = Math.max(Math.abs(part.low), Math.abs(part.high));
      return numeric(`signed ${ids([by, part])}`, widest([by, part]), by === part ? 0 : -most, most, {
        kind: 'signed',
        by,
        part,
      });
    },
    shift: (kind, from, months) =>
      numeric(`${kind} ${ids([from, months])}`, widest([from, months]), 0, 99_991_231, { kind, from, months }),
    fold: (kind, where, of) => {
      if (kind === 'count' || of === null)
        return numeric(`count ${where.id}`, 'household', 0, MOST_MEMBERS, { kind: 'count', where });
      const [low, high] =
        kind === 'sum' ? [Math.min(0, of.low * MOST_MEMBERS), Math.max(0, of.high * MOST_MEMBERS)] : [of.low, of.high];
      return numeric(`${kind} ${ids([where, of])}`, 'household', low, high, { kind, where, of });
    },
    status: (rule) =>
      make<StatusOp>(`status ${rule.clause}`, (id) => ({ id, type: 'status', kind: 'status', ...rule })),
  };

  // Neutral parts drop out, a deciding part decides; the rest is a balanced run of binary operations.
  const join = (kind: 'and' | 'or', parts: readonly TruthOp[], neutral: Bits, decider: Bits): TruthOp => {
    const open = [...new Set(parts)].filter((part) => !(part.kind === 'bits' && part.bits === neutral));
    if (open.some((part) => part.kind === 'bits' && part.bits === decider)) return graph.bits(decider);
    const [first, ...rest] = open;
    if (first === undefined) return graph.bits(neutral);
    return rest.reduce<TruthOp>(
      (left, right) => truth(`${kind} ${ids([left, right])}`, widest([left, right]), { kind, left, right }),
      first,
    );
  };
  return graph;
}

// The bounds of whichever is taken; unknown has none.
function span(parts: readonly NumberOp[]): [number, number] {
  const known = parts.filter((part) => !(part.kind === 'number' && Number.isNaN(part.value)));
  if (known.length === 0) return [0, 0];
  return [Math.min(...known.map((part) => part.low)), Math.max(...known.map((part) => part.high))];
}
