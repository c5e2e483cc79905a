import type { Program } from './lower.js';
import { type Column, type Level, type Op, type StatusOp, TRUE, type TruthOp } from './op.js';
import { SHIFT_SOURCE } from './shift.js';
import { type ByteColumn, type DoubleColumn, isSameColumn, type Storage } from './storage.js';
import { frontier, needed, type Spelling, type Written, writeBlock } from './write.js';

/** Results that one generated function works out at most: engines stop optimising functions that are too long. */
const MOST_RESULTS = 60;
const PARAMETERS = 'b, d, offsets, incomplete, count, c, x, out';

/** One column of results: the statuses of a rule, or the truths of a condition. */
interface Result {
  readonly op: StatusOp | TruthOp;
  readonly level: 'household' | 'member';
  readonly index: number;
}

/**
 * A program as JavaScript: the declaration of `kernel(b, d, offsets, incomplete, count, c, x, out)`, a plain loop over the
 * households of a chunk. `b` and `d` hold the columns of bytes and doubles, `c` and `x` what depends on the day and the
 * parameters alone; household `i` has the members from `offsets[i]` to `offsets[i + 1]`, the last of whom stands for those not
 * listed where `incomplete[i]` is 1. `out` has one array of bytes for each result: the rules' statuses, then the conditions.
 */
export function emitKernel(program: Program, storage: Storage): string {
  const results = [...program.outcomes.map((op) => ({ op, level: op.level })), ...program.conditions].map(
    ({ op, level }, index): Result => ({ op, level, index }),
  );
  const parts: string[] = [];
  for (let from = 0; from < results.length; from += MOST_RESULTS)
    parts.push(emitPart(storage, results.slice(from, from + MOST_RESULTS), `part${parts.length}`));
  const calls = parts.map((_, index) => `  part${index}(${PARAMETERS});`);
  const shifts = parts.some((part) => part.includes('shift')) ? [SHIFT_SOURCE] : [];
  return [...shifts, ...parts, `function kernel(${PARAMETERS}) {`, ...calls, '}'].join('\n');
}

function emitPart(storage: Storage, results: readonly Result[], name: string): string {
  const spelling = spellingOf(storage);
  const ofMembers = results.filter(({ level }) => level === 'member');
  const ofHousehold = results.filter(({ level }) => level === 'household');
  const memberRoots = rootsOf(ofMembers);
  const roots = [...rootsOf(ofHousehold), ...frontier(memberRoots, 'member')];

  const written: Written = new Map();
  const uniform = frontier([...roots, ...memberRoots], 'household');
  // Named twice, so that each has a name of its own.
  const before = [
    ...declare(needed(uniform, written), 'uniform', storage),
    ...writeBlock([...uniform, ...uniform], written, spelling),
  ];
  const shared = frontier(memberRoots, 'member').filter((op) => !written.has(op));
  const each = [
    ...declare(needed(roots, written), 'household', storage),
    ...writeBlock([...roots, ...shared], written, spelling),
    ...writeResults(ofHousehold, 'i', written),
  ];
  if (ofMembers.length > 0) {
    const own: Written = new Map(written);
    const body = [
      ...declare(needed(memberRoots, own), 'member', storage),
      ...writeBlock(memberRoots, own, spelling),
      ...writeResults(ofMembers, 'm', own),
    ];
    each.push('for (let m = offsets[i], end = offsets[i + 1]; m < end; m++) {', ...body.map(indent), '}');
  }
  const lines = [...before, 'for (let i = 0; i < count; i++) {', ...each.map(indent), '}'];
  return [`function ${name}(${PARAMETERS}) {`, ...[...arraysIn(lines, storage), ...lines].map(indent), '}'].join('\n');
}

function rootsOf(results: readonly Result[]): TruthOp[] {
  return results.flatMap(({ op }) =>
    op.kind === 'status'
      ? [op.addressee, ...op.sides.flatMap((side) => [side.force, side.force, side.conditions])]
      : [op],
  );
}

function indent(line: string): string {
  return `  ${line}`;
}

