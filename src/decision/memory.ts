import { createRecall, type Recall } from '../base/recall.js';
import type { Truth } from '../base/truth.js';
import type { Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { refKey, type Subject, subjectId, type Values } from '../plan/values.js';
import type { Evaluation } from './evaluation.js';
import type { Judged } from './outcome.js';

/** Results kept for one rule at most. */
const MOST = 256;
/** Members' ids that occur again and again ("1", "m2") are few; results are not kept for others. */
const IDS = 64;

/** One rule, the names that its outcome rests on, and the outcomes already made from them. */
export interface Remembered {
  readonly rule: RulePlan;
  readonly refs: readonly Ref[];
  readonly recall: Recall<Judged>;
}

/**
 * What has been made from values that households share. A rule's outcome and its part of the trace depend on the values of
 * its own names, those of the addressee's, and the truths answered from them, alone.
 */
export interface Memory {
  readonly rules: ReadonlyMap<RulePlan, Remembered>;
  readonly ids: Set<string>;
}

/** Separate for each kind of use: one asks by the values alone, the other also by the truths that it was given. */
const memories = { values: new WeakMap<RuleSet, Memory>(), truths: new WeakMap<RuleSet, Memory>() };

export function memoryOf(ruleSet: RuleSet, by: 'values' | 'truths'): Memory {
  let memory = memories[by].get(ruleSet);
  if (memory === undefined) memories[by].set(ruleSet, (memory = createMemory(ruleSet)));
  return memory;
}

/** What an outcome rests on; null where some of it is this household's alone. */
export function pathOf(
  { ids }: Memory,
  { rule, refs }: Remembered,
  values: Values,
  adopted: Evaluation['adopted'],
  subject: Subject,
): unknown[] | null {
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

/** Truths as one key. */
export function truthsKey(truths: readonly Truth[]): string {
  let key = '';
  for (const truth of truths) key += truth === null ? '?' : truth ? '1' : '0';
  return key;
}

function createMemory(ruleSet: RuleSet): Memory {
  const refsOf = (tests: readonly TestNode[]) =>
    tests.flatMap((test) => (test.right.kind === 'ref' ? [test.left, test.right.ref] : [test.left]));
  const rules = ruleSet.rules.map((rule): Remembered => {
    const params = rule.rule.event.params ?? {};
    const { amount } = params;
    const needed = [
      ...(amount !== null && amount !== undefined && 'parameter' in amount ? [amount.parameter] : []),
      ...(params.needs ?? []),
    ];
    const refs = [...refsOf(rule.tests), ...refsOf(ruleSet.addressee?.tests ?? [])];
    for (const written of needed) {
      const name = ruleSet.names.get(written);
      if (name !== undefined) refs.push({ name, scope: 'household' });
    }
    return {
      rule,
      refs: [...new Map(refs.map((ref) => [`${ref.scope} ${refKey(ref)}`, ref])).values()],
      recall: createRecall(MOST),
    };
  });
  return { rules: new Map(rules.map((entry) => [entry.rule, entry])), ids: new Set() };
}
