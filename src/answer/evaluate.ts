import { checkOptions, type NamesOf } from '../base/plain-record.js';
import { assemble } from '../decision/assemble.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision, Vocabulary } from '../schema/typed.js';
import { createAsker } from './asker.js';
import { interpret } from './interpret.js';
import { checkLookups, type Lookups, type OnLookupError } from './lookups.js';
import {
  checkDay,
  DECIDE_NAMES,
  type DecideOptions,
  prepareHousehold,
  readSettings,
  type Settings,
} from './prepare.js';

export { type DecideOptions, type Prepared, prepare } from './prepare.js';

/** What may be said beside the household, look-ups included. */
export interface EvaluateOptions extends DecideOptions {
  /** Facts that are asked from another system when the snapshot does not give them. */
  readonly lookups?: Lookups;
  /** Default `unknown`. */
  readonly onLookupError?: OnLookupError;
}

const NAMES: NamesOf<EvaluateOptions> = { ...DECIDE_NAMES, lookups: true, onLookupError: true };

/**
 * Evaluates one household under one rule set.
 * @param household a snapshot as in `rules/schema/household.schema.json`; absent or null facts are unknown
 * @returns the decision, frozen
 * @throws JiantuiError `bad-household`, `bad-parameters`, `bad-option`; `lookup-failed` when look-up errors are to reject
 * @example
 * const decision = await evaluate(ruleSet, { asOf: '2020-06-30', povertyRegistration: 'lifted' });
 */
export async function evaluate<V extends Vocabulary = Vocabulary>(
  ruleSet: RuleSet<V>,
  household: unknown,
  options: EvaluateOptions = {},
): Promise<Decision<V>> {
  checkOptions(options, NAMES);
  checkLookups(ruleSet, options.lookups ?? {});
  return evaluateWith(ruleSet, readSettings(ruleSet, options), household, options);
}

/** As {@link evaluate} does, with settings that were read before. */
export async function evaluateWith<V extends Vocabulary>(
  ruleSet: RuleSet<V>,
  settings: Settings,
  snapshot: unknown,
  { asOf, lookups = {}, onLookupError = 'unknown' }: Pick<EvaluateOptions, 'asOf' | 'lookups' | 'onLookupError'>,
): Promise<Decision<V>> {
  const prepared = prepareHousehold(ruleSet, settings, snapshot, checkDay(asOf));
  const asker = createAsker(ruleSet, prepared.values, lookups, onLookupError, settings.knownOn);
  const decision = assemble({ ruleSet, ...prepared, ...(await interpret(ruleSet, prepared.values, asker)) });
  return decision as Decision<V>;
}
