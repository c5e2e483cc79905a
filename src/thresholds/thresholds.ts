import { DECIDE_NAMES, type DecideOptions, prepare } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { compare, type Exact, exact, exactText } from '../base/exact.js';
import { deepFreeze } from '../base/freeze.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { checkOptions, type NamesOf } from '../base/plain-record.js';
import { resolved } from '../household/resolved.js';
import { HOUSEHOLD, type Subject, type Values } from '../household/values.js';
import type { PlanName, Ref, RuleSet } from '../plan/plan.js';
import { type Aspect, type Aspects, aspectsOf } from './aspects.js';
import { criticalValues, rulesDependingOn } from './critical.js';
import { lowestTerms, type Stop, stops } from './stops.js';

export interface ThresholdOptions extends DecideOptions {
  /** Whose fact it is, where it is a fact of a member. */
  readonly member?: string;
}

const NAMES: NamesOf<ThresholdOptions> = { ...DECIDE_NAMES, member: true };

/** A value of the fact at which something about an outcome changes. Values are statuses, `true`/`false`/`unknown`, or states of a duty. */
export interface Threshold extends Aspect {
  /** The exact value: plain decimals, or a quotient in lowest terms such as `10000/3`. */
  readonly at: string;
  readonly unit?: string;
  /** Just below it; null where the fact can have no lower value. For a whole number: at the number before. */
  readonly before: string | null;
  /** At the value itself. */
  readonly on: string;
  /** Just above it. */
  readonly after: string;
  /** The side to which the value itself belongs; null where it differs from both. */
  readonly inclusive: 'before' | 'after' | null;
}

/**
 * The reverse question: the values of one number at which any outcome changes, exactly, with what holds below, at and above
 * each. Everything else about the household stays as it is; what is unknown stays unknown. The value that the snapshot gives
 * for the fact itself is set aside. Between two consecutive thresholds nothing changes.
 *
 * @param fact a number that a snapshot or a parameter list may give: `perCapitaMonthlyIncome`, `dibaoStandardMonthly`
 * @throws JiantuiError `bad-option` for a fact that is no number, a member who is not listed, or a value that cannot be given
 *   exactly because a formula is not linear in the fact; and whatever {@link prepare} throws
 * @example
 * thresholds(ruleSet, household, 'perCapitaMonthlyIncome', { parameters })
 * // [{ at: '450', clause: 'rongchang/2-f', before: 'not-met', on: 'not-met', after: 'met', … }, …]
 */
export function thresholds(
  ruleSet: RuleSet,
  household: unknown,
  fact: string,
  options: ThresholdOptions = {},
): readonly Threshold[] {
  checkOptions(options, NAMES);
  const name = numericName(ruleSet, fact);
  const base = withoutFact(household, name, options.member);
  const { values, adopted } = prepare(ruleSet, base, options);
  takeAsSet(ruleSet, name, values);
  const of = subjectOf(name, values, options.member);
  const rules = rulesDependingOn(ruleSet, name);
  const whole = name.type === 'integer';
  const least = name.name === 'householdSize' ? Math.max(1, values.household.members.length) : 0;
  const found = criticalValues(ruleSet, rules, values, name, of);
  // From the listed members on, a larger household has members who are not listed.
  const critical = name.name === 'householdSize' ? [...found, exact(least)] : found;

  const at = (value: Exact): Aspects =>
    aspectsOf(ruleSet, valuesAt(ruleSet, base, name, of, value, options), adopted, rules);
  const order = new Map(rules.map((rule, index) => [rule.id, index]));
  const result = stops(critical, exact(least), whole).flatMap((stop) => changesAt(stop, at, whole, name.unit));
  return deepFreeze(
    result
      .sort((a, b) => compare(a.value, b.value) || (order.get(a.clause) ?? 0) - (order.get(b.clause) ?? 0))
      .map(({ value: _, ...threshold }) => threshold),
  );
}

