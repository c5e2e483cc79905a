import type { Snapshot } from '../../generate/population.js';
import type { PlanName } from '../../plan/plan.js';
import { withFact } from '../../simulate/sweep.js';
import { pointsOf } from '../../simulate/sweep-points.js';
import { thresholds } from '../../thresholds/thresholds.js';
import { decideOptions, type Trial } from './violation.js';

/** A household with one fact moved through the values at which something may change, from low to high. */
export interface Moved {
  readonly at: number;
  readonly household: Snapshot;
}

/** Values beyond the last threshold that are looked at, in the fact's own unit. */
const BEYOND = 1000;

/**
 * The household at every threshold of a fact, to the cent below and above each, and evenly spaced in between: the thresholds
 * are those of the rule set, the even steps are for what is not this library.
 */
export function around(trial: Trial, household: Snapshot, name: PlanName): Moved[] {
  const unit = name.type === 'integer' ? 1 : 100;
  const found = thresholds(trial.ruleSet, household, name.name, decideOptions(trial));
  const last = Math.max(0, ...found.map((threshold) => Math.ceil(numberOf(threshold.at))));
  const to = (last + BEYOND) * unit;
  return pointsOf(
    unit === 1 && name.name === 'householdSize' ? 1 : 0,
    to,
    Math.max(1, Math.round(to / 24)),
    found,
    unit,
  ).map((at) => ({ at, household: withFact(household, name, at, unit) }));
}

function numberOf(text: string): number {
  const [n = '0', d = '1'] = text.split('/');
  return Number(n) / Number(d);
}

/** Takes facts about a person's or the household's income out, so that one of them alone says what the income is. */
export function onlyIncome(household: Snapshot, fact: string): Snapshot {
  const facts = ['perCapitaMonthlyIncome', 'householdMonthlyIncome', 'householdAnnualIncome', 'perCapitaAnnualIncome'];
  if (!facts.includes(fact)) return household;
  return Object.fromEntries(Object.entries(household).filter(([key]) => key === fact || !facts.includes(key)));
}
