import { readReform } from '../../../src/reform/reform.js';
import { loadJurisdiction } from '../../../src/rules.js';

export const rongchang = loadJurisdiction('rongchang');
export const parameters = { dibaoStandardMonthly: '450.00', povertyPeriodEnd: '2020-12-31' };
export const name = { zh: '试验', en: 'trial' };
/** The taper without its upper line. */
export const open = readReform({
  reform: 'open',
  name,
  changes: [
    { kind: 'remove-test', clause: 'rongchang/2-f', test: { fact: 'perCapitaMonthlyIncome', operator: 'lessThan' } },
  ],
});

/** What they have in common. */
export const base = {
  asOf: '2020-06-30',
  povertyRegistration: 'lifted',
  dibaoStatus: 'receiving',
  dibaoCategory: 'rural',
  householdSize: 3,
  incomeChanged: true,
};
/** Households below, at and between the lines, and two of which something is not known. */
export const people: ({ id: string; perCapitaMonthlyIncome?: string } & Record<string, unknown>)[] = [
  { ...base, id: 'below', perCapitaMonthlyIncome: '300.00' },
  { ...base, id: 'at', perCapitaMonthlyIncome: '450.00' },
  { ...base, id: 'band', perCapitaMonthlyIncome: '600.00' },
  { ...base, id: 'twice', perCapitaMonthlyIncome: '900.00' },
  { ...base, id: 'urban', perCapitaMonthlyIncome: '600.00', dibaoCategory: 'urban' },
  { ...base, id: 'no-income', householdSize: 2 },
  { ...base, id: 'no-change-known', perCapitaMonthlyIncome: '600.00', incomeChanged: null },
];
