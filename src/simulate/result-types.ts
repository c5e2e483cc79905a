import type { FlagStatus, Status, Taper, TaperVerdict, Verdict } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import type { Blame } from './blame.js';
import type { TaperState } from './moves.js';
import type { Example, Tally } from './tally.js';

/** A number of households and their part of all that were counted, by weight. Without weights each household weighs one. */
export interface Portion {
  readonly households: number;
  readonly weight: number;
  readonly share: number;
}

/** The least and the most whatever the missing data turn out to be. */
export interface Bounds<T> {
  readonly from: T;
  readonly to: T;
}

export interface ProgrammeResult {
  readonly programme: string;
  readonly name: Texts;
  readonly verdicts: Readonly<Record<Verdict, Portion>>;
  /** The share that is owed it for certain; and with the authority's discretion and every open case decided in favour. */
  readonly covered: Bounds<number>;
}

export interface TaperResult {
  readonly clause: string | null;
  readonly months: Taper['months'];
  readonly verdicts: Readonly<Record<TaperVerdict, Portion>>;
  readonly covered: Bounds<number>;
}

export interface Missing {
  readonly name: string;
  readonly kind: Blame['kind'];
  readonly label: Texts;
  /** Undetermined households for which it is missing, and those for which nothing else is. */
  readonly households: number;
  readonly alone: number;
  /** Of the undetermined households. */
  readonly share: number;
}

export interface CostResult {
  /** Yuan, exact to the fen: dibao for one month, and the tapers for all their months together. */
  readonly dibaoPerMonth: Bounds<string>;
  readonly tapers: Bounds<string>;
  /** Households whose most cannot be said; the upper bounds leave them out. */
  readonly unbounded: number;
}

export interface Movement<T> extends Portion {
  readonly from: T;
  readonly to: T;
  readonly examples: readonly Example[];
}

/** What changes from the baseline to a reform. */
export interface Changes {
  /** Households for which any verdict, taper or flag changes. */
  readonly households: Portion;
  readonly programmes: readonly (Movement<Verdict> & { readonly programme: string })[];
  readonly tapers: readonly Movement<TaperState>[];
}

export interface PolicyResult {
  /** `baseline`, or the id of the reform. */
  readonly id: string;
  readonly name: Texts;
  /** What the reform changes, a sentence each; none for the baseline. */
  readonly description: readonly Texts[];
  readonly ruleSet: {
    readonly jurisdiction: string;
    readonly name: Texts;
    readonly version: string;
    readonly digest: string;
  };
  readonly programmes: readonly ProgrammeResult[];
  readonly tapers: readonly TaperResult[];
  /** Months of taper, all households together; `to` leaves out those without a limit, who are counted in `unlimited`. */
  readonly months: Bounds<number> & { readonly unlimited: number };
  readonly clauses: readonly {
    readonly clause: string;
    readonly subject: 'household' | 'member';
    readonly statuses: Readonly<Record<Status, number>>;
  }[];
  readonly flags: readonly {
    readonly flag: string;
    readonly name: Texts;
    readonly statuses: Readonly<Record<FlagStatus, Portion>>;
  }[];
  readonly missing: readonly {
    readonly programme: string;
    readonly undetermined: Portion;
    readonly names: readonly Missing[];
  }[];
  readonly cost: CostResult | null;
  /** Null for the baseline. */
  readonly changes: Changes | null;
}

export interface GroupResult extends Portion {
  readonly by: string;
  readonly label: Texts;
  /** `?` where the value is not known. */
  readonly group: string;
  /** The group in words. */
  readonly name: Texts;
  readonly policies: readonly {
    readonly id: string;
    readonly programmes: readonly ProgrammeResult[];
    readonly tapers: readonly TaperResult[];
  }[];
}

/** What a simulation found. Plain JSON, frozen, the same for the same input whatever the order of counting. */
export interface SimulationResult {
  readonly households: number;
  readonly weight: number;
  readonly bad: Tally['bad'];
  /** False where it was cancelled: then it holds what was counted until then. */
  readonly complete: boolean;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly benefit: { readonly id: string; readonly name: Texts; readonly assumptions: readonly Texts[] } | null;
  readonly policies: readonly PolicyResult[];
  readonly groups: readonly GroupResult[];
}
