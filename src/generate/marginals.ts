import type { Texts } from '../schema/texts.js';

/** What everybody who sees a generated household has to be told. */
export const INVENTED: Texts = {
  zh: '这些家庭由程序按种子随机编造，各项比例也是编造的，只为试算、测试和教学；不代表任何地方的实际情况，不可当作数据引用。',
  en: 'These households are made up by a program from a seed, and so are the proportions it uses. They serve trials, tests and teaching; they stand for no real place and are not data.',
};

/** Values of one fact with weights. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** How often households of each size are made. Invented. */
export const SIZES: Weighted<number> = [
  [1, 12],
  [2, 20],
  [3, 19],
  [4, 17],
  [5, 12],
  [6, 8],
  [7, 4],
  [8, 3],
  [9, 2],
  [10, 1],
  [11, 1],
  [12, 1],
];

/** How often the values of the main facts are made. Invented. A fact that is not listed is made by its type alone. */
export const CHOICES: Readonly<Record<string, Weighted<string | boolean>>> = {
  localArea: [
    ['A', 4],
    ['B', 3],
    ['C', 2],
    ['D', 1],
  ],
  povertyRegistration: [
    ['lifted', 50],
    ['notLifted', 8],
    ['relapsed', 4],
    ['neverRegistered', 38],
  ],
  dibaoStatus: [
    ['receiving', 38],
    ['none', 46],
    ['inTaper', 8],
    ['exited', 8],
  ],
  dibaoCategory: [
    ['rural', 85],
    ['urban', 15],
  ],
  tekunStatus: [
    ['none', 94],
    ['dispersed', 4],
    ['centralised', 2],
  ],
  incomeChanged: [
    [true, 65],
    [false, 35],
  ],
  meetsDibaoConditions: [
    ['no', 70],
    ['yes', 30],
  ],
  meetsTekunConditions: [
    ['no', 95],
    ['yes', 5],
  ],
  unstableLiftedFinding: [
    ['no', 88],
    ['yes', 12],
  ],
  marginalHouseholdFinding: [
    ['no', 88],
    ['yes', 12],
  ],
  stableLiftedFinding: [
    ['yes', 60],
    ['no', 40],
  ],
  sex: [
    ['female', 50],
    ['male', 50],
  ],
  labourCapacity: [
    ['full', 60],
    ['partial', 22],
    ['none', 18],
  ],
  isDisabled: [
    [false, 90],
    [true, 10],
  ],
  isSeverelyDisabled: [
    [false, 95],
    [true, 5],
  ],
  isSeriouslyIll: [
    [false, 93],
    [true, 7],
  ],
  dependsOnFamilySupport: [
    [false, 75],
    [true, 25],
  ],
};

/** How often a truth is true, a finding is yes, an entry of a set is there, in percent, where the fact is not listed. Invented. */
export const BY_TYPE = { boolean: 35, finding: 25, entry: 15 } as const;

/** How often an amount lies at a threshold or close by, in percent; and where, against the threshold, in hundredths of a yuan or in parts of a thousand. Invented. */
export const NEAR = {
  share: 40,
  cents: [-1, 0, 1, -100, 100],
  perMille: [-200, -50, -10, 10, 50, 200],
} as const;

/** How often income is given per head, as the household's total for a month, and as its total for a year. Invented. */
export const FORMS: Weighted<'head' | 'month' | 'year'> = [
  ['head', 60],
  ['month', 25],
  ['year', 15],
];

/** How often the members are listed, all of them; some; none at all. Invented. */
export const LISTED: Weighted<'all' | 'some' | 'none'> = [
  ['all', 88],
  ['some', 8],
  ['none', 4],
];

/** Income per head and month in yuan: the least, and by how much at most it exceeds it; small incomes are more frequent. Invented. */
export const INCOME = { least: 40, spread: 2400 } as const;
