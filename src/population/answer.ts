import { answerAll } from '../answer/direct.js';
import { type DecideOptions, prepareHousehold, readSettings, type Settings } from '../answer/prepare.js';
import { buildKernel } from '../compile/compile.js';
import { assemble } from '../decision/assemble.js';
import type { Kernel } from '../kernel/kernel.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import { type Conditions, conditionsOf } from './conditions.js';
import { type Outline, outlineOf } from './outline.js';
import { createTally, type Tally } from './tally.js';

/** All that answers many households under one rule set and one set of options. */
export interface BulkAnswers {
  readonly ruleSet: RuleSet;
  readonly settings: Settings;
  readonly outline: Outline;
  readonly conditions: Conditions;
  /** Null where the rules cannot be compiled, or no code may be generated: then every household is decided by itself. */
  readonly kernel: Kernel | null;
  readonly tally: Tally;
  /** The whole decision. @throws JiantuiError `bad-household` */
  decide(household: unknown, asOf: string | undefined): Decision;
}

/** @throws JiantuiError `bad-parameters`, `bad-option` */
export function createBulkAnswers(
  ruleSet: RuleSet,
  options: Pick<DecideOptions, 'parameters' | 'adopt' | 'knownOn'>,
): BulkAnswers {
  const settings = readSettings(ruleSet, options);
  const outline = outlineOf(ruleSet);
  const conditions = conditionsOf(ruleSet);
  const built = buildKernel(ruleSet, settings, conditions.wanted);
  return {
    ruleSet,
    settings,
    outline,
    conditions,
    kernel: built.ok ? built.kernel : null,
    tally: createTally(outline, conditions),
    decide: (household, asOf) => assemble(answerAll(ruleSet, prepareHousehold(ruleSet, settings, household, asOf))),
  };
}
