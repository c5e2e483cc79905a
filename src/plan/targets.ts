import type { Day } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { Step } from '../schema/decision.js';
import type { Node, RulePlan, RuleSetContent, TargetPlan } from './rule-plan.js';

/** What a taper clause of a programme is listed under, beside its entry among the tapers. */
export function taperProgramme(programme: string): string {
  return `${programme}-taper`;
}

/** A clause that names a programme without saying who gets it, with its first day. */
export interface Named {
  readonly clause: string;
  readonly from: Day;
}

/** A rule that contributes to a programme or flag, under further conditions where it has some. */
export interface Contributor {
  readonly clause: string;
  readonly when: Node | null;
}

/** One programme or flag. */
export interface Target {
  readonly id: string;
  readonly contributors: readonly Contributor[];
  readonly named: readonly Named[];
  /** The clauses of the rules whose steps stand under it: those that contribute to it or name it. */
  readonly stepsOf: readonly string[];
  /** The ledger's clauses that name it, as steps. */
  readonly ledger: readonly Step[];
}

/** What a rule set says of programmes and flags without regard to any household. */
export interface Targets {
  readonly programmes: readonly Target[];
  /** Those that a rule can raise. */
  readonly flags: readonly Target[];
  /** The clauses of the rules that contribute to no programme and no flag, and name none. */
  readonly duties: readonly string[];
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
  const listed = ({ rule, programmes }: RulePlan) =>
    programmes.map(({ id, when }) => ({ id: rule.kind === 'taper' ? taperProgramme(id) : id, when }));
  const from = (id: string, targets: (rule: RulePlan) => readonly TargetPlan[]): readonly Contributor[] =>
    rules.flatMap((rule) =>
      targets(rule).flatMap((target) => (target.id === id ? [{ clause: rule.id, when: target.when }] : [])),
    );
  return {
    programmes: Object.keys(vocabulary.programmes).map((id) => ({
      id,
      contributors: from(id, listed),
      named: named.get(id) ?? [],
      stepsOf: rules
        .filter((rule) => rule.rule.names?.includes(id) === true || listed(rule).some((target) => target.id === id))
        .map((rule) => rule.id),
      ledger: steps.get(id) ?? [],
    })),
    flags: Object.keys(vocabulary.flags).flatMap((id) => {
      const contributors = from(id, ({ flags }) => flags);
      const stepsOf = [...new Set(contributors.map(({ clause }) => clause))];
      return contributors.length === 0 ? [] : [{ id, contributors, named: [], stepsOf, ledger: [] }];
    }),
    duties: rules
      .filter(({ rule, programmes, flags }) => programmes.length + flags.length === 0 && rule.names === undefined)
      .map(({ id }) => id),
  };
}
