import { DECIDE_NAMES, type DecideOptions, type Prepared, prepareHousehold } from '../answer/prepare.js';
import { defined } from '../base/defined.js';
import { checkRecord, type NamesOf, readPlainRecord } from '../base/plain-record.js';
import type { MadeUpPopulation } from '../generate/population.js';
import type { RuleSet } from '../plan/plan.js';
import { createLine, type Line } from '../population/line.js';
import { parametersUnder, type Reform } from '../reform/reform.js';
import type { Taper } from '../schema/decision.js';
import { type Answerer, type Answers, createAnswerer, type Shape } from './answerer.js';
import { createBlamer } from './blame.js';
import { type Coster, type CostModel, createCoster } from './cost.js';
import type { Grouping } from './groups.js';
import { quickDibao } from './quick-dibao.js';

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

/** Every name of {@link CountPlan}. */
export const COUNT_NAMES: NamesOf<CountPlan> = {
  ...DECIDE_NAMES,
  baseline: true,
  reforms: true,
  groupBy: true,
  columns: true,
  weight: true,
  cost: true,
  blame: true,
};

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

/** A policy with all that works out its answers. */
export interface Working extends Policy {
  readonly sense: string;
  readonly answerer: Answerer;
  readonly prepare: (household: unknown) => Prepared;
  readonly blamer: ReturnType<typeof createBlamer>;
  readonly coster: Coster | null;
}

/** @throws JiantuiError where the reform does not fit, or the parameters or readings do not */
export function working(plan: CountPlan, reform: Reform | null): Working {
  const { baseline } = plan;
  const ruleSet = reform === null ? baseline : reform.apply(baseline);
  const parameters = parametersUnder(
    baseline,
    ruleSet,
    readPlainRecord(plan.parameters ?? {}, 'parameters', [], 'bad-parameters'),
  );
  checkRecord(plan.adopt ?? {}, 'adopt');
  // A reading that a reform adopts goes before one that the caller adopts for everything.
  const adopt = Object.fromEntries(
    Object.entries(plan.adopt ?? {}).filter(
      ([clause]) =>
        ruleSet.adopted.get(clause) === baseline.adopted.get(clause) &&
        ruleSet.rules.some((rule) => rule.id === clause),
    ),
  );
  const options = defined({ parameters, adopt, asOf: plan.asOf, knownOn: plan.knownOn });
  const answerer = createAnswerer(ruleSet, options);
  const { settings } = answerer.bulk;
  return {
    reform,
    ruleSet,
    parameters,
    shape: answerer.shape,
    months: answerer.shape.tapers.map((taper) => taper.months),
    answerer,
    sense: senseOf(ruleSet, adopt, answerer),
    prepare: (household) => prepareHousehold(ruleSet, settings, household, plan.asOf),
    blamer: createBlamer(ruleSet, answerer.bulk.conditions),
    coster:
      plan.cost === undefined
        ? null
        : createCoster(ruleSet, plan.cost, quickDibao(ruleSet, settings, plan.asOf, plan.cost.attached)),
  };
}

/** Asks every rule set; what two of them would answer alike is answered once. */
export interface Asking<T> {
  /** Asks about a household, now or together with others; `item` is what is said of it with the answers. @throws JiantuiError `bad-household` */
  ask(household: unknown, item: T): void;
  /** Asks about the households of a made-up population by their index; null where they have to be asked about as snapshots. */
  draw(population: MadeUpPopulation): ((index: number, item: T, household: () => unknown) => void) | null;
  /** Answers all that wait. */
  flush(): void;
}

/** @param told is told the answers of each household in turn, by policy. They hold until the next. */
export function askAll<T>(
  policies: readonly Working[],
  { asOf, knownOn }: Pick<CountPlan, 'asOf' | 'knownOn'>,
  told: (item: T, answers: readonly Answers[]) => void,
): Asking<T> {
  const like = policies.map((policy) => policies.findIndex((other) => other.sense === policy.sense));
  const asked = policies.flatMap(({ answerer }, at) => (like[at] === at ? [{ at, answerer }] : []));
  const kernels = asked.flatMap(({ answerer: { bulk } }) => bulk.kernel ?? []);
  const answers: Answers[] = [];
  const tell = (item: T, answer: (answerer: Answerer, place: number) => Answers) => {
    asked.forEach(({ at, answerer }, place) => {
      answers[at] = answer(answerer, place);
    });
    told(
      item,
      like.map((at) => answers[at] as Answers),
    );
  };
  const line: Line<T> | null =
    kernels.length < asked.length
      ? null
      : createLine<T>(kernels, asOf, knownOn, true, (item, answered, index) =>
          tell(item, (answerer, place) => answerer.answersAt(answered[place] as (typeof answered)[number], index)),
        );
  return {
    ask: (household, item) => {
      if (line?.add(household, () => item) !== true) tell(item, (answerer) => answerer.answersOf(household));
    },
    draw: (population) => {
      const write = line === null || knownOn !== undefined ? null : population.into(kernels);
      if (line === null || write === null) return null;
      return (index, item, household) => {
        if (!line.write(population.spec.asOf, (chunks) => write(chunks, index), item))
          tell(item, (answerer) => answerer.answersOf(household()));
      };
    },
    flush: () => line?.flush(),
  };
}

/** Values are worked out when they are asked for, and once for rule sets that work them out alike. */
export function prepareOnce(policies: readonly Working[]): (household: () => unknown) => (() => Prepared)[] {
  const like = policies.map((policy) =>
    policies.findIndex(
      (other) =>
        other.answerer.columns === policy.answerer.columns &&
        JSON.stringify(other.ruleSet.file.derived) === JSON.stringify(policy.ruleSet.file.derived),
    ),
  );
  return (household) => {
    const made = policies.map((policy) => once(() => policy.prepare(household())));
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
    answerer.columns,
  ]);
}

export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
