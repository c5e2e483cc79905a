import type { Prepared } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { add, compare, divide, type Exact, exact, exactText, isExact, multiply, parseExact } from '../base/exact.js';
import { shown } from '../base/issue.js';
import { HOUSEHOLD } from '../household/values.js';
import type { RuleSet } from '../plan/plan.js';
import type { Taper } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import { readAmount } from '../taper/amounts.js';
import { type BenefitModel, benefitModel, topUp, topUpModel } from '../taper/benefit.js';
import type { Amounts } from '../taper/types.js';
import type { QuickDibao } from './quick-dibao.js';

/**
 * What is paid, as an assumption with a name. The top-up outside a taper is that of State Council Order 649, article 12;
 * what is paid during a taper no instrument says.
 */
export interface CostModel {
  readonly id: string;
  readonly name: Texts;
  /** Everything that the sums rest on beyond the rules, a sentence each. */
  readonly assumptions: readonly Texts[];
  readonly taper: BenefitModel;
  /** What a household had before its income rose, for models that go on from there. */
  readonly before: (amounts: Amounts) => Amounts | null;
  /** Whether a taper pays all households of one size under one standard alike, whatever their income is now. */
  readonly isUniform: boolean;
  /** Yuan a month that a household has beside dibao for as long as it is on dibao or in a taper. */
  readonly attached: Exact;
}

/** What is assumed of payments; amounts are in yuan, as decimal text. */
export interface CostOptions {
  /** `top-up`, `frozen`, `steps`, `steps:90/60/30`, or a model of one's own. */
  readonly taper: string | BenefitModel;
  /** Income per head and month before it rose: assumed, the same for every household. Needed by `frozen` and `steps`. */
  readonly incomeBefore?: string;
  /** The amount of a taper is at most standard × persons. */
  readonly capped?: boolean;
  /** What other help that hangs on being on dibao is worth to a household in a month. Default nothing. */
  readonly attached?: string;
}

/**
 * A model of what is paid, from its options: it names every assumption that its sums rest on.
 * @throws JiantuiError `bad-option`
 */
export function costModel(options: CostOptions): CostModel {
  const base = typeof options.taper === 'string' ? benefitModel(options.taper) : options.taper;
  const taper = options.capped === true ? capped(base) : base;
  const { incomeBefore, attached } = options;
  const income = readYuan(incomeBefore, 'incomeBefore');
  return {
    id: [
      taper.id,
      ...(incomeBefore === undefined ? [] : [`before ${incomeBefore}`]),
      ...(attached === undefined ? [] : [`attached ${attached}`]),
    ].join(', '),
    name: {
      zh: [
        taper.name.zh,
        ...(incomeBefore === undefined ? [] : [`变化前每人每月${incomeBefore}元`]),
        ...(attached === undefined ? [] : [`挂钩待遇每户每月${attached}元`]),
      ].join('，'),
      en: [
        taper.name.en,
        ...(incomeBefore === undefined ? [] : [`${incomeBefore} yuan per head before`]),
        ...(attached === undefined ? [] : [`${attached} yuan of attached help`]),
      ].join(', '),
    },
    assumptions: [
      TOP_UP,
      taper.assumption,
      ...(incomeBefore === undefined
        ? []
        : [
            {
              zh: `假定：各户收入变化前每人每月收入均为${incomeBefore}元。`,
              en: `Assumed: before its income changed every household had ${incomeBefore} yuan per head and month.`,
            },
          ]),
      ...(attached === undefined
        ? []
        : [
            {
              zh: `假定：与低保身份挂钩的其他待遇，每户每月折合${attached}元，享受低保期间和渐退期内都有。`,
              en: `Assumed: other help that hangs on being on dibao is worth ${attached} yuan a month to a household, on dibao and in a taper.`,
            },
          ]),
      WHO,
      ROUNDING,
    ],
    taper,
    // The models of the library that go on from what was paid before look at nothing else.
    isUniform: typeof options.taper === 'string' && base !== topUpModel,
    attached: readYuan(attached, 'attached') ?? exact(0),
    before: (amounts) =>
      income === null
        ? null
        : { ...amounts, income: exactText(amounts.yearly ? multiply(income, exact(12)) : income), total: null },
  };
}

