import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { checkDay, type DecideOptions, readSettings } from '../evaluate/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import { assembleBytecode } from './bytecode.js';
import { type ByteColumn, type ColumnLayout, columnLayout, type DoubleColumn } from './column-layout.js';
import { emitColumns } from './emit-columns.js';
import { generateFunction } from './generate.js';
import { type Layout, layoutOf } from './layout.js';
import { lower, type Program } from './lower.js';
import { createRuleSetBlanks, type Row } from './row.js';
import { createBytecodeRunner } from './run-bytecode.js';

/** Households side by side: one array a column, members one after another. */
export interface ColumnSet {
  /** In the order of `columns.bytes`; lengths are multiples of four. */
  readonly bytes: readonly Uint8Array[];
  /** In the order of `columns.doubles`. */
  readonly doubles: readonly Float64Array[];
  /** Where the members of each household begin among the members; one more entry for the end. */
  readonly offsets: Int32Array;
  /** 1 where members may be missing from the list: then the last of a household's members is one of whom nothing is known. */
  readonly incomplete: Uint8Array;
}

/** What holds for a whole batch. */
export interface Batch {
  /** The evaluation date, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The area of all households of the batch, for parameters that differ by area. */
  readonly localArea?: string;
}

export interface CompiledColumns {
  readonly mode: 'generated' | 'bytecode';
  readonly columns: { readonly bytes: readonly ByteColumn[]; readonly doubles: readonly DoubleColumn[] };
  /** One for each rule: a column of statuses, of households or of members. */
  readonly outcomes: readonly { readonly clause: string; readonly level: 'household' | 'member' }[];
  /** An empty set with all values unknown. `members` counts one more for each household whose list may be incomplete. */
  allocate(households: number, members: number): ColumnSet;
  allocateOutcomes(households: number, members: number): Uint8Array[];
  /** Puts a row into a set, rows in order; false when its values do not fit exactly: evaluate such a row by itself. */
  put(set: ColumnSet, index: number, row: Row): boolean;
  /** Fills the outcome columns for the first `count` households, allocating nothing. */
  evaluate(set: ColumnSet, count: number, out: readonly Uint8Array[], batch: Batch): void;
}

/** The arrays that generated loops work on, by the letter that their text uses. */
interface Context {
  readonly b: readonly Uint8Array[];
  readonly w: readonly Int32Array[];
  readonly d: readonly Float64Array[];
  readonly off: Int32Array;
  readonly inc: Uint8Array;
  readonly s: readonly Uint8Array[];
  readonly z: readonly Int32Array[];
  readonly m: readonly Uint8Array[];
  readonly y: readonly Int32Array[];
  readonly o: readonly Int32Array[];
  readonly u: Int32Array;
  readonly v: Float64Array;
}
type Loop = (context: Context, from: number, to: number, left: number) => void;
interface Kernel {
  readonly uniform: (context: Context, c: Int32Array, x: Float64Array) => void;
  readonly rows: readonly Loop[];
  readonly lanes: readonly Loop[];
  readonly memberRows: readonly Loop[];
  readonly memberLanes: readonly Loop[];
}

// Rows that are worked on together: small enough for the nearest cache. A household has at most 201 members.
const CHUNK = 1024;
const MEMBER_CHUNK = 8192;

/**
 * Compiles a rule set for columns: typed arrays in, one byte an outcome out, without allocation. Truths are worked out on
 * the bits of four rows at a time.
 * @throws JiantuiError `bad-parameters`, `bad-option` (also where the rules cannot be compiled)
 */
