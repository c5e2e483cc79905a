import type { Facts } from '../../src/plan/facts.js';
import type { Resolved } from '../../src/plan/resolved.js';

/** All that is given, by name. */
export function entriesOf(facts: Facts): [string, Resolved][] {
  return [...facts.places.of.keys(), ...(facts.others?.keys() ?? [])].flatMap((key) => {
    const given = facts.get(key);
    return given === undefined ? [] : [[key, given]];
  });
}
