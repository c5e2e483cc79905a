import type { Facts } from '../../src/plan/facts.js';
import type { Given } from '../../src/plan/household.js';

/** All that is given, by name. */
export function entriesOf(facts: Facts): [string, Given][] {
  return [...facts.places.of.keys(), ...(facts.others?.keys() ?? [])].flatMap((key) => {
    const given = facts.get(key);
    return given === undefined ? [] : [[key, given]];
  });
}
