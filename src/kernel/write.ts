import { type NumberOp, type Op, partsOfOp, type TruthOp } from './op.js';

/** How what differs between the places of columns is spelled. */
export interface Spelling {
  is(op: TruthOp & { kind: 'is' }): string;
  column(op: NumberOp & { kind: 'column' }): string;
  /** Declarations of what some operations read of a member, and the loop over the listed members around the statements. */
  members(inner: readonly Op[], statements: readonly string[]): string[];
  /** 1 where not all members are listed, else 0. */
  readonly incomplete: string;
}

/** Operations whose text names an operand more than once. */
const TWICE: ReadonlySet<Op['kind']> = new Set([
  'known',
  'choose',
  'signed',
  'nonzero',
  'same',
  'less',
  'atMost',
] as const);

/** Operations that are worked out already, with what they are called. */
export type Written = Map<Op, string>;

/**
 * Writes statements that work out `roots`; what is used more than once gets a name, the rest is written in place.
 * @returns the statements; afterwards `written` has an expression for every root
 */
export function writeBlock(roots: readonly Op[], written: Written, spelling: Spelling): string[] {
  const order = needed(roots, written);
  const uses = new Map<Op, number>();
  const count = (op: Op): void => void uses.set(op, (uses.get(op) ?? 0) + 1);
  roots.forEach(count);
  for (const op of order) {
    if (isLoop(op)) [...outside(op), ...outside(op)].forEach(count);
    else partsOfOp(op).forEach(count);
    if (TWICE.has(op.kind)) partsOfOp(op).forEach(count);
  }
  const statements: string[] = [];
  for (const op of order) {
    const name = `t${op.id}`;
    if (isLoop(op)) {
      statements.push(...writeLoop(op, name, written, spelling));
      written.set(op, name);
      continue;
    }
    const text = expression(op, written, spelling);
    if (isShort(op) || (uses.get(op) ?? 0) < 2) written.set(op, text);
    else {
      statements.push(`const ${name} = ${text};`);
      written.set(op, name);
    }
  }
  return statements;
}

/** The operations that have to be worked out in this block, operands first. */
export function needed(roots: readonly Op[], written: Written): Op[] {
  const seen = new Set<Op>();
  const visit = (op: Op): void => {
    if (seen.has(op) || written.has(op)) return;
    seen.add(op);
    (isLoop(op) ? outside(op) : partsOfOp(op)).forEach(visit);
  };
  roots.forEach(visit);
  return [...seen].sort((a, b) => a.id - b.id);
}

/** The outermost operations below some roots that do not depend on the member, or not on the household either. */
export function frontier(roots: readonly Op[], below: 'member' | 'household'): Op[] {
  const found = new Set<Op>();
  const seen = new Set<Op>();
  const isBelow = (op: Op) => op.level === 'uniform' || (below === 'member' && op.level === 'household');
  const visit = (op: Op): void => {
    if (seen.has(op)) return;
    seen.add(op);
    if (!isBelow(op)) for (const part of partsOfOp(op)) visit(part);
    else if (op.kind !== 'bits' && op.kind !== 'number') found.add(op);
  };
  roots.forEach(visit);
  return [...found];
}

/** True for operations that run over members. */
export function isLoop(op: Op): boolean {
  return (
    op.kind === 'some' ||
    op.kind === 'every' ||
    op.kind === 'count' ||
    op.kind === 'sum' ||
    op.kind === 'least' ||
    op.kind === 'greatest'
  );
}

/** What a loop uses that does not depend on the member, and so is worked out before it. */
function outside(op: Op): Op[] {
  const found = new Set<Op>();
  const visit = (part: Op): void => {
    if (part.level !== 'member') found.add(part);
    else partsOfOp(part).forEach(visit);
  };
  partsOfOp(op).forEach(visit);
  return [...found];
}

function isShort(op: Op): boolean {
  return op.kind === 'bits' || op.kind === 'number' || op.kind === 'column';
}

