import { isDay } from '../base/calendar.js';
import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import { dayIssue, plainDay } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { checkRecord, type NamesOf, readPlainRecord } from '../base/plain-record.js';
import type { Evaluation } from '../decision/evaluation.js';
import { type Household, readHousehold } from '../household/household.js';
import { byAreaOn, parameterOn } from '../household/parameter-on.js';
import { createValues, type ParametersOn, type Values } from '../household/values.js';
import type { DatedParameter, RuleSet } from '../plan/plan.js';
import { adoptionIssue } from '../ruleset/adopt.js';
import { readParameters, withWhetherSet } from '../ruleset/parameters.js';
import { type ParameterValues, parameterValues } from '../schema/parameters.js';
import { check } from '../schema/problems.js';

/** What may be said beside the household. */
export interface DecideOptions {
  /** The evaluation date, `YYYY-MM-DD`; overrides the snapshot's own. */
  readonly asOf?: string;
  /** Findings, events and decisions that carry a later date than this day, `YYYY-MM-DD`, are unknown. */
  readonly knownOn?: string;
  /** Parameter values: name to value, or to dated values. */
  readonly parameters?: unknown;
  /** Readings to adopt: clause to reading. */
  readonly adopt?: Readonly<Record<string, string>>;
}

/** Every name of {@link DecideOptions}. */
export const DECIDE_NAMES: NamesOf<DecideOptions> = { asOf: true, knownOn: true, parameters: true, adopt: true };

/** Everything that is settled before the tests are answered. */
export interface Prepared {
  readonly values: Values;
  readonly adopted: Evaluation['adopted'];
  readonly parametersDigest: string;
}

/** Reads the household and the options. All back ends begin here. */
export function prepare(ruleSet: RuleSet, snapshot: unknown, options: DecideOptions): Prepared {
  const asOf = checkDay(options.asOf);
  const settings = readSettings(ruleSet, options);
  return prepareHousehold(ruleSet, settings, snapshot, asOf);
}

/**
 * Reads a household under settings that were read before.
 * @param asOf a day, where it stands in place of the snapshot's own
 * @throws JiantuiError `bad-household`
 */
export function prepareHousehold(
  ruleSet: RuleSet,
  settings: Settings,
  snapshot: unknown,
  asOf: string | undefined,
): Prepared {
  return withSettings(ruleSet, readHousehold(ruleSet, snapshot, asOf, settings.knownOn), settings);
}

/** What the options settle for every household alike. */
export interface Settings {
  readonly parameters: ReadonlyMap<string, readonly DatedParameter[]>;
  /** The parameters on a day: the caller's, or else the rule set's. */
  readonly inForce: (day: string) => ParametersOn;
  readonly adopted: Evaluation['adopted'];
  readonly parametersDigest: string;
  readonly knownOn: string | undefined;
}

/** Reads the settings once: later changes to what the caller holds do not reach them. @throws JiantuiError `bad-parameters`, `bad-option` */
export function readSettings(
  ruleSet: RuleSet,
  options: Pick<DecideOptions, 'parameters' | 'adopt' | 'knownOn'>,
): Settings {
  checkRecord(options, 'options');
  const knownOn = checkDay(options.knownOn, 'knownOn');
  // A parameter file may name its schema, for editors; that is no parameter.
  const { $schema: _, ...written } = readPlainRecord(
    options.parameters ?? {},
    'parameters',
    [],
    'bad-parameters',
    true,
  );
  const parameters = withWhetherSet(ruleSet, readCallerParameters(ruleSet, written));
  return {
    parameters,
    inForce: chooser(ruleSet, parameters),
    adopted: readAdopted(ruleSet, readPlainRecord(options.adopt ?? {}, 'adopt', ['adopt'], 'bad-option')),
    parametersDigest: digest(written),
    knownOn,
  };
}

/** A household that has been read, ready for its tests to be answered. */
export function withSettings(
  ruleSet: RuleSet,
  household: Household,
  { inForce, adopted, parametersDigest }: Settings,
): Prepared {
  const values = createValues(ruleSet.tables.names, household, inForce(household.asOf));
  return { values, adopted, parametersDigest };
}

/** The caller's date, where there is one. @throws JiantuiError `bad-option` when it is no day */
export function checkDay<T extends string | undefined>(written: T, option: 'asOf' | 'knownOn' = 'asOf'): T {
  const day = plainDay(written);
  if (day === undefined || (typeof day === 'string' && isDay(day))) return day as T;
  throw new JiantuiError('bad-option', [dayIssue(written, [option], shown(written))]);
}

/** A value that the caller lets end does not fall back to another. */
function chooser(ruleSet: RuleSet, parameters: Settings['parameters']): Settings['inForce'] {
  const dated = (name: string) => parameters.get(name) ?? ruleSet.parameters.get(name);
  return (day) => ({
    on: (name, area) => parameterOn(dated(name), day, area),
    byArea: (name) => byAreaOn(dated(name), day),
  });
}

function readCallerParameters(ruleSet: RuleSet, raw: unknown): ReadonlyMap<string, readonly DatedParameter[]> {
  const checked = check<ParameterValues>(parameterValues, raw);
  if (!checked.ok) throw new JiantuiError('bad-parameters', checked.issues);
  const issues: Issue[] = [];
  for (const name of Object.keys(checked.value)) {
    if (ruleSet.file.parameters?.[name] !== undefined)
      issues.push({
        code: 'conflict',
        path: [name],
        found: shown(name),
        expected: 'the value that the instrument itself states',
      });
  }
  const parameters = readParameters(ruleSet.names, checked.value, 'caller', [], issues);
  if (issues.length > 0) throw new JiantuiError('bad-parameters', issues);
  return parameters;
}

function readAdopted(ruleSet: RuleSet, adopt: Readonly<Record<string, unknown>>): Evaluation['adopted'] {
  const adopted = new Map(ruleSet.adopted);
  const issues: Issue[] = [];
  for (const [clause, reading] of Object.entries(adopt)) {
    const issue = adoptionIssue(ruleSet.rules, clause, reading, ['adopt', clause]);
    if (issue !== null) issues.push(issue);
    else if (typeof reading === 'string') adopted.set(clause, { reading, by: 'caller' });
  }
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
  return adopted;
}
