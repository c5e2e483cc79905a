import type { LedgerEntry, RuleFile } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';

/** What kinds of clauses are called. */
export const kindNames: Readonly<Record<RuleFile['kind'], Texts>> = {
  eligibility: { zh: '资格', en: 'eligibility' },
  amount: { zh: '数额', en: 'amount' },
  taper: { zh: '渐退', en: 'taper' },
  risk: { zh: '风险', en: 'risk' },
  exit: { zh: '退出或停止', en: 'exit or stop' },
  continuation: { zh: '接续', en: 'continuation' },
  procedure: { zh: '程序', en: 'procedure' },
  target: { zh: '目标', en: 'target' },
  definition: { zh: '定义', en: 'definition' },
  parameter: { zh: '参数', en: 'parameter' },
  organisational: { zh: '组织', en: 'organisational' },
};

/** How firmly a clause speaks. */
export const modalityNames: Readonly<Record<RuleFile['modality'], Texts>> = {
  must: { zh: '应当', en: 'must' },
  may: { zh: '可以（由主管机关定）', en: 'may (the authority decides)' },
  'may-enjoy': { zh: '可以享受', en: 'may enjoy' },
  promote: { zh: '提倡', en: 'encouraged' },
};

/** Why a clause has no rule. */
export const reasonNames: Readonly<Record<LedgerEntry['reason'], Texts>> = {
  issuing: { zh: '印发事项', en: 'issuing' },
  purpose: { zh: '目的、思路', en: 'purpose' },
  organisation: { zh: '机关内部的组织', en: 'organisation of offices' },
  goal: { zh: '目标，不是某一户的权利', en: 'a goal, no claim of a household' },
  place: { zh: '对象是地方，不是户', en: 'about places, not households' },
  procedure: { zh: '办事方式，不影响资格', en: 'a way of working that decides nothing for a household' },
  undefined: { zh: '只有名称，内容没有写明', en: 'named without content' },
  'no-test': { zh: '没有可以逐户判断的条件', en: 'no test for a household' },
  delegation: { zh: '授权给别的机关', en: 'delegated' },
};