/** Everything that changes at one value. A whole number is a threshold where it differs from the number before. */
function changesAt(
  { value, below, above }: Stop,
  at: (value: Exact) => Aspects,
  whole: boolean,
  unit: string | undefined,
): (Threshold & { value: Exact })[] {
  const [before, on, after] = [below === null ? null : at(below), at(value), at(above)];
  const keys = new Set([...(before?.keys() ?? []), ...on.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const aspect = (on.get(key) ?? before?.get(key) ?? after.get(key))?.aspect;
    const side = (aspects: Aspects) => aspects.get(key)?.value ?? NOTHING;
    const sides = { before: before === null ? null : side(before), on: side(on), after: side(after) };
    const changes = whole
      ? sides.before !== null && sides.before !== sides.on
      : sides.on !== sides.after || (sides.before !== null && sides.before !== sides.on);
    if (aspect === undefined || !changes) return [];
    const inclusive = sides.on === sides.after ? 'after' : sides.on === sides.before ? 'before' : null;
    return [
      {
        ...aspect,
        value,
        at: lowestTerms(value),
        ...(unit === undefined ? {} : { unit }),
        ...sides,
        inclusive,
      } as const,
    ];
  });
}

/** Where an aspect is not spoken of at all: a mark of a clause that is not in force, a member who is not there. */
const NOTHING = 'none';

function numericName(ruleSet: RuleSet, fact: string): PlanName {
  const name = ruleSet.names.get(fact);
  const numbers = [...ruleSet.names.values()].filter((other) => other.given && other.shape === 'number');
  if (name?.given === true && name.shape === 'number') return name;
  const suggestion = nearest(
    fact,
    numbers.map((other) => other.name),
  );
  throw refused({
    code: name === undefined ? 'unknown-name' : 'wrong-type',
    path: ['fact'],
    found: name === undefined ? shown(fact) : `${fact}: ${name.type}`,
    expected: 'a number that a snapshot or a parameter list may give',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function subjectOf(name: PlanName, values: Values, member: string | undefined): Subject {
  if (name.scope !== 'member') return HOUSEHOLD;
  const ids = values.household.members.map(({ id }) => id);
  const index = member === undefined ? -1 : ids.indexOf(member);
  if (index < 0)
    throw refused({
      code: member === undefined ? 'missing-key' : 'unknown-value',
      path: ['member'],
      found: shown(member),
      expected: ids.join(', ') || 'a household with members',
    });
  return index;
}

function refused(issue: Issue): JiantuiError {
  return new JiantuiError('bad-option', [issue]);
}

type Snapshot = Record<string, unknown> & { members?: unknown };

/** The snapshot without its value of the fact. What is no snapshot at all is left for the reader to refuse. */
function withoutFact(household: unknown, name: PlanName, member: string | undefined): unknown {
  if (typeof household !== 'object' || household === null || Array.isArray(household) || name.scope === 'parameter')
    return household;
  return withValue(household as Snapshot, name, member, null);
}

function withValue(snapshot: Snapshot, name: PlanName, member: string | undefined, value: number | null): Snapshot {
  const put = (record: Record<string, unknown>): Record<string, unknown> => {
    if (name.part === undefined) return { ...record, [name.key]: value };
    const whole = record[name.key];
    return typeof whole === 'object' || value !== null
      ? { ...record, [name.key]: { ...(whole as object | null | undefined), [name.part]: value } }
      : record;
  };
  if (name.scope !== 'member') return put(snapshot);
  if (!Array.isArray(snapshot.members)) return snapshot;
  return {
    ...snapshot,
    members: snapshot.members.map((entry: Record<string, unknown>) => (entry?.id === member ? put(entry) : entry)),
  };
}

/** The household's values with the fact set. Quotients cannot be written in a snapshot: they are put among the values. */
function valuesAt(
  ruleSet: RuleSet,
  base: unknown,
  name: PlanName,
  of: Subject,
  value: Exact,
  options: ThresholdOptions,
): Values {
  const whole = name.type === 'integer' && name.scope !== 'parameter';
  const snapshot = whole ? withValue(base as Snapshot, name, options.member, Number(exactText(value))) : base;
  const { values } = prepare(ruleSet, snapshot, options);
  takeAsSet(ruleSet, name, values);
  const ref: Ref = { name, scope: name.scope === 'member' ? 'member' : 'household' };
  if (!whole) values.put(ref, of, resolved(value, name.scope === 'parameter' ? 'parameter' : 'given'));
  return values;
}

/** Whoever asks at which value of a parameter something changes takes it to be set: clauses that go by whether it is, see that. */
function takeAsSet(ruleSet: RuleSet, fact: PlanName, values: Values): void {
  for (const name of ruleSet.names.values())
    if (name.whetherSet === fact.name) values.put({ name, scope: 'household' }, HOUSEHOLD, resolved(true, 'parameter'));
}
