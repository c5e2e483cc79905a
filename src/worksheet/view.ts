import type { RulePlan, RuleSet } from '../plan/plan.js';
import { withRules } from '../plan/tables.js';
import { taperProgramme } from '../plan/targets.js';

/** Which rules an answer rests on: those that bear on one programme, that raise risks, that grant tapers, or all. */
export type View = 'all' | 'risks' | 'tapers' | { readonly programme: string };

const views = new WeakMap<RuleSet, Map<string, RuleSet>>();

/**
 * The rule set as far as an answer needs it. The verdict on a programme rests on the rules that bear on it or name it and on
 * no others, so a cell that asks for one programme need not examine the rest. A test holds every view against the whole.
 */
export function viewOf(ruleSet: RuleSet, view: View): RuleSet {
  if (view === 'all') return ruleSet;
  const own = views.get(ruleSet) ?? new Map<string, RuleSet>();
  views.set(ruleSet, own);
  const key = typeof view === 'string' ? view : `programme ${view.programme}`;
  const there = own.get(key);
  if (there !== undefined) return there;
  const made = withRules(
    ruleSet,
    ruleSet.rules.filter((rule) => belongs(rule, view)),
  );
  own.set(key, made);
  return made;
}

function belongs(rule: RulePlan, view: Exclude<View, 'all'>): boolean {
  if (view === 'risks') return rule.flags.length > 0;
  if (view === 'tapers') return rule.rule.kind === 'taper';
  return bearsOn(rule, view.programme) || rule.rule.names?.includes(view.programme) === true;
}

/** Whether a rule bears on a programme; a taper clause bears on the taper of its programme. */
export function bearsOn({ rule, programmes }: RulePlan, programme: string): boolean {
  return programmes.some(({ id }) => (rule.kind === 'taper' ? taperProgramme(id) : id) === programme);
}
