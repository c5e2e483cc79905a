import { JiantuiError } from '../base/error.js';
import { parseExact } from '../base/exact.js';
import { shown } from '../base/issue.js';
import { issueText } from '../base/issue-text.js';
import type { Row } from '../compile/row.js';
import { type DecideOptions, type Prepared, readSettings, withSettings } from '../evaluate/prepare.js';
import { readHousehold } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import type { Taper } from '../schema/decision.js';
import { taperVerdicts, verdicts } from '../schema/decision.js';
import { type Answerer, type Answers, createAnswerer, type Shape } from './answerer.js';
import { createBlamer } from './blame.js';
import { type Coster, type CostModel, createCoster } from './cost.js';
import { attempt } from './engine.js';
import { createGrouper, type Grouping } from './groups.js';
import { bestTaper, createComparison } from './moves.js';
import { FLAG_COUNT, TAPER_COUNT, VERDICT_COUNT } from './places.js';
import { quickDibao } from './quick-dibao.js';
import { parametersUnder, type Reform } from './reform.js';
import {
  addBlame,
  addCost,
  addPlaces,
  addStatuses,
  type Counts,
  EXAMPLES,
  emptyGroup,
  emptyTally,
  type PolicyTally,
  type Tally,
  WEIGHT_UNIT,
} from './tally.js';

/** What is to be counted. */
export interface CountPlan extends DecideOptions {
  readonly baseline: RuleSet;
  readonly reforms?: readonly Reform[];
  readonly groupBy?: readonly Grouping[];
  /** Keys of the data that are no facts: they are left out before a household is read, and may be grouped by. */
  readonly columns?: readonly string[];
  /** The column that holds how many households one stands for. */
  readonly weight?: string;
  readonly cost?: CostModel;
  /** Whether to find what is missing for each undetermined verdict. Default true. */
  readonly blame?: boolean;
}

/** One rule set of a comparison, ready to count. */
export interface Policy {
  /** Null for the baseline. */
  readonly reform: Reform | null;
  readonly ruleSet: RuleSet;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly shape: Shape;
  /** The months of each taper clause. */
  readonly months: readonly Taper['months'][];
}

/** Counts households one after another. */
export interface Counter {
  readonly policies: readonly Policy[];
  /** Counts one household; one that cannot be read is counted apart, and never stops the others. */
  add(household: unknown, index: number): void;
  /** Counts one that could not even be read as data. */
  refuse(error: JiantuiError, index: number): void;
  tally(): Tally;
}

interface Working extends Policy {
  readonly sense: string;
  readonly answerer: Answerer;
  readonly prepare: (household: unknown) => Prepared;
  readonly blamer: ReturnType<typeof createBlamer>;
  readonly coster: Coster | null;
}