function writeLoop(op: Op, name: string, written: Written, spelling: Spelling): string[] {
  const own: Written = new Map(written);
  const parts = partsOfOp(op);
  const inner = needed(parts, own);
  const body = writeBlock([...parts, ...parts], own, spelling);
  const part = (each: Op) => own.get(each) ?? '';
  const { incomplete: rest } = spelling;
  switch (op.kind) {
    case 'some':
      return [`let ${name} = ${rest};`, ...spelling.members(inner, [...body, `${name} |= ${part(op.body)};`])];
    case 'every':
      return [`let ${name} = 3 - 2 * ${rest};`, ...spelling.members(inner, [...body, `${name} &= ${part(op.body)};`])];
    case 'count':
      return [
        `let ${name} = ${rest} === 0 ? 0 : NaN;`,
        ...spelling.members(inner, [
          ...body,
          `${name} += ${part(op.where)} === 3 ? 1 : ${part(op.where)} === 0 ? 0 : NaN;`,
        ]),
      ];
    case 'sum':
      return [
        `let ${name} = ${rest} === 0 ? 0 : NaN;`,
        ...spelling.members(inner, [
          ...body,
          `${name} += ${part(op.where)} === 3 ? ${part(op.of)} : ${part(op.where)} === 0 ? 0 : NaN;`,
        ]),
      ];
    case 'least':
    case 'greatest': {
      // Infinity stands for "none yet"; none at all is unknown.
      const [begin, pick] = op.kind === 'least' ? ['Infinity', 'min'] : ['-Infinity', 'max'];
      const step = `${name} = Math.${pick}(${name}, ${part(op.where)} === 3 ? ${part(op.of)} : ${part(op.where)} === 0 ? ${begin} : NaN);`;
      return [
        `let ${name} = ${rest} === 0 ? ${begin} : NaN;`,
        ...spelling.members(inner, [...body, step]),
        `if (${name} === ${begin}) ${name} = NaN;`,
      ];
    }
    default:
      return [];
  }
}

function expression(op: Op, written: Written, spelling: Spelling): string {
  const part = (each: Op) => written.get(each) ?? '';
  switch (op.kind) {
    case 'bits':
      return String(op.bits);
    case 'is':
      return spelling.is(op);
    case 'and':
      return `(${part(op.left)} & ${part(op.right)})`;
    case 'or':
      return `(${part(op.left)} | ${part(op.right)})`;
    case 'not':
      return `(7 >>> (${part(op.part)} << 1) & 3)`;
    case 'sure':
      return `((${part(op.part)} >>> 1) * 3)`;
    case 'less':
      return `(${part(op.left)} < ${part(op.right)} ? 3 : ${part(op.left)} >= ${part(op.right)} ? 0 : 1)`;
    case 'atMost':
      return `(${part(op.left)} <= ${part(op.right)} ? 3 : ${part(op.left)} > ${part(op.right)} ? 0 : 1)`;
    case 'same':
      return `(((${part(op.left)} === ${part(op.right)}) << 1) | (((${part(op.left)} < ${part(op.right)}) | (${part(op.left)} > ${part(op.right)})) ^ 1))`;
    case 'number':
      return Number.isNaN(op.value) ? 'NaN' : op.value < 0 ? `(${op.value})` : String(op.value);
    case 'column':
      return spelling.column(op);
    case '+':
    case '-':
    case '*':
      return `(${part(op.left)} ${op.kind} ${part(op.right)})`;
    case 'known':
      return `(${op.tests.map((test) => `${part(test)} === ${part(test)}`).join(' && ')} ? ${part(op.yes)} : ${part(op.no)})`;
    case 'choose':
      return `(${part(op.by)} === 3 ? ${part(op.yes)} : ${part(op.by)} === 0 ? ${part(op.no)} : ${part(op.open)})`;
    case 'nonzero':
      return `(${part(op.part)} === 0 ? NaN : ${part(op.part)})`;
    case 'signed':
      return `(${part(op.by)} < 0 ? -${part(op.part)} : ${part(op.part)})`;
    case 'shiftDay':
    case 'shiftMonth':
      return `${op.kind}(${part(op.from)}, ${part(op.months)})`;
    default:
      return '';
  }
}
