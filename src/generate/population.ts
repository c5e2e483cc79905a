import { addMonths, isDay, monthOf } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { isExact } from '../base/exact.js';
import { dayIssue } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { type Bearing, bearingFacts } from './bearing.js';
import { amount, cents, chooser, type Frame, type Maker, makerOf, yuan } from './makers.js';
import { FORMS, INVENTED, LISTED, SIZES } from './marginals.js';
import { createRandom, MILLION, type Random, streamOf } from './random.js';
import { type UsedFacts, usedFacts } from './used-facts.js';

/** What a population is made from: all of it is needed to make the same one again. */
export interface PopulationSpec {
  readonly seed: number;
  readonly size: number;
  /** The evaluation date of every household. */
  readonly asOf: string;
  /** How many facts in a hundred are left out. Default 0. */
  readonly missing?: number;
  /** Parameters such as the dibao standard: incomes are made around the thresholds that follow from them. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** One household, as a snapshot. */
export type Snapshot = Record<string, unknown>;

/** A made-up population: any household of it can be made alone, and a part of it is the same wherever it is made. */
export interface Population extends Iterable<Snapshot> {
  readonly spec: PopulationSpec;
  readonly size: number;
  /** That it is invented; to be shown wherever its results are. */
  readonly about: typeof INVENTED;
  /** The household at an index from 0 to `size` − 1. */
  at(index: number): Snapshot;
  /** The households from one index up to, not including, another. */
  slice(from: number, to: number): Iterable<Snapshot>;
}

/**
 * Makes up households that have all facts the rule sets ask for: sizes 1 to 12, incomes around every threshold, facts
 * left out at a chosen rate. Leaving facts out changes nothing else: the same seed gives the same households with less
 * said of them; a fact's values do not hang on which other facts are made.
 * @throws JiantuiError `bad-option`; `bad-parameters`
 */
export function createPopulation(ruleSets: RuleSet | readonly RuleSet[], spec: PopulationSpec): Population {
  const draw = createDraw(ruleSets, spec);
  const make = (index: number) => withoutGaps(draw(index));
  function* slice(from: number, to: number): Iterable<Snapshot> {
    for (let index = from; index < to; index += 1) yield make(index);
  }
  return {
    spec,
    size: spec.size,
    about: INVENTED,
    at: make,
    slice,
    [Symbol.iterator]: () => slice(0, spec.size)[Symbol.iterator](),
  };
}

/**
 * The households of a population by their index, for those who count them and do nothing else: what is left out is there as
 * undefined, so that all have one shape.
 * @throws JiantuiError as {@link createPopulation}
 */
export function createDraw(ruleSets: RuleSet | readonly RuleSet[], spec: PopulationSpec): (index: number) => Snapshot {
  checkSpec(spec);
  const sets = Array.isArray(ruleSets) ? (ruleSets as readonly RuleSet[]) : [ruleSets as RuleSet];
  const { parameters = {} } = spec;
  const used = usedFacts(sets, spec.asOf, (ruleSet) =>
    Object.fromEntries(
      Object.entries(parameters).filter(
        ([name]) => ruleSet.names.has(name) && ruleSet.file.parameters?.[name] === undefined,
      ),
    ),
  );
  return householdMaker(sets, used, spec);
}

function withoutGaps(snapshot: Snapshot): Snapshot {
  const given: Snapshot = {};
  for (const key of Object.keys(snapshot)) {
    const value = snapshot[key];
    if (value !== undefined) given[key] = key === 'members' ? (value as Snapshot[]).map(withoutGaps) : value;
  }
  return given;
}

function checkSpec(spec: PopulationSpec): void {
  const issues: Issue[] = [];
  const { missing = 0 } = spec;
  if (!isDay(spec.asOf)) issues.push(dayIssue(spec.asOf, ['asOf'], shown(spec.asOf)));
  if (!Number.isSafeInteger(spec.size) || spec.size < 0)
    issues.push({
      code: 'wrong-value',
      path: ['size'],
      found: shown(spec.size),
      expected: 'a whole number, 0 or more',
    });
  if (!Number.isSafeInteger(spec.seed))
    issues.push({ code: 'wrong-value', path: ['seed'], found: shown(spec.seed), expected: 'a whole number' });
  if (!(missing >= 0 && missing <= 100))
    issues.push({
      code: 'wrong-value',
      path: ['missing'],
      found: shown(missing),
      expected: 'from 0 to 100, in percent',
    });
  if (issues.length > 0) throw new JiantuiError('bad-option', issues);
}

/** How one key of a snapshot is made. A key may hold parts, each made and left out on its own. */
interface Field {
  readonly key: string;
  readonly part?: string;
  readonly stream: number;
  readonly make: Maker;
}

/** Facts about income, that are made from the household's income per head. */
const INCOME_KEYS = ['perCapitaMonthlyIncome', 'householdMonthlyIncome', 'householdAnnualIncome'];
const INCOME_FACTS = new Set(['householdSize', ...INCOME_KEYS]);

function householdMaker(sets: readonly RuleSet[], used: UsedFacts, spec: PopulationSpec): (index: number) => Snapshot {
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
  const own = used.household.filter((name) => !INCOME_FACTS.has(name.name));
  const bearing = {
    household: bearingFacts(sets, 'household', spec.asOf),
    member: bearingFacts(sets, 'member', spec.asOf),
  };
  const household = own.map((name) => fieldOf(name, 'household', used, spec, bearing.household));
  const member = used.member.map((name) => fieldOf(name, 'member', used, spec, bearing.member));
  const standard = used.standard === null ? null : cents(used.standard);
  const knowsIncome = used.household.some((name) => INCOME_FACTS.has(name.name));
  const blank = {
    household: blankOf([
      'id',
      'asOf',
      'householdSize',
      ...(knowsIncome ? INCOME_KEYS : []),
      ...keysOf(household),
      'members',
    ]),
    member: blankOf(['id', ...keysOf(member)]),
  };
  const prefix = `g${spec.seed}-`;

  return (index) => {
    values.seed(spec.seed, index);
    gaps.seed(spec.seed ^ GAPS, index);
    values.stream(FRAME);
    const frame: Frame = { size: sizeOf(values), income: amount(values, near, 1), standard, chosen: {} };
    const form = formOf(values);
    const extra = values.below(12);
    const listed = listedOf(values);
    const snapshot: Snapshot = { ...blank.household, id: `${prefix}${index}`, asOf: spec.asOf };
    const put = (key: string, value: unknown) => {
      if (!gaps.chance(rate)) snapshot[key] = value;
    };
    gaps.stream(FRAME);
    put('householdSize', frame.size);
    if (knowsIncome) putIncome(form, frame, extra, put);
    frame.chosen = bearing.household.choose(values, 0, frame);
    fill(snapshot, household, 0, values, gaps, rate, frame);
    const count = listed === 'all' ? frame.size : listed === 'none' ? 0 : Math.floor(frame.size / 2);
    if (count === 0 || member.length === 0) return snapshot;
    const members: Snapshot[] = [];
    for (let place = 1; place <= count; place += 1) {
      const one: Snapshot = { ...blank.member, id: `m${place}` };
      frame.chosen = bearing.member.choose(values, place, frame);
      fill(one, member, place, values, gaps, rate, frame);
      members.push(one);
    }
    snapshot.members = members;
    return snapshot;
  };
}

/**
 * All keys, with no value yet. Objects of one shape are made and read much faster than ones put together key by key, which
 * engines keep as dictionaries; the keys are in place from the beginning where they are written down together, as in JSON.
 */
function blankOf(keys: readonly string[]): Snapshot {
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, null])))) as Snapshot;
  for (const key of keys) blank[key] = undefined;
  return blank;
}

