import { type Layout, lanePlace, numberPlace } from './layout.js';
import type { Program } from './lower.js';
import { type Op, type StatusPlan, TRUE, type TruthOp } from './op.js';
import { frontier, needed, type Written } from './write.js';

/** What one instruction does. Its operands follow it in the code. */
export const CODE = {
  end: 0,
  lane: 1,
  memberLane: 2,
  and: 3,
  or: 4,
  not: 5,
  less: 6,
  atMost: 7,
  same: 8,
  cell: 9,
  memberCell: 10,
  add: 11,
  subtract: 12,
  multiply: 13,
  known: 14,
  choose: 15,
  nonzero: 16,
  signed: 17,
  shiftDay: 18,
  shiftMonth: 19,
  some: 20,
  every: 21,
  count: 22,
  sum: 23,
  least: 24,
  greatest: 25,
  side: 26,
  agree: 27,
  store: 28,
  storeWithin: 29,
  andLane: 30,
  orLane: 31,
  andMemberLane: 32,
  orMemberLane: 33,
  sure: 34,
} as const;

/** A program as numbers. Registers of truths and of numbers are numbered apart; those of constants are filled once. */
export interface Bytecode {
  readonly code: Int32Array;
  /** Where the instructions for each member begin. */
  readonly member: number;
  readonly truths: Int32Array;
  readonly numbers: Float64Array;
}

