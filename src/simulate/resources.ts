import type { Prepared } from '../answer/prepare.js';
import { exact, multiply } from '../base/exact.js';
import { HOUSEHOLD } from '../household/values.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision, Taper } from '../schema/decision.js';
import { readAmount } from '../taper/amounts.js';
import { amountsOf, type CostModel, dibaoOf, onDibao, taperMonth, toFen } from './cost.js';

/** What a household has in a month, in hundredths of a yuan; null where it cannot be told. */
export interface Resources {
  /** Its own income, all persons together. */
  readonly income: number | null;
  readonly persons: number | null;
  readonly dibao: number | null;
  /** What the taper pays where the clause gives one; 0 where it gives none. */
  readonly taper: number | null;
  readonly withTaper: number | null;
  readonly withoutTaper: number | null;
}

/**
 * What a household has under a decision and a model. A taper that the authority may grant counts as granted.
 * @param month which month of the taper it is
 */
export function resourcesOf(
  ruleSet: RuleSet,
  prepared: Prepared,
  decision: Decision,
  model: CostModel,
  month: number,
): Resources {
  const value = (written: string) => {
    const name = ruleSet.names.get(written);
    return name === undefined ? null : prepared.values.get({ name, scope: 'household' }, HOUSEHOLD).value;
  };
  const amounts = amountsOf(value);
  const status = onDibao(value('dibaoStatus'));
  const perHead = readAmount(amounts.income);
  const yearly = amounts.yearly ? exact(12) : exact(1);
  const total =
    readAmount(amounts.total) ??
    (perHead === null || amounts.persons === null ? null : multiply(perHead, exact(amounts.persons)));
  const income = total === null ? null : toFen({ n: total.n, d: total.d.times(yearly.n) });
  const [dibao] = status === null ? [null] : dibaoOf(model, amounts, status);
  const taper = taperPaid(decision.tapers, (months) => taperMonth(model, amounts, month, months), month);
  const sum = (...parts: (number | null)[]) =>
    parts.reduce((all, part) => (all === null || part === null ? null : all + part), 0);
  return {
    income,
    persons: amounts.persons,
    dibao,
    taper,
    withTaper: sum(income, dibao, taper),
    withoutTaper: sum(income, dibao),
  };
}

function taperPaid(tapers: readonly Taper[], pay: (months: number) => number | null, month: number): number | null {
  const given = tapers.find((taper) => taper.verdict === 'granted' || taper.verdict === 'discretionary');
  if (given === undefined) return tapers.some((taper) => taper.verdict === 'undetermined') ? null : 0;
  const { months } = given;
  const of = months === null ? month : 'exactly' in months ? months.exactly : months.atMost;
  return month > of ? 0 : pay(of);
}
