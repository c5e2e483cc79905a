import { parseExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import type { Household } from '../household/household.js';
import { AREA } from '../household/parameter-on.js';
import { type Resolved, resolved } from '../household/resolved.js';
import type { Chunk } from '../kernel/chunk.js';
import type { ByteColumn, DoubleColumn } from '../kernel/storage.js';
import type { KernelTables } from '../kernel/tables.js';
import type { PlanName, RuleSet } from '../plan/plan.js';

/** The columns of one name, or of its answer to one clause. */
interface Columns {
  readonly key: string;
  readonly name: PlanName;
  readonly bytes: { readonly index: number; readonly column: ByteColumn }[];
  readonly double: { readonly index: number; readonly column: DoubleColumn } | null;
}

/**
 * Makes households of what stands in a chunk: with all that the rules ask of them, as far as rules can tell it apart. For a
 * text that no rule asks about stands some other text that none asks about.
 */
export function createCellReader(
  ruleSet: RuleSet,
  tables: KernelTables,
): (chunk: Chunk, index: number, day: string, area: string | null) => Household {
  const own = { household: columnsOf(ruleSet, tables, 'household'), member: columnsOf(ruleSet, tables, 'member') };
  const read = (columns: readonly Columns[], chunk: Chunk, at: number): Map<string, Resolved> => {
    const facts = new Map<string, Resolved>();
    for (const each of columns) {
      const given = each.double === null ? heldValue(each, chunk, at) : numberValue(each.double, chunk, at);
      if (given !== null) facts.set(each.key, resolved(given, 'given'));
    }
    return facts;
  };
  return (chunk, index, day, area) => {
    const given = read(own.household, chunk, index);
    if (area !== null) given.set(AREA, resolved(area, 'given'));
    const first = chunk.offsets[index] as number;
    const rest = chunk.incomplete[index] as number;
    const count = (chunk.offsets[index + 1] as number) - first - rest;
    return {
      id: null,
      asOf: day,
      jurisdiction: null,
      given,
      members: Array.from({ length: count }, (_, member) => ({
        id: String(member),
        given: read(own.member, chunk, first + member),
      })),
      membersComplete: rest === 0,
      taperDecision: null,
      later: [],
      source: {},
    };
  };
}

function columnsOf(ruleSet: RuleSet, tables: KernelTables, level: 'household' | 'member'): readonly Columns[] {
  const found = new Map<string, Columns>();
  const add = (column: ByteColumn | DoubleColumn, index: number) => {
    const name = ruleSet.names.get(column.name);
    if (column.level !== level || name === undefined) return;
    const key = column.clause === undefined ? column.name : `${column.name}#${column.clause}`;
    const own = found.get(key) ?? { key, name, bytes: [], double: 'scale' in column ? { index, column } : null };
    if ('values' in column) own.bytes.push({ index, column });
    found.set(key, own);
  };
  tables.bytes.forEach(add);
  tables.doubles.forEach(add);
  return [...found.values()];
}

const [UNKNOWN, IS] = [1, 3] as const;

/** The value that is, or holds, those of the values that rules ask about; null where it is unknown. */
function heldValue({ name, bytes }: Columns, chunk: Chunk, at: number): Value {
  const byteAt = (index: number) => (chunk.bytes[index] as Uint8Array)[at] as number;
  const [first] = bytes;
  if (first === undefined || (byteAt(first.index) & 3) === UNKNOWN) return null;
  const values = bytes.flatMap(({ index, column }) =>
    column.values.filter((_, place) => ((byteAt(index) >> (2 * place)) & 3) === IS),
  );
  if (name.shape === 'set') return [...(values as string[])].sort();
  const [value] = values;
  if (value !== undefined) return value;
  const asked = new Set<unknown>(bytes.flatMap(({ column }) => column.values));
  const others =
    name.shape === 'boolean' ? [true, false] : name.type === 'finding' ? ['yes', 'no'] : (name.values ?? []);
  return others.find((other) => !asked.has(other)) ?? '\u0000';
}

function numberValue(
  { index, column: { scale, what } }: NonNullable<Columns['double']>,
  chunk: Chunk,
  at: number,
): Value {
  const number = (chunk.doubles[index] as Float64Array)[at] as number;
  if (Number.isNaN(number)) return null;
  const digits = String(number).padStart(scale + 1, '0');
  if (what === 'number') {
    const whole = digits.slice(0, digits.length - scale);
    return parseExact(scale === 0 ? digits : `${whole}.${digits.slice(-scale)}`);
  }
  const day = digits.padStart(what === 'day' ? 8 : 6, '0');
  return [day.slice(0, 4), day.slice(4, 6), day.slice(6)].filter((part) => part !== '').join('-');
}
