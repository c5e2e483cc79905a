import type { Truth } from '../base/truth.js';
import type { Subject, Use, Values } from '../household/values.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Outcome } from '../schema/decision.js';
import type { Judgement } from './status.js';

/** One rule for one subject, its tests answered. */
export interface Instance {
  readonly rule: RulePlan;
  readonly subject: Subject;
  /** By test index. */
  readonly truths: readonly Truth[];
}

/** What every back end hands over: the tests answered. All that follows is the same for all of them. */
export interface Evaluation {
  readonly ruleSet: RuleSet;
  readonly values: Values;
  /** Truths of the tests of the rule set's addressee. */
  readonly addressee: readonly Truth[];
  readonly instances: readonly Instance[];
  readonly adopted: ReadonlyMap<string, { readonly reading: string; readonly by: string }>;
  readonly parametersDigest: string;
}

/** An outcome with what it was made from, for the verdicts, the questions and the trace. */
export interface Judged {
  readonly instance: Instance;
  readonly judgement: Judgement;
  readonly outcome: Outcome;
  /** The base names that could still change the status, each with its subject. */
  readonly open: readonly Use[];
  /** Programmes and flags that the rule concerns under conditions of their own which are open, with the base names behind them. */
  readonly openTargets: readonly {
    readonly what: 'programme' | 'flag';
    readonly id: string;
    readonly open: readonly Use[];
  }[];
}
