import type { Settings } from '../answer/prepare.js';
import { defined } from '../base/defined.js';
import { isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import type { RuleSet } from '../plan/plan.js';
import type { FactSpec } from '../schema/vocabulary.js';
import { clausesOf, type ReadSpec } from '../snapshot/walk.js';
import type { Program } from './lower.js';
import { scaled } from './operand.js';
import { type ByteColumn, byteOf, type DoubleColumn, dateNumber, type Held, storageOf } from './storage.js';
import type { KernelTables } from './tables.js';

/** The tables of a program that was lowered for some settings. */
export function tablesOf(ruleSet: RuleSet, settings: Settings, { columns, outcomes }: Program): KernelTables {
  const storage = storageOf(columns);
  const asked = new Set(columns.map(({ name }) => name));
  const datedOf = (name: string) => settings.parameters.get(name) ?? ruleSet.parameters.get(name) ?? [];
  const cells = <C extends ByteColumn | DoubleColumn>(list: readonly C[], store: (column: C, value: Value) => number) =>
    list.map((column) =>
      datedOf(column.name).map(({ from, until, area, value }) => ({
        ...defined({ from, until, area }),
        value: value === null ? null : store(column, value),
      })),
    );
  return {
    jurisdiction: ruleSet.jurisdiction,
    version: ruleSet.version,
    // What no rule asks for is checked by its fact and stored nowhere.
    names: [...ruleSet.names.values()]
      .filter((name) => name.given && name.scope !== 'parameter' && asked.has(name.name))
      .map(({ name, key, part, scope, type, values, perClause }) =>
        defined({ name, key, scope, type, perClause, given: true, part, values }),
      ),
    facts: Object.fromEntries(
      Object.entries(ruleSet.vocabulary.facts)
        .filter(([, spec]) => spec.scope !== 'parameter')
        .map(([key, spec]) => [key, readSpecOf(spec)]),
    ),
    clauses: [...clausesOf(ruleSet)],
    ...storage,
    parameters: {
      bytes: cells(storage.uniformBytes, ({ values }, value) => byteOf(values, value as Held)),
      doubles: cells(storage.uniformDoubles, ({ scale }, value) =>
        isExact(value) ? (scaled(value, scale) ?? Number.NaN) : dateNumber(String(value)),
      ),
    },
    outcomes: outcomes.map(({ clause, level }) => ({ clause, level })),
  };
}

/** What a fact is read by, without its names in words. */
export function readSpecOf({ scope, type, values, key, perClause, implies, fields }: FactSpec): ReadSpec {
  const parts =
    fields === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(fields).map(([part, field]) => [part, defined({ type: field.type, values: field.values })]),
        );
  return defined({ scope, type, values, key, perClause, implies, fields: parts });
}
