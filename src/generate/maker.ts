import { isExact } from '../base/exact.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { type ConsistentFacts, consistentFacts } from './consistent.js';
import { amount, cents, chooser, type Frame, type Maker, makerOf, monthsBefore, yuan } from './makers.js';
import { FORMS, LISTED, SIZES } from './marginals.js';
import { createRandom, MILLION, streamOf } from './random.js';
import type { PopulationSpec } from './spec.js';
import type { UsedFacts } from './used-facts.js';

type Scope = 'household' | 'member';

/** Where the values of a made-up household go: a snapshot, or columns. */
export interface HouseholdTarget {
  /** What takes the values of a key, or of one part of what stands under it; null where nobody asks for them: then none is made. */
  put(scope: Scope, key: string, part: string | undefined): ((value: unknown) => void) | null;
  /** The values that follow are of the household at an index. */
  household(index: number): void;
  /** The values that follow are of its member at a place, from 1. */
  member(place: number): void;
}

/** How one key of a snapshot is made. A key may hold parts, each made and left out on its own. */
interface Field {
  readonly stream: number;
  readonly make: Maker;
  readonly put: (value: unknown) => void;
}

/** Facts about income, that are made from the household's income per head. */
const INCOME_KEYS = ['perCapitaMonthlyIncome', 'householdMonthlyIncome', 'householdAnnualIncome'] as const;
const INCOME_FACTS = new Set<string>(['householdSize', ...INCOME_KEYS]);

/** Streams of their own, so that gaps change no value and no fact changes another. */
const GAPS = 0x5bd1e995;
const FRAME = 1;

/** A function that makes the household at an index and hands its values to a target, the household's own first. */
export function createMaker(
  sets: readonly RuleSet[],
  used: UsedFacts,
  spec: PopulationSpec,
  target: HouseholdTarget,
): (index: number) => void {
  const values = createRandom();
  const gaps = createRandom();
  const rate = Math.round((spec.missing ?? 0) * (MILLION / 100));
  const sizeOf = chooser(SIZES);
  const formOf = chooser(FORMS);
  const listedOf = chooser(LISTED);
  const near = used.household
    .filter((name) => name.unit === 'CNY/person/month' || name.unit === 'CNY/person/year')
    .flatMap((name) =>
      (used.thresholds.get(name.name) ?? [])
        .filter(isExact)
        .map((value) => Math.floor(cents(value) / (name.unit === 'CNY/person/year' ? 12 : 1))),
    );
  const standard = used.standard === null ? null : cents(used.standard);
  const knowsIncome = used.household.some((name) => INCOME_FACTS.has(name.name));
  const consistent = {
    household: consistentFacts(sets, 'household', spec.asOf),
    member: consistentFacts(sets, 'member', spec.asOf),
  };
  const fieldsOf = (names: readonly PlanName[], scope: Scope): Field[] =>
    names.flatMap((name) => {
      const isWhole = name.part === undefined || name.key === 'taperDecision';
      const put = target.put(scope, name.key, isWhole ? undefined : name.part);
      return put === null ? [] : [{ ...fieldOf(name, scope, used, spec, consistent[scope]), put }];
    });
  const household = fieldsOf(
    used.household.filter((name) => !INCOME_FACTS.has(name.name)),
    'household',
  );
  const member = fieldsOf(used.member, 'member');
  const putSize = target.put('household', 'householdSize', undefined);
  const putIncome = INCOME_KEYS.map((key) => target.put('household', key, undefined));

  const fill = (fields: readonly Field[], place: number, frame: Frame): void => {
    for (let index = 0; index < fields.length; index++) {
      const { stream, make, put } = fields[index] as Field;
      if (rate > 0) {
        gaps.stream(stream + place);
        if (gaps.chance(rate)) continue;
      }
      values.stream(stream + place);
      const value = make(values, frame);
      if (value !== undefined) put(value);
    }
  };

  return (index) => {
    values.seed(spec.seed, index);
    gaps.seed(spec.seed ^ GAPS, index);
    values.stream(FRAME);
    const frame: Frame = { size: sizeOf(values), income: amount(values, near, 1), standard, chosen: [] };
    const form = formOf(values);
    const extra = values.below(12);
    const listed = listedOf(values);
    target.household(index);
    gaps.stream(FRAME);
    if (!gaps.chance(rate)) putSize?.(frame.size);
    if (knowsIncome && !gaps.chance(rate)) putIncome[FORM_KEYS[form]]?.(yuan(incomeOf(form, frame, extra)));
    frame.chosen = consistent.household.choose(values, 0, frame);
    fill(household, 0, frame);
    const count = listed === 'all' ? frame.size : listed === 'none' ? 0 : Math.floor(frame.size / 2);
    if (used.member.length === 0) return;
    for (let place = 1; place <= count; place += 1) {
      target.member(place);
      frame.chosen = consistent.member.choose(values, place, frame);
      fill(member, place, frame);
    }
  };
}

/** Which of {@link INCOME_KEYS} each form of income is given under. */
const FORM_KEYS = { head: 0, month: 1, year: 2 } as const;

/** A household's income in one of the forms in which it is given, in hundredths of a yuan. */
function incomeOf(form: keyof typeof FORM_KEYS, { income, size }: Frame, extra: number): number {
  if (form === 'head') return income;
  // A few cents more make totals that do not divide evenly by twelve months or by the persons.
  return form === 'month' ? income * size : income * size * 12 + extra;
}

function fieldOf(
  name: PlanName,
  scope: Scope,
  used: UsedFacts,
  spec: PopulationSpec,
  { places }: ConsistentFacts,
): Omit<Field, 'put'> {
  if (name.key === 'taperDecision') return { stream: streamOf(name.key), make: decisionMaker(spec.asOf) };
  const stream = streamOf(`${scope} ${name.name}`);
  const chosen = places.get(name.name);
  const make: Maker =
    chosen === undefined
      ? makerOf(name, used.thresholds.get(name.name) ?? [], spec.asOf)
      : (_, frame) => frame.chosen[chosen];
  const clauses = name.perClause ? used.askedBy[scope].get(name.name) : undefined;
  if (clauses === undefined) return { stream, make };
  return {
    stream,
    make: (random, frame) => Object.fromEntries(clauses.map((clause) => [clause, make(random, frame)])),
  };
}

/** A taper decision, for some households; most fit a clause of six or twelve months, some fit none. */
function decisionMaker(asOf: string): Maker {
  const starts = monthsBefore(asOf, 8);
  return (random) => {
    const has = random.below(5) === 0;
    const startMonth = starts[random.below(8)];
    const months = [6, 6, 6, 12, 9, 13][random.below(6)];
    return has ? { startMonth, months, authority: '—', date: `${startMonth}-01` } : undefined;
  };
}
