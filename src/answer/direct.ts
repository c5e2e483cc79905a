import { all, type Truth } from '../base/truth.js';
import type { Evaluation, Instance } from '../decision/evaluation.js';
import { judge } from '../decision/status.js';
import { HOUSEHOLD, type Subject, UNLISTED, type Values } from '../household/values.js';
import type { Node, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { test, truthOf } from '../plan/truths.js';
import type { Status } from '../schema/decision.js';
import type { Prepared } from './prepare.js';

/** The subjects that a rule is put to. Members who are not listed are one further subject, of whom nothing is known. */
export function subjectsOf(rule: RulePlan, values: Values): readonly Subject[] {
  return rule.rule.subject === 'household' ? ALONE : memberSubjects(values);
}

const ALONE: readonly Subject[] = [HOUSEHOLD];

function memberSubjects({ household: { members, membersComplete } }: Values): readonly Subject[] {
  const listed = members.map((_, index) => index);
  return membersComplete ? listed : [...listed, UNLISTED];
}

/** True when no reading of the rule is in force on the day: then its conditions are not examined, and no look-up is made for them. */
export function isNotInForce(rule: RulePlan, truths: readonly Truth[]): boolean {
  if (truthOf(rule.force, truths) === false) return true;
  return rule.readings.length > 0 && rule.readings.every((reading) => truthOf(reading.force, truths) === false);
}

/** Answers the tests on dates, parameters and the area, which decide whether the rest is examined at all. The rest stay unknown. */
export function forceTruths(rule: RulePlan, values: Values): Truth[] {
  const truths: Truth[] = rule.tests.map(() => null);
  const visit = (node: Node | null): void => {
    if (node === null) return;
    if (node.kind === 'test') truths[node.index] = answer(node, values, HOUSEHOLD);
    else if (node.kind === 'not') visit(node.part);
    else node.parts.forEach(visit);
  };
  visit(rule.scope);
  visit(rule.force);
  for (const reading of rule.readings) visit(reading.force);
  return truths;
}

/** One test, answered directly from the values. */
export function answer(node: TestNode, values: Values, subject: Subject): Truth {
  const right = node.right.kind === 'constant' ? node.right.value : values.get(node.right.ref, subject).value;
  return test(node.operator, values.get(node.left, subject).value, right);
}

/** The tests of one rule for one subject, answered directly and without waiting. */
export function answerRule(rule: RulePlan, values: Values, subject: Subject): Instance {
  const force = forceTruths(rule, values);
  if (isNotInForce(rule, force)) return { rule, subject, truths: force };
  return { rule, subject, truths: rule.tests.map((node, index) => force[index] ?? answer(node, values, subject)) };
}

/** Answers every test without waiting: what the interpreter answers through its engine. */
export function answerAll(ruleSet: RuleSet, { values, adopted, parametersDigest }: Prepared): Evaluation {
  const addressee = (ruleSet.addressee?.tests ?? []).map((node) => answer(node, values, HOUSEHOLD));
  const instances = ruleSet.rules.flatMap((rule) =>
    subjectsOf(rule, values).map((subject) => answerRule(rule, values, subject)),
  );
  return { ruleSet, values, adopted, parametersDigest, addressee, instances };
}

/** The statuses alone, in the order of the outcomes. */
export function statusesOf(evaluation: Evaluation): Status[] {
  const addressee = truthOf(evaluation.ruleSet.addressee?.conditions ?? null, evaluation.addressee);
  return evaluation.instances.map(
    ({ rule, truths }) =>
      judge(rule, truths, all([addressee, truthOf(rule.scope, truths)]), evaluation.adopted.get(rule.id)?.reading)
        .status,
  );
}
