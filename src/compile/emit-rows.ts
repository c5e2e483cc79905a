import { type Layout, lanePlace, layoutOf, numberPlace, type Place } from './layout.js';
import type { Program } from './lower.js';
import { type Op, partsOfOp, type StatusPlan, TRUE, type TruthOp } from './op.js';
import { type Dialect, needed, writeBlock, type Written } from './write.js';

/** Rules that one generated function holds at most: engines stop optimising functions that are too long. */
const RULES_A_PART = 60;

/** Moves a day or a month by whole months, as the calendar of the library does. Part of every generated program. */
export const SHIFT_SOURCE = `function shiftMonth(month, months) {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + months;
  return index >= 12 && index < 120000 ? Math.floor(index / 12) * 100 + (index % 12) + 1 : NaN;
}
function shiftDay(day, months) {
  const month = shiftMonth(Math.floor(day / 100), months);
  const y = Math.floor(month / 100);
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const last = month % 100 === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month % 100) ? 30 : 31;
  return month * 100 + Math.min(day % 100, last);
}`;

/**
 * The statuses of a row as JavaScript: declarations of functions `part0`, `part1` … and of `statuses(c, x, members,
 * blocks, rest, out, at)`, which fills `out` from `at`.
 */
export function emitRows(program: Program): string {
  const layout = layoutOf(program);
  const at = new Map<StatusPlan, number>();
  for (const level of ['household', 'member'] as const) {
    program.statuses.filter((status) => status.level === level).forEach((status, index) => at.set(status, index));
  }
  const parts: string[] = [];
  for (let from = 0; from < program.statuses.length; from += RULES_A_PART) {
    parts.push(emitPart(program, layout, program.statuses.slice(from, from + RULES_A_PART), at, parts.length));
  }
  const calls = parts.map((_, index) => `  part${index}(c, x, members, blocks, rest, out, at);`);
  return [SHIFT_SOURCE, ...parts, 'function statuses(c, x, members, blocks, rest, out, at) {', ...calls, '}'].join('\n');
}

function emitPart(program: Program, layout: Layout, statuses: readonly StatusPlan[], at: ReadonlyMap<StatusPlan, number>, index: number): string {
  const dialect = rowDialect(layout);
  const household = statuses.filter((status) => status.level === 'household');
  const member = statuses.filter((status) => status.level === 'member');
  const rootsOf = (list: readonly StatusPlan[]) => list.flatMap((status) => status.sides.flatMap((side) => [side.force, side.conditions]));
  const memberRoots = rootsOf(member);
  // What the members' rules use of the household is worked out once, before the loop.
  const shared = [...new Set(frontier(memberRoots))];
  const roots = [program.addressee, ...rootsOf(household), ...shared];
  const written: Written = new Map();
  const order = needed(roots, written);
  const lines = [...declare(order, layout, false), ...writeBlock([...roots, ...shared], written, dialect)];
  const scope = scopeOf(program.addressee, written.get(program.addressee) ?? '3');
  lines.push(...scope.lines);
  for (const status of household) lines.push(`// ${status.clause}`, `out[at + ${at.get(status)}] = ${statusText(status, written, scope)};`);
  if (member.length > 0) {
    const inner = needed(memberRoots, written);
    const body = [...declare(inner, layout, true), ...writeBlock(memberRoots, written, dialect)];
    for (const status of member) body.push(`// ${status.clause}, for each member`, `out[o + ${at.get(status)}] = ${statusText(status, written, scope)};`);
    const { memberLanes, memberNumbers, lanes, numbers, clauses, memberClauses } = layout;
    lines.push(
      `for (let b = 0, i = ${lanes.length}, j = ${numbers.length}, o = at + ${clauses.length}; b < blocks; b++, i += ${memberLanes.length}, j += ${memberNumbers.length}, o += ${memberClauses.length}) {`,
      ...body.map((line) => `  ${line}`),
      '}',
    );
  }
  return [`function part${index}(c, x, members, blocks, rest, out, at) {`, ...lines.map((line) => `  ${line}`), '}'].join('\n');
}

function rowDialect(layout: Layout): Dialect {
  return {
    rest: 'rest',
    lane: (op) => {
      const place = lanePlace(layout, op.level, op.cell);
      const name = nameOf(place, 'c');
      const shift = op.lane * 2;
      if (place.values.length === 1) return name;
      const moved = shift === 0 ? name : `${name} >>> ${shift}`;
      return op.lane === place.values.length - 1 ? `(${moved})` : `(${moved} & 3)`;
    },
    cell: (op) => nameOf(numberPlace(layout, op.level, op.cell), 'x'),
    loop: (inner, statements) => [
      `for (let m = 0, i = ${layout.lanes.length}, j = ${layout.numbers.length}; m < members; m++, i += ${layout.memberLanes.length}, j += ${layout.memberNumbers.length}) {`,
      ...[...declare(inner, layout, true), ...statements].map((line) => `  ${line}`),
      '}',
    ],
  };
}

/** `povertyRegistration_c3`: readable, and never the same as another name. */
function nameOf(place: Place, array: 'c' | 'x'): string {
  return `${place.key.replace(/[^A-Za-z0-9]+/g, '_')}_${place.source.level === 'member' ? 'm' : ''}${array}${place.at}`;
}

function declare(order: readonly Op[], layout: Layout, member: boolean): string[] {
  const lines = new Set<string>();
  for (const op of order) {
    if ((op.kind !== 'lane' && op.kind !== 'cell') || (op.level === 'member') !== member) continue;
    const [place, array] = op.kind === 'lane' ? ([lanePlace(layout, op.level, op.cell), 'c'] as const) : ([numberPlace(layout, op.level, op.cell), 'x'] as const);
    const index = member ? `${array === 'c' ? 'i' : 'j'} + ${place.at}` : String(place.at);
    lines.add(`const ${nameOf(place, array)} = ${array}[${index}];`);
  }
  return [...lines];
}

/** The outermost operations below some roots that do not depend on the member. */
export function frontier(roots: readonly Op[]): Op[] {
  const found = new Set<Op>();
  const seen = new Set<Op>();
  const visit = (op: Op): void => {
    if (seen.has(op)) return;
    seen.add(op);
    if (op.level === 'member') for (const part of partsOfOp(op)) visit(part);
    else if (op.kind !== 'bits' && op.kind !== 'number') found.add(op);
  };
  roots.forEach(visit);
  return [...found];
}

/** How the addressee bears on every status: a mask and what replaces a masked status. */
interface Scope {
  readonly lines: readonly string[];
  readonly apply: (status: string) => string;
}

function scopeOf(addressee: TruthOp, text: string): Scope {
  if (addressee.kind === 'bits' && addressee.bits === TRUE) return { lines: [], apply: (status) => status };
  return {
    lines: ['// whom the instrument addresses', `const within = ${text} === 3 ? 3 : 0;`, `const beyond = [4, 1, 4, 0][${text}];`],
    apply: (status) => `(${status}) & within | beyond`,
  };
}

function statusText(status: StatusPlan, written: Written, scope: Scope): string {
  const text = (op: Op) => written.get(op) ?? (op.kind === 'bits' ? String(op.bits) : '');
  const sides = status.sides.map(({ force, conditions }) =>
    force.kind === 'bits' && force.bits === TRUE ? text(conditions) : `${text(force)} & ${text(conditions)} | (${text(force)} & 1 ^ 1) << 1`,
  );
  const [first = '1', ...others] = sides;
  if (others.length === 0) return scope.apply(first);
  const agree = others.map((side) => `(${side}) === (${first})`).join(' && ');
  return scope.apply(`${agree} ? ${first} : 1`);
}
