import type { CompiledColumns } from '../../../src/compile/columns.js';
import type { Compiled } from '../../../src/compile/compile.js';
import type { Row } from '../../../src/compile/row.js';

/** A row that fits the cells, and its area. */
interface Placed {
  readonly row: Row;
  readonly area: string | null;
}

/** The statuses that columns give for rows, in the order in which rows have them. Rows of one day and area go together. */
export function columnStatuses(columns: CompiledColumns, compiled: Compiled, rows: readonly Placed[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  const batches = new Map<string, number[]>();
  rows.forEach(({ row, area }, index) => {
    const key = JSON.stringify([dayOf(row), area]);
    batches.set(key, [...(batches.get(key) ?? []), index]);
  });
  for (const [key, places] of batches) {
    const [asOf, localArea] = JSON.parse(key) as [string, string | null];
    const own = places.map((place) => (rows[place] as Placed).row);
    for (const [index, statuses] of batchStatuses(columns, compiled, own, asOf, localArea).entries())
      found[places[index] as number] = statuses;
  }
  return found;
}

function batchStatuses(
  columns: CompiledColumns,
  { layout: { clauses, memberClauses } }: Compiled,
  rows: readonly Row[],
  asOf: string,
  localArea: string | null,
): Uint8Array[] {
  const members = rows.reduce((sum, row) => sum + row.blocks, 0);
  const set = columns.allocate(rows.length, members);
  rows.forEach((row, index) => {
    if (!columns.put(set, index, row)) throw new Error('a row that fits the cells does not fit the columns');
  });
  const out = columns.allocateOutcomes(rows.length, members);
  columns.evaluate(set, rows.length, out, localArea === null ? { asOf } : { asOf, localArea });
  const outcome = (clause: string) => out[columns.outcomes.findIndex((entry) => entry.clause === clause)];
  const [ofHousehold, ofMember] = [clauses.map(outcome), memberClauses.map(outcome)];
  return rows.map((row, index) => {
    const first = set.offsets[index] ?? 0;
    return Uint8Array.from([
      ...ofHousehold.map((column) => column?.[index] ?? 255),
      ...Array.from({ length: row.blocks }, (_, block) =>
        ofMember.map((column) => column?.[first + block] ?? 255),
      ).flat(),
    ]);
  });
}

function dayOf({ source, asOf }: Row): string {
  return asOf ?? String((source as { asOf?: unknown }).asOf);
}