/** @throws JiantuiError for what concerns all households: reforms that do not fit, parameters, options */
export function createCounter(plan: CountPlan, from?: Tally): Counter {
  const { baseline, reforms = [], cost, blame = true } = plan;
  const policies = [null, ...reforms].map((reform) => working(plan, reform));
  const shapes = policies.map((policy) => policy.shape);
  const columns = [...(plan.columns ?? []), ...(plan.weight === undefined ? [] : [plan.weight])];
  const groupers = (plan.groupBy ?? []).map((grouping) => ({
    by: grouping.by,
    group: createGrouper(baseline, grouping, columns),
  }));
  const tally = from ?? emptyTally(shapes, cost !== undefined);
  const strip = columns.length === 0 ? (household: unknown) => household : withoutColumns(new Set(columns));
  const compare = createComparison(policies);
  const answerAll = together(policies);
  const prepareAll = prepareOnce(policies);

  const count = (household: unknown, index: number): void => {
    const snapshot = strip(household);
    const weight = plan.weight === undefined ? WEIGHT_UNIT : weightOf(household, plan.weight);
    // Every rule set is asked before anything is counted: a household is counted under all of them or under none.
    const answered = answerAll(snapshot);
    const raw = household as Readonly<Record<string, unknown>>;
    const prepared = prepareAll(snapshot);
    const groups = groupers.map(
      ({ by, group }) => (tally.groups[`${by}=${group(raw, prepared[0] as () => Prepared)}`] ??= emptyGroup(shapes)),
    );
    for (const total of [tally, ...groups]) {
      total.n += 1;
      total.w += weight;
    }
    policies.forEach((policy, at) => {
      const answers = answered[at] as Answers;
      countPolicy(
        tally.policies[at] as PolicyTally,
        policy,
        answers,
        snapshot as Readonly<Record<string, unknown>>,
        prepared[at] as () => Prepared,
        weight,
        blame,
      );
      for (const group of groups) {
        addPlaces(group.programmes[at] as Counts, answers.programmes, VERDICT_COUNT, weight);
        addPlaces(group.tapers[at] as Counts, answers.tapers, TAPER_COUNT, weight);
      }
    });
    compare(answered, tally.moves, weight, () => ({ index, id: typeof raw.id === 'string' ? raw.id : null }));
  };

  const refuse = (error: JiantuiError, index: number, household: unknown) => {
    tally.bad.n += 1;
    if (tally.bad.examples.length >= EXAMPLES) return;
    const { id } = (typeof household === 'object' && household !== null ? household : {}) as { id?: unknown };
    tally.bad.examples.push({
      index,
      id: typeof id === 'string' ? id : null,
      problems: error.issues.map((issue) => issueText(issue, 'en')),
    });
  };
  return {
    policies,
    add: (household, index) => {
      tally.done += 1;
      const attempted = attempt(() => count(household, index));
      if (!attempted.ok) refuse(attempted.error, index, household);
    },
    refuse: (error, index) => {
      tally.done += 1;
      refuse(error, index, null);
    },
    tally: () => tally,
  };
}

/** Asks every rule set; what two of them would read or answer alike is read and answered once. */
function together(policies: readonly Working[]): (household: unknown) => Answers[] {
  const asked = policies.map((policy, at) => ({
    answerer: policy.answerer,
    row: policies.findIndex((other) => other.answerer.cells === policy.answerer.cells),
    answers: policies.findIndex((other) => other.sense === policy.sense),
    at,
  }));
  return (household) => {
    const rows: Row[] = [];
    const answered: Answers[] = [];
    for (const { answerer, row, answers, at } of asked) {
      if (answers < at) {
        answered.push(answered[answers] as Answers);
        rows.push(rows[answers] as Row);
        continue;
      }
      const own = row < at ? (rows[row] as Row) : answerer.read(household);
      rows.push(own);
      answered.push(answerer.answer(own));
    }
    return answered;
  };
}

/** Values are worked out when they are asked for, and once for rule sets that work them out alike. */
function prepareOnce(policies: readonly Working[]): (household: unknown) => (() => Prepared)[] {
  const like = policies.map((policy) =>
    policies.findIndex(
      (other) =>
        other.answerer.cells === policy.answerer.cells &&
        JSON.stringify(other.ruleSet.file.derived) === JSON.stringify(policy.ruleSet.file.derived),
    ),
  );
  return (household) => {
    const made = policies.map((policy) => once(() => policy.prepare(household)));
    return like.map((at) => made[at] as () => Prepared);
  };
}

/** Everything of a rule set that its answers hang on: equal for two that answer every household alike. */
function senseOf(ruleSet: RuleSet, adopt: Readonly<Record<string, string>>, answerer: Answerer): string {
  const rules = ruleSet.rules.map(({ id, rule, scope }) => [
    id,
    scope === null,
    rule.conditions,
    rule.readings,
    rule.inForce,
    rule.modality,
    rule.programme,
    rule.names,
    rule.flags,
    rule.subject,
    rule.kind,
  ]);
  const { derived, periods, addressee } = ruleSet.file;
  const named = ruleSet.ledger.map((entry) => entry.names);
  return JSON.stringify([
    rules,
    derived,
    periods,
    addressee,
    named,
    [...ruleSet.adopted].map(([clause, { reading }]) => [clause, reading]),
    adopt,
    answerer.cells,
  ]);
}

const UNDETERMINED = verdicts.indexOf('undetermined');

