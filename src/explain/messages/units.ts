/** How a plain number is said in a unit of the vocabulary; `value` is decimal text or a quotient. */
export type InUnit = (value: string) => string;

/** Money is shown in whole yuan or to the hundredth and beyond, never with a single decimal. */
function money(value: string): string {
  return /^-?\d+\.\d$/.test(value) ? `${value}0` : value;
}

const ZH: Readonly<Record<string, InUnit>> = {
  'CNY/person/month': (value) => `每人每月${money(value)}元`,
  'CNY/person/year': (value) => `每人每年${money(value)}元`,
  'CNY/household/month': (value) => `每户每月${money(value)}元`,
  'CNY/household/year': (value) => `每户每年${money(value)}元`,
  'CNY/household/?': (value) => `每户${money(value)}元`,
  'CNY/student/month': (value) => `每生每月${money(value)}元`,
  'CNY/student/year': (value) => `每生每年${money(value)}元`,
  CNY: (value) => `${money(value)}元`,
  'persons/household': (value) => `${value}人`,
  persons: (value) => `${value}人`,
  months: (value) => `${value}个月`,
  years: (value) => `${value}岁`,
  'visits/year': (value) => `${value}次`,
  percent: (value) => `${value}%`,
  'percent of enrolled students': (value) => `在校学生的${value}%`,
};

const EN: Readonly<Record<string, InUnit>> = {
  'CNY/person/month': (value) => `CNY ${money(value)} per person per month`,
  'CNY/person/year': (value) => `CNY ${money(value)} per person per year`,
  'CNY/household/month': (value) => `CNY ${money(value)} per household per month`,
  'CNY/household/year': (value) => `CNY ${money(value)} per household per year`,
  'CNY/household/?': (value) => `CNY ${money(value)} per household`,
  'CNY/student/month': (value) => `CNY ${money(value)} per student per month`,
  'CNY/student/year': (value) => `CNY ${money(value)} per student per year`,
  CNY: (value) => `CNY ${money(value)}`,
  'persons/household': (value) => value,
  persons: (value) => value,
  months: (value) => `${value} months`,
  years: (value) => `${value} years`,
  'visits/year': (value) => `${value} visits`,
  percent: (value) => `${value} per cent`,
  'percent of enrolled students': (value) => `${value} per cent of the enrolled students`,
};

/** A unit that has no words of its own is shown as it is written. */
export function unitsZh(unit: string | undefined): InUnit {
  return unit === undefined ? (value) => value : (ZH[unit] ?? ((value) => `${value}（单位：${unit}）`));
}

export function unitsEn(unit: string | undefined): InUnit {
  return unit === undefined ? (value) => value : (EN[unit] ?? ((value) => `${value} (${unit})`));
}
