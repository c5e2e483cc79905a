import { answerAll } from '../answer/direct.js';
import { checkDay, type DecideOptions, prepareHousehold, readSettings } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { assemble } from '../decision/assemble.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';

/** Decides households one after another, synchronously. */
export interface Engine {
  readonly ruleSet: RuleSet;
  /** @throws JiantuiError `bad-household` */
  decide(household: unknown): Decision;
}

/**
 * An engine for one rule set under one set of options.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 */
export function createEngine(ruleSet: RuleSet, options: DecideOptions = {}): Engine {
  const settings = readSettings(ruleSet, options);
  const asOf = checkDay(options.asOf);
  return {
    ruleSet,
    decide: (household) => assemble(answerAll(ruleSet, prepareHousehold(ruleSet, settings, household, asOf))),
  };
}

/** Runs `work`, and gives back the problems of a household that cannot be used. Anything else is thrown on. */
export function attempt<T>(
  work: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: JiantuiError } {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof JiantuiError && error.code === 'bad-household') return { ok: false, error };
    throw error;
  }
}
