import type { Language } from '../base/issue-text.js';
import type { Taper, Verdict } from '../schema/decision.js';

/** The words of a comparison beside those of an explanation. */
export interface CompareTexts {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** Months in a cell of the table. */
  months(months: Taper['months']): string;
  readonly silent: string;
  readonly notAddressed: string;
  addressedTo(name: string): string;
  more(count: number): string;
  readonly colon: string;
  title(id: string | null, day: string): string;
  readonly programme: string;
  readonly differences: string;
  readonly alike: string;
  readonly measures: string;
  readonly conversions: string;
  readonly notUsed: string;
  readonly missing: string;
  readonly separator: string;
}

export const texts: Readonly<Record<Language, CompareTexts>> = {
  zh: {
    verdicts: {
      eligible: '应予落实',
      discretionary: '可予落实',
      undetermined: '尚难确定',
      'not-eligible': '不合条件',
      silent: '未作规定',
      'not-in-force': '不在期内',
      'out-of-scope': '不是对象',
    },
    months: (months) =>
      months === null ? '月数未定' : 'exactly' in months ? `${months.exactly}个月整` : `最多${months.atMost}个月`,
    silent: '通篇没有关于这一项的条款，不等于不能享受',
    notAddressed: '文件不管本户，不等于不能享受',
    addressedTo: (name) => `本文件只管${name}，本户不在其内，不等于不能享受`,
    more: (count) => `另有${count}条`,
    colon: '：',
    title: (id, day) => `${id ?? '未编号的家庭'}　各文件对照　评估基准日${day}`,
    programme: '项目',
    differences: '结论不同的，差别在哪一条',
    alike: '结论相同',
    measures: '各文件用哪一种数，这一户有没有',
    conversions: '各用各的数：月和年、纯收入和收入互不换算，一地的标准不用于另一地。',
    notUsed: '不用',
    missing: '缺',
    separator: '、',
  },
  en: {
    verdicts: {
      eligible: 'due',
      discretionary: 'may be given',
      undetermined: 'open',
      'not-eligible': 'not met',
      silent: 'no rule',
      'not-in-force': 'not in force',
      'out-of-scope': 'not addressed',
    },
    months: (months) =>
      months === null ? 'months open' : 'exactly' in months ? `${months.exactly} months` : `≤ ${months.atMost} months`,
    silent: 'the instrument has no clause on it, which is no refusal',
    notAddressed: 'the instrument does not speak of this household, which is no refusal',
    addressedTo: (name) => `the instrument speaks only of ${name}, which this household is not; that is no refusal`,
    more: (count) => `${count} more`,
    colon: ': ',
    title: (id, day) => `${id ?? 'Household without an id'}: the instruments side by side, as of ${day}`,
    programme: 'Programme',
    differences: 'Where the results differ, and by which clause',
    alike: 'The same everywhere',
    measures: 'Which amounts each instrument goes by, and whether they are known of this household',
    conversions:
      'Each goes by its own: months are not turned into years, net income not into income, and one place’s standard is not used in another.',
    notUsed: 'not used',
    missing: 'missing',
    separator: ', ',
  },
};