function countPolicy(
  own: PolicyTally,
  policy: Working,
  answers: Answers,
  snapshot: Readonly<Record<string, unknown>>,
  prepared: () => Prepared,
  weight: number,
  blame: boolean,
): void {
  addStatuses(own.clauses, answers, policy.shape, weight);
  addPlaces(own.programmes, answers.programmes, VERDICT_COUNT, weight);
  addPlaces(own.tapers, answers.tapers, TAPER_COUNT, weight);
  addPlaces(own.flags, answers.flags, FLAG_COUNT, weight);
  const taper = bestTaper(answers.tapers);
  const verdict = taperVerdicts[answers.tapers[taper] as number] as Taper['verdict'];
  const months = policy.months[taper] ?? null;
  addMonths(own.months, verdict, months, weight);
  if (policy.coster !== null && own.cost !== null)
    addCost(own.cost, policy.coster(snapshot, prepared, verdict, months), weight);
  if (!blame) return;
  for (let at = 0; at < answers.programmes.length; at++) {
    if (answers.programmes[at] !== UNDETERMINED) continue;
    const programme = policy.shape.programmes[at] as string;
    addBlame(own.blame, programme, policy.blamer(answers, prepared, programme), weight);
  }
}

function working(plan: CountPlan, reform: Reform | null): Working {
  const { baseline } = plan;
  const ruleSet = reform === null ? baseline : reform.apply(baseline);
  const parameters = parametersUnder(baseline, ruleSet, (plan.parameters ?? {}) as Record<string, unknown>);
  // A reading that a reform adopts goes before one that the caller adopts for everything.
  const adopt = Object.fromEntries(
    Object.entries(plan.adopt ?? {}).filter(
      ([clause]) =>
        ruleSet.adopted.get(clause) === baseline.adopted.get(clause) &&
        ruleSet.rules.some((rule) => rule.id === clause),
    ),
  );
  const options = { parameters, adopt, ...(plan.asOf === undefined ? {} : { asOf: plan.asOf }) };
  const answerer = createAnswerer(ruleSet, options);
  const settings = readSettings(ruleSet, options);
  return {
    reform,
    ruleSet,
    parameters,
    shape: answerer.shape,
    months: answerer.shape.tapers.map((taper) => taper.months),
    answerer,
    sense: senseOf(ruleSet, adopt, answerer),
    prepare: (household) => withSettings(ruleSet, readHousehold(ruleSet, household, plan.asOf), settings),
    blamer: createBlamer(ruleSet, answerer.probed),
    coster:
      plan.cost === undefined
        ? null
        : createCoster(ruleSet, plan.cost, quickDibao(ruleSet, settings, plan.asOf, plan.cost.attached)),
  };
}

function addMonths(
  to: PolicyTally['months'],
  verdict: Taper['verdict'],
  months: Taper['months'],
  weight: number,
): void {
  if (verdict !== 'granted' && verdict !== 'discretionary' && verdict !== 'undetermined') return;
  if (months === null) to.open += 1;
  else if ('atMost' in months) to.to += months.atMost * weight;
  else {
    to.to += months.exactly * weight;
    if (verdict === 'granted') to.from += months.exactly * weight;
  }
}

function withoutColumns(columns: ReadonlySet<string>): (household: unknown) => unknown {
  return (household) =>
    typeof household === 'object' && household !== null && !Array.isArray(household)
      ? Object.fromEntries(Object.entries(household).filter(([key]) => !columns.has(key)))
      : household;
}

/** A weight in millionths. @throws JiantuiError `bad-household` */
function weightOf(household: unknown, column: string): number {
  const written = (household as Record<string, unknown> | null)?.[column];
  const value = typeof written === 'string' || typeof written === 'number' ? parseExact(written) : null;
  const millionths = value === null ? Number.NaN : value.n.times(WEIGHT_UNIT).toNumber();
  if (Number.isSafeInteger(millionths) && millionths >= 0) return millionths;
  throw new JiantuiError('bad-household', [
    {
      code: 'wrong-value',
      path: [column],
      found: shown(written),
      expected: 'a weight: a plain decimal with at most six places',
    },
  ]);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