const TOP_UP: Texts = {
  zh: '假定：低保金按月发给，为（低保标准－家庭人均收入）×人口，不足零的为零（社会救助暂行办法第十二条）；以户为单位计算，先乘后减，不先按人取整。',
  en: 'Assumed: dibao is paid monthly as (standard − income per head) × persons, never below zero (Order 649, article 12); it is worked out for the household, without rounding per head first.',
};
const WHO: Texts = {
  zh: '假定：正在享受低保和处在渐退期的家庭领取低保金；渐退按条款可给的全部月数计入；由主管机关裁量的，下限按零个月、上限按最多月数计。',
  en: 'Assumed: households on dibao or in a taper are paid; a taper counts with all the months that the clause gives; where the authority decides, with none at the least and with the most at the most.',
};
const ROUNDING: Texts = {
  zh: '每户每月金额最后四舍五入到分。',
  en: 'The amount of a household for a month is rounded to the fen at the end, half up.',
};

function readYuan(written: string | undefined, key: string): Exact | null {
  const value = written === undefined ? null : parseExact(written);
  if (written === undefined || (value !== null && !value.n.isNegative())) return value;
  throw new JiantuiError('bad-option', [
    { code: 'wrong-form', path: [key], found: shown(written), expected: 'an amount in yuan such as "300.00"' },
  ]);
}

/** A model that never pays more than standard × persons. */
export function capped(model: BenefitModel): BenefitModel {
  return {
    ...model,
    id: `${model.id}-capped`,
    name: { zh: `${model.name.zh}（封顶）`, en: `${model.name.en}, capped` },
    assumption: {
      zh: `${model.assumption.zh}且不超过标准×人口。`,
      en: `${model.assumption.en} Never more than standard × persons.`,
    },
    amount: (benefit) => {
      const amount = model.amount(benefit);
      const most = wholeStandard(benefit.amounts);
      return amount === null || most === null || compare(amount, most) <= 0 ? amount : most;
    },
  };
}

/** The least and the most, in hundredths of a yuan; null where no most can be said. */
export type Range = readonly [from: number, most: number | null];

/** What a household is paid: dibao for one month, and the taper for all its months together. */
export interface Paid {
  readonly dibao: Range;
  readonly taper: Range;
}

const NOTHING: Range = [0, 0];
const UNPAID: Paid = { dibao: NOTHING, taper: NOTHING };
/** A long run over many days and areas must not keep every standard. */
const MOST_KEPT = 1000;

/** Works out what a household is paid under a rule set. */
export type Coster = (
  snapshot: Readonly<Record<string, unknown>>,
  prepared: () => Prepared,
  verdict: Taper['verdict'],
  months: Taper['months'],
) => Paid;

/** @param quick makes the dibao of ordinary snapshots without reading them; what it cannot make is worked out from the values */
export function createCoster(ruleSet: RuleSet, model: CostModel, quick: QuickDibao = () => null): Coster {
  const value = (prepared: Prepared, written: string) => {
    const name = ruleSet.names.get(written);
    return name === undefined ? null : prepared.values.get({ name, scope: 'household' }, HOUSEHOLD).value;
  };
  let last: { readonly of: Prepared; readonly amounts: Amounts } | null = null;
  const known = new Map<string, Range>();
  const taperPaid = (amounts: Amounts, verdict: Taper['verdict'], months: Taper['months']): Range => {
    if (!model.isUniform) return taperOf(model, amounts, verdict, months);
    const { standard, persons, yearly } = amounts;
    const key = JSON.stringify([verdict, months, standard, persons, yearly]);
    let range = known.get(key);
    if (range === undefined) {
      range = taperOf(model, amounts, verdict, months);
      if (known.size >= MOST_KEPT) known.clear();
      known.set(key, range);
    }
    return range;
  };
  return (snapshot, prepare, verdict, months) => {
    const hasTaper = verdict === 'granted' || verdict === 'discretionary' || verdict === 'undetermined';
    if (!hasTaper) {
      const { dibaoStatus: status } = snapshot;
      if (status === 'none' || status === 'exited') return UNPAID;
      const dibao = status === 'receiving' || status === 'inTaper' ? quick(snapshot) : null;
      if (dibao !== null) return { dibao: [dibao, dibao], taper: NOTHING };
    }
    const prepared = prepare();
    if (last?.of !== prepared) last = { of: prepared, amounts: amountsOf((written) => value(prepared, written)) };
    const { amounts } = last;
    return {
      dibao: dibaoOf(model, amounts, onDibao(value(prepared, 'dibaoStatus'))),
      taper: hasTaper ? taperPaid(amounts, verdict, months) : NOTHING,
    };
  };
}

