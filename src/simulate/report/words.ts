import type { Language } from '../../base/issue-text.js';

/** The words of a report. */
export interface Words {
  readonly title: string;
  readonly sweepTitle: string;
  readonly incomplete: (done: string) => string;
  readonly asOf: (day: string) => string;
  readonly population: string;
  readonly counted: (households: string, weight: string | null) => string;
  readonly bad: (count: string) => string;
  readonly badItem: (index: number, id: string | null, problem: string) => string;
  readonly policies: string;
  readonly policyHead: readonly string[];
  readonly reforms: string;
  readonly taper: string;
  readonly verdict: string;
  readonly clause: string;
  readonly coverage: string;
  readonly bounds: (from: string, to: string) => string;
  readonly months: string;
  readonly monthsHead: readonly string[];
  readonly cost: string;
  readonly costHead: readonly string[];
  readonly changes: (reform: string) => string;
  readonly changed: (households: string, share: string) => string;
  readonly noChange: string;
  readonly moveHead: readonly string[];
  readonly dibaoTaper: string;
  readonly missing: string;
  readonly missingHead: readonly string[];
  readonly kinds: Readonly<Record<'fact' | 'finding' | 'parameter' | 'reading' | 'clause', string>>;
  readonly groups: (by: string) => string;
  readonly groupHead: readonly string[];
  readonly assumptions: string;
  readonly parameters: string;
  readonly noParameters: string;
  readonly thresholds: string;
  readonly thresholdHead: readonly string[];
  readonly noThreshold: string;
  readonly cliffs: string;
  readonly cliffHead: readonly string[];
  readonly withTaper: string;
  readonly withoutTaper: string;
  readonly noCliff: string;
  readonly untold: string;
  readonly beyond: string;
  readonly byModel: string;
  readonly rates: string;
  readonly rateHead: readonly string[];
  readonly open: string;
  readonly programmes: string;
  readonly flags: string;
  readonly clauses: string;
  readonly perMember: string;
  readonly statuses: Readonly<Record<string, string>>;
}

