import type { Day } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { Step } from '../schema/decision.js';
import type { RulePlan, RuleSetContent } from './rule-plan.js';

/** What a taper clause of a programme is listed under, beside its entry among the tapers. */
export function taperProgramme(programme: string): string {
  return `${programme}-taper`;
}

/** A clause that names a programme without saying who gets it, with its first day. */
export interface Named {
  readonly clause: string;
  readonly from: Day;
}

/** One programme or flag. */
export interface Target {
  readonly id: string;
  readonly named: readonly Named[];
  /** The ledger's clauses that name it, as steps. */
  readonly ledger: readonly Step[];
}

/** The programmes and flags that a rule contributes to, each once. */
export interface Contribution {
  readonly programmes: readonly string[];
  readonly flags: readonly string[];
  /** The programmes that its step stands under: those that it contributes to or names. */
  readonly stepUnder: readonly string[];
  /** Whether it contributes to no programme and no flag, and names none. */
  readonly isDuty: boolean;
}

/** What a rule set says of programmes and flags without regard to any household. */
export interface Targets {
  readonly programmes: readonly Target[];
  readonly flags: readonly Target[];
  /** By the rule's clause. */
  readonly contributions: ReadonlyMap<string, Contribution>;
}

export function targetsOf({ file, vocabulary, rules, ledger }: RuleSetContent): Targets {
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
    contributions: new Map(rules.map((rule) => [rule.id, contributionOf(rule)])),
  };
}

function contributionOf({ rule, programmes, flags }: RulePlan): Contribution {
  const listed = programmes.map(({ id }) => (rule.kind === 'taper' ? taperProgramme(id) : id));
  return {
    programmes: [...new Set(listed)],
    flags: [...new Set(flags.map(({ id }) => id))],
    stepUnder: [...new Set([...listed, ...(rule.names ?? [])])],
    isDuty: programmes.length === 0 && flags.length === 0 && rule.names === undefined,
  };
}
