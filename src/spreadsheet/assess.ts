import { digest } from '../base/digest.js';
import { type Judged, judgeAll } from '../decision/outcome.js';
import { assumptionsOf, questionsOf } from '../decision/questions.js';
import { tapersOf } from '../decision/taper.js';
import { traceOf } from '../decision/trace.js';
import { eligibilityOf, risksOf, taperProgramme } from '../decision/verdicts.js';
import { answerAll } from '../evaluate/answer.js';
import { type Settings, withSettings } from '../evaluate/prepare.js';
import { readHousehold } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision, Eligibility, Question, Risk, Taper } from '../schema/decision.js';
import type { Snapshot } from './row.js';

/**
 * One household judged. The parts are those of the decision that `evaluate` gives, made by the same functions; each is
 * worked out when it is first asked for, since a cell asks for one of them.
 */
export interface Assessment {
  readonly ruleSet: RuleSet;
  readonly asOf: string;
  readonly judged: readonly Judged[];
  eligibility(): readonly Eligibility[];
  tapers(): readonly Taper[];
  risks(): readonly Risk[];
  questions(): readonly Question[];
  /** The outcomes that bear on a programme. */
  bearingOn(programme: string): readonly Judged[];
  /** The decision with a trace of these rules alone; a whole trace costs ten times the rest. */
  decisionOf(judged: readonly Judged[]): Decision;
  /** The base names behind an open test, with the subjects they are asked of. */
  unknown: ReturnType<typeof withSettings>['values']['unknown'];
}

/**
 * Judges one household without waiting.
 * @throws JiantuiError `bad-household`
 */
export function assess(ruleSet: RuleSet, settings: Settings, snapshot: Snapshot, asOf: string | undefined): Assessment {
  const prepared = withSettings(ruleSet, readHousehold(ruleSet, snapshot, asOf), settings);
  const evaluation = answerAll(ruleSet, prepared);
  const { household } = evaluation.values;
  const judged = judgeAll(evaluation);
  const eligibility = once(() => eligibilityOf(evaluation, judged));
  const tapers = once(() => tapersOf(evaluation, judged, eligibility()));
  const risks = once(() => risksOf(evaluation, judged));
  const questions = once(() => questionsOf(evaluation, judged));
  return {
    ruleSet,
    asOf: household.asOf,
    judged,
    eligibility,
    tapers,
    risks,
    questions,
    bearingOn: (programme) =>
      judged.filter(({ instance, outcome }) => instance.rule.programmes.some(({ id }) => (outcome.kind === 'taper' ? taperProgramme(id) : id) === programme)),
    decisionOf: (some) => {
      const body = {
        jurisdiction: ruleSet.jurisdiction,
        asOf: household.asOf,
        ruleSet: { version: ruleSet.version, digest: ruleSet.digest },
        household: { id: household.id, digest: digest(household.source) },
        parameters: { digest: evaluation.parametersDigest },
        outcomes: judged.map((entry) => entry.outcome),
        eligibility: [...eligibility()],
        tapers: [...tapers()],
        risks: [...risks()],
        questions: [...questions()],
        assumptions: assumptionsOf(evaluation, judged),
      };
      return { ...body, trace: traceOf(evaluation, some, body) };
    },
    unknown: evaluation.values.unknown,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
