import { isDay } from './base/calendar.js';
import { JiantuiError } from './base/error.js';
import { shown } from './base/issue.js';
import { createKernel, type KernelCode } from './kernel/kernel.js';
import { createSingle, type SubjectStatus } from './kernel/single.js';
import type { KernelTables } from './kernel/tables.js';
import { copySnapshot } from './snapshot/snapshot.js';

/** Entry point `jiantui/sync`: the statuses of households from a module that was made beforehand. The smallest form. */
export { JiantuiError } from './base/error.js';
export type { SubjectStatus } from './kernel/single.js';

/** A module that `toModule`, or `jiantui compile`, has written. */
export interface StatusModule {
  readonly program: string;
  readonly tables: unknown;
  readonly kernel: KernelCode;
}

/** What may be said beside the household. */
export interface StatusOptions {
  /** The evaluation date, `YYYY-MM-DD`; overrides the household's own. */
  readonly asOf?: string;
  /** Findings, events and decisions that carry a later date than this day are unknown. */
  readonly knownOn?: string;
}

/**
 * Statuses from a module that was compiled beforehand: no rule file is read or checked, and no code is generated.
 * @returns the statuses of a household with their clauses, in the order of a decision's outcomes. It throws a JiantuiError:
 *   `bad-household` for what is wrong and for figures beyond the compiled form (the full package says more), `bad-option` for a day
 *   that does not exist
 * @example
 * import * as rongchang from './rongchang.js'; // jiantui compile rongchang -o rongchang.js
 * const statuses = openModule(rongchang);
 * statuses(household).filter(({ status }) => status === 'met');
 */
export function openModule(
  module: StatusModule,
): (household: unknown, options?: StatusOptions) => readonly SubjectStatus[] {
  const single = createSingle(createKernel(module.tables as KernelTables, module.kernel));
  return (household, options = {}) => {
    for (const name of ['asOf', 'knownOn'] as const) {
      const day = options[name];
      if (day !== undefined && !isDay(day))
        throw new JiantuiError('bad-option', [
          { code: 'no-such-day', path: [name], found: shown(day), expected: 'YYYY-MM-DD' },
        ]);
    }
    const own = copySnapshot(household);
    const statuses = single(own, options.asOf, options.knownOn);
    if (statuses === null)
      throw new JiantuiError('bad-household', [{ code: 'unusual-household', path: [], found: shown(own) }]);
    return statuses;
  };
}
