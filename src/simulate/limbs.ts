import type { Node, RulePlan, RuleSet, TargetPlan } from '../plan/plan.js';

/** A rule set in which each limb of a rule, a programme or flag that it bears on under further conditions, is a rule of its own. */
export interface Opened {
  readonly ruleSet: RuleSet;
  /** The id of the rule that stands for a target of a rule. */
  readonly ruleOf: (rule: RulePlan, target: TargetPlan) => string;
  readonly adopt: Readonly<Record<string, string>>;
}

/**
 * Opens the limbs of a rule set, so that the status of each can be worked out like that of any rule. It is for counting
 * only: the rules that stand for limbs appear in no decision.
 */
export function openLimbs(ruleSet: RuleSet, adopt: Readonly<Record<string, string>>): Opened {
  const ids = new Map<TargetPlan, string>();
  const added: RulePlan[] = [];
  const adopted = new Map(ruleSet.adopted);
  const also: Record<string, string> = { ...adopt };
  for (const rule of ruleSet.rules) {
    for (const target of [...rule.programmes, ...rule.flags]) {
      if (target.when === null) continue;
      const id = `${rule.id}+limb.${added.length}`;
      ids.set(target, id);
      added.push({ ...rule, id, conditions: both(rule.conditions, target.when), marks: [], programmes: [], flags: [] });
      const own = adopted.get(rule.id);
      if (own !== undefined) adopted.set(id, own);
      const asked = adopt[rule.id];
      if (asked !== undefined) also[id] = asked;
    }
  }
  return {
    ruleSet: added.length === 0 ? ruleSet : { ...ruleSet, rules: [...ruleSet.rules, ...added], adopted },
    ruleOf: (rule, target) => ids.get(target) ?? rule.id,
    adopt: also,
  };
}

function both(a: Node | null, b: Node): Node {
  return a === null ? b : { kind: 'all', parts: [a, b] };
}