/** Turns a program into bytecode, for places where code must not be generated. */
export function assembleBytecode(program: Program, layout: Layout): Bytecode {
  const code: number[] = [];
  const registers = { truth: new Map<Op | string, number>(), number: new Map<Op | string, number>() };
  const truthOf = (op: Op | string) => register(registers.truth, op);
  const numberOf = (op: Op | string) => register(registers.number, op);

  // A lane is read where it is used: `and` and `or` read one themselves, for others it is loaded before them. What a loop
  // loads is not there for what follows it, since the loop may have nobody to run over.
  let loaded = new Set<Op>();
  const placeOf = (op: TruthOp & { kind: 'lane' }) => [lanePlace(layout, op.level, op.cell).at, op.lane * 2] as const;
  const load = (op: Op): number => {
    if (op.kind === 'lane' && !loaded.has(op)) {
      loaded.add(op);
      code.push(op.level === 'member' ? CODE.memberLane : CODE.lane, truthOf(op), ...placeOf(op));
    }
    return truthOf(op);
  };

  const emit = (op: Op, written: Written): void => {
    switch (op.kind) {
      case 'bits':
      case 'number':
        void (op.type === 'truth' ? truthOf(op) : numberOf(op));
        return;
      case 'lane':
        return;
      case 'cell':
        return void code.push(
          op.level === 'member' ? CODE.memberCell : CODE.cell,
          numberOf(op),
          numberPlace(layout, op.level, op.cell).at,
        );
      case 'and':
      case 'or': {
        const [rest, last] = op.right.kind === 'lane' ? [op.left, op.right] : [op.right, op.left];
        const from = load(rest);
        if (last.kind !== 'lane') code.push(CODE[op.kind], truthOf(op), from, truthOf(last));
        else {
          const inLane = last.level === 'member' ? (`${op.kind}MemberLane` as const) : (`${op.kind}Lane` as const);
          code.push(CODE[inLane], truthOf(op), from, ...placeOf(last));
        }
        return;
      }
      case 'not':
      case 'sure':
        return void code.push(CODE[op.kind], truthOf(op), load(op.part));
      case 'less':
      case 'atMost':
      case 'same':
        return void code.push(CODE[op.kind], truthOf(op), numberOf(op.left), numberOf(op.right));
      case '+':
      case '-':
      case '*':
        return void code.push(
          { '+': CODE.add, '-': CODE.subtract, '*': CODE.multiply }[op.kind],
          numberOf(op),
          numberOf(op.left),
          numberOf(op.right),
        );
      case 'known':
        return void code.push(
          CODE.known,
          numberOf(op),
          numberOf(op.tests[0] ?? op.yes),
          numberOf(op.tests[1] ?? op.tests[0] ?? op.yes),
          numberOf(op.yes),
          numberOf(op.no),
        );
      case 'choose':
        return void code.push(
          CODE.choose,
          numberOf(op),
          load(op.by),
          numberOf(op.yes),
          numberOf(op.no),
          numberOf(op.open),
        );
      case 'nonzero':
        return void code.push(CODE.nonzero, numberOf(op), numberOf(op.part));
      case 'signed':
        return void code.push(CODE.signed, numberOf(op), numberOf(op.by), numberOf(op.part));
      case 'shiftDay':
      case 'shiftMonth':
        return void code.push(CODE[op.kind], numberOf(op), numberOf(op.from), numberOf(op.months));
      case 'some':
      case 'every':
        code.push(CODE[op.kind], truthOf(op), truthOf(op.body), 0);
        loop([op.body], written);
        return;
      case 'count':
        code.push(CODE.count, numberOf(op), truthOf(op.where), 0);
        loop([op.where], written);
        return;
      case 'sum':
      case 'least':
      case 'greatest':
        code.push(CODE[op.kind], numberOf(op), truthOf(op.where), numberOf(op.of), 0);
        loop([op.where, op.of], written);
        return;
    }
  };
  // The last operand of a loop is where it ends; its own instructions follow it.
  const loop = (parts: readonly Op[], written: Written): void => {
    const length = code.length - 1;
    const outside = loaded;
    loaded = new Set(outside);
    block(parts, new Map(written));
    parts.forEach(load);
    loaded = outside;
    code.push(CODE.end);
    code[length] = code.length;
  };
  const block = (roots: readonly Op[], written: Written): void => {
    for (const op of needed(roots, written)) {
      emit(op, written);
      written.set(op, '');
    }
  };
  const store = (status: StatusPlan, at: number): void => {
    const sides = status.sides.map(({ force, conditions }, index) => {
      const [holds, met] = [load(force), load(conditions)];
      if (force.kind === 'bits' && force.bits === TRUE) return met;
      const side = truthOf(`${status.clause}#${index}`);
      code.push(CODE.side, side, holds, met);
      return side;
    });
    const total = sides.reduce((left, right, index) => {
      const both = truthOf(`${status.clause} to ${index}`);
      code.push(CODE.agree, both, left, right);
      return both;
    });
    if (status.addressee.kind === 'bits' && status.addressee.bits === TRUE) code.push(CODE.store, at, total);
    else code.push(CODE.storeWithin, at, total, load(status.addressee));
  };

  const rootsOf = (statuses: readonly StatusPlan[]) =>
    statuses.flatMap((status) => [status.addressee, ...status.sides.flatMap((side) => [side.force, side.conditions])]);
  const [household, members] = (['household', 'member'] as const).map((level) =>
    program.statuses.filter((status) => status.level === level),
  ) as [StatusPlan[], StatusPlan[]];
  const written: Written = new Map();
  block([...rootsOf(household), ...frontier(rootsOf(members))], written);
  household.forEach(store);
  code.push(CODE.end);
  const member = code.length;
  block(rootsOf(members), written);
  members.forEach(store);
  code.push(CODE.end);

  const truths = new Int32Array(registers.truth.size);
  for (const [op, index] of registers.truth) if (typeof op !== 'string' && op.kind === 'bits') truths[index] = op.bits;
  const numbers = new Float64Array(registers.number.size);
  for (const [op, index] of registers.number)
    if (typeof op !== 'string' && op.kind === 'number') numbers[index] = op.value;
  return { code: Int32Array.from(code), member, truths, numbers };
}

function register(own: Map<Op | string, number>, op: Op | string): number {
  const found = own.get(op);
  if (found !== undefined) return found;
  own.set(op, own.size);
  return own.size - 1;
}
