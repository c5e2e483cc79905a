import { addMonths, monthOf } from '../base/calendar.js';
import { type Exact, isExact } from '../base/exact.js';
import type { PlanName } from '../plan/plan.js';
import { BY_TYPE, CHOICES, INCOME, NEAR, type Weighted } from './marginals.js';
import { MILLION, type Random } from './random.js';

/** What is settled for a household before its single facts are made. Amounts are in hundredths of a yuan. */
export interface Frame {
  readonly size: number;
  /** Income per head and month. */
  readonly income: number;
  /** The dibao standard per head and month, where it is known. */
  readonly standard: number | null;
  /** Values of facts that imply others, of the household or of the member at hand: made together, so that none contradicts another. */
  chosen: readonly unknown[];
}

export type Maker = (random: Random, frame: Frame) => unknown;

/** Draws from weighted values; the sums are worked out once. */
export function chooser<T>(weighted: Weighted<T>): (random: Random) => T {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  return (random) => {
    let at = random.below(total);
    for (const [value, weight] of weighted) {
      at -= weight;
      if (at < 0) return value;
    }
    throw new RangeError('weights must be positive');
  };
}

const percent = (share: number) => share * (MILLION / 100);

/** Makes the values of one fact by its type. */
export function makerOf(name: PlanName, thresholds: readonly (Exact | string)[], asOf: string): Maker {
  const listed = CHOICES[name.name];
  if (listed !== undefined) return chooser(listed);
  switch (name.type) {
    case 'boolean':
      return (random) => random.chance(percent(BY_TYPE.boolean));
    case 'finding':
      if (name.name === 'householdConditionsExceedDibao') return exceedsMaker;
      return (random) => (random.chance(percent(BY_TYPE.finding)) ? 'yes' : 'no');
    case 'enum': {
      const values = name.values ?? [];
      return (random) => values[random.below(values.length)];
    }
    case 'set':
      return setMaker(name, asOf);
    case 'integer':
      return integerMaker(name, thresholds);
    case 'money':
      return amountMaker(name, thresholds);
    case 'ratio':
      return (random) => `${random.below(3)}.${random.below(100)}`;
    case 'date':
    case 'month':
      return dayMaker(thresholds, asOf, name.type);
    case 'text':
      return (random) => `text-${random.below(9)}`;
  }
}

function setMaker(name: PlanName, asOf: string): Maker {
  const values = name.values ?? [];
  const { entryKey } = name;
  const months = monthsBefore(asOf, 12);
  return (random) => {
    const held = values.filter(() => random.chance(percent(BY_TYPE.entry)));
    return entryKey === undefined
      ? held
      : held.map((value) => ({ [entryKey]: value, date: `${months[random.below(12)]}-01` }));
  };
}

function integerMaker(name: PlanName, thresholds: readonly (Exact | string)[]): Maker {
  if (name.name === 'memberAge') return (random) => (random.below(3) === 0 ? random.below(19) : random.below(95));
  const at = thresholds.filter(isExact).map((value) => Math.floor(value.n.div(value.d).toNumber()));
  return (random) => {
    const near = at[random.below(at.length || 1)];
    if (near === undefined || random.below(3) === 0) return random.below(13);
    return Math.max(0, near + random.below(3) - 1);
  };
}

/** An amount in hundredths of a yuan: at a threshold, close to one, or anywhere, small ones more often. */
export function amount(random: Random, near: readonly number[], times: number): number {
  if (random.below(100) === 0) return 0;
  const at = near[random.below(near.length || 1)];
  if (at !== undefined && random.chance(percent(NEAR.share))) {
    if (random.below(2) === 0) return Math.max(0, at + (NEAR.cents[random.below(NEAR.cents.length)] ?? 0));
    return Math.floor((at * (1000 + (NEAR.perMille[random.below(NEAR.perMille.length)] ?? 0))) / 1000);
  }
  const small = (random.below(1000) * random.below(1000)) / 1000;
  return (INCOME.least * 100 + Math.floor((small * INCOME.spread) / 10) + random.below(100)) * times;
}

/** An amount at its own thresholds, or else one that goes with the household's income. */
function amountMaker(name: PlanName, thresholds: readonly (Exact | string)[]): Maker {
  const near = thresholds.filter(isExact).map(cents);
  const months = name.unit?.includes('year') === true ? 12 : 1;
  const whole = name.unit?.includes('household') === true;
  return (random, frame) => {
    if (near.length > 0 && random.chance(percent(NEAR.share))) return yuan(amount(random, near, months));
    const share = 80 + random.below(31);
    return yuan(Math.floor((frame.income * months * (whole ? frame.size : 1) * share) / 100));
  };
}

/** The finding that a household is above the standard mostly agrees with its income. */
const exceedsMaker: Maker = (random, frame) => {
  const above = frame.standard === null ? random.below(2) === 0 : frame.income > frame.standard;
  return above === random.below(10) > 0 ? 'yes' : 'no';
};

/** A threshold in hundredths of a yuan, rounded down. */
export function cents(value: Exact): number {
  return value.n.times(100).div(value.d).floor().toNumber();
}

/** Hundredths of a yuan as decimal text. */
export function yuan(amountInCents: number): string {
  const rest = amountInCents % 100;
  return `${(amountInCents - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}

function dayMaker(thresholds: readonly (Exact | string)[], asOf: string, type: 'date' | 'month'): Maker {
  const at = thresholds.filter((value) => typeof value === 'string');
  const months = monthsBefore(asOf, 36);
  return (random) => {
    const near = at[random.below(at.length || 1)];
    if (near !== undefined && random.below(3) > 0) return type === 'month' ? near.slice(0, 7) : near;
    const made = months[random.below(36)] as string;
    return type === 'month' ? made : `${made}-${String(1 + random.below(28)).padStart(2, '0')}`;
  };
}

/** So many months, from that of a day backwards. */
export function monthsBefore(day: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, back) => addMonths(monthOf(day), -back));
}
