// Made from rules/vocabulary.json by `npm run generate`. A test holds that it is up to date.
import type { Amount, Dated, DayWritten } from '../fact-values.js';

/** Values that the law or an authority sets. */
export interface ParameterFacts {
  /** 低保标准（月） · dibao standard (per month) (CNY/person/month) */
  readonly dibaoStandardMonthly?: Dated<Amount> | undefined;
  /** 低保标准（年） · dibao standard (per year) (CNY/person/year) */
  readonly dibaoStandardAnnual?: Dated<Amount> | undefined;
  /** 脱贫攻坚期截止日 · last day of the poverty-alleviation period */
  readonly povertyPeriodEnd?: Dated<DayWritten> | undefined;
  /** 脱贫攻坚期起始日 · first day of the poverty-alleviation period */
  readonly povertyPeriodStart?: Dated<DayWritten> | undefined;
  /** 脱贫标准（贫困线） · lifting standard (poverty line) (CNY/person/year) */
  readonly liftingStandard?: Dated<Amount> | undefined;
  /** 提标前的低保标准（年） · dibao standard before the rise (per year) (CNY/person/year) */
  readonly priorDibaoStandardAnnual?: Dated<Amount> | undefined;
  /** 城乡低保最高补差 · highest dibao top-up (CNY/person/month) */
  readonly maxDibaoTopUp?: Dated<Amount> | undefined;
  /** “明显超过”的比例 · ratio from which expenditure clearly exceeds income */
  readonly clearlyExceedRatio?: Dated<Amount> | undefined;
  /** 特困人员基本生活标准（年） · tekun basic-living standard (per year) (CNY/person/year) */
  readonly tekunStandardAnnual?: Dated<Amount> | undefined;
}

/** The jurisdictions whose rule sets are shipped. */
export type Jurisdiction =
  | 'rongchang'
  | 'mingshan'
  | 'yancheng'
  | 'hainan'
  | 'inner-mongolia'
  ;

/** The programmes of the vocabulary. */
export type Programme =
  | 'dibao'
  | 'single-person-dibao'
  | 'household-splitting'
  | 'tekun'
  | 'temporary-assistance'
  | 'dibao-taper'
  | 'register-entry'
  | 'register-exit'
  | 'continued-support'
  | 'relief'
  | 'education-aid'
  | 'medical-insurance'
  | 'medical-assistance'
  | 'housing-renovation'
  | 'drinking-water'
  | 'pension-premium'
  | 'disability-support'
  | 'care-services'
  | 'industry-support'
  | 'employment-support'
  | 'microcredit'
  | 'helper'
  | 'relocation-support'
  ;

/** The flags of the vocabulary. */
export type Flag =
  | 'registered-poor'
  | 'unstable-lifted'
  | 'marginal-household'
  | 'low-income-lifted'
  | 'old-housing'
  | 'lifted-tracking'
  | 'left-behind-or-disabled'
  | 'income-neither-high-nor-stable'
  | 'key-poverty-cause'
  | 'aid-discontinued'
  | 'at-risk-unregistered'
  | 'subsidy-dependent'
  | 'large-unavoidable-spending'
  | 'expenditure-warning'
  | 'application-filed'
  ;
