import type { Facts } from '../../src/household/household.js';
import type { Resolved } from '../../src/household/resolved.js';

/** All that is given, by name. */
export function entriesOf(facts: Facts): [string, Resolved][] {
  return [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
}