/** The arrays that some lines use, taken out of the lists that the function is given. */
function arraysIn(lines: readonly string[], { bytes, doubles }: Storage): string[] {
  const used = new Set(lines.flatMap((line) => line.match(/\b[bdo]\d+(?=\[)/g) ?? []));
  return [...used].map((array) => {
    const [kind, index] = [array.charAt(0), Number(array.slice(1))];
    if (kind === 'o') return `const ${array} = out[${index}];`;
    const column = kind === 'b' ? bytes[index] : doubles[index];
    const about = kind === 'b' && column !== undefined && 'values' in column ? `: ${column.values.join(', ')}` : '';
    return `const ${array} = ${kind}[${index}]; // ${lineText(`${column?.name ?? ''}${about}`)}`;
  });
}

/** Values come from files: none may end the comment that it stands in. */
function lineText(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

interface Place {
  readonly array: string;
  readonly variable: string;
  readonly shift: number;
  /** Whether nothing stands to the left of the value in its byte. */
  readonly isLast: boolean;
}

function bytePlace(storage: Storage, column: Column, value: string | boolean): Place {
  const list = column.level === 'uniform' ? storage.uniformBytes : storage.bytes;
  const index = list.findIndex((each) => isSameColumn(each, column) && each.values.includes(value));
  const found = list[index] as ByteColumn;
  const place = found.values.indexOf(value);
  return {
    array: column.level === 'uniform' ? `c[${index}]` : `b${index}`,
    variable: variableOf(column, column.level === 'uniform' ? 'c' : 'b', index),
    shift: 2 * place,
    isLast: place === found.values.length - 1,
  };
}

function doublePlace(storage: Storage, column: Column): Pick<Place, 'array' | 'variable'> {
  const list: readonly DoubleColumn[] = column.level === 'uniform' ? storage.uniformDoubles : storage.doubles;
  const index = list.findIndex((each) => isSameColumn(each, column));
  return {
    array: column.level === 'uniform' ? `x[${index}]` : `d${index}`,
    variable: variableOf(column, column.level === 'uniform' ? 'x' : 'd', index),
  };
}

/** `povertyRegistration_b3`: readable, and never the same as another name. */
function variableOf({ name, clause }: Column, array: string, index: number): string {
  const key = clause === undefined ? name : `${name}_${clause}`;
  return `${key.replace(/[^A-Za-z0-9]+/g, '_')}_${array}${index}`;
}

/** What some operations read of one level, each once. */
function declare(order: readonly Op[], level: Level, storage: Storage): string[] {
  const at = { uniform: '', household: '[i]', member: '[m]' }[level];
  const lines = new Set<string>();
  for (const op of order) {
    if ((op.kind !== 'is' && op.kind !== 'column') || op.level !== level) continue;
    const { array, variable } =
      op.kind === 'is' ? bytePlace(storage, op.column, op.value) : doublePlace(storage, op.column);
    lines.add(`const ${variable} = ${array}${at};`);
  }
  return [...lines];
}

function spellingOf(storage: Storage): Spelling {
  return {
    is: (op) => {
      const { variable, shift, isLast } = bytePlace(storage, op.column, op.value);
      if (shift === 0) return isLast ? variable : `(${variable} & 3)`;
      return isLast ? `(${variable} >>> ${shift})` : `(${variable} >>> ${shift} & 3)`;
    },
    column: (op) => doublePlace(storage, op.column).variable,
    members: (inner, statements) => [
      'for (let m = offsets[i], end = offsets[i + 1] - incomplete[i]; m < end; m++) {',
      ...[...declare(inner, 'member', storage), ...statements].map(indent),
      '}',
    ],
    incomplete: 'incomplete[i]',
  };
}

function writeResults(results: readonly Result[], at: string, written: Written): string[] {
  const lines: string[] = [];
  const addressed = new Set<TruthOp>();
  for (const { op, index } of results) {
    const target = `o${index}[${at}]`;
    if (op.kind !== 'status') {
      lines.push(`${target} = ${textOf(op, written)};`);
      continue;
    }
    if (!isTrue(op.addressee) && !addressed.has(op.addressee)) lines.push(...addresseeLines(op.addressee, written));
    addressed.add(op.addressee);
    lines.push(`// ${op.clause}${at === 'm' ? ', for each member' : ''}`, ...statusLines(target, op, written));
  }
  return lines;
}

/** A mask for statuses of rules with this addressee, and what stands in the place of a masked one: out of scope, or undetermined. */
function addresseeLines(addressee: TruthOp, written: Written): string[] {
  const { id } = addressee;
  return [
    '// whom it is addressed to',
    `const a${id} = ${textOf(addressee, written)};`,
    `const within${id} = a${id} === 3 ? 3 : 0;`,
    `const beyond${id} = a${id} === 3 ? 0 : a${id} === 1 ? 1 : 4;`,
  ];
}

/** Puts together the status of a rule; what it does is what `decision/status.ts` does. */
function statusLines(target: string, status: StatusOp, written: Written): string[] {
  const { addressee } = status;
  const masked = (text: string) =>
    isTrue(addressee) ? text : `(${text}) & within${addressee.id} | beyond${addressee.id}`;
  const text = (op: TruthOp) => textOf(op, written);
  // Not in force is 2; while that is open, conditions known to be false decide.
  const sides = status.sides.map(({ force, conditions }) =>
    isTrue(force) ? text(conditions) : `${text(force)} & ${text(conditions)} | (${text(force)} & 1 ^ 1) << 1`,
  );
  const [only = '1', ...others] = sides;
  if (others.length === 0) return [`${target} = ${masked(only)};`];
  // Readings that agree give their status; those that all deny, some for want of force, deny; otherwise it is undetermined.
  const steps = others.flatMap((side) => [`  s = ${side};`, '  r = r === s ? r : (r | s) & 1;']);
  return ['{', `  let r = ${only}, s;`, ...steps, `  ${target} = ${masked('r')};`, '}'];
}

function textOf(op: TruthOp, written: Written): string {
  return written.get(op) ?? (op.kind === 'bits' ? String(op.bits) : '');
}

function isTrue(op: TruthOp): boolean {
  return op.kind === 'bits' && op.bits === TRUE;
}