/** Whether a household is on dibao, a taper included; null where its status is not known. */
export function onDibao(status: unknown): boolean | null {
  return status === null ? null : status === 'receiving' || status === 'inTaper';
}

/** What a household on dibao is paid in a month outside a taper. */
export function dibaoOf(model: CostModel, amounts: Amounts, isPaid: boolean | null): Range {
  if (isPaid === false) return NOTHING;
  const amount = topUp(amounts);
  const most = amount ?? wholeStandard(amounts);
  const fen = (value: Exact) => (value.n.isZero() ? 0 : toFen(add(value, model.attached)));
  return [isPaid === true && amount !== null ? fen(amount) : 0, most === null ? null : fen(most)];
}

/** What is paid in one month of a taper, in hundredths of a yuan; null where the model cannot tell. */
export function taperMonth(model: CostModel, amounts: Amounts, number: number, of: number): number | null {
  const amount = model.taper.amount({ number, of, amounts, before: model.before(amounts) });
  return amount === null ? null : toFen(add(amount, model.attached));
}

/** What a taper that is given, or may be, pays in all its months. */
function taperOf(model: CostModel, amounts: Amounts, verdict: Taper['verdict'], months: Taper['months']): Range {
  if (months === null) return [0, null];
  const of = 'exactly' in months ? months.exactly : months.atMost;
  const whole = wholeStandard(amounts);
  const limit = whole === null ? null : toFen(add(whole, model.attached));
  let [from, most]: [number, number | null] = [0, 0];
  for (let number = 1; number <= of; number++) {
    const amount = taperMonth(model, amounts, number, of);
    from += amount ?? 0;
    most = most === null || (amount ?? limit) === null ? null : most + ((amount ?? limit) as number);
  }
  return [verdict === 'granted' && 'exactly' in months ? from : 0, most];
}

/** Standard × persons for one month. */
function wholeStandard(amounts: Amounts): Exact | null {
  const standard = readAmount(amounts.standard);
  if (standard === null || amounts.persons === null) return null;
  const whole = multiply(standard, exact(amounts.persons));
  return amounts.yearly ? divide(whole, exact(12)) : whole;
}

/**
 * The amounts that a top-up is made from. Monthly figures go first; where the standard is a yearly one, yearly figures are
 * taken, and a twelfth is paid each month.
 */
export function amountsOf(get: (name: string) => unknown): Amounts {
  const text = (name: string) => {
    const value = get(name);
    return isExact(value) ? exactText(value) : null;
  };
  const yearly = text('dibaoStandardMonthly') === null && text('dibaoStandardAnnual') !== null;
  const size = get('householdSize');
  return {
    income:
      text(yearly ? 'perCapitaAnnualIncome' : 'perCapitaMonthlyIncome') ??
      (yearly ? text('perCapitaAnnualNetIncome') : null),
    standard: text(yearly ? 'dibaoStandardAnnual' : 'dibaoStandardMonthly'),
    ceiling: null,
    total: text(yearly ? 'householdAnnualIncome' : 'householdMonthlyIncome'),
    persons: isExact(size) ? size.n.toNumber() : null,
    yearly,
  };
}

/** Hundredths of a yuan, half up: the one place where an amount is rounded. */
export function toFen(amount: Exact): number {
  const doubled = amount.n.times(200).plus(amount.d);
  return doubled.divToInt(amount.d.times(2)).toNumber();
}
