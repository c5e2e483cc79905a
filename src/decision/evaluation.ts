import type { Truth } from '../base/truth.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Rows } from '../plan/rows.js';
import type { Subject, Values } from '../plan/values.js';
import type { Step } from '../schema/decision.js';
import type { Judged, Reliance } from './outcome.js';

/** One rule for one subject, its tests answered. */
export interface Instance {
  readonly rule: RulePlan;
  readonly subject: Subject;
  /** By test index. */
  readonly truths: readonly Truth[];
  /** What is made of it, where households share all that it rests on; null where they do not. Absent until looked for. */
  readonly shared?: Shared | null;
}

/** What has been made of a shared instance. */
export interface Shared {
  readonly number: number;
  judged: Judged | null;
  step: Step | null;
  relied: Reliance | null;
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