export function compileColumns(
  ruleSet: RuleSet,
  options: Pick<DecideOptions, 'parameters' | 'adopt'> & { readonly mode?: 'auto' | 'generated' | 'bytecode' } = {},
): CompiledColumns {
  const settings = readSettings(ruleSet, options);
  const lowered = lower(ruleSet, settings.parameters, settings.adopted);
  if (!lowered.ok)
    throw new JiantuiError('bad-option', [
      { code: 'not-compilable', path: [ruleSet.jurisdiction], found: lowered.why },
    ]);
  const layout = layoutOf(lowered.program);
  const columns = columnLayout(layout);
  const blanks = createRuleSetBlanks(ruleSet, layout, settings.parameters);
  const kernel =
    (options.mode === 'bytecode' ? null : generatedKernel(lowered.program, layout, columns)) ??
    bytecodeKernel(lowered.program, layout, columns);
  const views = new WeakMap<object, readonly Int32Array[]>();
  const words = (arrays: readonly Uint8Array[]): readonly Int32Array[] => {
    let found = views.get(arrays);
    if (found === undefined)
      views.set(
        arrays,
        (found = arrays.map((array) => new Int32Array(array.buffer, array.byteOffset, array.length >> 2))),
      );
    return found;
  };
  const sizeOf = (level: string, households: number, members: number) => (level === 'member' ? members : households);
  return Object.freeze({
    mode: kernel.mode,
    columns,
    outcomes: Object.freeze(lowered.program.statuses.map(({ clause, level }) => Object.freeze({ clause, level }))),
    allocate: (households: number, members: number): ColumnSet => ({
      bytes: columns.bytes.map((column) =>
        new Uint8Array(padded(sizeOf(column.level, households, members))).fill(column.unknown),
      ),
      doubles: columns.doubles.map((column) =>
        new Float64Array(sizeOf(column.level, households, members)).fill(Number.NaN),
      ),
      offsets: new Int32Array(households + 1),
      incomplete: new Uint8Array(households),
    }),
    allocateOutcomes: (households: number, members: number) =>
      lowered.program.statuses.map(({ level }) => new Uint8Array(padded(sizeOf(level, households, members)))),
    put: (set: ColumnSet, index: number, row: Row) => row.exact && put(columns, layout, set, index, row),
    evaluate: (set: ColumnSet, count: number, out: readonly Uint8Array[], { asOf: given, localArea }: Batch) => {
      const asOf = checkDay(given);
      const blank = blanks.make(asOf, localArea ?? null, 0);
      if (blank === null)
        throw new JiantuiError('bad-option', [{ code: 'too-large', path: ['parameters'], found: shown(asOf) }]);
      kernel.run(
        set.bytes,
        words(set.bytes),
        set.doubles,
        set.offsets,
        set.incomplete,
        count,
        blank.lanes,
        blank.numbers,
        out,
        words(out),
      );
    },
  });
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function put({ bytes, doubles }: ColumnLayout, layout: Layout, set: ColumnSet, index: number, row: Row): boolean {
  const first = set.offsets[index] as number;
  set.offsets[index + 1] = first + row.blocks;
  set.incomplete[index] = row.blocks - row.members;
  for (let block = -1; block < row.blocks; block++) {
    const level = block < 0 ? 'household' : 'member';
    const at = block < 0 ? index : first + block;
    const lane = block < 0 ? 0 : layout.lanes.length + block * layout.memberLanes.length;
    const number = block < 0 ? 0 : layout.numbers.length + block * layout.memberNumbers.length;
    bytes.forEach((column, place) => {
      if (column.level === level)
        (set.bytes[place] as Uint8Array)[at] = (row.lanes[lane + column.at] as number) >>> column.shift;
    });
    doubles.forEach((column, place) => {
      if (column.level === level) (set.doubles[place] as Float64Array)[at] = row.numbers[number + column.at] as number;
    });
  }
  return true;
}

type Run = (
  bytes: readonly Uint8Array[],
  words: readonly Int32Array[],
  doubles: readonly Float64Array[],
  offsets: Int32Array,
  incomplete: Uint8Array,
  count: number,
  c: Int32Array,
  x: Float64Array,
  out: readonly Uint8Array[],
  outWords: readonly Int32Array[],
) => void;

function generatedKernel(
  program: Program,
  layout: Layout,
  columns: ColumnLayout,
): { mode: 'generated'; run: Run } | null {
  const { text, scratch, memberScratch, uniform, copies } = emitColumns(program, layout, columns);
  const kernel = generateFunction<Kernel>(text, 'kernel');
  if (kernel === null) return null;
  const rooms = (count: number, size: number) => Array.from({ length: count }, () => new Uint8Array(size));
  const words = (list: readonly Uint8Array[]) => list.map((array) => new Int32Array(array.buffer));
  const [s, m] = [rooms(scratch, CHUNK), rooms(memberScratch, MEMBER_CHUNK + 8)];
  const own = { s, z: words(s), m, y: words(m), u: new Int32Array(uniform), v: new Float64Array(uniform) };
  const run: Run = (b, w, d, off, inc, count, c, x, _out, o) => {
    const context: Context = { b, w, d, off, inc, o, ...own };
    kernel.uniform(context, c, x);
    // A word of four members may belong to two chunks: it is done with the second, its beginning is kept until then.
    let left = 0;
    let word = 0;
    for (let from = 0, to = 0; from < count; from = to) {
      to = chunkEnd(off, from, Math.min(from + CHUNK, count));
      for (const loop of kernel.rows) loop(context, from, to, 0);
      for (const loop of kernel.lanes) loop(context, from >> 2, (to + 3) >> 2, 0);
      if (kernel.memberLanes.length === 0) continue;
      for (const loop of kernel.memberRows) loop(context, from, to, left);
      for (const [source, target] of copies)
        copyToMembers(s[source] as Uint8Array, m[target] as Uint8Array, off, from, to, left);
      const rows = off[to] as number;
      const end = to === count ? (rows + 3) >> 2 : rows >> 2;
      for (const loop of kernel.memberLanes) loop(context, word, end, 0);
      for (const each of own.y) each[0] = each[end - word] as number;
      word = end;
      left = rows - end * 4;
    }
  };
  return { mode: 'generated', run };
}

/** Ends a chunk earlier where its members would be too many; always after whole groups of four households. */
function chunkEnd(off: Int32Array, from: number, to: number): number {
  let end = to;
  while ((off[end] as number) - (off[from] as number) > MEMBER_CHUNK - 8 && end - from > 4)
    end = from + Math.max(4, ((end - from) >> 3) << 2);
  return end;
}

/** Gives each member the truth of its household. */
function copyToMembers(
  source: Uint8Array,
  target: Uint8Array,
  off: Int32Array,
  from: number,
  to: number,
  left: number,
): void {
  const shift = left - (off[from] as number);
  for (let i = from; i < to; i++) {
    const value = source[i - from] as number;
    for (let p = (off[i] as number) + shift, end = (off[i + 1] as number) + shift; p < end; p++) target[p] = value;
  }
}

/** Where code must not be generated: each household is gathered into a row and run through the bytecode. */
function bytecodeKernel(
  program: Program,
  layout: Layout,
  { bytes, doubles }: ColumnLayout,
): { mode: 'bytecode'; run: Run } {
  const statuses = createBytecodeRunner(assembleBytecode(program, layout), layout);
  const most = 202;
  const [laneStep, numberStep, statusStep] = [
    layout.memberLanes.length,
    layout.memberNumbers.length,
    layout.memberClauses.length,
  ];
  const lanes = new Int32Array(layout.lanes.length + most * laneStep);
  const numbers = new Float64Array(layout.numbers.length + most * numberStep);
  const row = new Uint8Array(layout.clauses.length + most * statusStep);
  const places = new Map([...layout.clauses, ...layout.memberClauses].map((clause, index) => [clause, index]));
  const outcomes = program.statuses.map(({ clause, level }) => ({
    member: level === 'member',
    at: places.get(clause) ?? 0,
  }));
  const run: Run = (b, _w, d, off, inc, count, c, x, out) => {
    lanes.set(c);
    numbers.set(x);
    for (let i = 0; i < count; i++) {
      const [first, blocks] = [off[i] as number, (off[i + 1] as number) - (off[i] as number)];
      for (let block = -1; block < blocks; block++) {
        const at = block < 0 ? i : first + block;
        const [lane, number] =
          block < 0 ? [0, 0] : [layout.lanes.length + block * laneStep, layout.numbers.length + block * numberStep];
        for (const [place, column] of bytes.entries()) {
          if ((column.level === 'member') !== block >= 0) continue;
          const own = column.shift === 0 ? 0 : (lanes[lane + column.at] as number) & ((1 << column.shift) - 1);
          lanes[lane + column.at] = own | (((b[place] as Uint8Array)[at] as number) << column.shift);
        }
        for (const [place, column] of doubles.entries())
          if ((column.level === 'member') === block >= 0)
            numbers[number + column.at] = (d[place] as Float64Array)[at] as number;
      }
      const rest = inc[i] as number;
      statuses(lanes, numbers, blocks - rest, blocks, rest, row, 0);
      for (const [place, { member, at }] of outcomes.entries()) {
        const target = out[place] as Uint8Array;
        if (!member) target[i] = row[at] as number;
        else
          for (let block = 0; block < blocks; block++) target[first + block] = row[at + block * statusStep] as number;
      }
    }
  };
  return { mode: 'bytecode', run };
}
