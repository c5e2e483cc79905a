import type { RuleSet } from '../../src/plan/plan.js';

/** The parameters that bulk work is measured with, as far as a rule set knows them. */
export function parametersOf(ruleSet: RuleSet): Record<string, unknown> {
  const monthly = ruleSet.names.has('dibaoStandardMonthly') ? { dibaoStandardMonthly: '450.00' } : {};
  const annual = ruleSet.names.has('dibaoStandardAnnual') ? { dibaoStandardAnnual: '5400.00' } : {};
  return { ...monthly, ...annual, povertyPeriodEnd: '2020-12-31' };
}
