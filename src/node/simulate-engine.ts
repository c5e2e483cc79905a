import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { csvRecords } from '../batch/split.js';
import type { RuleSet } from '../plan/plan.js';
import { loadJurisdiction } from '../rules.js';
import { loadRuleSet } from '../ruleset/load.js';
import type { ReformFile } from '../schema/reform.js';
import { type CostOptions, costModel } from '../simulate/cost.js';
import { type Counter, createCounter } from '../simulate/counter.js';
import type { Grouping } from '../simulate/groups.js';
import type { CountPlan } from '../simulate/policies.js';
import { createDraw, type PopulationSpec } from '../simulate/population.js';
import { readReform } from '../simulate/reform.js';
import { readCell } from '../spreadsheet/cell.js';
import { dictionaryOf } from '../spreadsheet/dictionary.js';
import { readLayout } from '../spreadsheet/layout.js';
import { readRow } from '../spreadsheet/row.js';
import { csvCells } from './batch-engine.js';
import { parseJson } from './read-json.js';

/** Where the households come from. */
export type SimulateInput =
  | { readonly kind: 'generated'; readonly population: PopulationSpec }
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'csv'; readonly headers: readonly string[]; readonly encoding: 'utf-8' | 'gb18030' };

/** Everything that decides what is counted; plain data, so that it can be handed to a worker. */
export interface SimulateSpec {
  readonly source: NonNullable<RuleSet['source']>;
  readonly reforms: readonly ReformFile[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly adopt: Readonly<Record<string, string>>;
  readonly asOf: string | null;
  readonly groupBy: readonly Grouping[];
  readonly columns: readonly string[];
  readonly weight: string | null;
  readonly cost: (CostOptions & { readonly taper: string }) | null;
  readonly blame: boolean;
  readonly input: SimulateInput;
}

/** A part of the households: a stretch of the generated ones, or records that stand together in a file. */
export type Part =
  | { readonly kind: 'slice'; readonly from: number; readonly to: number }
  /** @property row the index of its first record */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly row: number };

export interface SimulateEngine {
  readonly plan: CountPlan;
  readonly counter: Counter;
  /** Counts a part. @returns how many households it had */
  count(part: Part): number;
}

/** @throws JiantuiError for what concerns all households: reforms that do not fit, parameters, options, headers */
export function createEngine(spec: SimulateSpec): SimulateEngine {
  const { source, weight, asOf, cost } = spec;
  const baseline = loadRuleSet(source.file, { overlays: source.overlays, vocabulary: source.vocabulary });
  const plan: CountPlan = {
    baseline,
    reforms: spec.reforms.map((file) => readReform(file, { ruleSets: loadJurisdiction })),
    parameters: spec.parameters,
    adopt: spec.adopt,
    groupBy: spec.groupBy,
    columns: spec.columns,
    blame: spec.blame,
    ...(asOf === null ? {} : { asOf }),
    ...(weight === null ? {} : { weight }),
    ...(cost === null ? {} : { cost: costModel(cost) }),
  };
  const counter = createCounter(plan);
  const reader = readerOf(baseline, spec, counter);
  return { plan, counter, count: reader };
}

function readerOf(baseline: RuleSet, spec: SimulateSpec, counter: Counter): (part: Part) => number {
  const { input } = spec;
  switch (input.kind) {
    case 'generated': {
      // What a reform asks for has to be made, too.
      const draw = createDraw(
        counter.policies.map((policy) => policy.ruleSet),
        input.population,
      );
      return (part) => {
        if (part.kind !== 'slice') return 0;
        for (let index = part.from; index < part.to; index++) counter.add(draw(index), index);
        return part.to - part.from;
      };
    }
    case 'ndjson':
      return (part) => (part.kind === 'bytes' ? countLines(part.bytes, part.row, counter) : 0);
    case 'csv': {
      const extra = new Set([...spec.columns, ...(spec.weight === null ? [] : [spec.weight])]);
      const own = input.headers.flatMap((header, index) => (extra.has(header) ? [] : [index]));
      const layout = readLayout(
        own.map((index) => readCell(input.headers[index] ?? '')),
        dictionaryOf(baseline),
      );
      const decoder = new TextDecoder(input.encoding, { fatal: true });
      const read = (cells: readonly string[]): unknown => {
        if (cells.length !== input.headers.length) throw wrongCells(cells.length, input.headers.length);
        const household = readRow(
          layout,
          own.map((index) => readCell(cells[index] ?? '')),
          { dateSystem: 1900, language: 'zh' },
        );
        return {
          ...household,
          ...Object.fromEntries(
            input.headers.flatMap((header, index) => (extra.has(header) ? [[header, cells[index]]] : [])),
          ),
        };
      };
      return (part) => {
        if (part.kind !== 'bytes') return 0;
        const { records } = csvRecords(part.bytes, true);
        records.forEach(({ from, to }, index) => {
          take(counter, part.row + index, () => read(cellsOf(decoder, part.bytes.subarray(from, to))));
        });
        return records.length;
      };
    }
  }
}

function countLines(bytes: Uint8Array, row: number, counter: Counter): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let count = 0;
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(10, from);
    const to = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, to);
    from = to + 1;
    if (line.every((byte) => byte === 32 || byte === 9 || byte === 13)) continue;
    take(counter, row + count, () => parseJson('', textOf(decoder, line)).value);
    count += 1;
  }
  return count;
}

/** Counts one record; one that is not even data is counted as bad. */
function take(counter: Counter, index: number, read: () => unknown): void {
  let household: unknown;
  try {
    household = read();
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    counter.refuse(error, index);
    return;
  }
  counter.add(household, index);
}

function textOf(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new JiantuiError('bad-household', [
      { code: 'wrong-encoding', path: [], expected: decoder.encoding.toUpperCase() },
    ]);
  }
}

function cellsOf(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): readonly string[] {
  const text = textOf(decoder, bytes);
  let records: string[][];
  try {
    // The line end belongs to the record: a carriage return before it is then no part of the last cell.
    records = csvCells(`${text}\n`);
  } catch (error) {
    throw new JiantuiError('bad-household', [
      { code: 'broken-csv', path: [], found: shown(error instanceof Error ? error.message : String(error)) },
    ]);
  }
  const [cells] = records;
  if (cells === undefined || records.length > 1)
    throw new JiantuiError('bad-household', [{ code: 'broken-csv', path: [], found: `${records.length} records` }]);
  return cells;
}

function wrongCells(found: number, expected: number): JiantuiError {
  return new JiantuiError('bad-household', [
    { code: 'wrong-column-count', path: [], found: String(found), expected: String(expected) },
  ]);
}
