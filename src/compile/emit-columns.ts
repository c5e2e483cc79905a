import { type ColumnLayout, LANES_A_BYTE } from './column-layout.js';
import { type Layout, lanePlace, numberPlace } from './layout.js';
import type { Program } from './lower.js';
import { type Op, partsOfOp, type StatusPlan, type TruthOp } from './op.js';
import { SHIFT_SOURCE } from './shift.js';
import { type Dialect, frontier, type Written, writeBlock } from './write.js';
import { type LaneLeaves, lanesStatus, writeLanes } from './write-lanes.js';

/** Generated text that declares `kernel` (a {@link Kernel}), and how many scratch columns it works with. */
export interface ColumnText {
  readonly text: string;
  readonly scratch: number;
  readonly memberScratch: number;
  readonly uniform: number;
  /** Pairs of scratch columns: truths of households that members' rules use, and where each member gets its copy. */
  readonly copies: readonly (readonly [from: number, to: number])[];
}

/** Leaves that one generated loop reads at most: more would not stay in registers. */
const LEAVES = 10;

/**
 * The statuses of columns as JavaScript: many short loops over a chunk of rows. Comparisons of numbers and loops over
 * members are answered row by row into scratch columns; all else is done on the bits of four rows at a time.
 */
export function emitColumns(program: Program, layout: Layout, columns: ColumnLayout): ColumnText {
  const of = (level: 'household' | 'member') => program.statuses.filter((status) => status.level === level);
  const [household, members] = [of('household'), of('member')];
  const [householdRoots, memberRoots] = [household.flatMap(rootsOf), members.flatMap(rootsOf)];

  // What members' rules use of the household is worked out once a household; numbers are compared row by row.
  const shared = truthsAbove(memberRoots);
  const memberRows = rowOps(memberRoots, 'member');
  const householdRows = rowOps([...householdRoots, ...shared], 'household');
  const memberNumbers = frontier(memberRows).filter((op) => op.level === 'household');
  const uniform = uniformOps([...householdRoots, ...memberRoots, ...householdRows, ...memberRows, ...memberNumbers]);
  const numbered = (ops: readonly Op[]) => new Map<Op, number>([...new Set(ops)].map((op, index) => [op, index]));
  const [slot, memberSlot, uniformSlot] = [
    numbered([...householdRows, ...shared]),
    numbered([...memberRows, ...shared]),
    numbered(uniform),
  ];
  const place = new Map(program.statuses.map((status, index) => [status, index]));

  const dialect = columnDialect(layout, columns);
  const settled = (): Written =>
    new Map(
      uniform.map((op) => [op, op.type === 'truth' ? `(u${uniformSlot.get(op)} & 3)` : `v${uniformSlot.get(op)}`]),
    );
  const leavesOf = (answered: ReadonlyMap<Op, number>, without: ReadonlySet<Op>, array: string): LaneLeaves => ({
    leaf: (op) => {
      if (answered.has(op) && !without.has(op)) return `${array}${answered.get(op)}[k]`;
      if (uniformSlot.has(op)) return `u${uniformSlot.get(op)}`;
      return op.kind === 'lane' ? laneWord(op, layout, columns, 'q') : null;
    },
  });
  // A shared truth is no leaf where it is itself worked out.
  const worked = new Set<Op>(shared.filter((op) => !householdRows.includes(op)));
  const householdLeaves = leavesOf(slot, worked, 'z');
  const memberLeaves = leavesOf(memberSlot, new Set(), 'y');
  const toItem = (status: StatusPlan): LaneItem => ({
    roots: rootsOf(status),
    lines: (written) => [`// ${status.clause}`, ...lanesStatus(`o${place.get(status)}[q]`, status, written)],
  });
  const toCopy = (op: TruthOp): LaneItem => ({
    roots: [op],
    lines: (written) => [`z${slot.get(op)}[k] = ${written.get(op)};`],
  });

  const uniformWritten: Written = new Map();
  const uniformLines = [
    ...uniformDeclarations(uniform, layout),
    ...writeBlock([...uniform, ...uniform], uniformWritten, dialect),
  ];
  for (const op of uniform)
    uniformLines.push(
      op.type === 'truth'
        ? `a.u[${uniformSlot.get(op)}] = ${uniformWritten.get(op)} * 0x01010101;`
        : `a.v[${uniformSlot.get(op)}] = ${uniformWritten.get(op)};`,
    );

  const parts = {
    rows: inGroups(householdRows, 6).map((ops) => {
      const written = settled();
      return [
        'for (let i = from, k = 0; i < to; i++, k++) {',
        ...indent([
          ...writeBlock(ops, written, dialect),
          ...ops.map((op) => `s${slot.get(op)}[k] = ${written.get(op)};`),
        ]),
        '}',
      ];
    }),
    lanes: laneLoops([...shared.filter((op) => worked.has(op)).map(toCopy), ...household.map(toItem)], householdLeaves),
    memberRows: inGroups(memberRows, 6).map((ops) => {
      const written = settled();
      const outer = writeBlock([...memberNumbers, ...memberNumbers], written, dialect);
      const inner = [
        ...writeBlock(ops, written, dialect),
        ...ops.map((op) => `m${memberSlot.get(op)}[p] = ${written.get(op)};`),
      ];
      return [
        'for (let i = from, p = left; i < to; i++) {',
        ...indent([...outer, 'for (let m = off[i]; m < off[i + 1]; m++, p++) {', ...indent(inner), '}']),
        '}',
      ];
    }),
    memberLanes: laneLoops(members.map(toItem), memberLeaves),
  };
  const functions = Object.entries(parts).flatMap(([kind, list]) =>
    list.map((lines, index) => functionText(`${kind}${index}`, lines)),
  );
  const names = Object.entries(parts).map(
    ([kind, list]) => `${kind}: [${list.map((_, index) => `${kind}${index}`).join(', ')}]`,
  );
  const text = [
    ...functions,
    `function uniform(a, c, x) {`,
    ...indent(uniformLines),
    '}',
    `const kernel = { uniform, ${names.join(', ')} };`,
  ].join('\n');
  return {
    text: text.includes('shift') ? `${SHIFT_SOURCE}\n${text}` : text,
    scratch: slot.size,
    memberScratch: memberSlot.size,
    uniform: uniform.length,
    copies: shared.map((op) => [slot.get(op) ?? 0, memberSlot.get(op) ?? 0] as const),
  };
}

