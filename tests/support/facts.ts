import type { Facts } from '../../src/plan/household.js';
import type { Resolved } from '../../src/plan/resolved.js';

/** All that is given, by name. */
export function entriesOf(facts: Facts): [string, Resolved][] {
  return [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
}
