import { loadJurisdiction } from '../../src/rules.js';
import { type Timeline, type TimelineOptions, timeline } from '../../src/taper/index.js';

/** Snapshots in short: month, income per head and month (yearly where the clause goes by the year), and what differs. */
export type Months = Readonly<Record<string, string | null | Record<string, unknown>>>;

const BASE: Readonly<Record<string, Record<string, unknown>>> = {
  rongchang: {
    povertyRegistration: 'lifted',
    dibaoStatus: 'receiving',
    dibaoCategory: 'rural',
    householdSize: 3,
    incomeChanged: true,
  },
  mingshan: {
    povertyRegistration: 'lifted',
    dibaoStatus: 'receiving',
    householdSize: 3,
    householdConditionsExceedDibao: { value: 'yes', authority: '区民政局', date: '2020-01-05' },
  },
  'inner-mongolia': {
    povertyRegistration: 'lifted',
    dibaoStatus: 'receiving',
    householdSize: 4,
    stableLiftedFinding: 'no',
  },
  yancheng: { povertyRegistration: 'lifted', dibaoStatus: 'receiving', householdSize: 4 },
};
const INCOME: Readonly<Record<string, string>> = {
  rongchang: 'perCapitaMonthlyIncome',
  mingshan: 'perCapitaAnnualIncome',
  'inner-mongolia': 'perCapitaAnnualNetIncome',
  yancheng: 'perCapitaNetIncome',
};
export const PARAMETERS: Readonly<Record<string, unknown>> = {
  rongchang: { dibaoStandardMonthly: '450', povertyPeriodEnd: '2020-12-31' },
  mingshan: { dibaoStandardAnnual: '5400' },
  'inner-mongolia': { dibaoStandardAnnual: '5400', povertyPeriodEnd: '2020-12-31' },
  yancheng: {},
};

export function snapshotsOf(jurisdiction: string, months: Months): Record<string, unknown>[] {
  return Object.entries(months).map(([month, given]) => ({
    month,
    ...BASE[jurisdiction],
    ...(typeof given === 'string' ? { [INCOME[jurisdiction] ?? '']: given } : given),
  }));
}

/** Follows an invented household. */
export function follow(
  jurisdiction: string,
  months: Months,
  decisions: readonly Record<string, unknown>[] = [],
  options: TimelineOptions = {},
): Promise<Timeline> {
  const history = { id: 'h', jurisdiction, snapshots: snapshotsOf(jurisdiction, months), decisions };
  return timeline(
    options.state === undefined && typeof options.parameters === 'function'
      ? loadJurisdiction
      : loadJurisdiction(jurisdiction),
    history,
    { parameters: PARAMETERS[jurisdiction], ...options },
  );
}

/** The same income for consecutive months. */
export function steady(first: string, last: string, income: string): Months {
  const months: Record<string, string> = {};
  const [year, month] = first.split('-').map(Number) as [number, number];
  for (let index = year * 12 + month - 1; ; index++) {
    const at = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
    months[at] = income;
    if (at >= last) return months;
  }
}
