import { COLUMNS } from './limits.js';
import { readReference } from './xml.js';

/** Blocks of merged cells over several rows, of which only the first row holds the value. */
export interface Merges {
  /** The columns, in order, in which a cell of this row is merged with one above it. */
  at(row: number): readonly number[];
}

/** The blocks of one column by their first rows, with the last row that any block up to it reaches. */
interface Blocks {
  readonly firsts: number[];
  readonly reach: number[];
}

/** @param isRead whether a column takes part in a decision; others do not matter */
export function createMerges(refs: readonly string[], headerRow: number, isRead: (column: number) => boolean): Merges {
  const read = Array.from({ length: COLUMNS }, (_, column) => column).filter(isRead);
  const columns = new Map<number, { first: number; last: number }[]>();
  for (const ref of refs) {
    const [from, to] = ref.split(':').map(readReference);
    if (from == null || to == null || to.row <= from.row || from.row <= headerRow) continue;
    for (const column of read) {
      if (column < from.column || column > to.column) continue;
      const list = columns.get(column);
      if (list === undefined) columns.set(column, [{ first: from.row, last: to.row }]);
      else list.push({ first: from.row, last: to.row });
    }
  }
  const blocks = [...columns].sort(([a], [b]) => a - b).map(([column, list]) => [column, blocksOf(list)] as const);
  return { at: (row) => blocks.filter(([, found]) => covers(found, row)).map(([column]) => column) };
}

function blocksOf(list: { first: number; last: number }[]): Blocks {
  list.sort((a, b) => a.first - b.first);
  let reach = 0;
  return {
    firsts: list.map(({ first }) => first),
    reach: list.map(({ last }) => {
      reach = Math.max(reach, last);
      return reach;
    }),
  };
}

/** Whether a block begins above the row and reaches it. */
function covers({ firsts, reach }: Blocks, row: number): boolean {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (reach[low - 1] ?? 0) >= row;
}
