import { deepFreeze } from '../base/freeze.js';
import { createRecall, type Recall } from '../base/recall.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Eligibility, Risk, Step } from '../schema/decision.js';
import type { Judged } from './evaluation.js';

/** What a taper clause of a programme is listed under, beside its entry among the tapers. */
export function taperProgramme(programme: string): string {
  return `${programme}-taper`;
}

/** Results kept for one programme or flag at most. */
const MOST = 256;

/** One programme or flag, and what has been gathered for it from entries that households share. */
export interface Target {
  readonly id: string;
  readonly place: number;
  /** Clauses that name a programme without saying who gets it. */
  readonly named: readonly string[];
  /** The ledger's clauses that name it, as steps. */
  readonly ledger: readonly Step[];
  readonly eligibility: Recall<Eligibility>;
  readonly risks: Recall<readonly Risk[]>;
  readonly steps: Recall<Step>;
  /** The step of a programme without outcomes, of which there is but one verdict. */
  bare: Step | null;
}

/** A programme or flag and what bears on it: places in the list of outcomes. */
export interface Seated {
  readonly target: Target;
  readonly seats: readonly number[];
}

/** Which outcomes bear on what. Programmes and flags on which none bears are left out. */
export interface Seats {
  /** The rules of the outcomes, in order: the seats hold for these alone. */
  readonly rules: readonly RulePlan[];
  readonly programmes: readonly Seated[];
  readonly flags: readonly Seated[];
  readonly tapers: readonly number[];
  /** For every programme of the roster: outcomes of rules that bear on it or name it. Their steps stand under it. */
  readonly shown: readonly Seated[];
  /** Outcomes of rules that bear on no programme and no flag, and name none. */
  readonly duties: readonly number[];
}

/** What a rule set says of programmes and flags without regard to any household. */
export interface Roster {
  readonly programmes: readonly Target[];
  readonly flags: readonly Target[];
  /** The seats of a list of outcomes. */
  seatsOf(judged: readonly Judged[]): Seats;
}

const rosters = new WeakMap<RuleSet, Roster>();

export function rosterOf(ruleSet: RuleSet): Roster {
  let roster = rosters.get(ruleSet);
  if (roster === undefined) rosters.set(ruleSet, (roster = createRoster(ruleSet)));
  return roster;
}

function createRoster(ruleSet: RuleSet): Roster {
  const { vocabulary, rules, ledger } = ruleSet;
  const named = new Map<string, string[]>();
  for (const entry of [...rules.map(({ rule }) => rule), ...ledger])
    for (const id of entry.names ?? []) named.set(id, [...(named.get(id) ?? []), entry.id]);
  const steps = new Map<string, Step[]>();
  for (const { id, summary, reason, cite, names } of ledger) {
    const own = deepFreeze({ kind: 'ledger' as const, clause: id, detail: { summary, reason, cite } });
    for (const programme of new Set(names ?? [])) steps.set(programme, [...(steps.get(programme) ?? []), own]);
  }
  const target = (id: string, place: number): Target => ({
    id,
    place,
    named: named.get(id) ?? [],
    ledger: steps.get(id) ?? [],
    eligibility: createRecall(MOST),
    risks: createRecall(MOST),
    steps: createRecall(MOST),
    bare: null,
  });
  const programmes = Object.keys(vocabulary.programmes).map(target);
  const flags = Object.keys(vocabulary.flags).map((id, place) => ({ ...target(id, place), named: [], ledger: [] }));
  const make = (order: readonly RulePlan[]): Seats => {
    const listed = ({ rule, programmes: own }: RulePlan) =>
      own.map(({ id }) => (rule.kind === 'taper' ? taperProgramme(id) : id));
    const places = (test: (rule: RulePlan) => boolean) => order.flatMap((rule, index) => (test(rule) ? [index] : []));
    const seated = (targets: readonly Target[], idsOf: (rule: RulePlan) => readonly string[]) => {
      const ids = new Map(rules.map((rule) => [rule, new Set(idsOf(rule))]));
      return targets.map((target) => ({ target, seats: places((rule) => ids.get(rule)?.has(target.id) === true) }));
    };
    const isTaken = ({ seats }: Seated) => seats.length > 0;
    const isDuty = ({ rule, programmes: own, flags: raised }: RulePlan) =>
      own.length === 0 && raised.length === 0 && rule.names === undefined;
    return {
      rules: order,
      programmes: seated(programmes, listed).filter(isTaken),
      flags: seated(flags, (rule) => rule.flags.map(({ id }) => id)).filter(isTaken),
      tapers: places(({ rule }) => rule.kind === 'taper'),
      shown: seated(programmes, (rule) => [...listed(rule), ...(rule.rule.names ?? [])]),
      duties: places(isDuty),
    };
  };
  // One list for each number of members, most often; other lists are parts that somebody asks for.
  const made = new Map<number, Seats>();
  return {
    programmes,
    flags,
    seatsOf(judged) {
      let seats = made.get(judged.length);
      if (seats === undefined || !isSeated(seats, judged)) {
        seats = make(judged.map(({ instance }) => instance.rule));
        made.set(judged.length, seats);
      }
      return seats;
    },
  };
}

function isSeated({ rules }: Seats, judged: readonly Judged[]): boolean {
  for (let index = 0; index < judged.length; index++)
    if ((judged[index] as Judged).instance.rule !== rules[index]) return false;
  return true;
}
