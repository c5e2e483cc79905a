import { answer, forceTruths, isNotInForce, subjectsOf } from '../answer/direct.js';
import type { Truth } from '../base/truth.js';
import type { Evaluation } from '../decision/evaluation.js';
import { judgeAll } from '../decision/outcome.js';
import { HOUSEHOLD, type Values } from '../household/values.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';

/** Something about one outcome that may change. */
export interface Aspect {
  readonly clause: string;
  readonly subject: string;
  readonly what: 'status' | 'reading' | 'mark' | 'duty' | 'programme' | 'flag';
  /** Which reading, mark, programme or flag. */
  readonly id?: string;
}

/** A status, `true`, `false`, `unknown`, or a state of the duty; by key, with the aspect it is of. */
export type Aspects = ReadonlyMap<string, { readonly aspect: Aspect; readonly value: string }>;

/** What the given rules say, answered synchronously from the values. */
export function aspectsOf(
  ruleSet: RuleSet,
  values: Values,
  adopted: Evaluation['adopted'],
  rules: readonly RulePlan[],
): Aspects {
  const found = new Map<string, { aspect: Aspect; value: string }>();
  const note = (aspect: Aspect, value: string) =>
    found.set([aspect.clause, aspect.subject, aspect.what, aspect.id ?? ''].join('\n'), { aspect, value });
  const addressee = (ruleSet.addressee?.tests ?? []).map((test) => answer(test, values, HOUSEHOLD));
  const instances = rules.flatMap((rule) =>
    subjectsOf(rule, values).map((subject) => {
      const force = forceTruths(rule, values);
      return {
        rule,
        subject,
        truths: isNotInForce(rule, force) ? force : rule.tests.map((test) => answer(test, values, subject)),
      };
    }),
  );
  for (const { outcome, instance } of judgeAll({
    ruleSet,
    values,
    addressee,
    instances,
    adopted,
    parametersDigest: '',
  })) {
    const at = { clause: outcome.clause, subject: outcome.subject };
    note({ ...at, what: 'status' }, outcome.status);
    for (const { id, status } of outcome.readings ?? []) note({ ...at, what: 'reading', id }, status);
    for (const { id, truth } of outcome.marks ?? []) note({ ...at, what: 'mark', id }, textOf(truth));
    if (outcome.duty !== undefined) note({ ...at, what: 'duty' }, outcome.duty);
    if (outcome.status !== 'met' && outcome.status !== 'undetermined') continue;
    for (const [what, targets] of [
      ['programme', instance.rule.programmes],
      ['flag', instance.rule.flags],
    ] as const) {
      for (const { id, when } of targets)
        if (when !== null) note({ ...at, what, id }, textOf(truthOf(when, instance.truths)));
    }
  }
  return found;
}

function textOf(truth: Truth): string {
  return truth === null ? 'unknown' : String(truth);
}
