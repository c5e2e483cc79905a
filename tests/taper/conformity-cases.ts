import { type Months, steady } from './households.js';

/** A taper decision of the civil affairs authority. */
export const decided = (
  startMonth: string | null,
  months: number | null,
  date: string | null,
  more: Record<string, unknown> = {},
) => ({ startMonth, months, authority: '民政局', ...(date === null ? {} : { date }), ...more });
const RC = { '2020-02': '400', ...steady('2020-03', '2020-10', '600') };
export const MS = { '2020-02': '4800', ...steady('2020-03', '2020-10', '7200') };
const IM = { '2020-02': '4800', ...steady('2020-03', '2020-10', '7200') };

export interface Case {
  readonly what: string;
  readonly in: string;
  readonly months: Months;
  readonly decisions: readonly Record<string, unknown>[];
  /** By decision: conformity, then the codes of its points. */
  readonly expected: readonly string[][];
  readonly parameters?: unknown;
}

/** What is decided over which months, and what is to be found of it. */
export const cases: readonly Case[] = [
  {
    what: 'six months',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 6, '2020-03-20')],
    expected: [['conforms']],
  },
  {
    what: 'five months',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 5, '2020-03-20')],
    expected: [['does-not-conform', 'months-not-exact']],
  },
  {
    what: 'Mingshan’s twelve in Rongchang',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 12, '2020-03-20')],
    expected: [['does-not-conform', 'months-not-exact', 'outlives-period']],
  },
  {
    what: 'no months',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', null, '2020-03-20')],
    expected: [['does-not-conform', 'months-missing']],
  },
  {
    what: 'nought months',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 0, '2020-03-20')],
    expected: [['does-not-conform', 'months-none']],
  },
  {
    what: 'no first month',
    in: 'rongchang',
    months: RC,
    decisions: [decided(null, 6, '2020-03-20')],
    expected: [['does-not-conform', 'start-missing']],
  },
  {
    what: 'begins after the period',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2021-01', 6, '2020-09-20')],
    expected: [['does-not-conform', 'starts-after-period']],
  },
  {
    what: 'ends after the period',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-08', 6, '2020-08-20')],
    expected: [['conforms', 'outlives-period']],
  },
  {
    what: 'ends with the period',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-07', 6, '2020-07-20')],
    expected: [['conforms']],
  },
  {
    what: 'the period not supplied',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 6, '2020-03-20')],
    expected: [['undetermined', 'period-unknown', 'conditions-not-shown']],
    parameters: { dibaoStandardMonthly: '450' },
  },
  {
    what: 'income not above the standard in its first month',
    in: 'rongchang',
    months: { '2020-04': '400', ...steady('2020-05', '2020-10', '600') },
    decisions: [decided('2020-04', 6, '2020-04-20')],
    expected: [['does-not-conform', 'conditions-not-met']],
  },
  {
    what: 'begins in a month before the instrument was issued',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-02', 6, '2020-02-20')],
    expected: [['does-not-conform', 'clause-not-in-force']],
  },
  {
    what: 'nothing reported for its first month',
    in: 'rongchang',
    months: { '2020-02': '400', '2020-04': '600' },
    decisions: [decided('2020-03', 6, '2020-03-20')],
    expected: [['undetermined', 'conditions-not-shown']],
  },
  {
    what: 'reaches back',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 6, '2020-05-20')],
    expected: [['conforms', 'begins-before-decision']],
  },
  {
    what: 'reaches back to a month before the instrument was issued',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-02', 6, '2020-05-20')],
    expected: [['does-not-conform', 'begins-before-decision', 'clause-not-in-force']],
  },
  {
    what: 'reaches back behind the first snapshot',
    in: 'rongchang',
    months: steady('2020-03', '2020-05', '600'),
    decisions: [decided('2020-01', 6, '2020-03-20')],
    expected: [['undetermined', 'begins-before-decision', 'before-record', 'conditions-not-shown']],
  },
  {
    what: 'overlapping decisions',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 6, '2020-03-20'), decided('2020-05', 6, '2020-05-20')],
    expected: [['conforms'], ['does-not-conform', 'overlaps', 'second-taper', 'adds-over-limit']],
  },
  {
    what: 'a second taper after the first',
    in: 'rongchang',
    months: RC,
    decisions: [decided('2020-03', 3, '2020-03-20'), decided('2020-06', 3, '2020-06-20')],
    expected: [
      ['does-not-conform', 'months-not-exact'],
      ['does-not-conform', 'months-not-exact', 'second-taper'],
    ],
  },
  {
    what: 'extended to six',
    in: 'rongchang',
    months: RC,
    decisions: [
      decided('2020-03', 3, '2020-03-20', { reference: 'a' }),
      decided('2020-06', 3, '2020-05-20', { extends: 'a' }),
    ],
    expected: [['does-not-conform', 'months-not-exact'], ['conforms']],
  },
  {
    what: 'twelve months',
    in: 'mingshan',
    months: MS,
    decisions: [decided('2020-03', 12, '2020-03-20')],
    expected: [['conforms']],
  },
  {
    what: 'thirteen months',
    in: 'mingshan',
    months: MS,
    decisions: [decided('2020-03', 13, '2020-03-20')],
    expected: [['does-not-conform', 'months-over-cap']],
  },
  {
    what: 'nine and three and one',
    in: 'mingshan',
    months: MS,
    decisions: [
      decided('2020-03', 9, '2020-03-20'),
      decided('2020-12', 3, '2020-08-20', { extends: true }),
      decided('2021-03', 1, '2020-10-20', { extends: true }),
    ],
    expected: [['conforms'], ['conforms'], ['does-not-conform', 'months-over-cap']],
  },
  {
    what: 'the same, listed the other way round',
    in: 'mingshan',
    months: MS,
    decisions: [
      decided('2021-03', 1, '2020-10-20', { extends: true }),
      decided('2020-12', 3, '2020-08-20', { extends: true }),
      decided('2020-03', 9, '2020-03-20'),
    ],
    expected: [['conforms'], ['conforms'], ['does-not-conform', 'months-over-cap']],
  },
  {
    what: 'nine and, not as an extension, four',
    in: 'mingshan',
    months: MS,
    decisions: [decided('2020-03', 9, '2020-03-20'), decided('2020-12', 4, '2020-08-20')],
    expected: [['conforms'], ['conforms', 'second-taper', 'adds-over-limit']],
  },
  {
    what: 'an extension with a gap',
    in: 'mingshan',
    months: MS,
    decisions: [decided('2020-03', 3, '2020-03-20'), decided('2020-08', 3, '2020-05-20', { extends: true })],
    expected: [['conforms'], ['conforms', 'gap-before-extension']],
  },
  {
    what: 'an extension that names no first month',
    in: 'mingshan',
    months: MS,
    decisions: [decided('2020-03', 3, '2020-03-20'), decided(null, 3, '2020-05-20', { extends: true })],
    expected: [['conforms'], ['conforms', 'extension-follows']],
  },
  {
    what: 'an extension of what is not on record',
    in: 'mingshan',
    months: MS,
    decisions: [decided('2020-03', 3, '2020-03-20', { extends: 'elsewhere' })],
    expected: [['undetermined', 'extends-unknown']],
  },
  {
    what: 'without the finding',
    in: 'mingshan',
    months: { '2020-02': '4800', '2020-03': { perCapitaAnnualIncome: '7200', householdConditionsExceedDibao: null } },
    decisions: [decided('2020-03', 9, '2020-03-20')],
    expected: [['undetermined', 'finding-missing']],
  },
  {
    what: 'against the finding',
    in: 'mingshan',
    months: { '2020-03': { perCapitaAnnualIncome: '7200', householdConditionsExceedDibao: 'no' } },
    decisions: [decided('2020-03', 9, '2020-03-20')],
    expected: [['does-not-conform', 'conditions-not-met']],
  },
  {
    what: 'with a finding made later',
    in: 'mingshan',
    months: {
      '2020-03': {
        perCapitaAnnualIncome: '7200',
        householdConditionsExceedDibao: { value: 'yes', date: '2020-03-25' },
      },
    },
    decisions: [decided('2020-03', 9, '2020-03-20')],
    expected: [['undetermined', 'finding-later']],
  },
  {
    what: 'any number where none is stated',
    in: 'inner-mongolia',
    months: IM,
    decisions: [decided('2020-03', 20, '2020-03-20')],
    expected: [['conforms', 'outlives-period']],
  },
  {
    what: 'where the instrument has no taper',
    in: 'yancheng',
    months: { '2020-03': {} },
    decisions: [decided('2020-03', 6, '2020-03-20')],
    expected: [['undetermined', 'no-clause']],
  },
];
