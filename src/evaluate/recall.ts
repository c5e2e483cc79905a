import { deepFreeze } from '../base/freeze.js';
import { createRecall, type Recall } from '../base/recall.js';
import { assemble } from '../decision/assemble.js';
import type { Evaluation } from '../decision/evaluation.js';
import { type Judged, judgeOne } from '../decision/outcome.js';
import type { Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, refKey, type Subject, subjectId } from '../plan/values.js';
import type { Decision } from '../schema/decision.js';
import { answer, answerRule, subjectsOf } from './answer.js';
import type { Prepared } from './prepare.js';

/** Results kept for one rule at most. */
const MOST = 2000;
/** Members' ids that occur again and again ("1", "m2") are few; results are not kept for others. */
const IDS = 64;

/** One rule, the names that its outcome rests on, and the outcomes already made from them. */
interface Remembered {
  readonly rule: RulePlan;
  readonly refs: readonly Ref[];
  readonly recall: Recall<Judged>;
}

interface Memory {
  readonly rules: readonly Remembered[];
  readonly ids: Set<string>;
}

const memories = new WeakMap<RuleSet, Memory>();

/**
 * Decides without waiting. A rule's outcome and its part of the trace depend on the values of its own names alone: where
 * these are shared values, so is what was once made from them. Everything else is answered and judged afresh.
 */
export function decideNow(ruleSet: RuleSet, prepared: Prepared): Decision {
  const { values } = prepared;
  let memory = memories.get(ruleSet);
  if (memory === undefined) memories.set(ruleSet, (memory = createMemory(ruleSet)));
  const addressee = (ruleSet.addressee?.tests ?? []).map((node) => answer(node, values, HOUSEHOLD));
  const addressed = truthOf(ruleSet.addressee?.conditions ?? null, addressee);
  const evaluation: Evaluation = { ruleSet, ...prepared, addressee, instances: [] };
  const judged: Judged[] = [];
  for (const remembered of memory.rules) {
    const { rule, recall } = remembered;
    for (const subject of subjectsOf(rule, values)) {
      const path = pathOf(memory, remembered, prepared, subject);
      const found = path === null ? undefined : recall.find(path);
      if (found !== undefined) {
        judged.push(found);
        continue;
      }
      const own = judgeOne(evaluation, answerRule(rule, values, subject), addressed);
      if (path === null) {
        judged.push(own);
        continue;
      }
      const kept: Judged = { ...own, outcome: deepFreeze(own.outcome), kept: {} };
      recall.keep(path, kept);
      judged.push(kept);
    }
  }
  return assemble({ ...evaluation, instances: judged.map((entry) => entry.instance) }, judged);
}

/** What an outcome rests on; null where some of it is this household's alone. */
function pathOf({ ids }: Memory, { rule, refs }: Remembered, { values, adopted }: Prepared, subject: Subject): unknown[] | null {
  const id = subjectId(values.household, subject);
  if (subject >= 0 && !ids.has(id)) {
    if (ids.size >= IDS) return null;
    ids.add(id);
  }
  const path: unknown[] = [adopted.get(rule.id), subject, id];
  for (const ref of refs) {
    const resolved = values.get(ref, subject);
    if (resolved.shared !== true) return null;
    path.push(resolved);
  }
  return path;
}

function createMemory(ruleSet: RuleSet): Memory {
  const refsOf = (tests: readonly TestNode[]) => tests.flatMap((test) => (test.right.kind === 'ref' ? [test.left, test.right.ref] : [test.left]));
  const rules = ruleSet.rules.map((rule): Remembered => {
    const params = rule.rule.event.params ?? {};
    const { amount } = params;
    const needed = [...(amount !== null && amount !== undefined && 'parameter' in amount ? [amount.parameter] : []), ...(params.needs ?? [])];
    const refs = [...refsOf(rule.tests), ...refsOf(ruleSet.addressee?.tests ?? [])];
    for (const written of needed) {
      const name = ruleSet.names.get(written);
      if (name !== undefined) refs.push({ name, scope: 'household' });
    }
    return { rule, refs: [...new Map(refs.map((ref) => [`${ref.scope} ${refKey(ref)}`, ref])).values()], recall: createRecall(MOST) };
  });
  return { rules, ids: new Set() };
}
