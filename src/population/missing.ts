import { type Prepared, type Settings, withSettings } from '../answer/prepare.js';
import type { Judged } from '../decision/evaluation.js';
import { COST } from '../decision/questions.js';
import type { Household } from '../household/household.js';
import { HOUSEHOLD, UNLISTED } from '../household/values.js';
import { MOST_SUBJECTS } from '../kernel/chunk.js';
import { MET, UNDETERMINED } from '../kernel/status-names.js';
import type { RuleSet } from '../plan/plan.js';
import { type Ask, createAsked, type MemberIds, type Needed, SELF } from './asked.js';
import type { Conditions, ResultColumn, RuleColumns } from './conditions.js';
import { judgeSingle, subjectAt } from './judge.js';
import { keysOf } from './keys.js';
import { MOST_MISSING } from './outline.js';
import type { Results } from './results.js';

// Statuses and truths as the kernel writes them.
const UNKNOWN = 1;
/** Outcomes whose questions are remembered, of all rules together. */
const MOST_KEPT = 50_000;

/** The questions of one outcome, as pairs of a question's id and its subject: the facts, which are asked first, and the others. */
interface Wanted {
  readonly facts: Int32Array;
  readonly others: Int32Array;
}

export interface MissingFinder {
  /**
   * The first questions of a household of a chunk, in the order of a decision's.
   * @param read makes the household, for a combination of bytes not met before
   */
  find(results: Results, household: number, ids: MemberIds, read: () => Household): readonly Needed[];
  /** How many households had to be looked at themselves, for questions of outcomes that were new. */
  readonly misses: number;
}

/**
 * Finds what is missing from the results. The questions of an outcome are worked out once for each combination of what they
 * depend on: truths, and how many members there are. What is kept is the run's own and holds the places of members, nothing else of theirs.
 */
export function createMissingFinder(ruleSet: RuleSet, settings: Settings, conditions: Conditions): MissingFinder {
  const order = conditions.rules.map(({ rule }) => rule.id).sort();
  const rules = conditions.rules.map((entry, index) => ({
    entry,
    index,
    clause: order.indexOf(entry.rule.id),
    isMember: entry.level === 'member',
    targets: targetConditions(entry),
    keyOf: keysOf(entry.dependencies, entry),
  }));
  type Own = (typeof rules)[number];
  const known = new Map<string, Wanted>();
  const asks: Ask[] = [];
  const byKey = new Map<string, Ask>();
  const asked = createAsked(asks);
  let misses = 0;
  const askOf = (name: string, clause: string, cost: number): Ask => {
    const key = `${name}#${clause}`;
    let ask = byKey.get(key);
    if (ask === undefined) {
      ask = { name, cost, id: asks.length };
      byKey.set(key, ask);
      asks.push(ask);
    }
    return ask;
  };

  const wantedOf = ({ entry: { dependencies } }: Own, { open, openTargets, instance }: Judged): Wanted => {
    const list = [...open, ...openTargets.flatMap((target) => target.open)].map(({ ref, subject }) => ({
      ask: askOf(ref.name.name, ref.clause ?? '', COST[ref.name.kind]),
      subject:
        subject === HOUSEHOLD || subject === UNLISTED
          ? HOUSEHOLD
          : subject === instance.subject && !dependencies.asksMembers
            ? SELF
            : subject,
    }));
    const pairs = (isFact: boolean) =>
      Int32Array.from(
        list.filter(({ ask }) => (ask.cost === COST.fact) === isFact).flatMap(({ ask, subject }) => [ask.id, subject]),
      );
    return { facts: pairs(true), others: pairs(false) };
  };

  const later: Int32Array[] = [];
  const places = new Int32Array(2 * rules.length * MOST_SUBJECTS);
  const find: MissingFinder['find'] = (results, household, ids, read) => {
    const { columns, offsets, incomplete } = results;
    const [begin, end] = [offsets[household] as number, offsets[household + 1] as number];
    const members = end - begin - (incomplete[household] as number);
    let prepared: Prepared | null = null;
    let judge: ReturnType<typeof judgeSingle> | null = null;
    let waiting = 0;
    asked.begin(members);
    for (let index = 0; index < rules.length; index++) {
      const own = rules[index] as Own;
      const { isMember, entry } = own;
      const statuses = columns[entry.index] as Uint8Array;
      const count = isMember ? end - begin : 1;
      for (let at = 0; at < count; at++) {
        const place = isMember ? begin + at : household;
        const status = statuses[place];
        if (status !== UNDETERMINED && !(status === MET && isAnyOpen(own.targets, columns, household, place))) continue;
        const key = entry.dependencies.isSound ? own.keyOf(results, household, at) : null;
        let wanted = key === null ? undefined : known.get(key);
        if (wanted === undefined) {
          if (prepared === null || judge === null) {
            misses += 1;
            prepared = withSettings(ruleSet, read(), settings);
            judge = judgeSingle(ruleSet, prepared);
          }
          wanted = wantedOf(own, judge(entry.rule, subjectAt(entry.rule, at, prepared.values)));
          if (key !== null) {
            if (known.size >= MOST_KEPT) known.clear();
            known.set(key, wanted);
          }
        }
        asked.add(wanted.facts, at, index, own.clause);
        if (wanted.others.length === 0) continue;
        later[waiting] = wanted.others;
        places[2 * waiting] = index;
        places[2 * waiting + 1] = at;
        waiting += 1;
      }
    }
    const first = asked.first(ids);
    if (first.length >= MOST_MISSING) return first;
    // Parameters and findings come after all facts: mostly they are not reached.
    for (let place = 0; place < waiting; place++) {
      const index = places[2 * place] as number;
      const { clause } = rules[index] as Own;
      asked.add(later[place] as Int32Array, places[2 * place + 1] as number, index, clause);
    }
    return asked.first(ids);
  };
  return {
    find,
    get misses() {
      return misses;
    },
  };
}

/** A rule that is met may still leave open for which of its programmes, or which flags it raises. */
function targetConditions({ programmes, flags }: RuleColumns): readonly ResultColumn[] {
  return [...programmes, ...flags].flatMap(({ when }) => (when === null ? [] : [when]));
}

function isAnyOpen(
  targets: readonly ResultColumn[],
  columns: readonly Uint8Array[],
  household: number,
  own: number,
): boolean {
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index] as ResultColumn;
    if (columns[target.index]?.[target.level === 'member' ? own : household] === UNKNOWN) return true;
  }
  return false;
}
