import type { Dated } from '../household/parameter-on.js';
import type { ReadName, ReadSpec, WalkSource } from '../snapshot/walk.js';
import type { Storage } from './storage.js';

/** All that a kernel needs beside its code to read households and to name its results: plain data. */
export interface KernelTables extends Storage {
  readonly jurisdiction: string;
  readonly version: string;
  readonly names: readonly ReadName[];
  readonly facts: Readonly<Record<string, ReadSpec>>;
  readonly clauses: readonly string[];
  /** What `uniformBytes` and `uniformDoubles` hold when; for the evaluation date nothing. */
  readonly parameters: { readonly bytes: readonly DatedCells[]; readonly doubles: readonly DatedCells[] };
  /** One for each rule: a column of statuses, of households or of members. */
  readonly outcomes: readonly { readonly clause: string; readonly level: 'household' | 'member' }[];
}

/** The values of one parameter as they are stored; null is unknown. */
export type DatedCells = readonly (Dated & { readonly value: number | null })[];

/** What readers of snapshots need of the tables. */
export function walkSourceOf({ names, facts, jurisdiction, clauses }: KernelTables): WalkSource {
  return { names, vocabulary: { facts }, jurisdiction, file: { clauses, rules: [] } };
}
