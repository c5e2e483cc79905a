import { isDay } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { HOUSEHOLD_LIMITS, plainData } from '../base/plain-data.js';
import { type Dated, parameterOn } from '../plan/parameter-on.js';
import { type ReadName, type ReadSpec, readDay } from '../plan/walk.js';
import type { Layout } from './layout.js';
import { createBlanks, createQuickReader, fillUniform, type Row, unknownLanes } from './quick-row.js';
import { createBytecodeRunner, type Statuses } from './run-bytecode.js';
import { STATUS_OF_BYTE } from './status-bytes.js';

/** A rule set compiled beforehand, as plain JSON; made by `toStatusPlan`. */
export interface StatusPlan {
  readonly program: string;
  readonly jurisdiction: string;
  readonly version: string;
  readonly names: readonly ReadName[];
  readonly facts: Readonly<Record<string, ReadSpec>>;
  readonly clauses: readonly string[];
  readonly layout: Layout;
  readonly lanes: readonly UniformCell[];
  readonly numbers: readonly UniformCell[];
  readonly code: {
    readonly code: readonly number[];
    readonly member: number;
    readonly truths: readonly number[];
    readonly numbers: readonly (number | null)[];
  };
}

/** A parameter's cell and what it holds when; null is unknown. */
interface UniformCell {
  readonly at: number;
  readonly dated: readonly (Dated & { readonly value: number | null })[];
}

interface ReadOptions {
  /** The evaluation date, `YYYY-MM-DD`; overrides the household's own. */
  readonly asOf?: string;
  /** Findings, events and decisions that carry a later date than this day are unknown. */
  readonly knownOn?: string;
}

export interface StatusReader {
  /** @throws JiantuiError `bad-household` for what is wrong, and for figures beyond the compiled form: the full package says more */
  read(household: unknown, options?: ReadOptions): Row;
  /** Writes the statuses of a row; returns how many bytes. */
  statusesInto(row: Row, out: Uint8Array, at?: number): number;
  /** The statuses of a household with their clauses. `subject` is `household` or a member's id. */
  statuses(
    household: unknown,
    options?: ReadOptions,
  ): { readonly clause: string; readonly subject: string; readonly status: string }[];
}

/**
 * Statuses from a plan that was checked beforehand: the smallest form of the library. With a module made by `toModule` from
 * the same rules it runs that; otherwise bytecode. No code is generated.
 * @throws JiantuiError `bad-option` when the module was made from other rules, parameters or readings
 */
export function createStatusReader(
  plan: StatusPlan,
  module?: { readonly program: string; readonly statuses: Statuses },
): StatusReader {
  if (module !== undefined && module.program !== plan.program) {
    throw new JiantuiError('bad-option', [
      { code: 'stale-module', path: ['program'], found: shown(module.program), expected: plan.program },
    ]);
  }
  const { layout } = plan;
  const valueOn = (cells: readonly UniformCell[], at: number, day: string, area: string | null) =>
    parameterOn(cells.find((cell) => cell.at === at)?.dated, day, area)?.value;
  const blanks = createBlanks(layout, (day, area) =>
    fillUniform(
      layout,
      (place) => valueOn(plan.lanes, place.at, day, area) ?? unknownLanes(place),
      (place) =>
        place.source.name === 'asOf' ? readDay(day) : (valueOn(plan.numbers, place.at, day, area) ?? Number.NaN),
    ),
  );
  const readQuickly = createQuickReader(
    {
      names: plan.names,
      vocabulary: { facts: plan.facts },
      jurisdiction: plan.jurisdiction,
      file: { clauses: plan.clauses, rules: [] },
    },
    layout,
    blanks,
  );
  const { code, member, truths, numbers } = plan.code;
  const bytecode = {
    code: Int32Array.from(code),
    member,
    truths: Int32Array.from(truths),
    numbers: Float64Array.from(numbers, (number) => number ?? Number.NaN),
  };
  const run = module?.statuses ?? createBytecodeRunner(bytecode, layout);

  const read: StatusReader['read'] = (household, { asOf, knownOn } = {}) => {
    if (knownOn !== undefined && !isDay(knownOn))
      throw new JiantuiError('bad-option', [
        { code: 'no-such-day', path: ['knownOn'], found: shown(knownOn), expected: 'YYYY-MM-DD' },
      ]);
    const copy = plainData(household, HOUSEHOLD_LIMITS, true);
    const row = copy.ok ? readQuickly(copy.value, asOf, knownOn) : null;
    if (row === null)
      throw new JiantuiError('bad-household', [{ code: 'unusual-household', path: [], found: shown(household) }]);
    return row;
  };
  const statusesInto: StatusReader['statusesInto'] = (row, out, at = 0) => {
    run(row.lanes, row.numbers, row.members, row.blocks, row.blocks - row.members, out, at);
    return layout.clauses.length + row.blocks * layout.memberClauses.length;
  };
  return {
    read,
    statusesInto,
    statuses(household, options) {
      const row = read(household, options);
      const out = new Uint8Array(layout.clauses.length + row.blocks * layout.memberClauses.length);
      statusesInto(row, out);
      const listed = (row.source as { members?: readonly { id: string }[] | null }).members ?? [];
      return Array.from(out, (byte, place) => {
        const block = Math.floor((place - layout.clauses.length) / layout.memberClauses.length);
        const own = place < layout.clauses.length;
        const clause = own
          ? layout.clauses[place]
          : layout.memberClauses[(place - layout.clauses.length) % layout.memberClauses.length];
        return {
          clause: clause ?? '',
          subject: own ? 'household' : (listed[block]?.id ?? 'household'),
          status: STATUS_OF_BYTE[byte] ?? 'undetermined',
        };
      });
    },
  };
}
