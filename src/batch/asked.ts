import { HOUSEHOLD } from '../plan/values.js';
import { MOST_MISSING } from './brief.js';
import type { ByteWriter } from './bytes.js';

/** One name as one question: several clauses may ask it. */
export interface Ask {
  readonly name: string;
  /** The order of its kind: facts, parameters, findings. */
  readonly cost: number;
  readonly id: number;
}

/** A name that a row still needs first; `subject` is −1 for the household, otherwise a member's place. It holds until the next row. */
export interface Needed {
  readonly name: string;
  readonly subject: number;
}

/** What the members of a row are called. */
export interface MemberIds {
  text(member: number): string;
  /** Whether one member's id comes before another's in the order of texts. */
  isBefore(member: number, other: number): boolean;
  /** Writes the id as it stands between the quotes of JSON. */
  put(member: number, out: ByteWriter): void;
}

/** A question of a row, with how many clauses it may settle. */
interface Tallied {
  name: string;
  cost: number;
  subject: number;
  settles: number;
  lastRule: number;
  /** The place of the first clause that asks it in the order of ids. */
  clause: number;
}

/** The questions of one row after another. */
export interface Asked {
  /** Begins a row of so many members. */
  begin(members: number): void;
  /** A question of a rule; `rule` and `clause` are its places in the order of the rule set and in that of ids. */
  add(ask: Ask, subject: number, rule: number, clause: number): void;
  /** The first few, in the order of a decision's questions (`decision/questions.ts`). */
  first(ids: MemberIds): readonly Needed[];
}

const NOTHING: readonly Needed[] = Object.freeze([]);

export function createAsked(): Asked {
  const tallied: Tallied[] = [];
  let used = 0;
  // For each question and subject its place in `tallied`; it counts only where the stamp is that of the row.
  let places = new Int32Array(1 << 10);
  let stamps = new Int32Array(1 << 10);
  let stamp = 0;
  let stride = 2;

  const placeOf = (ask: Ask, subject: number, clause: number): number => {
    const key = ask.id * stride + subject + 1;
    if (key >= places.length) {
      places = larger(places, 2 * key);
      stamps = larger(stamps, 2 * key);
    }
    if (stamps[key] === stamp) return places[key] as number;
    stamps[key] = stamp;
    places[key] = used;
    const found = tallied[used];
    if (found === undefined)
      tallied.push({ name: ask.name, cost: ask.cost, subject, settles: 0, lastRule: -1, clause });
    else {
      found.name = ask.name;
      found.cost = ask.cost;
      found.subject = subject;
      found.settles = 0;
      found.lastRule = -1;
      found.clause = clause;
    }
    return used++;
  };

  return {
    begin: (members) => {
      used = 0;
      stride = members + 2;
      stamp = (stamp + 1) | 0;
    },
    add: (ask, subject, rule, clause) => {
      const found = tallied[placeOf(ask, subject, clause)] as Tallied;
      if (found.lastRule === rule) return;
      found.settles += 1;
      found.lastRule = rule;
    },
    first: (ids) => (used === 0 ? NOTHING : firstOf(tallied, used, ids)),
  };
}

function larger(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}

function firstOf(tallied: readonly Tallied[], used: number, ids: MemberIds): readonly Needed[] {
  const first: Tallied[] = [];
  for (let index = 0; index < used; index++) {
    const each = tallied[index] as Tallied;
    let at = first.length;
    while (at > 0 && isBefore(each, first[at - 1] as Tallied, ids)) at -= 1;
    if (at >= MOST_MISSING) continue;
    const same = first.findIndex(({ name, subject }) => name === each.name && subject === each.subject);
    if (same >= 0 && same < at) continue;
    if (same >= 0) first.splice(same, 1);
    first.splice(at, 0, each);
    if (first.length > MOST_MISSING) first.pop();
  }
  return first;
}

function isBefore(a: Tallied, b: Tallied, ids: MemberIds): boolean {
  if (a.cost !== b.cost) return a.cost < b.cost;
  if (a.settles !== b.settles) return a.settles > b.settles;
  if (a.name !== b.name) return a.name < b.name;
  if (a.subject === b.subject) return a.clause < b.clause;
  if (a.subject === HOUSEHOLD) return 'household' < ids.text(b.subject);
  return b.subject === HOUSEHOLD ? ids.text(a.subject) < 'household' : ids.isBefore(a.subject, b.subject);
}