/** Something to be worked out on the bits of four rows. */
interface LaneItem {
  readonly roots: readonly TruthOp[];
  readonly lines: (written: ReadonlyMap<Op, string>) => string[];
}

function rootsOf(status: StatusPlan): TruthOp[] {
  return [status.addressee, ...status.sides.flatMap((side) => [side.force, side.force, side.conditions])];
}

/** Loops over words, each with as many items as read few enough leaves together. */
function laneLoops(items: readonly LaneItem[], leaves: LaneLeaves): string[][] {
  const loops: LaneItem[][] = [];
  let read = new Set<string>();
  for (const item of items) {
    const own = leavesRead(item.roots, leaves);
    const last = loops.at(-1);
    const together = new Set([...read, ...own]);
    if (last !== undefined && (together.size <= LEAVES || own.size === 0)) {
      last.push(item);
      read = together;
    } else {
      loops.push([item]);
      read = own;
    }
  }
  return loops.map((loop) => {
    const written = new Map<Op, string>();
    const words = writeLanes(
      loop.flatMap((item) => item.roots),
      written,
      leaves,
    );
    return [
      'for (let q = from, k = 0; q < to; q++, k++) {',
      ...indent([...words, ...loop.flatMap((item) => item.lines(written))]),
      '}',
    ];
  });
}

function leavesRead(roots: readonly TruthOp[], leaves: LaneLeaves): Set<string> {
  const found = new Set<string>();
  const visit = (op: TruthOp): void => {
    const leaf = leaves.leaf(op);
    if (leaf !== null) for (const name of leaf.match(/[a-z]\d+/) ?? []) found.add(name);
    else if (op.kind === 'and' || op.kind === 'or') {
      visit(op.left);
      visit(op.right);
    } else if (op.kind === 'not' || op.kind === 'sure') visit(op.part);
  };
  roots.forEach(visit);
  return found;
}

