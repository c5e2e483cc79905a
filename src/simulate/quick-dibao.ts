import { type Settings, withSettings } from '../answer/prepare.js';
import { type Exact, exact, isExact, multiply } from '../base/exact.js';
import { readHousehold } from '../household/household.js';
import { HOUSEHOLD } from '../household/values.js';
import type { RuleSet } from '../plan/plan.js';

/** The dibao of a household on dibao for one month in hundredths of a yuan; null where it takes the values to work it out. */
export type QuickDibao = (snapshot: Readonly<Record<string, unknown>>) => number | null;

/** A long run over many days and areas must not keep them all. */
const MOST_KEPT = 1000;

/**
 * Works out the top-up in whole numbers where a snapshot says its size, and its income for a month with at most two
 * decimals, and the standard is a monthly one: the same as from the values, and far quicker.
 * @param attached what is paid beside it, exact
 */
export function quickDibao(
  ruleSet: RuleSet,
  settings: Settings,
  asOf: string | undefined,
  attached: Exact,
): QuickDibao {
  const known = new Map<string, number | null>();
  const more = fenOf(attached);
  const name = ruleSet.names.get('dibaoStandardMonthly');
  const standardOf = (day: string, area: string | undefined): number | null => {
    const key = JSON.stringify([day, area ?? null]);
    let standard = known.get(key);
    if (standard === undefined) {
      const household = readHousehold(ruleSet, area === undefined ? {} : { localArea: area }, day);
      const value =
        name === undefined
          ? null
          : withSettings(ruleSet, household, settings).values.get({ name, scope: 'household' }, HOUSEHOLD).value;
      standard = isExact(value) ? fenOf(value) : null;
      if (known.size >= MOST_KEPT) known.clear();
      known.set(key, standard);
    }
    return standard;
  };
  return ({ asOf: own, asOfDate, localArea, householdSize, householdMonthlyIncome, perCapitaMonthlyIncome }) => {
    const day = asOf ?? own ?? asOfDate;
    if (
      more === null ||
      typeof day !== 'string' ||
      typeof householdSize !== 'number' ||
      (localArea !== undefined && localArea !== null && typeof localArea !== 'string')
    )
      return null;
    const whole = householdMonthlyIncome ?? null;
    const income = centsIn(whole ?? perCapitaMonthlyIncome);
    if (income === null) return null;
    const standard = standardOf(day, localArea ?? undefined);
    if (standard === null) return null;
    const gap = standard * householdSize - (whole === null ? income * householdSize : income);
    return gap <= 0 ? 0 : gap + more;
  };
}

/** An amount in hundredths where it is a whole number of them. */
function fenOf(amount: Exact): number | null {
  const fen = multiply(amount, exact(100));
  const whole = fen.n.div(fen.d);
  return whole.isInteger() && whole.lt(1e12) ? whole.toNumber() : null;
}

/** Plain digits with at most two decimals, in hundredths. */
function centsIn(written: unknown): number | null {
  if (typeof written !== 'string' || written.length > 12) return null;
  const point = written.indexOf('.');
  const decimals = point < 0 ? 0 : written.length - point - 1;
  if (decimals > 2 || !/^\d+(?:\.\d+)?$/.test(written)) return null;
  return (
    Number(point < 0 ? written : written.slice(0, point) + written.slice(point + 1)) *
    (decimals === 2 ? 1 : decimals === 1 ? 10 : 100)
  );
}
