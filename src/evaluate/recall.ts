import { assemble } from '../decision/assemble.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import { answerAll } from './answer.js';
import type { Prepared } from './prepare.js';

/** Decides without waiting. */
export function decideNow(ruleSet: RuleSet, prepared: Prepared): Decision {
  return assemble(answerAll(ruleSet, prepared));
}
