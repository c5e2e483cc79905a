import { loadJurisdiction } from '../../src/rules.js';
import type { Decision, Step } from '../../src/schema/decision.js';

export const rongchang = loadJurisdiction('rongchang');
export const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
/** A household of which everything is known that the taper of Rongchang asks. */
export const household = {
  id: 'rc-1',
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  incomeChanged: true,
  perCapitaMonthlyIncome: '600.00',
};
export const without = (...names: (keyof typeof household)[]) =>
  Object.fromEntries(Object.entries(household).filter(([name]) => !names.includes(name as keyof typeof household)));
export const statusOf = (decision: Decision, clause: string, subject = 'household') =>
  decision.outcomes.find((outcome) => outcome.clause === clause && outcome.subject === subject)?.status;
export const later = <T>(value: T, milliseconds = 1): Promise<T> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, value));

/** The steps of a kind for a name, wherever they are in a trace. */
export function stepsOf(step: Step, kind: Step['kind'], id: string): Step[] {
  const inner = (step.steps ?? []).flatMap((part) => stepsOf(part, kind, id));
  return step.kind === kind && step.id === id ? [step, ...inner] : inner;
}
