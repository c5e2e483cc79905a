import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { RulePlan } from '../plan/plan.js';

/** What is wrong with adopting a reading of a clause, or null. */
export function adoptionIssue(
  rules: readonly RulePlan[],
  clause: string,
  reading: unknown,
  path: (string | number)[],
): Issue | null {
  const rule = rules.find((candidate) => candidate.id === clause);
  const withReadings = rules.filter((candidate) => candidate.readings.length > 0).map((candidate) => candidate.id);
  const valid =
    rule === undefined || rule.readings.length === 0 ? withReadings : rule.readings.map((entry) => entry.id);
  if (rule?.readings.some((entry) => entry.id === reading) === true) return null;
  const ofClause = rule === undefined || rule.readings.length === 0;
  const asked = ofClause ? clause : reading;
  const suggestion = typeof asked === 'string' ? nearest(asked, valid) : undefined;
  return {
    code: rule === undefined ? 'unknown-clause' : ofClause ? 'one-reading' : 'unknown-reading',
    path,
    found: shown(ofClause ? clause : reading),
    expected: valid.join(', ') || 'no clause has readings',
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
