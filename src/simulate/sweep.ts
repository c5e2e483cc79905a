import { DECIDE_NAMES, type DecideOptions, prepare } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { parseExact } from '../base/exact.js';
import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import { checkOptions, type NamesOf } from '../base/plain-record.js';
import { compile } from '../compile/compile.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { type Decision, type TaperVerdict, taperVerdicts, type Verdict } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import { type Threshold, thresholds } from '../thresholds/thresholds.js';
import { type Cliff, type Jump, jumpsOf, type Level, largestCliff, type Stretch, stretchesOf } from './cliffs.js';
import type { CostModel } from './cost.js';
import { type Resources, resourcesOf } from './resources.js';
import { between, pointsOf } from './sweep-points.js';

/** The fact that a sweep changes, from where to where, and the settings of the decisions. */
export interface SweepOptions extends DecideOptions {
  /** A number of the household: `perCapitaMonthlyIncome`, `householdMonthlyIncome`, `householdSize`. */
  readonly fact: string;
  /** From and to, both included, in the fact's own unit. */
  readonly from: string | number;
  readonly to: string | number;
  /** Distance of the evenly spaced values. Default: a hundredth of the range. Thresholds are looked at to the cent whatever the step. */
  readonly step?: string | number;
  /** Needed for resources, rates and cliffs; without it there are verdicts only. */
  readonly cost?: CostModel;
  /** Which month of the taper the resources are for. Default the first. */
  readonly month?: number;
}

