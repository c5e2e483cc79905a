import { JiantuiError } from '../base/error.js';
import { csvLayout, csvReader } from '../batch/csv.js';
import type { Encoding } from '../batch/encoding.js';
import { ndjsonChunk } from '../batch/ndjson.js';
import { createMadeUp } from '../generate/population.js';
import type { PopulationSpec } from '../generate/spec.js';
import type { RuleSet } from '../plan/plan.js';
import { readReform } from '../reform/reform.js';
import { loadJurisdiction } from '../rules.js';
import { loadRuleSet } from '../ruleset/load.js';
import type { ReformFile } from '../schema/reform.js';
import { type CostOptions, costModel } from '../simulate/cost.js';
import { type Counter, createCounter } from '../simulate/counter.js';
import type { Grouping } from '../simulate/groups.js';
import type { CountPlan } from '../simulate/policies.js';
import { readCell } from '../worksheet/cell.js';
import { readRow } from '../worksheet/row.js';
import { csvCells, jsonText, recordTooLong } from './batch-engine.js';

/** Where the households come from. */
export type SimulateInput =
  | { readonly kind: 'generated'; readonly population: PopulationSpec }
  | { readonly kind: 'ndjson'; readonly encoding: Encoding }
  | { readonly kind: 'csv'; readonly headers: readonly string[]; readonly encoding: Encoding };

/** Everything that decides what is counted; plain data, so that it can be handed to a worker. */
export interface SimulateSpec {
  readonly source: NonNullable<RuleSet['source']>;
  readonly reforms: readonly ReformFile[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly adopt: Readonly<Record<string, string>>;
  readonly asOf: string | null;
  /** Null or absent: everything counts. */
  readonly knownOn?: string | null;
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
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly row: number }
  /** @property row the index of a record that is too long to be read */
  | { readonly kind: 'too-long'; readonly row: number };

export interface SimulateEngine {
  readonly plan: CountPlan;
  readonly counter: Counter;
  /** Counts a part. @returns how many households it had */
  count(part: Part): number;
}

/** @throws JiantuiError for what concerns all households: reforms that do not fit, parameters, options, headers */
export function createEngine(spec: SimulateSpec): SimulateEngine {
  const { source, weight, asOf, knownOn, cost } = spec;
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
    ...(knownOn == null ? {} : { knownOn }),
    ...(weight === null ? {} : { weight }),
    ...(cost === null ? {} : { cost: costModel(cost) }),
  };
  const counter = createCounter(plan);
  const reader = readerOf(baseline, spec, counter);
  return {
    plan,
    counter,
    count: (part) => {
      if (part.kind !== 'too-long') return reader(part);
      counter.refuse(new JiantuiError('bad-household', [recordTooLong]), part.row);
      return 1;
    },
  };
}

function readerOf(baseline: RuleSet, spec: SimulateSpec, counter: Counter): (part: Part) => number {
  const { input } = spec;
  switch (input.kind) {
    case 'generated': {
      // What a reform asks for has to be made, too.
      const count = counter.draw(
        createMadeUp(
          counter.policies.map((policy) => policy.ruleSet),
          input.population,
        ),
      );
      return (part) => {
        if (part.kind !== 'slice') return 0;
        for (let index = part.from; index < part.to; index++) count(index);
        return part.to - part.from;
      };
    }
    case 'ndjson': {
      let count = 0;
      const read = ndjsonChunk(
        {
          household: (row, _line, household) => {
            count += 1;
            take(counter, row, household);
          },
          bad: (row, _line, issues) => {
            count += 1;
            counter.refuse(new JiantuiError('bad-household', issues), row);
          },
          blank: () => undefined,
        },
        jsonText,
        input.encoding,
      );
      return (part) => {
        count = 0;
        if (part.kind === 'bytes') read(part.bytes, { row: part.row, line: 1, isCutOff: false });
        return count;
      };
    }
    case 'csv': {
      const { headers } = input;
      const { own, extra } = ownColumns(headers, spec);
      const layout = csvLayout(
        baseline,
        own.map((index) => headers[index] ?? ''),
      );
      const household = (cells: readonly string[]): unknown => ({
        ...readRow(
          layout,
          own.map((index) => readCell(cells[index] ?? '')),
          { dateSystem: 1900, language: 'zh' },
        ),
        ...Object.fromEntries(extra.map((index) => [headers[index], cells[index]])),
      });
      const read = csvReader({ headers, encoding: input.encoding, cellsOf: csvCells });
      return (part) => {
        if (part.kind !== 'bytes') return 0;
        let count = 0;
        read(
          part.bytes,
          { row: part.row, line: 1 },
          {
            record: (row, _line, cells) => {
              count += 1;
              take(counter, row, () => household(cells));
            },
            bad: (row, _line, issues) => {
              count += 1;
              counter.refuse(new JiantuiError('bad-household', issues), row);
            },
            blank: () => undefined,
          },
        );
        return count;
      };
    }
  }
}

/** The places of the columns that hold facts, and of those that are for grouping and weighing only. */
export function ownColumns(headers: readonly string[], { columns, weight }: Pick<SimulateSpec, 'columns' | 'weight'>) {
  const named = new Set([...columns, ...(weight === null ? [] : [weight])]);
  const places = [...headers.keys()];
  const isExtra = (index: number) => named.has(headers[index] ?? '');
  return { own: places.filter((index) => !isExtra(index)), extra: places.filter(isExtra) };
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
  counter.add(household, index, true);
}
