import { byRank, type QuestionRank } from '../decision/questions.js';
import { HOUSEHOLD } from '../household/values.js';
import { MOST_MISSING } from './outline.js';

/** One name as one question: several clauses may ask it. */
export interface Ask {
  readonly name: string;
  /** The order of its kind: facts, parameters, findings. */
  readonly cost: number;
  readonly id: number;
}

/** A name that a row still needs first; `subject` is −1 for the household, otherwise a member's place. */
export interface Needed {
  readonly name: string;
  readonly subject: number;
}

/** What the members of a household are called, by their places. */
export type MemberIds = (member: number) => string;

/** A question about the member whose outcome it is. */
export const SELF = -2;

/** The questions of one row after another. */
export interface Asked {
  /** Begins a row of so many members. */
  begin(members: number): void;
  /**
   * The questions of one outcome.
   * @param pairs the id of each and its subject, `SELF` for the member at `self`
   * @param rule the place of the rule in the rule set
   * @param clause its place in the order of ids
   */
  add(pairs: Int32Array, self: number, rule: number, clause: number): void;
  /** The first few, in the order of a decision's questions (`decision/questions.ts`). */
  first(ids: MemberIds): readonly Needed[];
}

/** @param asks the questions there are, by id; more may come */
export function createAsked(asks: readonly Ask[]): Asked {
  // By question and subject. What stands there counts only where the stamp is that of the row.
  let stamps = new Int32Array(1 << 10);
  let settles = new Int32Array(1 << 10);
  let rules = new Int32Array(1 << 10);
  let clauses = new Int32Array(1 << 10);
  let used = new Int32Array(1 << 10);
  let count = 0;
  let stamp = 0;
  let stride = 2;

  const grow = (length: number) => {
    [stamps, settles, rules, clauses, used] = [
      larger(stamps, length),
      larger(settles, length),
      larger(rules, length),
      larger(clauses, length),
      larger(used, length),
    ];
  };

  const tallied = (key: number, ids: MemberIds): Tallied => {
    const { name, cost } = asks[Math.floor(key / stride)] as Ask;
    const subject = (key % stride) - 1;
    const who = subject === HOUSEHOLD ? 'household' : ids(subject);
    return { name, cost, subject, who, settles: settles[key] as number, clause: clauses[key] as number };
  };

  return {
    begin: (members) => {
      count = 0;
      stride = members + 2;
      stamp = (stamp + 1) | 0;
      if (asks.length * stride > stamps.length) grow(2 * asks.length * stride);
    },
    add: (pairs, self, rule, clause) => {
      for (let place = 0; place < pairs.length; place += 2) {
        const subject = pairs[place + 1] as number;
        const key = (pairs[place] as number) * stride + (subject === SELF ? self : subject) + 1;
        if (key >= stamps.length) grow(2 * key);
        if (stamps[key] !== stamp) {
          stamps[key] = stamp;
          used[count++] = key;
          settles[key] = 1;
          rules[key] = rule;
          clauses[key] = clause;
        } else if (rules[key] !== rule) {
          rules[key] = rule;
          settles[key] = (settles[key] as number) + 1;
        }
      }
    },
    first: (ids) => {
      const first: Tallied[] = [];
      for (let index = 0; index < count; index++) {
        const key = used[index] as number;
        const last = first[MOST_MISSING - 1];
        // Most questions settle less than those that are first already.
        if (
          last !== undefined &&
          (settles[key] as number) < last.settles &&
          (asks[Math.floor(key / stride)] as Ask).cost >= last.cost
        )
          continue;
        insert(first, tallied(key, ids));
      }
      return first;
    },
  };
}

/** A question of a row, with how many clauses it may settle. */
interface Tallied extends Needed, QuestionRank {}

function larger(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}

function insert(first: Tallied[], each: Tallied): void {
  let at = first.length;
  while (at > 0 && byRank(each, first[at - 1] as Tallied) < 0) at -= 1;
  if (at >= MOST_MISSING) return;
  const same = first.findIndex(({ name, subject }) => name === each.name && subject === each.subject);
  if (same >= 0 && same < at) return;
  if (same >= 0) first.splice(same, 1);
  first.splice(at, 0, each);
  if (first.length > MOST_MISSING) first.pop();
}
