import { JiantuiError } from '../base/error.js';
import { compare, divide, type Exact, exact, exactText, multiply, parseExact, subtract } from '../base/exact.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { Texts } from '../schema/texts.js';
import type { TaperAccount } from './accounts.js';
import { readAmount } from './amounts.js';
import type { Amounts, Count, ReadingView } from './types.js';

/**
 * What a benefit model is asked: one month within a taper. All amounts are exact and, where `yearly` says so, for a
 * year; null is unknown.
 */
export interface BenefitCase {
  /** The month's own number within the taper; null where it is not known. */
  readonly number: number | null;
  /** The months granted. */
  readonly of: number;
  readonly amounts: Amounts;
  /** The last month at or below the standard before the taper began; null where it is not on record. */
  readonly before: Amounts | null;
}

/**
 * What is paid during a taper, as an assumption of the one who uses it: no instrument says. The amount is for the whole
 * household and one month; null where the model cannot tell.
 */
export interface BenefitModel {
  readonly id: string;
  readonly name: Texts;
  /** The assumption in a sentence; it stands in the trace of every month. */
  readonly assumption: Texts;
  /** Where the arithmetic is published, if anywhere. */
  readonly source?: string;
  readonly amount: (benefit: BenefitCase) => Exact | null;
}

const ZERO = exact(0);
const TWELVE = exact(12);
/** Where the top-up is published: the State Council's Interim Measures on Social Assistance. */
const ORDER_649 = '社会救助暂行办法（国务院令第649号）第十二条';

/**
 * The dibao top-up of a household for one month: standard × persons − the household's income, never below zero. It is
 * worked out from totals: nothing is rounded per head first. A yearly standard is divided by twelve at the end.
 * @returns null where the standard, the income or the number of persons is unknown
 * @see State Council Order 649, article 12
 */
export function topUp(amounts: Amounts): Exact | null {
  const [standard, income, total] = [
    readAmount(amounts.standard),
    readAmount(amounts.income),
    readAmount(amounts.total),
  ];
  if (standard === null || amounts.persons === null) return null;
  const persons = exact(amounts.persons);
  const whole = total ?? (income === null ? null : multiply(income, persons));
  if (whole === null) return null;
  const gap = subtract(multiply(standard, persons), whole);
  if (compare(gap, ZERO) <= 0) return ZERO;
  return amounts.yearly ? divide(gap, TWELVE) : gap;
}

/** The amount of the last month at or below the standard goes on unchanged. */
export const frozen: BenefitModel = {
  id: 'frozen',
  name: { zh: '冻结', en: 'frozen' },
  assumption: {
    zh: '假定：渐退期间照发渐退前最后一个不超过标准的月份的补差额。文件未写明渐退期间发多少。',
    en: 'Assumed: during the taper the top-up of the last month at or below the standard goes on. The instrument does not state what is paid.',
  },
  source: ORDER_649,
  amount: ({ before }) => (before === null ? null : topUp(before)),
};

/** The ordinary top-up, month by month. */
export const topUpModel: BenefitModel = {
  id: 'top-up',
  name: { zh: '补差', en: 'top-up' },
  assumption: {
    zh: '假定：渐退期间仍按（标准－人均收入）×人口逐月补差，不足零的为零。文件未写明渐退期间发多少。',
    en: 'Assumed: during the taper the ordinary top-up, (standard − income per head) × persons, is paid month by month, and nothing where it would be below zero. The instrument does not state what is paid.',
  },
  source: ORDER_649,
  amount: ({ amounts }) => topUp(amounts),
};

/**
 * Percentages of the frozen amount, spread evenly over the months granted: with four percentages and six months the
 * months get the first, first, second, third, third, fourth.
 * @param percentages such as `['100', '75', '50', '25']`
 * @throws JiantuiError `bad-option`
 */
export function steps(percentages: readonly (string | number)[]): BenefitModel {
  const shares = percentages.map((percentage) => parseExact(percentage));
  if (shares.length === 0 || shares.length > 100 || shares.some((share) => share === null || share.n.isNegative())) {
    throw new JiantuiError('bad-option', [
      {
        code: 'wrong-form',
        path: ['benefit'],
        found: shown(percentages.join('/')),
        expected: 'percentages such as 100/75/50/25',
      },
    ]);
  }
  const list = percentages.join('/');
  return {
    id: `steps:${list}`,
    name: { zh: `分级递减 ${list}%`, en: `steps of ${list} %` },
    assumption: {
      zh: `假定：渐退期间按渐退前补差额的${list}%分段发放，各段均分准予的月数。文件未写明渐退期间发多少。`,
      en: `Assumed: during the taper ${list} % of the top-up before it are paid, the steps spread evenly over the months granted. The instrument does not state what is paid.`,
    },
    source: ORDER_649,
    amount: ({ number, of, before }) => {
      const base = before === null ? null : topUp(before);
      if (base === null || number === null || number < 1 || of < 1) return null;
      const share = shares[Math.min(shares.length - 1, Math.floor(((number - 1) * shares.length) / of))];
      return share === undefined || share === null ? null : divide(multiply(base, share), exact(100));
    },
  };
}

/** A model of one's own. */
export function ownBenefit(id: string, name: Texts, assumption: Texts, amount: BenefitModel['amount']): BenefitModel {
  return Object.freeze({ id, name, assumption, amount });
}

/**
 * A model by its name, as an option gives it: `frozen`, `top-up`, `steps` (100/75/50/25) or `steps:90/60/30`.
 * @throws JiantuiError `bad-option`
 */
export function benefitModel(written: string): BenefitModel {
  if (written === 'frozen') return frozen;
  if (written === 'top-up') return topUpModel;
  if (written === 'steps') return steps(['100', '75', '50', '25']);
  if (written.startsWith('steps:')) return steps(written.slice('steps:'.length).split('/'));
  const names = ['frozen', 'top-up', 'steps', 'steps:100/75/50/25'];
  const suggestion = nearest(written, names);
  throw new JiantuiError('bad-option', [
    {
      code: 'unknown-value',
      path: ['benefit'],
      found: shown(written),
      expected: names.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ]);
}

/** The amount for one month as a reading sees it, as exact text; null outside the taper and where the model cannot tell. */
export function benefitOf(
  model: BenefitModel,
  view: ReadingView,
  amounts: Amounts,
  taper: Pick<TaperAccount, 'before'> | null,
): string | null {
  if (view.state !== 'running') return null;
  const amount = model.amount({ number: known(view.number), of: view.granted, amounts, before: taper?.before ?? null });
  return amount === null ? null : exactText(amount);
}

function known(count: Count | null): number | null {
  return typeof count === 'number' ? count : null;
}
