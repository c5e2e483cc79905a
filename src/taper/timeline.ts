import { type DecideOptions, evaluate } from '../answer/evaluate.js';
import { addMonths, type Month } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import { checkOptions, checkRecord, type NamesOf } from '../base/plain-record.js';
import { type ConformityPoint, conformityOf } from '../decision/conformity.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import type { TaperDecisionFile } from '../schema/history.js';
import type { Texts } from '../schema/texts.js';
import type { Granted } from './accounts.js';
import { advance, startState } from './advance.js';
import { assumptionsOf } from './assumptions.js';
import { benefitOf } from './benefit.js';
import { labelsOf } from './clause-labels.js';
import { missingMonth, monthFacts, termsOf } from './facts.js';
import { type History, type HistoryMonth, readHistory } from './history.js';
import { answersOf } from './inverse.js';
import { nextText } from './next-texts.js';
import { spellsOf, summaryOf } from './spells.js';
import { eventText, noteText } from './texts.js';
import type { CheckedDecision, RuleSets, Timeline, TimelineOptions, TimelineRow } from './timeline-types.js';
import type { NextStep, ReadingId, TaperState, Terms } from './types.js';
import { readingIds } from './types.js';

type Decide<D> = (ruleSet: RuleSet, snapshot: Readonly<Record<string, unknown>>, options: DecideOptions) => D;

const NAMES: NamesOf<TimelineOptions> = {
  parameters: true,
  adopt: true,
  jurisdiction: true,
  reading: true,
  adoptedBy: true,
  benefit: true,
  until: true,
  state: true,
};

interface Job {
  readonly entry: HistoryMonth;
  readonly ruleSet: RuleSet;
  readonly options: DecideOptions;
}

/**
 * Follows a household through its history.
 * @param history `{ id, jurisdiction, snapshots, decisions }` as in `rules/schema/history.schema.json`
 * @param options with `decide` to use another back end than `evaluate`
 * @throws JiantuiError `bad-history`; and as `evaluate` does, with the place of the snapshot
 * @example
 * const { rows } = await timeline(ruleSet, { snapshots: [{ month: '2020-03', dibaoStatus: 'receiving' }] });
 */
export async function timeline(
  rules: RuleSets,
  history: unknown,
  options: TimelineOptions & { readonly decide?: Decide<Decision | Promise<Decision>> } = {},
): Promise<Timeline> {
  const { decide = evaluate, ...rest } = options;
  const plan = planOf(rules, history, rest);
  const decisions: (Decision | null)[] = [];
  for (const job of plan.jobs) {
    try {
      decisions.push(job.entry.snapshot === null ? null : await decide(job.ruleSet, job.entry.snapshot, job.options));
    } catch (error) {
      throw placed(error, job.entry.index);
    }
  }
  return build(plan.history, plan.jobs, decisions, rest);
}

/** The same with a back end that answers at once. */
export function timelineSync(
  rules: RuleSets,
  history: unknown,
  options: TimelineOptions & { readonly decide: Decide<Decision> },
): Timeline {
  const { decide, ...rest } = options;
  const plan = planOf(rules, history, rest);
  const decisions = plan.jobs.map((job) => {
    try {
      return job.entry.snapshot === null ? null : decide(job.ruleSet, job.entry.snapshot, job.options);
    } catch (error) {
      throw placed(error, job.entry.index);
    }
  });
  return build(plan.history, plan.jobs, decisions, rest);
}

function planOf(rules: RuleSets, raw: unknown, options: TimelineOptions): { history: History; jobs: Job[] } {
  checkOptions(options, NAMES);
  const { state } = options;
  const home =
    options.jurisdiction ?? state?.jurisdiction ?? (typeof rules === 'function' ? undefined : rules.jurisdiction);
  const from = state?.month === null || state?.month === undefined ? undefined : addMonths(state.month, 1);
  const read = readHistory(raw, home, options.until, from);
  const history =
    state === undefined
      ? read
      : {
          ...read,
          months: read.months.map((entry) => ({
            ...entry,
            decisions: entry.decisions.filter((decision) => !isKept(state, decision)),
          })),
        };
  const jobs = history.months.map((entry): Job => {
    const ruleSet = typeof rules === 'function' ? rules(entry.jurisdiction) : rules;
    if (ruleSet.jurisdiction !== entry.jurisdiction) {
      throw new JiantuiError('bad-history', [
        {
          code: 'unknown-jurisdiction',
          path: entry.index === null ? ['jurisdiction'] : ['snapshots', entry.index, 'jurisdiction'],
          found: shown(entry.jurisdiction),
          expected: ruleSet.jurisdiction,
        },
      ]);
    }
    const parameters =
      typeof options.parameters === 'function'
        ? options.parameters(entry.jurisdiction)
        : entry.jurisdiction === history.jurisdiction
          ? options.parameters
          : undefined;
    checkRecord(options.adopt ?? {}, 'adopt');
    const ownAdopt = Object.entries(options.adopt ?? {}).filter(([clause]) =>
      clause.startsWith(`${entry.jurisdiction}/`),
    );
    return {
      entry,
      ruleSet,
      options: {
        ...(parameters === undefined ? {} : { parameters }),
        ...(ownAdopt.length === 0 ? {} : { adopt: Object.fromEntries(ownAdopt) }),
      },
    };
  });
  return { history, jobs };
}

/** Whether a state already holds a decision that is listed again. */
function isKept(state: TaperState, decision: TaperDecisionFile): boolean {
  return state.tapers.some((taper) =>
    taper.decisions.some(
      (kept) =>
        kept.months === (decision.months ?? null) &&
        (decision.startMonth ?? kept.first) === kept.first &&
        (kept.date ?? null) === (decision.date ?? null) &&
        (kept.reference ?? null) === (decision.reference ?? null),
    ),
  );
}

