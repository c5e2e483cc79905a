import type { Vocabulary } from '../schema/typed.js';
import type { HouseholdReader } from '../snapshot/reader.js';
import type { ConstantSteps } from './constant-steps.js';
import type { NameTable } from './name-table.js';
import type { RuleNames } from './rule-names.js';
import type { RuleSetContent } from './rule-plan.js';
import type { Targets } from './targets.js';

export type * from './rule-plan.js';

/** What is made of a rule set's names and rules, whatever the household: once, when it is loaded or opened. */
export interface RuleTables {
  /** References to names, and the names that formulas use. */
  readonly names: NameTable;
  /** Programmes and flags, and what each rule contributes to. */
  readonly targets: Targets;
  /** The parts of the trace that are the same for every household. */
  readonly steps: ConstantSteps;
  /** Which facts a rule reads; by its clause. */
  readonly ruleNames: ReadonlyMap<string, RuleNames>;
}

/**
 * A loaded rule set: what it says, with the tables made of it. Frozen.
 * @typeParam V the names that it uses, for the types of households and decisions
 */
export interface RuleSet<V extends Vocabulary = Vocabulary> extends RuleSetContent {
  /** Never there: it carries the type alone. */
  readonly vocabularyType?: V;
  readonly tables: RuleTables;
  /** Reads households for it. */
  readonly reader: HouseholdReader;
}
