import type { Day } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Step } from '../schema/decision.js';
import type { Judged } from './evaluation.js';

/** What a taper clause of a programme is listed under, beside its entry among the tapers. */
export function taperProgramme(programme: string): string {
  return `${programme}-taper`;
}

export interface Named {
  readonly clause: string;
  readonly from: Day;
}

/** One programme or flag. */
export interface Target {
  readonly id: string;
  /** Clauses that name a programme without saying who gets it, each with its first day. */
  readonly named: readonly Named[];
  /** The ledger's clauses that name it, as steps. */
  readonly ledger: readonly Step[];
}

/** What a rule bears on, each once. */
export interface Bearings {
  readonly programmes: readonly string[];
  readonly flags: readonly string[];
  /** The programmes that its step stands under: those that it bears on or names. */
  readonly shown: readonly string[];
  /** Whether it bears on no programme and no flag, and names none. */
  readonly isDuty: boolean;
}

/** What a rule set says of programmes and flags without regard to any household. */
export interface Roster {
  readonly programmes: readonly Target[];
  readonly flags: readonly Target[];
  readonly bearings: ReadonlyMap<RulePlan, Bearings>;
}

const rosters = new WeakMap<RuleSet, Roster>();

export function rosterOf(ruleSet: RuleSet): Roster {
  let roster = rosters.get(ruleSet);
  if (roster === undefined) rosters.set(ruleSet, (roster = createRoster(ruleSet)));
  return roster;
}

/** Outcomes by what their rules bear on, in their order. */
export function gather(
  { bearings }: Roster,
  judged: readonly Judged[],
  what: 'programmes' | 'flags' | 'shown',
): ReadonlyMap<string, readonly Judged[]> {
  const found = new Map<string, Judged[]>();
  for (const entry of judged) {
    for (const id of bearings.get(entry.instance.rule)?.[what] ?? []) {
      const own = found.get(id);
      if (own === undefined) found.set(id, [entry]);
      else own.push(entry);
    }
  }
  return found;
}

function createRoster({ file, vocabulary, rules, ledger }: RuleSet): Roster {
  const { date } = file.instrument;
  const named = new Map<string, Named[]>();
  for (const { id: clause, names, from } of [
    ...rules.map(({ rule, issued }) => ({ ...rule, from: issued ?? rule.inForce?.from ?? date })),
    ...ledger.map((entry) => ({ ...entry, from: date })),
  ])
    for (const id of names ?? []) named.set(id, [...(named.get(id) ?? []), { clause, from }]);
  const steps = new Map<string, Step[]>();
  for (const { id, summary, reason, cite, names } of ledger) {
    const own = deepFreeze({ kind: 'ledger' as const, clause: id, detail: { summary, reason, cite } });
    for (const programme of new Set(names ?? [])) steps.set(programme, [...(steps.get(programme) ?? []), own]);
  }
  return {
    programmes: Object.keys(vocabulary.programmes).map((id) => ({
      id,
      named: named.get(id) ?? [],
      ledger: steps.get(id) ?? [],
    })),
    flags: Object.keys(vocabulary.flags).map((id) => ({ id, named: [], ledger: [] })),
    bearings: new Map(rules.map((rule) => [rule, bearingsOf(rule)])),
  };
}

function bearingsOf({ rule, programmes, flags }: RulePlan): Bearings {
  const listed = programmes.map(({ id }) => (rule.kind === 'taper' ? taperProgramme(id) : id));
  return {
    programmes: [...new Set(listed)],
    flags: [...new Set(flags.map(({ id }) => id))],
    shown: [...new Set([...listed, ...(rule.names ?? [])])],
    isDuty: programmes.length === 0 && flags.length === 0 && rule.names === undefined,
  };
}
