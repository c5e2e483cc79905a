import { addMonths, lastDay, monthOf } from '../base/calendar.js';
import { yuan } from './makers.js';
import type { Population, Snapshot } from './population.js';
import { createRandom } from './random.js';

/** A household month by month, as `jiantui timeline` reads it. */
export interface History {
  readonly id: string;
  readonly snapshots: readonly Snapshot[];
  readonly decisions: readonly Snapshot[];
}

/** What a made-up history is made from: all of it is needed to make the same one again. */
export interface HistorySpec {
  /** How many months, the last one that of the population's evaluation date. */
  readonly months: number;
  /** Income per head and month that counts as having come above the standard; a taper is then decided for most. */
  readonly standard: string;
  /** How many months in a hundred are left out. Default 0. */
  readonly missingMonths?: number;
  /** How long the decided tapers are. Default 6. */
  readonly taperMonths?: number;
}

/**
 * The history of one household of a population. Income wanders from month to month, with a jump now and then; size
 * changes seldom; most households that come above the standard get a taper decision in that month. Invented, as the
 * population is.
 */
export function historyOf(population: Population, index: number, spec: HistorySpec): History {
  const random = createRandom();
  const { months, missingMonths = 0, taperMonths = 6 } = spec;
  const base = population.at(index);
  const id = String(base.id);
  random.seed(population.spec.seed, index);
  random.stream(HISTORY);
  const last = monthOf(population.spec.asOf);
  const standard = Math.round(Number(spec.standard) * 100);
  const snapshots: Snapshot[] = [];
  const decisions: Snapshot[] = [];
  let income = Math.floor((standard * (60 + random.below(90))) / 100);
  let size = Number(base.householdSize ?? 3);
  let taperUntil = '';
  for (let step = 0; step < months; step += 1) {
    const month = addMonths(last, step - months + 1);
    const before = income;
    income = wander(random.below(10) === 0 ? 40 : 6, income, standard, random.below);
    if (random.below(40) === 0) size = Math.min(12, Math.max(1, size + (random.below(2) === 0 ? 1 : -1)));
    const rises = before <= standard && income > standard;
    if (rises && month > taperUntil && random.below(5) > 0) {
      decisions.push({ startMonth: month, months: taperMonths, authority: '—', date: `${month}-20` });
      taperUntil = addMonths(month, taperMonths - 1);
    }
    if (random.below(100) < missingMonths) continue;
    const {
      perCapitaMonthlyIncome: _,
      householdMonthlyIncome: __,
      householdAnnualIncome: ___,
      members: ____,
      taperDecision: _____,
      ...rest
    } = base;
    snapshots.push({
      ...rest,
      asOf: lastDay(month),
      householdSize: size,
      perCapitaMonthlyIncome: yuan(income),
      incomeChanged: income !== before,
      dibaoStatus: month <= taperUntil && income > standard ? 'inTaper' : 'receiving',
    });
  }
  return { id, snapshots, decisions };
}

/** The stream that months are drawn from. */
const HISTORY = 3;

/** The income of the next month: up or down by at most so many percent; now and then exactly at the standard. */
function wander(percent: number, income: number, standard: number, below: (count: number) => number): number {
  if (below(50) === 0) return standard;
  return Math.max(1000, Math.floor((income * (1000 + below(20 * percent + 1) - 10 * percent)) / 1000));
}
