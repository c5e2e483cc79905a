import type { Messages } from './messages.js';

type Labels = Pick<Messages, 'headings' | 'groups' | 'lacks' | 'verdicts' | 'tapers' | 'flags'>;

/** Fixed labels in English. */
export const labelsEn: Labels = {
  headings: {
    results: '1. Results',
    reasons: '2. Reasons',
    missing: '3. What is missing and who can supply it',
    assumptions: '4. Conventions used where the instrument is silent',
  },
  groups: {
    met: 'Clauses whose conditions are met',
    undetermined: 'Clauses that cannot be told yet',
    'not-met': 'Clauses whose conditions are not met',
    'not-in-force': 'Clauses that do not apply on the evaluation date',
    'out-of-scope': 'Clauses that do not speak of this household',
  },
  lacks: {
    fact: 'Facts: the household states them or the clerk checks them',
    finding: 'Findings: only the competent authority can make them',
    parameter: 'Parameters: set by the authority in charge, entered by whoever deploys this system',
    reading: 'Readings: the deploying authority adopts one',
  },

  verdicts: {
    eligible: 'Due',
    discretionary: 'May be given',
    undetermined: 'Open',
    'not-eligible': 'Conditions not met',
    silent: 'No rule',
    'not-in-force': 'Not in force',
    'out-of-scope': 'Not addressed',
  },
  tapers: {
    granted: 'Taper due',
    discretionary: 'Taper may be given',
    undetermined: 'Open',
    'not-granted': 'Conditions not met',
    silent: 'No rule',
    'not-in-force': 'Not in force',
    'out-of-scope': 'Not addressed',
  },
  flags: {
    raised: 'At risk',
    undetermined: 'Risk open',
    'not-raised': 'No risk seen',
    'not-in-force': 'Risk not in force',
    'out-of-scope': 'Risk not addressed',
  },
};

/** Fixed labels in Chinese. */
export const labelsZh: Labels = {
  headings: {
    results: '一、结论',
    reasons: '二、理由',
    missing: '三、还缺什么，由谁提供',
    assumptions: '四、文件没有写明、由本系统约定的做法',
  },
  groups: {
    met: '【条件具备的条款】',
    undetermined: '【尚不能确定的条款】',
    'not-met': '【条件不具备的条款】',
    'not-in-force': '【不在适用期内的条款】',
    'out-of-scope': '【不适用于本户的条款】',
  },
  lacks: {
    fact: '【事实：由家庭申报，或由经办人员核实填报】',
    finding: '【认定：只能由主管部门作出】',
    parameter: '【参数：由有权机关确定，使用单位填入】',
    reading: '【读法：由使用单位选定一种】',
  },

  verdicts: {
    eligible: '应予落实',
    discretionary: '可予落实',
    undetermined: '尚难确定',
    'not-eligible': '不合条件',
    silent: '未作规定',
    'not-in-force': '不在期内',
    'out-of-scope': '不是对象',
  },
  tapers: {
    granted: '应予渐退',
    discretionary: '可予渐退',
    undetermined: '尚难确定',
    'not-granted': '不合条件',
    silent: '未作规定',
    'not-in-force': '不在期内',
    'out-of-scope': '不是对象',
  },
  flags: {
    raised: '风险提示',
    undetermined: '风险待查',
    'not-raised': '未见风险',
    'not-in-force': '风险不在期内',
    'out-of-scope': '风险不适用',
  },
};
