import { assemble } from '../decision/assemble.js';
import type { Evaluation } from '../decision/evaluation.js';
import { memoryOf, pathOf } from '../decision/memory.js';
import { type Judged, judgeOne, toKeep } from '../decision/outcome.js';
import type { RuleSet } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD } from '../plan/values.js';
import type { Decision } from '../schema/decision.js';
import { answer, answerRule, subjectsOf } from './answer.js';
import type { Prepared } from './prepare.js';

/**
 * Decides without waiting. Where all that a rule rests on are values that households share, what was once made of them is
 * given again; everything else is answered and judged afresh.
 */
export function decideNow(ruleSet: RuleSet, prepared: Prepared): Decision {
  const { values, adopted } = prepared;
  const memory = memoryOf(ruleSet, 'values');
  const addressee = (ruleSet.addressee?.tests ?? []).map((node) => answer(node, values, HOUSEHOLD));
  const addressed = truthOf(ruleSet.addressee?.conditions ?? null, addressee);
  const evaluation: Evaluation = { ruleSet, ...prepared, addressee, instances: [] };
  const judged: Judged[] = [];
  for (const remembered of memory.rules.values()) {
    const { rule, recall } = remembered;
    for (const subject of subjectsOf(rule, values)) {
      const path = pathOf(memory, remembered, values, adopted, subject);
      const found = path === null ? undefined : recall.find(path);
      if (found !== undefined) {
        judged.push(found);
        continue;
      }
      const own = judgeOne(evaluation, answerRule(rule, values, subject), addressed);
      if (path === null) judged.push(own);
      else {
        const kept = toKeep(own);
        recall.keep(path, kept);
        judged.push(kept);
      }
    }
  }
  return assemble({ ...evaluation, instances: judged.map((entry) => entry.instance) }, judged);
}
