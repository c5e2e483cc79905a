import { answer, answerRule } from '../answer/direct.js';
import type { Prepared } from '../answer/prepare.js';
import type { Judged } from '../decision/evaluation.js';
import { judgeOne } from '../decision/outcome.js';
import { HOUSEHOLD, type Subject, UNLISTED, type Values } from '../household/values.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';

/** Judges the outcome of one rule for one subject as the decision would, for whoever has the statuses and asks what is missing. */
export function judgeSingle(ruleSet: RuleSet, prepared: Prepared): (rule: RulePlan, subject: Subject) => Judged {
  const addressee = (ruleSet.addressee?.tests ?? []).map((node) => answer(node, prepared.values, HOUSEHOLD));
  const evaluation = { ruleSet, ...prepared, addressee, instances: [] };
  const isAddressed = truthOf(ruleSet.addressee?.conditions ?? null, addressee);
  return (rule, subject) => judgeOne(evaluation, answerRule(rule, prepared.values, subject), isAddressed);
}

/** The subject at a place of a rule's results: one beyond the last listed member stands for those not listed. */
export function subjectAt({ rule }: RulePlan, place: number, { household }: Values): Subject {
  if (rule.subject === 'household') return HOUSEHOLD;
  return place === household.members.length ? UNLISTED : place;
}