// Arrays are taken out of the context by the letters that the text uses.
function functionText(name: string, lines: readonly string[]): string {
  const used = new Set(
    lines
      .filter((line) => !line.trimStart().startsWith('//'))
      .flatMap((line) => line.match(/\b[wbdszmyouv]\d+\b/g) ?? []),
  );
  const declared = [...used].map((array) => `const ${array} = a.${array.charAt(0)}[${array.slice(1)}];`);
  return [
    `function ${name}(a, from, to, left) {`,
    ...indent(['const off = a.off, inc = a.inc;', ...declared, ...lines]),
    '}',
  ].join('\n');
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function inGroups<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/** Truths below some roots that are answered row by row: comparisons of numbers, and loops over members. */
function rowOps(roots: readonly TruthOp[], level: 'household' | 'member'): TruthOp[] {
  const found = new Set<TruthOp>();
  const seen = new Set<TruthOp>();
  const visit = (op: TruthOp): void => {
    if (seen.has(op) || op.level === 'uniform') return;
    seen.add(op);
    if (op.kind === 'and' || op.kind === 'or') {
      visit(op.left);
      visit(op.right);
    } else if (op.kind === 'not' || op.kind === 'sure') visit(op.part);
    else if (op.kind !== 'lane' && op.kind !== 'bits' && op.level === level) found.add(op);
  };
  roots.forEach(visit);
  return [...found];
}

/** The outermost truths of households below truths of members. What comparisons of members' numbers use is not among them. */
function truthsAbove(roots: readonly TruthOp[]): TruthOp[] {
  const found = new Set<TruthOp>();
  const seen = new Set<TruthOp>();
  const visit = (op: TruthOp): void => {
    if (seen.has(op)) return;
    seen.add(op);
    if (op.level === 'household') found.add(op);
    else if (op.kind === 'and' || op.kind === 'or') {
      visit(op.left);
      visit(op.right);
    } else if (op.kind === 'not' || op.kind === 'sure') visit(op.part);
  };
  roots.forEach(visit);
  return [...found];
}

/** The outermost operations below some roots that depend on the day and the parameters alone. */
function uniformOps(roots: readonly Op[]): Op[] {
  const found = new Set<Op>();
  const seen = new Set<Op>();
  const visit = (op: Op): void => {
    if (seen.has(op)) return;
    seen.add(op);
    if (op.level === 'uniform') {
      if (op.kind !== 'bits' && op.kind !== 'number') found.add(op);
    } else partsOfOp(op).forEach(visit);
  };
  roots.forEach(visit);
  return [...found];
}

function uniformDeclarations(uniform: readonly Op[], layout: Layout): string[] {
  const lines = new Set<string>();
  const visit = (op: Op): void => {
    if (op.kind === 'lane')
      lines.add(`const c${lanePlace(layout, 'uniform', op.cell).at} = c[${lanePlace(layout, 'uniform', op.cell).at}];`);
    if (op.kind === 'cell')
      lines.add(
        `const x${numberPlace(layout, 'uniform', op.cell).at} = x[${numberPlace(layout, 'uniform', op.cell).at}];`,
      );
    partsOfOp(op).forEach(visit);
  };
  uniform.forEach(visit);
  return [...lines];
}

function byteIndex(
  op: TruthOp & { kind: 'lane' },
  layout: Layout,
  columns: ColumnLayout,
): { index: number; shift: number; single: boolean } {
  const { at } = lanePlace(layout, op.level, op.cell);
  const level = op.level === 'member' ? 'member' : 'household';
  const part = Math.floor(op.lane / LANES_A_BYTE) * LANES_A_BYTE * 2;
  const index = columns.bytes.findIndex(
    (column) => column.level === level && column.at === at && column.shift === part,
  );
  return { index, shift: (op.lane % LANES_A_BYTE) * 2, single: columns.bytes[index]?.values.length === 1 };
}

function laneWord(op: TruthOp & { kind: 'lane' }, layout: Layout, columns: ColumnLayout, at: string): string {
  const { index, shift, single } = byteIndex(op, layout, columns);
  if (single) return `w${index}[${at}]`;
  return shift === 0 ? `(w${index}[${at}] & 0x03030303)` : `(w${index}[${at}] >>> ${shift} & 0x03030303)`;
}

function columnDialect(layout: Layout, columns: ColumnLayout): Dialect {
  return {
    rest: 'inc[i]',
    order: (holds, fails) => `(((${holds}) << 1) | ((${fails}) ^ 1))`,
    loop: (_inner, statements) => [
      'for (let m = off[i], e = off[i + 1] - inc[i]; m < e; m++) {',
      ...statements.map((line) => `  ${line}`),
      '}',
    ],
    lane: (op) => {
      if (op.level === 'uniform') return `(c${lanePlace(layout, 'uniform', op.cell).at} >>> ${op.lane * 2} & 3)`;
      const { index, shift } = byteIndex(op, layout, columns);
      return `(b${index}[${op.level === 'member' ? 'm' : 'i'}] >>> ${shift} & 3)`;
    },
    cell: (op) => {
      const { at } = numberPlace(layout, op.level, op.cell);
      if (op.level === 'uniform') return `x${at}`;
      const level = op.level === 'member' ? 'member' : 'household';
      return `d${columns.doubles.findIndex((column) => column.level === level && column.at === at)}[${level === 'member' ? 'm' : 'i'}]`;
    },
  };
}
