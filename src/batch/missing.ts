import { type Judged, judgeAll } from '../decision/outcome.js';
import { answerAll } from '../evaluate/answer.js';
import { type Settings, withSettings } from '../evaluate/prepare.js';
import { readHousehold } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import { HOUSEHOLD, UNLISTED } from '../plan/values.js';
import { MOST_MISSING } from './brief.js';
import type { Probe, Probed, RuleProbe } from './probes.js';

// Status bytes of the compiled back ends, and truth bytes of the probes.
const UNDETERMINED = 1;
const UNKNOWN = 1;
const MET = 3;
/** A question about the member whose outcome it is. */
const SELF = -2;
/** A long run over odd data must not keep everything it has ever seen. */
const MOST_KEPT = 20_000;

/** One name as one question: several clauses may ask it. */
interface Ask {
  readonly name: string;
  /** The order of its kind: facts, parameters, findings. */
  readonly cost: number;
  readonly id: number;
}

/** A question of one outcome; `subject` is −1 for the household, −2 for the outcome's own member, otherwise a member's place. */
interface Wanted {
  readonly ask: Ask;
  readonly subject: number;
}

/** A question of a row, with how many clauses it may settle. */
interface Tallied {
  ask: Ask;
  subject: number;
  settles: number;
  lastRule: number;
  firstClause: string;
}

/** A name that a row still needs first; `subject` as in {@link Wanted}, without −2. */
export interface Needed {
  readonly name: string;
  readonly subject: number;
}

/** What the members of a row are called: asked only where two questions differ in nothing else. */
export type MemberIds = (member: number) => string;

export interface MissingFinder {
  /**
   * The first questions of a row, in the order of a decision's.
   * @param snapshot makes the household, for a combination of bytes not met before
   */
  find(
    statuses: Uint8Array,
    members: number,
    blocks: number,
    ids: MemberIds,
    snapshot: () => unknown,
    asOf: string | undefined,
  ): readonly Needed[];
  /** How often an outcome's questions had to be worked out from the household itself. */
  readonly misses: number;
}

const COST = { fact: 0, parameter: 1, finding: 2 } as const;

/** Finds what is missing from status bytes. The questions of an outcome are worked out once for each combination of its evidence. */
export function createMissingFinder(ruleSet: RuleSet, settings: Settings, probed: Probed): MissingFinder {
  const base = probed.counts.household;
  const block = probed.counts.member;
  const known = probed.rules.map(() => new Map<string | number, readonly Wanted[]>());
  // A rule that is met may still leave open for which of its programmes, or which flags it raises.
  const limbs = probed.rules.map(({ programmes, flags }) => {
    const open = [...programmes, ...flags].flatMap(({ when }) => (when === null ? [] : [when]));
    return open.length === 0 ? null : open;
  });
  const asks = new Map<string, Ask>();
  let misses = 0;
  const askOf = (name: string, clause: string, cost: number): Ask => {
    const key = `${name}#${clause}`;
    let ask = asks.get(key);
    if (ask === undefined) {
      ask = { name, cost, id: asks.size };
      asks.set(key, ask);
    }
    return ask;
  };

  const wantedOf = (entry: Judged): Wanted[] =>
    [...entry.open, ...entry.limbs.flatMap(({ open }) => open)].map(({ ref, subject }) => ({
      ask: askOf(ref.name.name, ref.clause ?? '', COST[ref.name.kind]),
      subject:
        subject === HOUSEHOLD || subject === UNLISTED
          ? HOUSEHOLD
          : subject === entry.instance.subject && !namesMembers(entry)
            ? SELF
            : subject,
    }));
  const byRule = new Map(probed.rules.map((entry, index) => [entry.rule.id, { entry, index }] as const));
  const namesMembers = (entry: Judged) =>
    (byRule.get(entry.instance.rule.id)?.entry.evidence.ofMembers.length ?? 0) > 0;

  /** Judges the whole household the careful way and remembers every outcome's questions. */
  const learn = (
    statuses: Uint8Array,
    members: number,
    blocks: number,
    snapshot: unknown,
    asOf: string | undefined,
  ) => {
    misses += 1;
    const fresh = new Map<string, readonly Wanted[]>();
    const household = readHousehold(ruleSet, snapshot, asOf);
    for (const entry of judgeAll(answerAll(ruleSet, withSettings(ruleSet, household, settings)))) {
      const { rule, subject } = entry.instance;
      const place = byRule.get(rule.id);
      if (place === undefined || (entry.outcome.status !== 'undetermined' && entry.limbs.length === 0)) continue;
      const at = subject === HOUSEHOLD ? 0 : subject === UNLISTED ? members : subject;
      const wanted = wantedOf(entry);
      fresh.set(`${place.index} ${at}`, wanted);
      const map = known[place.index];
      if (!place.entry.evidence.isSound || map === undefined) continue;
      if (map.size >= MOST_KEPT) map.clear();
      map.set(keyOf(place.entry, statuses, at, members, blocks, base, block), wanted);
    }
    return fresh;
  };

  const tallied: Tallied[] = [];
  // For each question and subject its place in `tallied`; it counts only where the stamp is that of the row.
  let places = new Int32Array(1 << 14);
  let stamps = new Int32Array(1 << 14);
  let stamp = 0;

  const begin = (at: number, ask: Ask, subject: number, firstClause: string) => {
    const found = tallied[at];
    if (found === undefined) tallied.push({ ask, subject, settles: 0, lastRule: -1, firstClause });
    else {
      found.ask = ask;
      found.subject = subject;
      found.settles = 0;
      found.lastRule = -1;
      found.firstClause = firstClause;
    }
  };

  const find: MissingFinder['find'] = (statuses, members, blocks, ids, snapshot, asOf) => {
    let used = 0;
    let fresh: Map<string, readonly Wanted[]> | null = null;
    stamp += 1;
    for (let index = 0; index < probed.rules.length; index++) {
      const entry = probed.rules[index] as RuleProbe;
      const isMember = entry.level === 'member';
      const count = isMember ? blocks : 1;
      for (let at = 0; at < count; at++) {
        const from = isMember ? base + at * block : 0;
        const status = statuses[from + entry.slot];
        if (
          status !== UNDETERMINED &&
          !(
            status === MET &&
            limbs[index]?.some(({ level, slot }) => statuses[level === 'member' ? from + slot : slot] === UNKNOWN)
          )
        )
          continue;
        let wanted = entry.evidence.isSound
          ? known[index]?.get(keyOf(entry, statuses, at, members, blocks, base, block))
          : undefined;
        if (wanted === undefined) {
          fresh ??= learn(statuses, members, blocks, snapshot(), asOf);
          wanted = fresh.get(`${index} ${at}`) ?? [];
        }
        for (let place = 0; place < wanted.length; place++) {
          const { ask, subject: written } = wanted[place] as Wanted;
          const subject = written === SELF ? at : written;
          const key = ask.id * 256 + subject + 1;
          if (key >= places.length) {
            places = larger(places, 2 * key);
            stamps = larger(stamps, 2 * key);
          }
          if (stamps[key] !== stamp) {
            stamps[key] = stamp;
            places[key] = used;
            begin(used++, ask, subject, entry.rule.id);
          }
          const found = tallied[places[key] as number] as Tallied;
          if (found.lastRule !== index) {
            found.settles += 1;
            found.lastRule = index;
          }
        }
      }
    }
    return used === 0 ? NOTHING : firstOf(tallied, used, ids);
  };
  return {
    find,
    get misses() {
      return misses;
    },
  };
}

