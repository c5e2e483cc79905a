import { HOUSEHOLD } from '../household/values.js';
import type { Evaluation } from './evaluation.js';

/** The last day of a named period of the rule set, or null where it is not known. */
export function periodEnd(evaluation: Evaluation, period: string | undefined): string | null {
  const { ruleSet, values } = evaluation;
  const end = period === undefined ? undefined : ruleSet.file.periods?.[period]?.end;
  const name = end === undefined ? undefined : ruleSet.names.get(end);
  const value = name === undefined ? null : values.get({ name, scope: 'household' }, HOUSEHOLD).value;
  return typeof value === 'string' ? value : null;
}
