import { type Layout, lanePlace, layoutOf, numberPlace, type Place } from './layout.js';
import type { Program } from './lower.js';
import { type Op, type StatusPlan, TRUE, type TruthOp } from './op.js';
import { SHIFT_SOURCE } from './shift.js';
import { type Dialect, frontier, needed, type Written, writeBlock } from './write.js';

/** Rules that one generated function holds at most: engines stop optimising functions that are too long. */
const RULES_A_PART = 60;

/**
 * The statuses of a row as JavaScript: the declaration of `statuses(c, x, members, blocks, rest, out, at)`, which fills `out`
 * from `at`; where there are very many rules, by functions `part0`, `part1` …
 */
export function emitRows(program: Program): string {
  const layout = layoutOf(program);
  const at = new Map<StatusPlan, number>();
  for (const level of ['household', 'member'] as const) {
    for (const [index, status] of program.statuses.filter((each) => each.level === level).entries())
      at.set(status, index);
  }
  const parts: string[] = [];
  const isOne = program.statuses.length <= RULES_A_PART;
  for (let from = 0; from < program.statuses.length; from += RULES_A_PART) {
    const name = isOne ? 'statuses' : `part${parts.length}`;
    parts.push(emitPart(layout, program.statuses.slice(from, from + RULES_A_PART), at, name));
  }
  const calls = parts.map((_, index) => `  part${index}(c, x, members, blocks, rest, out, at);`);
  const shifts = parts.some((part) => part.includes('shift')) ? [SHIFT_SOURCE] : [];
  const whole =
    isOne && parts.length === 1 ? [] : ['function statuses(c, x, members, blocks, rest, out, at) {', ...calls, '}'];
  return [...shifts, ...parts, ...whole].join('\n');
}

function emitPart(
  layout: Layout,
  statuses: readonly StatusPlan[],
  at: ReadonlyMap<StatusPlan, number>,
  name: string,
): string {
  const dialect = rowDialect(layout);
  const household = statuses.filter((status) => status.level === 'household');
  const member = statuses.filter((status) => status.level === 'member');
  const rootsOf = (list: readonly StatusPlan[]) =>
    list.flatMap((status) => [
      status.addressee,
      ...status.sides.flatMap((side) => [side.force, side.force, side.conditions]),
    ]);
  const memberRoots = rootsOf(member);
  // What the members' rules use of the household is worked out once, before the loop.
  const shared = [...new Set(frontier(memberRoots))];
  const roots = [...rootsOf(household), ...shared];
  const written: Written = new Map();
  const order = needed(roots, written);
  // Named twice, so that each has a name of its own.
  const lines = [...declare(order, layout, false), ...writeBlock([...roots, ...shared], written, dialect)];
  const addressed = new Map<TruthOp, string>();
  lines.push(...maskLines(household, written, addressed));
  for (const status of household)
    lines.push(`// ${status.clause}`, ...statusLines(`out[at + ${at.get(status)}]`, status, written, addressed));
  if (member.length > 0) {
    const inner = needed(memberRoots, written);
    const body = [...declare(inner, layout, true), ...writeBlock(memberRoots, written, dialect)];
    body.push(...maskLines(member, written, addressed));
    for (const status of member)
      body.push(
        `// ${status.clause}, for each member`,
        ...statusLines(`out[o + ${at.get(status)}]`, status, written, addressed),
      );
    const { memberLanes, memberNumbers, lanes, numbers, clauses, memberClauses } = layout;
    lines.push(
      `for (let b = 0, i = ${lanes.length}, j = ${numbers.length}, o = at + ${clauses.length}; b < blocks; b++, i += ${memberLanes.length}, j += ${memberNumbers.length}, o += ${memberClauses.length}) {`,
      ...body.map((line) => `  ${line}`),
      '}',
    );
  }
  return [`function ${name}(c, x, members, blocks, rest, out, at) {`, ...lines.map((line) => `  ${line}`), '}'].join(
    '\n',
  );
}

function rowDialect(layout: Layout): Dialect {
  return {
    rest: 'rest',
    // One household after another: a branch that is foreseen costs less than arithmetic.
    order: (holds, fails) => `(${holds} ? 3 : ${fails} ? 0 : 1)`,
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
    const [place, array] =
      op.kind === 'lane'
        ? ([lanePlace(layout, op.level, op.cell), 'c'] as const)
        : ([numberPlace(layout, op.level, op.cell), 'x'] as const);
    const index = member ? `${array === 'c' ? 'i' : 'j'} + ${place.at}` : String(place.at);
    lines.add(`const ${nameOf(place, array)} = ${array}[${index}];`);
  }
  return [...lines];
}

/** For each addressee a mask and what stands in the place of a masked status: out of scope, or undetermined. */
function maskLines(statuses: readonly StatusPlan[], written: Written, addressed: Map<TruthOp, string>): string[] {
  const lines: string[] = [];
  for (const { addressee } of statuses) {
    if (addressed.has(addressee) || isTrue(addressee)) continue;
    const text = written.get(addressee) ?? '';
    addressed.set(addressee, String(addressee.id));
    lines.push(
      '// whom it is addressed to',
      `const a${addressee.id} = ${text};`,
      `const within${addressee.id} = a${addressee.id} === 3 ? 3 : 0;`,
    );
    lines.push(`const beyond${addressee.id} = a${addressee.id} === 3 ? 0 : a${addressee.id} === 1 ? 1 : 4;`);
  }
  return lines;
}

function isTrue(op: Op): boolean {
  return op.kind === 'bits' && op.bits === TRUE;
}

function statusLines(
  target: string,
  status: StatusPlan,
  written: Written,
  addressed: ReadonlyMap<TruthOp, string>,
): string[] {
  const mask = addressed.get(status.addressee);
  const masked = (text: string) => (mask === undefined ? text : `(${text}) & within${mask} | beyond${mask}`);
  const text = (op: Op) => written.get(op) ?? (op.kind === 'bits' ? String(op.bits) : '');
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