/** One value of the fact and what holds there. */
export interface SweepPoint {
  readonly value: string;
  readonly taper: TaperVerdict;
  /** By programme. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly resources: Resources | null;
}

/** A jump of resources, with what changes there and by which clause. */
export interface ClauseJump {
  readonly from: string;
  readonly to: string;
  /** By how much resources change, in yuan; negative for a fall. */
  readonly by: string;
  /** What changes there: the clauses, from what to what. Empty where the benefit model alone makes the jump. */
  readonly clauses: readonly {
    readonly clause: string;
    readonly subject: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/** The largest fall of resources from one value to the next. */
export interface ClauseCliff extends Omit<ClauseJump, 'by'> {
  readonly fall: string;
  /** Where the household has again what it had; null beyond the sweep. */
  readonly regainedAt: string | null;
}

/** Resources with or without the taper: where they jump, the largest fall, the rates in between. */
export interface Curve {
  readonly jumps: readonly ClauseJump[];
  readonly cliff: ClauseCliff | null;
  readonly rates: readonly { readonly from: string; readonly to: string; readonly rate: number | null }[];
}

/** What a household has in a month while one of its facts is changed, and where it falls. */
export interface Sweep {
  readonly fact: string;
  readonly label: Texts;
  readonly unit: string | null;
  readonly household: string | null;
  readonly ruleSet: {
    readonly jurisdiction: string;
    readonly name: Texts;
    readonly version: string;
    readonly digest: string;
  };
  readonly asOf: string;
  readonly month: number;
  /** The taper clauses of the rule set. */
  readonly taperClauses: readonly string[];
  readonly points: readonly SweepPoint[];
  /** Every value in the range at which any outcome changes, with the clause. */
  readonly thresholds: readonly Threshold[];
  /** Null without a model, and where an amount cannot be told. */
  readonly withTaper: Curve | null;
  readonly withoutTaper: Curve | null;
  readonly benefit: { readonly id: string; readonly name: Texts; readonly assumptions: readonly Texts[] } | null;
}

/**
 * Moves one fact of a household through a range and looks at what changes, finely and exactly: at evenly spaced values, and to
 * the cent around every threshold of the rules. All else about the household stays as it is.
 * @throws JiantuiError `bad-option` for a fact that is no number of the household, or a range that is none; and as `evaluate` does
 * @example
 * const sweep = sweepFact(ruleSet, household, { fact: 'perCapitaMonthlyIncome', from: 0, to: 1200, parameters, cost });
 */
export function sweepFact(
  ruleSet: RuleSet,
  household: Readonly<Record<string, unknown>>,
  options: SweepOptions,
): Sweep {
  return createSweeper(ruleSet, options)(household);
}

const NAMES: NamesOf<SweepOptions> = {
  ...DECIDE_NAMES,
  fact: true,
  from: true,
  to: true,
  step: true,
  cost: true,
  month: true,
};

/** The same for many households: what does not hang on the household is made once. */
export function createSweeper(
  ruleSet: RuleSet,
  options: SweepOptions,
): (household: Readonly<Record<string, unknown>>) => Sweep {
  checkOptions(options, NAMES);
  const { fact, cost, month = 1 } = options;
  const decideOptions: DecideOptions = {
    ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    ...(options.adopt === undefined ? {} : { adopt: options.adopt }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownOn === undefined ? {} : { knownOn: options.knownOn }),
  };
  const name = ruleSet.names.get(fact);
  const compiled = compile(ruleSet, decideOptions);
  const when = options.asOf === undefined ? {} : { asOf: options.asOf };
  return (household) => {
    const found = thresholds(ruleSet, household, fact, decideOptions);
    if (name === undefined || name.scope !== 'household')
      throw new JiantuiError('bad-option', [
        { code: 'wrong-value', path: ['fact'], found: shown(fact), expected: 'a number of the household' },
      ]);
    const unit = name.type === 'integer' ? 1 : 100;
    const [from, to, step] = rangeOf(options, unit);
    const looked = pointsOf(from, to, step, found, unit).map((at) => {
      const snapshot = withFact(household, name, at, unit);
      const decision = compiled.decide(snapshot, when);
      const resources =
        cost === undefined
          ? null
          : resourcesOf(ruleSet, prepare(ruleSet, snapshot, decideOptions), decision, cost, month);
      return { at, decision, resources };
    });
    const first = (looked[0] as (typeof looked)[number]).decision;
    const clauses = (a: number, b: number) =>
      between(found, a, b, unit)
        .filter((threshold) => threshold.what === 'status')
        .map(({ clause, subject, before, on, after }) => ({ clause, subject, from: before ?? on, to: after }));
    const curve = (of: (resources: Resources) => number | null) => curveOf(looked, of, unit, clauses);
    return deepFreeze({
      fact,
      label: name.label,
      unit: name.unit ?? null,
      household: first.household.id,
      ruleSet: {
        jurisdiction: ruleSet.jurisdiction,
        name: ruleSet.file.name,
        version: ruleSet.version,
        digest: ruleSet.digest,
      },
      asOf: first.asOf,
      month,
      taperClauses: ruleSet.rules.filter(({ rule }) => rule.kind === 'taper').map(({ id }) => id),
      points: looked.map(({ at, decision, resources }) => ({
        value: text(at, unit),
        taper: taperOf(decision),
        verdicts: Object.fromEntries(decision.eligibility.map((entry) => [entry.programme, entry.verdict])),
        resources,
      })),
      thresholds: found.filter((threshold) => inRange(threshold, from, to, unit)),
      withTaper: curve((resources) => resources.withTaper),
      withoutTaper: curve((resources) => resources.withoutTaper),
      benefit: cost === undefined ? null : { id: cost.id, name: cost.name, assumptions: [...cost.assumptions] },
    });
  };
}

type Looked = { readonly at: number; readonly decision: Decision; readonly resources: Resources | null };

function curveOf(
  looked: readonly Looked[],
  of: (resources: Resources) => number | null,
  unit: number,
  clauses: (from: number, to: number) => ClauseJump['clauses'],
): Curve | null {
  const levels: Level[] = [];
  for (const { at, resources } of looked) {
    const level = resources === null ? null : of(resources);
    if (resources === null || resources.income === null || level === null) return null;
    levels.push({ at, income: resources.income, resources: level });
  }
  const jump = ({ from, to, by }: Jump): ClauseJump => ({
    from: text(from, unit),
    to: text(to, unit),
    by: yuanText(by),
    clauses: clauses(from, to),
  });
  const cliff = largestCliff(levels);
  return {
    jumps: jumpsOf(levels).map(jump),
    cliff: cliff === null ? null : cliffText(cliff, unit, clauses(cliff.from, cliff.to)),
    rates: stretchesOf(levels).map(({ from, to, rate }: Stretch) => ({
      from: text(from, unit),
      to: text(to, unit),
      rate,
    })),
  };
}

function cliffText({ from, to, fall, regainedAt }: Cliff, unit: number, clauses: ClauseJump['clauses']): ClauseCliff {
  return {
    from: text(from, unit),
    to: text(to, unit),
    fall: yuanText(fall),
    clauses,
    regainedAt: regainedAt === null ? null : text(regainedAt, unit),
  };
}

/** The best verdict of the taper clauses; they are listed from best to worst. */
function taperOf(decision: Decision): TaperVerdict {
  const found = decision.tapers.map((taper) => taper.verdict);
  return taperVerdicts.find((verdict) => found.includes(verdict)) ?? 'silent';
}

function inRange(threshold: Threshold, from: number, to: number, unit: number): boolean {
  return between([threshold], from, to, unit).length > 0;
}

function rangeOf({ from, to, step }: SweepOptions, unit: number): [number, number, number] {
  const read = (written: string | number, key: string): number => {
    const value = parseExact(written);
    const whole = value === null ? Number.NaN : value.n.times(unit).toNumber();
    if (Number.isSafeInteger(whole) && whole >= 0) return whole;
    throw new JiantuiError('bad-option', [
      {
        code: 'wrong-form',
        path: [key],
        found: shown(written),
        expected: unit === 1 ? 'a whole number, 0 or more' : 'an amount with at most two decimals, 0 or more',
      },
    ]);
  };
  const [low, high] = [read(from, 'from'), read(to, 'to')];
  const distance = step === undefined ? Math.max(1, Math.round((high - low) / 100)) : read(step, 'step');
  if (low >= high || distance === 0 || (high - low) / distance > 100_000) {
    throw new JiantuiError('bad-option', [
      {
        code: 'wrong-value',
        path: ['from'],
        found: `${from} – ${to}, step ${step ?? '—'}`,
        expected: 'a rising range of at most 100000 steps',
      },
    ]);
  }
  return [low, high, distance];
}

/** The household with another value of a fact. */
export function withFact(
  household: Readonly<Record<string, unknown>>,
  name: PlanName,
  at: number,
  unit: number,
): Record<string, unknown> {
  const value = unit === 1 ? at : text(at, unit);
  if (name.part === undefined) return { ...household, [name.key]: value };
  return { ...household, [name.key]: { ...(household[name.key] as object | null | undefined), [name.part]: value } };
}

function text(at: number, unit: number): string {
  return unit === 1 ? String(at) : yuanText(at);
}

function yuanText(fen: number): string {
  const size = Math.abs(fen);
  return `${fen < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}
