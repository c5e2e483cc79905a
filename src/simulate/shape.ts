import { taperProgramme } from '../decision/verdicts.js';
import type { RuleSet } from '../plan/plan.js';
import { flagStatuses, statuses, taperVerdicts, verdicts } from '../schema/decision.js';

/** What the answers of one rule set consist of, in a fixed order, so that they can be counted in arrays. */
export interface Shape {
  readonly clauses: readonly { readonly id: string; readonly subject: 'household' | 'member' }[];
  readonly programmes: readonly string[];
  /** The taper clauses; one entry `null` where the instrument has none. */
  readonly tapers: readonly (string | null)[];
  readonly flags: readonly string[];
}

/** Numbers of statuses, verdicts and so on, and the place of each in its list. */
export const STATUS_COUNT = statuses.length;
export const VERDICT_COUNT = verdicts.length;
export const TAPER_COUNT = taperVerdicts.length;
export const FLAG_COUNT = flagStatuses.length;

const places = (list: readonly string[]): ReadonlyMap<string, number> => new Map(list.map((value, index) => [value, index]));
export const STATUS_PLACE = places(statuses);
export const VERDICT_PLACE = places(verdicts);
export const TAPER_PLACE = places(taperVerdicts);
export const FLAG_PLACE = places(flagStatuses);

/** The shape of a rule set's answers. Programmes of which the instrument says nothing are left out: they are silent for everybody. */
export function shapeOf(ruleSet: RuleSet): Shape {
  const spoken = new Set<string>();
  for (const { rule, programmes } of ruleSet.rules) {
    for (const { id } of programmes) spoken.add(rule.kind === 'taper' ? taperProgramme(id) : id);
    for (const id of rule.names ?? []) spoken.add(id);
  }
  for (const entry of ruleSet.ledger) for (const id of entry.names ?? []) spoken.add(id);
  const raised = new Set(ruleSet.rules.flatMap((rule) => rule.flags.map((flag) => flag.id)));
  const tapers = ruleSet.rules.filter((rule) => rule.rule.kind === 'taper').map((rule) => rule.id);
  return {
    clauses: ruleSet.rules.map((rule) => ({ id: rule.id, subject: rule.rule.subject })),
    programmes: Object.keys(ruleSet.vocabulary.programmes).filter((id) => spoken.has(id)),
    tapers: tapers.length === 0 ? [null] : tapers,
    flags: Object.keys(ruleSet.vocabulary.flags).filter((id) => raised.has(id)),
  };
}
