/**
 * The lowered form of a rule set: a graph of small operations on plain numbers, from which code is generated.
 *
 * A truth is two bits: false 00, unknown 01, true 11, so that `&` and `|` are Kleene's *and* and *or*. A number is an
 * integer in a fixed scale (money in fen), a day is `yyyymmdd`, a month `yyyymm`; NaN is unknown. Of a text, a finding or a
 * set no more is known than whether it is, or contains, each value that some test asks about.
 */
export type Op = TruthOp | NumberOp | StatusOp;

export type Bits = 0 | 1 | 3;
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 3;

/** What an operation depends on: the day and the parameters alone, the household, or one member. */
export type Level = 'uniform' | 'household' | 'member';

interface Common {
  /** Its place in the order of making: operands come before what uses them. */
  readonly id: number;
  readonly level: Level;
}

export type TruthOp = Common & {
  readonly type: 'truth';
} & (
    | { readonly kind: 'bits'; readonly bits: Bits }
    /** Whether what a column holds is, or contains, a value. */
    | { readonly kind: 'is'; readonly column: Column; readonly value: string | boolean }
    | { readonly kind: 'and' | 'or'; readonly left: TruthOp; readonly right: TruthOp }
    | { readonly kind: 'not'; readonly part: TruthOp }
    /** True where its part is known to be true, else false; never unknown. */
    | { readonly kind: 'sure'; readonly part: TruthOp }
    | { readonly kind: 'less' | 'atMost' | 'same'; readonly left: NumberOp; readonly right: NumberOp }
    /** Over the listed members; members not listed count as unknown. */
    | { readonly kind: 'some' | 'every'; readonly body: TruthOp }
  );

/** `low` and `high` bound the value wherever it is known, in its own scale. */
export type NumberOp = Common & {
  readonly type: 'number';
  readonly low: number;
  readonly high: number;
} & (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'column'; readonly column: Column }
    | { readonly kind: '+' | '-' | '*'; readonly left: NumberOp; readonly right: NumberOp }
    /** `yes` where every one of `tests` is known, else `no`. */
    | { readonly kind: 'known'; readonly tests: readonly NumberOp[]; readonly yes: NumberOp; readonly no: NumberOp }
    /** By a truth: `open` where it is unknown. */
    | {
        readonly kind: 'choose';
        readonly by: TruthOp;
        readonly yes: NumberOp;
        readonly no: NumberOp;
        readonly open: NumberOp;
      }
    /** The value, or unknown where it is zero. */
    | { readonly kind: 'nonzero'; readonly part: NumberOp }
    /** `part` with the sign turned where `by` is negative. */
    | { readonly kind: 'signed'; readonly by: NumberOp; readonly part: NumberOp }
    | { readonly kind: 'shiftDay' | 'shiftMonth'; readonly from: NumberOp; readonly months: NumberOp }
    /** How many listed members fulfil `where`; unknown unless all members are listed and known. */
    | { readonly kind: 'count'; readonly where: TruthOp }
    | { readonly kind: 'sum' | 'least' | 'greatest'; readonly where: TruthOp; readonly of: NumberOp }
  );

/** One rule's status, a byte: 0 not met, 1 undetermined, 2 not in force, 3 met, 4 out of scope. */
export type StatusOp = Common & {
  readonly type: 'status';
  readonly kind: 'status';
  readonly level: 'household' | 'member';
  readonly clause: string;
  /** Whom the instrument, or the rule itself, addresses. */
  readonly addressee: TruthOp;
  /** The sides that count: one for each reading, or the adopted one, or the rule itself. */
  readonly sides: readonly { readonly force: TruthOp; readonly conditions: TruthOp }[];
};

/** What a snapshot, the day or the parameters give under one name, or in answer to one clause. */
export interface Column {
  /** Its place among all columns of the program. */
  readonly id: number;
  readonly name: string;
  readonly clause?: string;
  readonly level: Level;
  readonly what: 'boolean' | 'number' | 'day' | 'month' | 'text' | 'set';
  /** The values that tests ask about; none for numbers, days and months. Grows while rules are lowered. */
  readonly values: readonly (string | boolean)[];
  /** A number is stored as the value times ten to the `scale`, at most `limit`; days and months have scale 0. */
  readonly scale: number;
  readonly limit: number;
}

/** The operations that an operation is made from. */
export function partsOfOp(op: Op): readonly Op[] {
  switch (op.kind) {
    case 'bits':
    case 'is':
    case 'number':
    case 'column':
      return [];
    case 'and':
    case 'or':
    case 'less':
    case 'atMost':
    case 'same':
    case '+':
    case '-':
    case '*':
      return [op.left, op.right];
    case 'not':
    case 'sure':
    case 'nonzero':
      return [op.part];
    case 'some':
    case 'every':
      return [op.body];
    case 'known':
      return [...op.tests, op.yes, op.no];
    case 'choose':
      return [op.by, op.yes, op.no, op.open];
    case 'signed':
      return [op.by, op.part];
    case 'shiftDay':
    case 'shiftMonth':
      return [op.from, op.months];
    case 'status':
      return [op.addressee, ...op.sides.flatMap(({ force, conditions }) => [force, conditions])];
    case 'count':
      return [op.where];
    case 'sum':
    case 'least':
    case 'greatest':
      return [op.where, op.of];
  }
}
