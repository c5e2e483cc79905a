import type { Targets } from '../plan/targets.js';
import type { Judged } from './evaluation.js';

/** Outcomes by what their rules contribute to, in their order. */
export function gather(
  { contributions }: Targets,
  judged: readonly Judged[],
  what: 'programmes' | 'flags' | 'stepUnder',
): ReadonlyMap<string, readonly Judged[]> {
  const found = new Map<string, Judged[]>();
  for (const entry of judged) {
    for (const id of contributions.get(entry.instance.rule.id)?.[what] ?? []) {
      const own = found.get(id);
      if (own === undefined) found.set(id, [entry]);
      else own.push(entry);
    }
  }
  return found;
}
