import { answerAll } from '../answer/direct.js';
import type { Prepared } from '../answer/prepare.js';
import { digest } from '../base/digest.js';
import type { Judged } from '../decision/evaluation.js';
import { judgeAll } from '../decision/outcome.js';
import { assumptionsOf, questionsOf } from '../decision/questions.js';
import { tapersOf } from '../decision/taper.js';
import { traceOf } from '../decision/trace.js';
import { eligibilityOf, risksOf } from '../decision/verdicts.js';
import type { Values } from '../household/values.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision, Eligibility, Risk, Taper } from '../schema/decision.js';
import { bearsOn, type View, viewOf } from './view.js';

/**
 * One household judged under some or all rules. The parts are those of the decision that `evaluate` gives, made by the same
 * functions; each is worked out when it is first asked for, since a cell asks for one of them.
 */
export interface Assessment {
  readonly ruleSet: RuleSet;
  readonly values: Values;
  readonly judged: readonly Judged[];
  eligibility(): readonly Eligibility[];
  tapers(): readonly Taper[];
  risks(): readonly Risk[];
  /** The outcomes that bear on a programme. */
  bearingOn(programme: string): readonly Judged[];
  /** The decision with a trace of these rules alone; a whole trace costs ten times the rest. */
  decisionOf(judged: readonly Judged[]): Decision;
}

/** Judges one household without waiting. */
export function assess(whole: RuleSet, prepared: Prepared, view: View): Assessment {
  const ruleSet = viewOf(whole, view);
  const evaluation = answerAll(ruleSet, prepared);
  const { household } = evaluation.values;
  const judged = judgeAll(evaluation);
  const eligibility = once(() => eligibilityOf(evaluation, judged));
  const tapers = once(() => tapersOf(evaluation, judged, eligibility()));
  const risks = once(() => risksOf(evaluation, judged));
  return {
    ruleSet,
    values: prepared.values,
    judged,
    eligibility,
    tapers,
    risks,
    bearingOn: (programme) => judged.filter(({ instance }) => bearsOn(instance.rule, programme)),
    decisionOf: (some) => {
      const body = {
        jurisdiction: ruleSet.jurisdiction,
        asOf: household.asOf,
        ruleSet: { version: ruleSet.version, digest: ruleSet.digest },
        household: {
          id: household.id,
          get digest() {
            return digest(household.source);
          },
        },
        parameters: { digest: evaluation.parametersDigest },
        outcomes: judged.map((entry) => entry.outcome),
        eligibility: [...eligibility()],
        tapers: [...tapers()],
        risks: [...risks()],
        questions: [...questionsOf(evaluation, judged)],
        assumptions: [...assumptionsOf(evaluation, judged)],
      };
      const concerned = eligibility().filter((entry) =>
        some.some(({ instance }) => bearsOn(instance.rule, entry.programme)),
      );
      return { ...body, trace: traceOf(evaluation, some, { ...body, eligibility: concerned, risks: [] }) };
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
