import type { Bytecode } from './bytecode.js';
import { CODE } from './bytecode.js';
import type { Layout } from './layout.js';
import { shiftDay, shiftMonth } from './shift.js';

/** Fills `out` from `at` with the statuses of a row: the household's, then a block for each member. */
export type Statuses = (
  lanes: Int32Array,
  numbers: Float64Array,
  members: number,
  blocks: number,
  rest: number,
  out: Uint8Array,
  at: number,
) => void;

/** Runs bytecode: one loop over its instructions, no code generation, no allocation. */
export function createBytecodeRunner({ code, member, truths: t, numbers: n }: Bytecode, layout: Layout): Statuses {
  const [laneBase, numberBase, statusBase] = [layout.lanes.length, layout.numbers.length, layout.clauses.length];
  const [laneStep, numberStep, statusStep] = [
    layout.memberLanes.length,
    layout.memberNumbers.length,
    layout.memberClauses.length,
  ];
  let c: Int32Array = new Int32Array(0);
  let x: Float64Array = new Float64Array(0);
  let out: Uint8Array = new Uint8Array(0);
  let listed = 0;
  let rest = 0;

  const run = (start: number, lane: number, number: number, at: number): void => {
    let pc = start;
    // Registers, cells and places are numbered by the assembler: none can be absent.
    const arg = (offset: number) => code[pc + offset] as number;
    for (;;) {
      // Numbers, so that the engine can jump by them; the types hold them to their names.
      switch (code[pc]) {
        case 1 satisfies typeof CODE.lane:
          t[arg(1)] = ((c[arg(2)] as number) >>> arg(3)) & 3;
          pc += 4;
          break;
        case 2 satisfies typeof CODE.memberLane:
          t[arg(1)] = ((c[lane + arg(2)] as number) >>> arg(3)) & 3;
          pc += 4;
          break;
        case 3 satisfies typeof CODE.and:
          t[arg(1)] = (t[arg(2)] as number) & (t[arg(3)] as number);
          pc += 4;
          break;
        case 4 satisfies typeof CODE.or:
          t[arg(1)] = (t[arg(2)] as number) | (t[arg(3)] as number);
          pc += 4;
          break;
        case 30 satisfies typeof CODE.andLane:
          t[arg(1)] = (t[arg(2)] as number) & ((c[arg(3)] as number) >>> arg(4));
          pc += 5;
          break;
        case 31 satisfies typeof CODE.orLane:
          t[arg(1)] = (t[arg(2)] as number) | (((c[arg(3)] as number) >>> arg(4)) & 3);
          pc += 5;
          break;
        case 32 satisfies typeof CODE.andMemberLane:
          t[arg(1)] = (t[arg(2)] as number) & ((c[lane + arg(3)] as number) >>> arg(4));
          pc += 5;
          break;
        case 33 satisfies typeof CODE.orMemberLane:
          t[arg(1)] = (t[arg(2)] as number) | (((c[lane + arg(3)] as number) >>> arg(4)) & 3);
          pc += 5;
          break;
        case 5 satisfies typeof CODE.not:
          t[arg(1)] = (7 >>> ((t[arg(2)] as number) << 1)) & 3;
          pc += 3;
          break;
        case 34 satisfies typeof CODE.sure:
          t[arg(1)] = ((t[arg(2)] as number) >>> 1) * 3;
          pc += 3;
          break;
        case 6 satisfies typeof CODE.less: {
          const [a, b] = [n[arg(2)] as number, n[arg(3)] as number];
          t[arg(1)] = a < b ? 3 : a >= b ? 0 : 1;
          pc += 4;
          break;
        }
        case 7 satisfies typeof CODE.atMost: {
          const [a, b] = [n[arg(2)] as number, n[arg(3)] as number];
          t[arg(1)] = a <= b ? 3 : a > b ? 0 : 1;
          pc += 4;
          break;
        }
        case 8 satisfies typeof CODE.same: {
          const [a, b] = [n[arg(2)] as number, n[arg(3)] as number];
          t[arg(1)] = a === b ? 3 : a < b || a > b ? 0 : 1;
          pc += 4;
          break;
        }
        case 9 satisfies typeof CODE.cell:
          n[arg(1)] = x[arg(2)] as number;
          pc += 3;
          break;
        case 10 satisfies typeof CODE.memberCell:
          n[arg(1)] = x[number + arg(2)] as number;
          pc += 3;
          break;
        case 11 satisfies typeof CODE.add:
          n[arg(1)] = (n[arg(2)] as number) + (n[arg(3)] as number);
          pc += 4;
          break;
        case 12 satisfies typeof CODE.subtract:
          n[arg(1)] = (n[arg(2)] as number) - (n[arg(3)] as number);
          pc += 4;
          break;
        case 13 satisfies typeof CODE.multiply:
          n[arg(1)] = (n[arg(2)] as number) * (n[arg(3)] as number);
          pc += 4;
          break;
        case 14 satisfies typeof CODE.known:
          n[arg(1)] = (Number.isNaN(n[arg(2)]) || Number.isNaN(n[arg(3)]) ? n[arg(5)] : n[arg(4)]) as number;
          pc += 6;
          break;
        case 15 satisfies typeof CODE.choose: {
          const by = t[arg(2)];
          n[arg(1)] = n[by === 3 ? arg(3) : by === 0 ? arg(4) : arg(5)] as number;
          pc += 6;
          break;
        }
        case 16 satisfies typeof CODE.nonzero:
          n[arg(1)] = n[arg(2)] === 0 ? Number.NaN : (n[arg(2)] as number);
          pc += 3;
          break;
        case 17 satisfies typeof CODE.signed:
          n[arg(1)] = (n[arg(2)] as number) < 0 ? -(n[arg(3)] as number) : (n[arg(3)] as number);
          pc += 4;
          break;
        case 18 satisfies typeof CODE.shiftDay:
          n[arg(1)] = shiftDay(n[arg(2)] as number, n[arg(3)] as number);
          pc += 4;
          break;
        case 19 satisfies typeof CODE.shiftMonth:
          n[arg(1)] = shiftMonth(n[arg(2)] as number, n[arg(3)] as number);
          pc += 4;
          break;
        case 20 satisfies typeof CODE.some:
        case 21 satisfies typeof CODE.every: {
          const some = code[pc] === CODE.some;
          let all = some ? rest : 3 - 2 * rest;
          for (let m = 0; m < listed; m++) {
            run(pc + 4, laneBase + m * laneStep, numberBase + m * numberStep, at);
            all = some ? all | (t[arg(2)] as number) : all & (t[arg(2)] as number);
          }
          t[arg(1)] = all;
          pc = arg(3);
          break;
        }
        case 22 satisfies typeof CODE.count:
        case 23 satisfies typeof CODE.sum:
        case 24 satisfies typeof CODE.least:
        case 25 satisfies typeof CODE.greatest:
          pc = fold(pc, at);
          break;
        case 26 satisfies typeof CODE.side: {
          const force = t[arg(2)] as number;
          t[arg(1)] = (force & (t[arg(3)] as number)) | (((force & 1) ^ 1) << 1);
          pc += 4;
          break;
        }
        case 27 satisfies typeof CODE.agree: {
          const [a, b] = [t[arg(2)] as number, t[arg(3)] as number];
          t[arg(1)] = a === b ? a : (a | b) & 1;
          pc += 4;
          break;
        }
        case 28 satisfies typeof CODE.store:
          out[at + arg(1)] = t[arg(2)] as number;
          pc += 3;
          break;
        case 29 satisfies typeof CODE.storeWithin: {
          const addressed = t[arg(3)];
          out[at + arg(1)] = addressed === 3 ? (t[arg(2)] as number) : addressed === 1 ? 1 : 4;
          pc += 4;
          break;
        }
        default:
          return;
      }
    }
  };

  // Over the members that fulfil a condition; unknown where not all are listed or the condition is not known of each.
  const fold = (pc: number, at: number): number => {
    const kind = code[pc];
    const counts = kind === CODE.count;
    const [target, where, of, end] = [
      code[pc + 1],
      code[pc + 2],
      counts ? 0 : code[pc + 3],
      code[pc + (counts ? 3 : 4)],
    ] as [number, number, number, number];
    const none = kind === CODE.least ? Number.POSITIVE_INFINITY : kind === CODE.greatest ? Number.NEGATIVE_INFINITY : 0;
    let total = rest === 0 ? none : Number.NaN;
    for (let m = 0; m < listed; m++) {
      run(pc + (counts ? 4 : 5), laneBase + m * laneStep, numberBase + m * numberStep, at);
      const chosen = t[where];
      const value = chosen === 3 ? (counts ? 1 : (n[of] as number)) : chosen === 0 ? none : Number.NaN;
      total =
        kind === CODE.least ? Math.min(total, value) : kind === CODE.greatest ? Math.max(total, value) : total + value;
    }
    n[target] = Number.isFinite(total) ? total : Number.NaN;
    return end;
  };

  return (lanes, numbers, members, blocks, remaining, into, at) => {
    c = lanes;
    x = numbers;
    out = into;
    listed = members;
    rest = remaining;
    run(0, 0, 0, at);
    if (statusStep === 0) return;
    for (let block = 0; block < blocks; block++)
      run(member, laneBase + block * laneStep, numberBase + block * numberStep, at + statusBase + block * statusStep);
  };
}
