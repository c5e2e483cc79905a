import type { Prepared } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { parseExact } from '../base/exact.js';
import { shown } from '../base/issue.js';
import { issueText } from '../base/issue-text.js';
import type { MadeUpPopulation } from '../generate/population.js';
import type { Taper } from '../schema/decision.js';
import { taperVerdicts, verdicts } from '../schema/decision.js';
import { copySnapshot, type Snapshot } from '../snapshot/snapshot.js';
import type { Answers } from './answerer.js';
import { attempt } from './engine.js';
import { createGrouper } from './groups.js';
import { bestTaper, createComparison } from './moves.js';
import { FLAG_COUNT, TAPER_COUNT, VERDICT_COUNT } from './places.js';
import { askAll, type CountPlan, once, type Policy, prepareOnce, type Working, working } from './policies.js';
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

/** Counts households one after another. */
export interface Counter {
  readonly policies: readonly Policy[];
  /**
   * Counts one household; one that cannot be read is counted apart, and never stops the others.
   * @param isOwn whether it is plain data that nobody else holds: otherwise it is copied, since it is looked at again when it is answered
   */
  add(household: unknown, index: number, isOwn?: boolean): void;
  /** What counts the households of a made-up population, one after another by their index. */
  draw(population: MadeUpPopulation): (index: number) => void;
  /** Counts one that could not even be read as data. */
  refuse(error: JiantuiError, index: number): void;
  tally(): Tally;
}

/**
 * A counter for a simulation in parts.
 * @param from counts to go on from
 * @throws JiantuiError for what concerns all households: reforms that do not fit, parameters, options
 */
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
  const prepareAll = prepareOnce(policies);

  /** Every rule set is asked before anything is counted: a household is counted under all of them or under none. */
  const count = ({ raw, snapshot, index, weight }: Waiting, answered: readonly Answers[]): void => {
    const prepared = prepareAll(snapshot);
    const groups = groupers.map(
      ({ by, group }) => (tally.groups[`${by}=${group(raw(), prepared[0] as () => Prepared)}`] ??= emptyGroup(shapes)),
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
        snapshot,
        prepared[at] as () => Prepared,
        weight,
        blame,
      );
      for (const group of groups) {
        addPlaces(group.programmes[at] as Counts, answers.programmes, VERDICT_COUNT, weight);
        addPlaces(group.tapers[at] as Counts, answers.tapers, TAPER_COUNT, weight);
      }
    });
    compare(answered, tally.moves, weight, () => ({ index, id: idOf(raw()) }));
  };

  const refuse = (error: JiantuiError, index: number, household: unknown) => {
    tally.bad.n += 1;
    if (tally.bad.examples.length >= EXAMPLES) return;
    tally.bad.examples.push({
      index,
      id: idOf(household),
      problems: error.issues.map((issue) => issueText(issue, 'en')),
    });
  };
  const asking = askAll<Waiting>(policies, plan, (waiting, answers) => {
    const attempted = attempt(() => count(waiting, answers));
    if (!attempted.ok) refuse(attempted.error, waiting.index, waiting.raw());
  });
  const add: Counter['add'] = (household, index, isOwn = false) => {
    tally.done += 1;
    const attempted = attempt(() => {
      const raw = isOwn ? (household as Snapshot) : copySnapshot(household);
      const weight = plan.weight === undefined ? WEIGHT_UNIT : weightOf(raw, plan.weight);
      const snapshot = strip(raw);
      asking.ask(snapshot, { raw: () => raw, snapshot: () => snapshot as Snapshot, index, weight });
    });
    if (!attempted.ok) refuse(attempted.error, index, household);
  };
  return {
    policies,
    add,
    draw: (population) => {
      const ask = plan.weight === undefined ? asking.draw(population) : null;
      if (ask === null) return (index) => add(population.at(index), index, true);
      return (index) => {
        tally.done += 1;
        const household = once(() => population.at(index));
        ask(index, { raw: household, snapshot: household, index, weight: WEIGHT_UNIT }, household);
      };
    },
    refuse: (error, index) => {
      tally.done += 1;
      refuse(error, index, null);
    },
    tally: () => {
      asking.flush();
      return tally;
    },
  };
}

/** A household that is asked about. */
interface Waiting {
  readonly raw: () => Snapshot;
  /** Without the columns that are no facts. */
  readonly snapshot: () => Snapshot;
  readonly index: number;
  readonly weight: number;
}

const UNDETERMINED = verdicts.indexOf('undetermined');

function countPolicy(
  own: PolicyTally,
  policy: Working,
  answers: Answers,
  snapshot: () => Snapshot,
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
    addCost(own.cost, policy.coster(snapshot(), prepared, verdict, months), weight);
  if (!blame) return;
  for (let at = 0; at < answers.programmes.length; at++) {
    if (answers.programmes[at] !== UNDETERMINED) continue;
    const programme = policy.shape.programmes[at] as string;
    addBlame(own.blame, programme, policy.blamer(answers, prepared, programme), weight);
  }
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

function idOf(household: unknown): string | null {
  const { id } = (typeof household === 'object' && household !== null ? household : {}) as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
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
