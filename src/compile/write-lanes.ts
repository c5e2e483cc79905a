import { type Op, type StatusPlan, TRUE, type TruthOp } from './op.js';

/** One in each byte of a 32-bit word: a word holds the truths of four rows. */
const ONES = '0x01010101';

/** How the leaves of four rows at a time are spelled. */
export interface LaneLeaves {
  /** Text of an operation that is read and not worked out here: a column, a scratch column, a splat; null for others. */
  leaf(op: TruthOp): string | null;
}

/** Truth operations of four rows at once, on the bits of a word. What is used more than once gets a name. */
export function writeLanes(roots: readonly TruthOp[], written: Map<Op, string>, leaves: LaneLeaves): string[] {
  const uses = new Map<TruthOp, number>();
  const order: TruthOp[] = [];
  const visit = (op: TruthOp, weight: number): void => {
    const before = uses.get(op) ?? 0;
    uses.set(op, before + weight);
    if (before > 0 || written.has(op) || leaves.leaf(op) !== null) {
      if (before === 0) order.push(op);
      return;
    }
    if (op.kind === 'and' || op.kind === 'or') {
      visit(op.left, 1);
      visit(op.right, 1);
    } else if (op.kind === 'not') visit(op.part, 2);
    else if (op.kind === 'sure') visit(op.part, 1);
    order.push(op);
  };
  for (const root of roots) visit(root, 1);
  const lines: string[] = [];
  for (const op of order) {
    if (written.has(op)) continue;
    const text = lanesText(op, written, leaves);
    if ((uses.get(op) ?? 0) > 1 && op.kind !== 'bits') {
      lines.push(`const n${op.id} = ${text};`);
      written.set(op, `n${op.id}`);
    } else written.set(op, text);
  }
  return lines;
}

function lanesText(op: TruthOp, written: Map<Op, string>, leaves: LaneLeaves): string {
  const leaf = leaves.leaf(op);
  if (leaf !== null) return leaf;
  const part = (each: Op) => written.get(each) ?? '0';
  switch (op.kind) {
    case 'bits':
      return `0x0${op.bits}0${op.bits}0${op.bits}0${op.bits}`;
    case 'and':
      return `(${part(op.left)} & ${part(op.right)})`;
    case 'or':
      return `(${part(op.left)} | ${part(op.right)})`;
    case 'not':
      return `((${part(op.part)} >>> 1 & ${ONES} ^ ${ONES}) | (${part(op.part)} & ${ONES} ^ ${ONES}) << 1)`;
    case 'sure':
      return `((${part(op.part)} >>> 1 & ${ONES}) * 3)`;
    default:
      return '0';
  }
}

/** The status of a rule for four rows, stored in `target`. */
export function lanesStatus(target: string, status: StatusPlan, written: ReadonlyMap<Op, string>): string[] {
  const text = (op: TruthOp) => written.get(op) ?? '0';
  const isTrue = (op: TruthOp) => op.kind === 'bits' && op.bits === TRUE;
  const sides = status.sides.map(({ force, conditions }) =>
    isTrue(force)
      ? text(conditions)
      : `${text(force)} & ${text(conditions)} | (${text(force)} & ${ONES} ^ ${ONES}) << 1`,
  );
  const [only = '0', ...others] = sides;
  if (others.length === 0 && isTrue(status.addressee)) return [`${target} = ${only};`];
  const lines = [`let r = ${only};`];
  if (others.length > 0) lines.push('let s, e;');
  for (const side of others) {
    // Where two readings differ: 1 if either is open or met, else 0.
    lines.push(`s = ${side};`, `e = ((r ^ s) | (r ^ s) >>> 1) & ${ONES};`, 'r = r & ~(e | e << 1) | (r | s) & e;');
  }
  if (!isTrue(status.addressee)) {
    const a = text(status.addressee);
    lines.push(
      `const y = ${a} >>> 1 & ${ONES}, z = ${a} & ${ONES};`,
      `r = r & (y | y << 1) | y ^ z | (z ^ ${ONES}) << 2;`,
    );
  }
  return ['{', ...lines.map((line) => `  ${line}`), `  ${target} = r;`, '}'];
}