function keysOf(fields: readonly Field[]): string[] {
  return fields.map(({ key }) => key);
}

/** Streams of their own, so that gaps change no value and no fact changes another. */
const GAPS = 0x5bd1e995;
const FRAME = 1;

function putIncome(
  form: 'head' | 'month' | 'year',
  frame: Frame,
  extra: number,
  put: (key: string, value: unknown) => void,
): void {
  if (form === 'head') put('perCapitaMonthlyIncome', yuan(frame.income));
  else if (form === 'month') put('householdMonthlyIncome', yuan(frame.income * frame.size));
  else {
    // A few cents more make totals that do not divide evenly by twelve months or by the persons.
    put('householdAnnualIncome', yuan(frame.income * frame.size * 12 + extra));
  }
}

function fieldOf(
  name: PlanName,
  scope: 'household' | 'member',
  used: UsedFacts,
  spec: PopulationSpec,
  bearing: Bearing,
): Field {
  const part = name.part === undefined ? {} : { part: name.part };
  const stream = streamOf(`${scope} ${name.name}`);
  if (name.key === 'taperDecision')
    return { key: name.key, stream: streamOf(name.key), make: decisionMaker(spec.asOf) };
  const make: Maker = bearing.facts.has(name.name)
    ? (_, { chosen }) => chosen[name.name]
    : makerOf(name, used.thresholds.get(name.name) ?? [], spec.asOf);
  const clauses = name.perClause ? used.askedBy[scope].get(name.name) : undefined;
  if (clauses === undefined) return { key: name.key, ...part, stream, make };
  return {
    key: name.key,
    stream,
    make: (random, frame) => Object.fromEntries(clauses.map((clause) => [clause, make(random, frame)])),
  };
}

/** A taper decision, for some households; most fit a clause of six or twelve months, some fit none. */
function decisionMaker(asOf: string): Maker {
  const month = monthOf(asOf);
  return (random) => {
    const has = random.below(5) === 0;
    const startMonth = addMonths(month, -random.below(8));
    const months = [6, 6, 6, 12, 9, 13][random.below(6)];
    return has ? { startMonth, months, authority: '—', date: `${startMonth}-01` } : undefined;
  };
}

function fill(
  target: Snapshot,
  fields: readonly Field[],
  place: number,
  values: Random,
  gaps: Random,
  rate: number,
  frame: Frame,
): void {
  for (const { key, part, stream, make } of fields) {
    values.stream(stream + place);
    const value = make(values, frame);
    if (value === undefined) continue;
    if (rate > 0) {
      gaps.stream(stream + place);
      if (gaps.chance(rate)) continue;
    }
    if (part === undefined) target[key] = value;
    else {
      const held = (target[key] ??= {}) as Snapshot;
      held[part] = value;
    }
  }
}
