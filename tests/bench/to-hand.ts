import type { Layout } from '../../src/compile/layout.js';
import type { Row } from '../../src/compile/row.js';
import type { HandHousehold } from './hand-written.js';

/** The values of a row as the hand-written function wants them. */
export function handHousehold(layout: Layout, row: Row): HandHousehold {
  const lane = (name: string, value: string | boolean, from = -1): number => {
    const places = from < 0 ? layout.lanes : layout.memberLanes;
    const place = places.find((entry) => entry.source.name === name && entry.values.includes(value));
    if (place === undefined) throw new Error(`no cell for ${name} ${value}`);
    return ((row.lanes[Math.max(from, 0) + place.at] as number) >>> (place.values.indexOf(value) * 2)) & 3;
  };
  const number = (name: string) => {
    const place = layout.numbers.find((entry) => entry.source.name === name);
    return place === undefined ? Number.NaN : (row.numbers[place.at] as number);
  };
  const register = ['notLifted', 'lifted', 'relapsed'].findIndex((value) => lane('povertyRegistration', value) === 3);
  // The code of the value that it is; `other` for one that no rule asks about, 0 where it is unknown.
  const code = (
    name: string,
    values: readonly string[],
    codes: readonly number[],
    other: number,
    from = -1,
  ): number => {
    const bits = values.map((value) => lane(name, value, from));
    return bits.includes(1) ? 0 : (codes[bits.indexOf(3)] ?? other);
  };
  const members = Array.from({ length: row.members }, (_, index) => {
    const from = layout.lanes.length + index * layout.memberLanes.length;
    return {
      depends: lane('dependsOnFamilySupport', true, from),
      labour: code('labourCapacity', ['none', 'partial'], [3, 2], 1, from),
      disabled: lane('isSeverelyDisabled', true, from),
      ill: lane('isSeriouslyIll', true, from),
      other: lane('otherLikeCategoryFinding', 'yes', from),
    };
  });
  return {
    register: lane('povertyRegistration', 'lifted') === 1 ? 0 : register + 2,
    cohort: lane('inNamedCohort.rongchang-104-315', true),
    meetsDibao: lane('meetsDibaoConditions', 'yes'),
    meetsTekun: lane('meetsTekunConditions', 'yes'),
    dibaoStatus: code('dibaoStatus', ['receiving', 'inTaper'], [2, 3], 1),
    dibaoCategory: code('dibaoCategory', ['rural'], [1], 2),
    tekunStatus: code('tekunStatus', ['centralised', 'dispersed'], [2, 3], 1),
    incomeChanged: lane('incomeChanged', true),
    income: number('perCapitaMonthlyIncome'),
    monthlyTotal: number('householdMonthlyIncome'),
    annualTotal: number('householdAnnualIncome'),
    size: number('householdSize'),
    stillDifficult: lane('livingStillDifficultFinding', 'yes'),
    suddenEvent: lane('hardshipEvents', 'suddenEvent'),
    injury: lane('hardshipEvents', 'accidentalInjury'),
    illness: lane('hardshipEvents', 'majorIllness'),
    otherCause: lane('otherLikeCategoryFinding', 'yes'),
    hardship: lane('basicLivingHardshipFinding', 'yes'),
    marginal: lane('marginalHouseholdFinding', 'yes'),
    illnessCause: lane('livingDifficultyCauses', 'illness'),
    unstable: lane('unstableLiftedFinding', 'yes'),
    relief: lane('meetsReliefConditions', 'yes'),
    asOf: number('asOf'),
    periodEnd: 20201231,
    standard: 45000,
    members,
    blocks: row.blocks,
  };
}
