import type { Evaluation, Judged } from '../decision/evaluation.js';
import { judgeOne } from '../decision/outcome.js';
import { answer, answerRule } from '../evaluate/answer.js';
import { type Settings, withSettings } from '../evaluate/prepare.js';
import type { Household } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, UNLISTED } from '../plan/values.js';
import { type Ask, createAsked, type MemberIds, type Needed, SELF } from './asked.js';
import { MOST_MISSING } from './brief.js';
import type { Probe, Probed, RuleProbe } from './probes.js';

// Status bytes of the compiled back ends, and truth bytes of the probes.
const UNDETERMINED = 1;
const UNKNOWN = 1;
const MET = 3;
/** Outcomes whose questions are remembered, of all rules together. */
const MOST_KEPT = 50_000;
const MOST_BLOCKS = 201;
/** Truths are two bits: so many fit a character of a key. */
const IN_A_CHARACTER = 8;

/** The questions of one outcome, as pairs of a question's id and its subject: the facts, which are asked first, and the others. */
interface Wanted {
  readonly facts: Int32Array;
  readonly others: Int32Array;
}

export interface MissingFinder {
  /**
   * The first questions of a row, in the order of a decision's.
   * @param household makes the household, for a combination of bytes not met before
   */
  find(
    statuses: Uint8Array,
    members: number,
    blocks: number,
    ids: MemberIds,
    household: () => Household,
  ): readonly Needed[];
  /** How many households had to be looked at themselves, for questions of outcomes that were new. */
  readonly misses: number;
}

const COST = { fact: 0, parameter: 1, finding: 2 } as const;

/**
 * Finds what is missing from status bytes. The questions of an outcome are worked out once for each combination of its evidence:
 * truths, and how many members there are. What is kept is the run's own and holds the places of members, nothing else of theirs.
 */
export function createMissingFinder(ruleSet: RuleSet, settings: Settings, probed: Probed): MissingFinder {
  const base = probed.counts.household;
  const block = probed.counts.member;
  const order = probed.rules.map(({ rule }) => rule.id).sort();
  const rules = probed.rules.map((entry, index) => ({
    entry,
    index,
    clause: order.indexOf(entry.rule.id),
    isMember: entry.level === 'member',
    limbs: openLimbs(entry),
    keyOf: keysOf(entry, index, base, block),
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

  const wantedOf = ({ entry: { evidence } }: Own, { open, openTargets, instance }: Judged): Wanted => {
    const list = [...open, ...openTargets.flatMap((target) => target.open)].map(({ ref, subject }) => ({
      ask: askOf(ref.name.name, ref.clause ?? '', COST[ref.name.kind]),
      subject:
        subject === HOUSEHOLD || subject === UNLISTED
          ? HOUSEHOLD
          : subject === instance.subject && evidence.ofMembers.length === 0
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
    // The rule set's own rule: that of the probes has whom the instrument addresses in it.
    const instance = answerRule(own.entry.rule, evaluation.values, subject);
    return wantedOf(own, judgeOne(evaluation, instance, addressee));
  };

  const later: Int32Array[] = [];
  const places = new Int32Array(2 * rules.length * MOST_BLOCKS);
  const find: MissingFinder['find'] = (statuses, members, blocks, ids, household) => {
    let evaluation: Evaluation | null = null;
    let waiting = 0;
    asked.begin(members);
    for (let index = 0; index < rules.length; index++) {
      const own = rules[index] as Own;
      const { isMember, entry } = own;
      const count = isMember ? blocks : 1;
      for (let at = 0; at < count; at++) {
        const from = isMember ? base + at * block : 0;
        const status = statuses[from + entry.slot];
        if (status !== UNDETERMINED && !(status === MET && isAnyOpen(own.limbs, statuses, from))) continue;
        const key = entry.evidence.isSound ? own.keyOf(statuses, at, members, blocks) : null;
        let wanted = key === null ? undefined : known.get(key);
        if (wanted === undefined) {
          evaluation ??= evaluationOf(household());
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
function openLimbs({ programmes, flags }: RuleProbe): readonly Probe[] {
  return [...programmes, ...flags].flatMap(({ when }) => (when === null ? [] : [when]));
}

function isAnyOpen(limbs: readonly Probe[], statuses: Uint8Array, from: number): boolean {
  for (let index = 0; index < limbs.length; index++) {
    const { level, slot } = limbs[index] as Probe;
    if (statuses[level === 'member' ? from + slot : slot] === UNKNOWN) return true;
  }
  return false;
}

/** The evidence of one outcome as a text. */
type KeyOf = (statuses: Uint8Array, at: number, members: number, blocks: number) => string;

function keysOf({ evidence: { own, ofMembers } }: RuleProbe, rule: number, base: number, block: number): KeyOf {
  const slotsOf = (list: readonly Probe[], level: Probe['level']) =>
    Int32Array.from(list.filter((probe) => probe.level === level).map(({ slot }) => slot));
  const [ofHousehold, ofMember] = [slotsOf(own, 'household'), slotsOf(own, 'member')];
  const ofEach = Int32Array.from(ofMembers, ({ slot }) => slot);
  return (statuses, at, members, blocks) => {
    const whose = (blocks > members ? 1 : 0) + (at === members ? 2 : 0);
    let key = `${rule}.${whose}.${pack(statuses, 0, ofHousehold)}${pack(statuses, base + at * block, ofMember)}`;
    if (ofEach.length === 0) return key;
    for (let each = 0; each < members; each++) key += pack(statuses, base + each * block, ofEach);
    return `${key}.${at}.${members}`;
  };
}

function pack(statuses: Uint8Array, from: number, slots: Int32Array): string {
  let text = '';
  let word = 0;
  let used = 0;
  for (let index = 0; index < slots.length; index++) {
    word = (word << 2) | (statuses[from + (slots[index] as number)] as number);
    if (++used < IN_A_CHARACTER) continue;
    text += String.fromCharCode(word);
    word = 0;
    used = 0;
  }
  return used > 0 ? text + String.fromCharCode(word) : text;
}
