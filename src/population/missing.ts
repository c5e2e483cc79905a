import { answer, answerRule } from '../answer/direct.js';
import { type Settings, withSettings } from '../answer/prepare.js';
import type { Evaluation, Judged } from '../decision/evaluation.js';
import { judgeOne } from '../decision/outcome.js';
import { COST } from '../decision/questions.js';
import type { Household } from '../household/household.js';
import { HOUSEHOLD, UNLISTED } from '../household/values.js';
import { MOST_SUBJECTS } from '../kernel/chunk.js';
import { MET, UNDETERMINED } from '../kernel/status-names.js';
import type { RuleSet } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import { type Ask, createAsked, type MemberIds, type Needed, SELF } from './asked.js';
import type { Conditions, Dependencies, ResultColumn, RuleColumns } from './conditions.js';
import { MOST_MISSING } from './outline.js';
import type { Results } from './results.js';

// Statuses and truths as the kernel writes them.
const UNKNOWN = 1;
/** Outcomes whose questions are remembered, of all rules together. */
const MOST_KEPT = 50_000;
/** Truths are two bits: so many fit a character of a key. */
const IN_A_CHARACTER = 8;

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
          : subject === instance.subject && dependencies.ofMembers.length === 0
            ? SELF
            : subject,
    }));
    const pairs = (isFact: boolean) =>
      Int32Array.from(
        list.filter(({ ask }) => (ask.cost === COST.fact) === isFact).flatMap(({ ask, subject }) => [ask.id, subject]),
      );
    return { facts: pairs(true), others: pairs(false) };
  };

  /** The household itself, ready to be judged the careful way. */
  const evaluationOf = (household: Household): Evaluation => {
    misses += 1;
    const prepared = withSettings(ruleSet, household, settings);
    const addressee = (ruleSet.addressee?.tests ?? []).map((node) => answer(node, prepared.values, HOUSEHOLD));
    return { ruleSet, ...prepared, addressee, instances: [] };
  };

  const judgeOutcome = (own: Own, at: number, members: number, evaluation: Evaluation): Wanted => {
    const subject = !own.isMember ? HOUSEHOLD : at === members ? UNLISTED : at;
    const addressee = truthOf(ruleSet.addressee?.conditions ?? null, evaluation.addressee);
    const instance = answerRule(own.entry.rule, evaluation.values, subject);
    return wantedOf(own, judgeOne(evaluation, instance, addressee));
  };

  const later: Int32Array[] = [];
  const places = new Int32Array(2 * rules.length * MOST_SUBJECTS);
  const find: MissingFinder['find'] = (results, household, ids, read) => {
    const { columns, offsets, incomplete } = results;
    const [begin, end] = [offsets[household] as number, offsets[household + 1] as number];
    const members = end - begin - (incomplete[household] as number);
    let evaluation: Evaluation | null = null;
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
          evaluation ??= evaluationOf(read());
          wanted = judgeOutcome(own, at, members, evaluation);
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

/** What the questions of one outcome depend on, as a text: truths alone, nothing else of a household. */
type KeyOf = (results: Results, household: number, at: number) => string;

/** Also what is missing for simulations depends on these. */
export function keysOf({ own, ofMembers }: Dependencies, { level, index: rule }: ResultColumn): KeyOf {
  const columnsOf = (list: readonly ResultColumn[], whose: ResultColumn['level']) =>
    Int32Array.from(list.filter((column) => column.level === whose).map(({ index }) => index));
  const [ofHousehold, ofMember] = [columnsOf(own, 'household'), columnsOf(own, 'member')];
  const ofEach = Int32Array.from(ofMembers, ({ index }) => index);
  return ({ columns, offsets, incomplete }, household, at) => {
    const begin = offsets[household] as number;
    const rest = incomplete[household] as number;
    const members = (offsets[household + 1] as number) - begin - rest;
    const isUnlisted = level === 'member' && at === members;
    const mine = level === 'member' ? pack(columns, begin + at, ofMember) : '';
    let key = `${rule}.${rest + (isUnlisted ? 2 : 0)}.${pack(columns, household, ofHousehold)}${mine}`;
    if (ofEach.length === 0) return key;
    for (let each = 0; each < members; each++) key += pack(columns, begin + each, ofEach);
    return `${key}.${at}.${members}`;
  };
}

function pack(columns: readonly Uint8Array[], place: number, indices: Int32Array): string {
  let text = '';
  let word = 0;
  let used = 0;
  for (let index = 0; index < indices.length; index++) {
    word = (word << 2) | ((columns[indices[index] as number] as Uint8Array)[place] as number);
    if (++used < IN_A_CHARACTER) continue;
    text += String.fromCharCode(word);
    word = 0;
    used = 0;
  }
  return used > 0 ? text + String.fromCharCode(word) : text;
}
