import { parseExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import type { LanePlace, Layout, NumberPlace } from '../compile/layout.js';
import type { Row } from '../compile/row.js';
import type { Household } from '../plan/household.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { type Resolved, resolved } from '../plan/resolved.js';

/** The cells of one name, or of its answer to one clause. */
interface Cells {
  readonly key: string;
  readonly name: PlanName;
  readonly lanes: LanePlace[];
  readonly number: NumberPlace | null;
}

/**
 * Makes households of rows: with all that the rules ask of them, as far as rules can tell it apart. For a text that no rule
 * asks about stands some other text that none asks about.
 */
export function createRowHousehold(
  ruleSet: RuleSet,
  layout: Layout,
): (row: Row, asOf: string, area: string | null) => Household {
  const own = {
    household: cellsOf(ruleSet, layout.lanes, layout.numbers),
    member: cellsOf(ruleSet, layout.memberLanes, layout.memberNumbers),
  };
  const read = (cells: readonly Cells[], row: Row, lane: number, number: number): Map<string, Resolved> => {
    const facts = new Map<string, Resolved>();
    for (const each of cells) {
      const given =
        each.number === null ? laneGiven(each, row.lanes, lane) : numberGiven(each.number, row.numbers, number);
      if (given !== null) facts.set(each.key, given);
    }
    return facts;
  };
  return (row, asOf, area) => {
    const given = read(own.household, row, 0, 0);
    if (area !== null) given.set('localArea', resolved(area, 'given'));
    const members = Array.from({ length: row.members }, (_, member) => ({
      id: String(member),
      given: read(
        own.member,
        row,
        layout.lanes.length + member * layout.memberLanes.length,
        layout.numbers.length + member * layout.memberNumbers.length,
      ),
    }));
    const membersComplete = row.blocks === row.members;
    return {
      id: null,
      asOf,
      jurisdiction: null,
      given,
      members,
      membersComplete,
      taperDecision: null,
      later: [],
      source: {},
    };
  };
}

function cellsOf(ruleSet: RuleSet, lanes: readonly LanePlace[], numbers: readonly NumberPlace[]): readonly Cells[] {
  const found = new Map<string, Cells>();
  for (const place of [...lanes, ...numbers]) {
    const { name: written, clause, level } = place.source;
    const name = ruleSet.names.get(written);
    if (level === 'uniform' || name === undefined) continue;
    const key = clause === undefined ? written : `${written}#${clause}`;
    const cells = found.get(key) ?? { key, name, lanes: [], number: 'scale' in place ? place : null };
    if ('values' in place) cells.lanes.push(place);
    found.set(key, cells);
  }
  return [...found.values()];
}

function laneGiven({ name, lanes: cells }: Cells, lanes: Int32Array, from: number): Resolved | null {
  const [first] = cells;
  // The first of two bits says that a value is it, the second that this is unknown or so.
  if (first === undefined || ((lanes[from + first.at] as number) & 3) === UNKNOWN) return null;
  const values = cells.flatMap(({ values: own, at }) =>
    own.filter((_, lane) => (((lanes[from + at] as number) >> (2 * lane)) & 3) === IS),
  );
  return resolved(valueFrom(name, values, cells), 'given');
}

const [UNKNOWN, IS] = [1, 3] as const;

/** The value that is, or holds, these of the values that rules ask about. */
function valueFrom(name: PlanName, values: readonly (string | boolean)[], cells: readonly LanePlace[]): Value {
  if (name.shape === 'set') return [...(values as string[])].sort();
  const [value] = values;
  if (value !== undefined) return value;
  const asked = new Set<unknown>(cells.flatMap((place) => place.values));
  const others =
    name.shape === 'boolean' ? [true, false] : name.type === 'finding' ? ['yes', 'no'] : (name.values ?? []);
  return others.find((other) => !asked.has(other)) ?? '\u0000';
}

function numberGiven({ at, scale, source }: NumberPlace, numbers: Float64Array, from: number): Resolved | null {
  const number = numbers[from + at] as number;
  if (Number.isNaN(number)) return null;
  const digits = String(number).padStart(scale + 1, '0');
  if (source.what === 'number') {
    const whole = digits.slice(0, digits.length - scale);
    return resolved(parseExact(scale === 0 ? digits : `${whole}.${digits.slice(-scale)}`), 'given');
  }
  const day = digits.padStart(source.what === 'day' ? 8 : 6, '0');
  return resolved([day.slice(0, 4), day.slice(4, 6), day.slice(6)].filter((part) => part !== '').join('-'), 'given');
}
