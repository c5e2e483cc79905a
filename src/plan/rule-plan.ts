import type { Day } from '../base/calendar.js';
import type { Value } from '../base/value.js';
import type { Expr } from '../formula/index.js';
import type { LedgerEntry, Operator, OverlayFile, RuleFile, RuleSetFile } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import type { Implied } from '../snapshot/implies.js';
import type { Name } from '../snapshot/names.js';

/** A name as rules use it: given in the snapshot or among the parameters, worked out by formulas, or either. */
export interface PlanName extends Name {
  /** True when a snapshot or a parameter list may give it. */
  readonly given: boolean;
  /** Values of other facts from which one of its own follows; absent where none do. */
  readonly implied?: readonly Implied[];
  /** Tried in order when it is neither given nor implied. */
  readonly formulas: readonly { readonly expr: Expr; readonly text: string; readonly assumption?: string }[];
}

/** A name used by a rule. A fact that is answered clause by clause carries the clause that asks. */
export interface Ref {
  readonly name: PlanName;
  /** Whose value it is, in a rule about a member. */
  readonly scope: 'household' | 'member';
  readonly clause?: string;
}

export type Operand =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'ref'; readonly ref: Ref };

/** A leaf: one comparison. `index` is its place among the tests of its rule. */
export interface TestNode {
  readonly kind: 'test';
  readonly index: number;
  readonly left: Ref;
  readonly operator: Operator;
  readonly right: Operand;
  readonly words?: string;
  /** The clause that the words stand in, where it is not the rule's own. */
  readonly clause?: string;
}

export type Node =
  | TestNode
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'not'; readonly part: Node };

export interface ReadingPlan {
  readonly id: string;
  readonly name: Texts;
  readonly force: Node | null;
  readonly conditions: Node | null;
}

export interface MarkPlan {
  readonly id: string;
  readonly role: 'duty' | 'focus' | 'deadline' | 'evidence' | 'check';
  readonly name: Texts;
  readonly conditions: Node;
  /** Until when a duty may yet be fulfilled: the end of the calendar year, or a last day. */
  readonly due?: 'yearly' | Day;
}

/** A programme or a flag that a rule concerns, and the further conditions under which it does. */
export interface TargetPlan {
  readonly id: string;
  readonly when: Node | null;
}

/**
 * One rule with every name bound and every constant read: what all back ends share. Validity is lowered to ordinary
 * tests on the evaluation date, so that there is one kind of node.
 */
export interface RulePlan {
  readonly id: string;
  readonly rule: RuleFile;
  /**
   * Whom the rule speaks of, beside the rule set's addressee: the area of a local rule, or the areas that a rule leaves to
   * local ones. Outside it the outcome is out of scope. Null for every rule of a rule set without local overlays.
   */
  readonly scope: Node | null;
  readonly force: Node | null;
  /** The day on which the rule's document was issued, where nothing but that sets its first day. */
  readonly issued: Day | null;
  readonly conditions: Node | null;
  readonly readings: readonly ReadingPlan[];
  readonly marks: readonly MarkPlan[];
  readonly programmes: readonly TargetPlan[];
  readonly flags: readonly TargetPlan[];
  /** Every test of the rule, by index. */
  readonly tests: readonly TestNode[];
  /** The authority whose overlay added the rule; absent for the instrument's own. */
  readonly authority?: string;
  /** The document that a rule of an overlay rests on; absent for the instrument's own. */
  readonly document?: string;
}

export interface DatedParameter {
  readonly from?: Day;
  readonly until?: Day;
  readonly value: Value;
  readonly source?: string;
  /** Holds for households of this area only. */
  readonly area?: string;
  /** Who supplied it: the instrument, an overlay's authority, or the caller. */
  readonly by: string;
}

/** What a rule set says: checked, bound and ordered. */
export interface RuleSetContent {
  readonly jurisdiction: string;
  readonly version: string;
  readonly digest: string;
  readonly file: RuleSetFile;
  readonly vocabulary: VocabularyFile;
  readonly names: ReadonlyMap<string, PlanName>;
  readonly addressee: { readonly name: Texts; readonly conditions: Node; readonly tests: readonly TestNode[] } | null;
  readonly rules: readonly RulePlan[];
  readonly ledger: readonly LedgerEntry[];
  readonly parameters: ReadonlyMap<string, readonly DatedParameter[]>;
  /** Readings adopted by an overlay: clause to reading and who adopted it. */
  readonly adopted: ReadonlyMap<string, { readonly reading: string; readonly by: string }>;
  readonly overlays: readonly { readonly id: string; readonly authority: string; readonly digest: string }[];
  /** What it was loaded from, so that a reform can change it and load it again; absent for a rule set that was not loaded from files. */
  readonly source?: {
    readonly file: RuleSetFile;
    readonly overlays: readonly OverlayFile[];
    readonly vocabulary: VocabularyFile;
  };
}