export const words: Readonly<Record<Language, Words>> = {
  zh: {
    title: '政策试算',
    sweepTitle: '收入上升时的陡坎',
    incomplete: (done) => `试算中途停止，以下只是前 ${done} 户的结果。`,
    asOf: (day) => `评估基准日 ${day}`,
    population: '家庭',
    counted: (households, weight) =>
      weight === null ? `计入 ${households} 户` : `计入 ${households} 户，加权后 ${weight} 户`,
    bad: (count) => `另有 ${count} 户的资料读不出，没有计入：`,
    badItem: (index, id, problem) => `第 ${index + 1} 户（${id ?? '未编号'}）：${problem}`,
    policies: '规则',
    policyHead: ['方案', '辖区', '版本', '摘要'],
    reforms: '方案改动了什么',
    taper: '渐退',
    verdict: '结论',
    clause: '条款',
    coverage: '能得到渐退的比例（下限至上限）',
    bounds: (from, to) => `${from} 至 ${to}`,
    months: '渐退月数合计',
    monthsHead: ['方案', '确定给予', '最多可能', '没有月数上限的户'],
    cost: '费用（元）',
    costHead: ['方案', '低保金每月', '渐退合计', '上限无法计算的户'],
    changes: (reform) => `与现行规则相比：${reform}`,
    changed: (households, share) => `结论有变的家庭 ${households} 户（${share}）`,
    noChange: '没有一户的结论有变。',
    moveHead: ['项目', '由', '变为', '户数', '比例', '例'],
    dibaoTaper: '渐退',
    missing: '尚难确定的，缺的是什么',
    missingHead: ['项目', '缺少', '类别', '户数', '占尚难确定的', '只缺这一项的户'],
    kinds: { fact: '事实', finding: '认定', parameter: '参数', reading: '读法', clause: '条款未写明对象' },
    groups: (by) => `按“${by}”分组的渐退`,
    groupHead: ['组', '户数', '方案', '应予渐退', '可予渐退', '尚难确定'],
    assumptions: '假定',
    parameters: '所用参数',
    noParameters: '没有提供参数。',
    thresholds: '结论在哪里改变',
    thresholdHead: ['值', '条款', '之前', '恰好', '之后'],
    noThreshold: '在所看的范围内，没有一条结论改变。',
    cliffs: '陡坎',
    cliffHead: ['', '最后一个较低的收入', '下一个收入', '少多少元', '条款', '何处补回'],
    withTaper: '有渐退',
    withoutTaper: '没有渐退',
    noCliff: '没有陡坎',
    untold: '资料不足，算不出全户有多少钱：收入、人口、低保状态和低保标准都要有。',
    beyond: '超出所看范围',
    byModel: '由发放假定造成',
    rates: '每多挣一元被抵掉的部分',
    rateHead: ['', '自', '至', '比例'],
    open: '不设上限',
    programmes: '各项目的结论（户数）',
    flags: '返贫风险提示（户数）',
    clauses: '各条款的结果（户数）',
    perMember: '按人计',
    statuses: {
      met: '具备',
      'not-met': '不具备',
      undetermined: '不能确定',
      'not-in-force': '不在期内',
      'out-of-scope': '不是对象',
    },
  },
  en: {
    title: 'Policy simulation',
    sweepTitle: 'Cliffs as income rises',
    incomplete: (done) => `Stopped midway: these are the results of the first ${done} households only.`,
    asOf: (day) => `evaluation date ${day}`,
    population: 'Households',
    counted: (households, weight) =>
      weight === null ? `${households} households counted` : `${households} households counted, standing for ${weight}`,
    bad: (count) => `${count} more could not be read and are not counted:`,
    badItem: (index, id, problem) => `household ${index + 1} (${id ?? 'no id'}): ${problem}`,
    policies: 'Rules',
    policyHead: ['policy', 'jurisdiction', 'version', 'digest'],
    reforms: 'What the reforms change',
    taper: 'Taper',
    verdict: 'verdict',
    clause: 'clause',
    coverage: 'share that gets a taper, from the least to the most',
    bounds: (from, to) => `${from} to ${to}`,
    months: 'Months of taper, all together',
    monthsHead: ['policy', 'certain', 'at most', 'households without a limit'],
    cost: 'Cost (yuan)',
    costHead: ['policy', 'dibao per month', 'tapers, all months', 'households without an upper bound'],
    changes: (reform) => `Against the rules as they stand: ${reform}`,
    changed: (households, share) => `${households} households (${share}) with a changed verdict`,
    noChange: 'No household’s verdict changes.',
    moveHead: ['programme', 'from', 'to', 'households', 'share', 'examples'],
    dibaoTaper: 'taper',
    missing: 'Where it cannot be told: what is missing',
    missingHead: ['programme', 'missing', 'kind', 'households', 'of the undetermined', 'nothing else missing'],
    kinds: {
      fact: 'fact',
      finding: 'finding',
      parameter: 'parameter',
      reading: 'reading',
      clause: 'the clause does not say who',
    },
    groups: (by) => `Taper by ${by}`,
    groupHead: ['group', 'households', 'policy', 'granted', 'may be given', 'cannot be told'],
    assumptions: 'Assumptions',
    parameters: 'Parameters used',
    noParameters: 'No parameters were given.',
    thresholds: 'Where a status changes',
    thresholdHead: ['value', 'clause', 'before', 'at', 'after'],
    noThreshold: 'No status changes within the range.',
    cliffs: 'Cliffs',
    cliffHead: ['', 'last income before', 'next income', 'yuan less', 'clause', 'regained at'],
    withTaper: 'with the taper',
    withoutTaper: 'without the taper',
    noCliff: 'no cliff',
    untold:
      'What the household has cannot be told: it takes its income, its persons, its dibao status and the dibao standard.',
    beyond: 'beyond the sweep',
    byModel: 'made by what is assumed to be paid',
    rates: 'What is lost of each further yuan',
    rateHead: ['', 'from', 'to', 'share'],
    open: 'no limit',
    programmes: 'Verdicts by programme (households)',
    flags: 'Risk flags (households)',
    clauses: 'Statuses by clause (households)',
    perMember: 'members',
    statuses: {
      met: 'met',
      'not-met': 'not met',
      undetermined: 'undetermined',
      'not-in-force': 'not in force',
      'out-of-scope': 'out of scope',
    },
  },
};