function placed(error: unknown, index: number | null): unknown {
  if (!(error instanceof JiantuiError) || index === null || error.code !== 'bad-household') return error;
  return new JiantuiError(
    error.code,
    error.issues.map((issue) => ({ ...issue, path: ['snapshots', index, ...issue.path] })),
    { cause: error },
  );
}

function build(
  history: History,
  jobs: readonly Job[],
  decided: readonly (Decision | null)[],
  options: TimelineOptions,
): Timeline {
  const first = jobs[0];
  if (first === undefined)
    throw new JiantuiError('bad-history', [
      { code: 'missing-key', path: ['snapshots'], found: 'a list of 0', expected: 'at least one snapshot or decision' },
    ]);
  let state = options.state ?? startState(first.entry.jurisdiction, termsOf(first.ruleSet), history.id);
  const rows: TimelineRow[] = [];
  const granted = new Map<number, Remembered>();
  remember(granted, state);
  jobs.forEach(({ entry, ruleSet, options: own }, index) => {
    const decision = decided[index] ?? null;
    const withDecisions = { ...own, decisions: entry.decisions };
    const facts =
      decision === null || entry.snapshot === null
        ? missingMonth(ruleSet, entry.month, withDecisions)
        : monthFacts(ruleSet, entry.snapshot, decision, withDecisions);
    state = advance(state, facts);
    remember(granted, state);
    rows.push(rowOf(state, entry, ruleSet, options));
  });
  const { reading, benefit } = options;
  return deepFreeze<Timeline>({
    household: state.household,
    jurisdiction: history.jurisdiction,
    from: first.entry.month,
    to: state.month ?? first.entry.month,
    reading: reading === undefined ? null : { id: reading, by: options.adoptedBy ?? 'caller' },
    benefit:
      benefit === undefined
        ? null
        : { id: benefit.id, name: benefit.name, assumption: benefit.assumption, source: benefit.source ?? null },
    rows,
    spells: spellsOf(rows),
    tapers: [...new Set([...granted.values()].map((one) => one.taper))].map((number) => {
      const own = [...granted.values()].filter((one) => one.taper === number);
      return summaryOf(
        number,
        own[0]?.spell ?? 0,
        own.map((one) => one.granted),
        own[0]?.terms ?? state.terms,
      );
    }),
    decisions: checkedOf(rows),
    notes: history.notes.map((note) => ({ ...note, text: noteText(note) })),
    answers: answersOf(state),
    assumptions: assumptionsOf(history, rows, decided, options),
    labels: labelsOf(jobs.map(({ ruleSet }) => ruleSet)),
    state,
  });
}

interface Remembered {
  readonly taper: number;
  readonly spell: number;
  readonly terms: Terms;
  readonly granted: Granted;
}

/** A state lets go of what is long over; a timeline keeps it. */
function remember(granted: Map<number, Remembered>, { tapers, terms }: TaperState): void {
  for (const { number, spell, decisions } of tapers) {
    for (const one of decisions)
      granted.set(one.id, { taper: number, spell, terms: granted.get(one.id)?.terms ?? terms, granted: one });
  }
}

function rowOf(
  state: TaperState,
  entry: HistoryMonth,
  ruleSet: RuleSet,
  { benefit: model, reading }: TimelineOptions,
): TimelineRow {
  const { latest } = state;
  if (latest === null) throw new Error('a state that has taken a month in says what it says of it');
  const label = (name: string): Texts => ruleSet.names.get(name)?.label ?? { zh: name, en: name };
  const amount = (id: ReadingId) => {
    const view = latest.readings[id];
    return model === undefined
      ? null
      : benefitOf(model, view, latest.amounts, state.tapers.find((taper) => taper.number === view.taper) ?? null);
  };
  return {
    ...latest,
    snapshot: entry.index,
    events: latest.events.map((event) => ({ ...event, text: eventText(event) })),
    notes: [...entry.notes, ...latest.notes].map((note) => ({ ...note, text: noteText(note) })),
    next: latest.next
      .filter((step) => isWanted(step, reading))
      .map((step) => ({ ...step, text: nextText(step, label, reading === undefined) })),
    adopted: reading === undefined ? null : latest.readings[reading],
    benefit:
      model === undefined
        ? null
        : {
            model: model.id,
            assumption: model.assumption,
            unit: 'CNY/household/month',
            amounts: Object.fromEntries(readingIds.map((id) => [id, amount(id)])) as Record<ReadingId, string | null>,
          },
  };
}

/** Once a reading is adopted there is nothing to settle, and what the others would ask for falls away. */
function isWanted(step: NextStep, reading: ReadingId | undefined): boolean {
  if (reading === undefined) return true;
  return step.code !== 'settle-reading' && step.readings.includes(reading);
}

/** The decisions in the order in which they became known, each with the points of all its months. */
function checkedOf(rows: readonly TimelineRow[]): CheckedDecision[] {
  const found = new Map<
    number,
    { known: Month; taper: number | null; decision: TaperDecisionFile; points: ConformityPoint[] }
  >();
  for (const { checks } of rows) {
    for (const { id, taper, month, decision, points } of checks) {
      const entry = found.get(id);
      if (entry !== undefined) entry.points.push(...points);
      else found.set(id, { known: month, taper, decision: decision ?? {}, points: [...points] });
    }
  }
  return [...found].map(([id, { decision, points, ...rest }]) => ({
    ...decision,
    id,
    ...rest,
    conformity: conformityOf(points),
    points,
  }));
}