function larger(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}

const NOTHING: readonly Needed[] = Object.freeze([]);

/** The evidence of one outcome as a number, or as a text where it is long. */
function keyOf(
  { evidence }: RuleProbe,
  statuses: Uint8Array,
  at: number,
  members: number,
  blocks: number,
  base: number,
  block: number,
): string | number {
  const { own, ofMembers } = evidence;
  const member = base + at * block;
  let key = (blocks > members ? 1 : 0) + (at === members ? 2 : 0);
  let text = '';
  let digits = 1;
  for (let index = 0; index < own.length; index++) {
    const probe = own[index] as Probe;
    key = key * 4 + (statuses[probe.level === 'household' ? probe.slot : member + probe.slot] as number);
    if (++digits === 15) {
      text += `${key.toString(36)} `;
      key = 0;
      digits = 0;
    }
  }
  if (ofMembers.length === 0) return text === '' ? key : text + key;
  for (let each = 0; each < members; each++) {
    for (let index = 0; index < ofMembers.length; index++)
      text += statuses[base + each * block + (ofMembers[index] as Probe).slot];
  }
  return `${text} ${key} ${at}`;
}

/** Picks the first few; the same order as in `decision/questions.ts`. */
function firstOf(tallied: readonly Tallied[], used: number, ids: MemberIds): readonly Needed[] {
  const first: Tallied[] = [];
  for (let index = 0; index < used; index++) {
    const each = tallied[index] as Tallied;
    let at = first.length;
    while (at > 0 && isBefore(each, first[at - 1] as Tallied, ids)) at -= 1;
    const same = first.findIndex(({ ask, subject }) => ask.name === each.ask.name && subject === each.subject);
    if (same >= 0 && same < at) continue;
    if (same >= 0) first.splice(same, 1);
    if (at >= MOST_MISSING) continue;
    first.splice(at, 0, each);
    if (first.length > MOST_MISSING) first.pop();
  }
  return first.map(({ ask, subject }) => ({ name: ask.name, subject }));
}

function isBefore(a: Tallied, b: Tallied, ids: MemberIds): boolean {
  if (a.ask.cost !== b.ask.cost) return a.ask.cost < b.ask.cost;
  if (a.settles !== b.settles) return a.settles > b.settles;
  if (a.ask.name !== b.ask.name) return a.ask.name < b.ask.name;
  if (a.subject !== b.subject) return idOf(a.subject, ids) < idOf(b.subject, ids);
  return a.firstClause < b.firstClause;
}

function idOf(subject: number, ids: MemberIds): string {
  return subject === HOUSEHOLD ? 'household' : ids(subject);
}
