import type { Program } from './lower.js';
import type { CellSource, Level } from './op.js';

/** Where one cell lies in a row's arrays. For a member the place is counted from the beginning of the member's block. */
export interface Place {
  readonly key: string;
  readonly source: CellSource;
  readonly at: number;
}
export interface LanePlace extends Place {
  readonly values: readonly (string | boolean)[];
}
export interface NumberPlace extends Place {
  readonly scale: number;
  readonly limit: number;
}

/**
 * How a row is laid out: `lanes` (32-bit integers) and `numbers` (doubles) each hold the household's cells, then those of
 * the day and the parameters, then one block a member. Statuses likewise: the household's rules, then one block a member.
 */
export interface Layout {
  readonly lanes: readonly LanePlace[];
  readonly numbers: readonly NumberPlace[];
  readonly memberLanes: readonly LanePlace[];
  readonly memberNumbers: readonly NumberPlace[];
  /** Rules by place in the household's statuses, and in a member's. */
  readonly clauses: readonly string[];
  readonly memberClauses: readonly string[];
}

export function layoutOf({ cells, statuses }: Program): Layout {
  const place = <T>(list: readonly T[], from = 0) => list.map((cell, index) => ({ ...cell, at: from + index }));
  const clausesOf = (level: Level) =>
    statuses.filter((status) => status.level === level).map((status) => status.clause);
  return {
    lanes: [...place(cells.household.lanes), ...place(cells.uniform.lanes, cells.household.lanes.length)],
    numbers: [...place(cells.household.numbers), ...place(cells.uniform.numbers, cells.household.numbers.length)],
    memberLanes: place(cells.member.lanes),
    memberNumbers: place(cells.member.numbers),
    clauses: clausesOf('household'),
    memberClauses: clausesOf('member'),
  };
}

/** The place of a cell of a level; `cell` is its number within the level. */
export function lanePlace(layout: Layout, level: Level, cell: number): LanePlace {
  return found(
    level === 'member'
      ? layout.memberLanes[cell]
      : layout.lanes.filter((place) => (place.source.level === 'uniform') === (level === 'uniform'))[cell],
  );
}

export function numberPlace(layout: Layout, level: Level, cell: number): NumberPlace {
  return found(
    level === 'member'
      ? layout.memberNumbers[cell]
      : layout.numbers.filter((place) => (place.source.level === 'uniform') === (level === 'uniform'))[cell],
  );
}

function found<T>(place: T | undefined): T {
  if (place === undefined) throw new RangeError('an operation names a cell that the layout does not have');
  return place;
}
