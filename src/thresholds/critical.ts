import { subjectsOf } from '../answer/direct.js';
import { JiantuiError } from '../base/error.js';
import type { Exact } from '../base/exact.js';
import { HOUSEHOLD, type Subject, type Values } from '../household/values.js';
import type { Operand, PlanName, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { type Critical, compareForms, type Form, formOf } from './forms.js';
import { createSymbolic, dependents } from './symbolic.js';

/** The rules of which a test depends on a fact. */
export function rulesDependingOn(ruleSet: RuleSet, fact: PlanName): readonly RulePlan[] {
  const names = dependents(ruleSet, fact);
  const reached = (tests: readonly TestNode[]) => tests.some((test) => namesIn(test).some((name) => names.has(name)));
  if (reached(ruleSet.addressee?.tests ?? [])) return ruleSet.rules;
  // How many members there are decides to whom a rule about members is put.
  return ruleSet.rules.filter(
    (rule) => reached(rule.tests) || (fact.name === 'householdSize' && rule.rule.subject === 'member'),
  );
}

function namesIn(test: TestNode): string[] {
  return test.right.kind === 'ref' ? [test.left.name.name, test.right.ref.name.name] : [test.left.name.name];
}

/**
 * Every value of the fact at which a test of the rules may change its answer. Some of them change nothing.
 * @throws JiantuiError `bad-option` where such a value cannot be given exactly
 */
export function criticalValues(
  ruleSet: RuleSet,
  rules: readonly RulePlan[],
  values: Values,
  fact: PlanName,
  of: Subject,
): readonly Exact[] {
  const found: Exact[] = [];
  const refuse = () => {
    throw new JiantuiError('bad-option', [
      {
        code: 'not-linear',
        path: ['fact'],
        found: fact.name,
        expected: 'a fact that formulas only add, scale and compare',
      },
    ]);
  };
  const critical: Critical = {
    add: (roots) => void (roots === null ? refuse() : found.push(...roots)),
    refuse,
  };
  const symbolic = createSymbolic(ruleSet, values, fact, of, critical);
  const visit = (tests: readonly TestNode[], subject: Subject) => {
    for (const test of tests) compareForms(symbolic(test.left, subject), operand(test.right, subject), critical);
  };
  const operand = (right: Operand, subject: Subject): readonly Form[] =>
    right.kind === 'constant' ? [formOf(right.value)] : symbolic(right.ref, subject);
  visit(ruleSet.addressee?.tests ?? [], HOUSEHOLD);
  for (const rule of rules) for (const subject of subjectsOf(rule, values)) visit(rule.tests, subject);
  return found;
}
