import type { Truth } from '../base/truth.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Rows } from '../plan/rows.js';
import type { Subject, Use, Values } from '../plan/values.js';
import type { Outcome, Step } from '../schema/decision.js';
import type { Judgement } from './status.js';

/** One rule for one subject, its tests answered. */
export interface Instance {
  readonly rule: RulePlan;
  readonly subject: Subject;
  /** By test index. */
  readonly truths: readonly Truth[];
  /** A number of its own where households share all that it rests on; 0 where they do not. Absent until looked for. */
  readonly number?: number;
  /** What has been made of it, where it is shared. */
  judged?: Judged | null;
  step?: Step | null;
}

/** What every back end hands over: the tests answered. All that follows is the same for all of them. */
export interface Evaluation {
  readonly ruleSet: RuleSet;
  readonly values: Values;
  /** The values that the rules test, where the back end has read them. */
  readonly rows?: Rows;
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
  /** Programmes and flags that the rule bears on under conditions of their own which are open, with the base names behind them. */
  readonly limbs: readonly {
    readonly what: 'programme' | 'flag';
    readonly id: string;
    readonly open: readonly Use[];
  }[];
  /** The same for entries of one rule and subject from which the same verdicts are gathered; 0 where it is this household's alone. */
  readonly bearing: number;
  /** The number of the subject's id; 0 where it has none, or the entry is this household's alone. */
  readonly id: number;
  /** The conventions that a shared instance relies on, once they have been asked for. */
  relied: Reliance | null;
}

/** The conventions of this library that one outcome relies on. */
export interface Relied {
  readonly clause: string;
  readonly ids: readonly string[];
  readonly number: number;
}

/** What one outcome relies on: with the members listed one by one, and where those are taken to be all. */
export interface Reliance {
  readonly alone: Relied;
  readonly listed: Relied;
}
