import type { Issue } from './issue.js';
import { pathText } from './issue.js';

/** The languages of every text that this library writes. */
export type Language = 'zh' | 'en';

const SAYS: Readonly<Record<string, { zh: string; en: string }>> = {
  'unknown-key': { zh: '不认识这个名称', en: 'this name is not known' },
  'missing-key': { zh: '缺少此项', en: 'this is missing' },
  'unknown-value': { zh: '取值不在允许的范围内', en: 'this value is not one of those allowed' },
  'wrong-type': { zh: '类型不对', en: 'this is of the wrong type' },
  'wrong-form': { zh: '书写格式不对', en: 'this is not written in the right form' },
  'wrong-value': { zh: '取值不对', en: 'this value is not allowed' },
  'no-such-day': { zh: '没有这一天', en: 'there is no such day' },
  'no-such-month': { zh: '没有这个月份', en: 'there is no such month' },
  'negative': { zh: '不能是负数', en: 'this must not be negative' },
  'too-large': { zh: '数字过大或位数过多', en: 'this number is too large or has too many digits' },
  'too-many': { zh: '条目过多', en: 'there are too many entries' },
  'duplicate-id': { zh: '编号重复', en: 'this id is used twice' },
  'conflict': { zh: '与另一处矛盾', en: 'this contradicts another entry' },
  'unknown-name': { zh: '没有叫这个名字的事实、参数或推导项', en: 'no fact, parameter or derived fact has this name' },
  'unknown-programme': { zh: '没有这个项目', en: 'no programme has this id' },
  'unknown-flag': { zh: '没有这个风险标记', en: 'no risk flag has this id' },
  'unknown-period': { zh: '没有这个期间', en: 'no period has this name' },
  'unknown-assumption': { zh: '没有这条约定', en: 'no assumption has this id' },
  'unknown-clause': { zh: '没有这一条款', en: 'no clause has this id' },
  'unknown-reading': { zh: '该条款没有这种读法', en: 'the clause has no such reading' },
  'wrong-operator': { zh: '这种比较不适用于该类型', en: 'this comparison does not fit the type of the fact' },
  'wrong-operand': { zh: '比较的两边类型不同', en: 'the two sides of the comparison are of different types' },
  'unit-mismatch': { zh: '比较或相加的两边单位不同', en: 'the two sides have different units' },
  'member-fact': { zh: '以户为对象的规则不能直接使用成员的事实', en: 'a rule about the household cannot test a fact of a member' },
  'empty-group': { zh: '条件组不能为空', en: 'a group of conditions must not be empty' },
  'cycle': { zh: '推导公式互相引用成环', en: 'the formulas refer to each other in a circle' },
  'overlap': { zh: '有效期互相重叠', en: 'the periods of validity overlap' },
  'gap': { zh: '有效期之间有空档', en: 'the periods of validity leave a gap' },
  'backwards': { zh: '起始日晚于结束日', en: 'the first day is later than the last' },
  'no-citation': { zh: '没有写明出处', en: 'the citation is missing' },
  'clause-unaccounted': { zh: '该条款既无规则也不在台账中', en: 'this clause has neither a rule nor a ledger entry' },
  'clause-twice': { zh: '该条款既有规则又在台账中，或出现两次', en: 'this clause is accounted for twice' },
  'no-event': { zh: '该类规则缺少必要的效果', en: 'a rule of this kind lacks a part it needs' },
  'override-unnamed': {
    zh: '叠加文件不能悄悄改动原条款：须写明替换哪一条、为何、由谁决定',
    en: 'an overlay cannot silently change an instrument’s rule: name what it overrides, why, and on whose word',
  },
  'area-adopts': {
    zh: '限定地区的叠加文件不能采用读法：采用了就对所有地区生效',
    en: 'an overlay limited to one area cannot adopt a reading: it would hold in every area',
  },
  'formula-syntax': { zh: '公式写法有误', en: 'the formula cannot be read' },
  'formula-unsupported': { zh: '公式用了不支持的写法', en: 'the formula uses something that is not supported' },
  'formula-type': { zh: '公式中的类型不合', en: 'the types in the formula do not fit' },
  'not-linear': { zh: '公式对这个事实不是线性的，无法精确算出界值', en: 'a formula is not linear in this fact, so its thresholds cannot be given exactly' },
  'unknown-jurisdiction': { zh: '没有这个辖区的规则集', en: 'there is no rule set for this jurisdiction' },
  'month-not-later': { zh: '月份不晚于已经记到的月份', en: 'this month is not later than the last one taken in' },
  'decision-later': { zh: '决定的日期晚于所在月份', en: 'this decision was made after the month for which it is given' },
  'unreadable': { zh: '文件无法读取', en: 'the file cannot be read' },
  'not-json': { zh: '不是完整的 JSON', en: 'this is not complete JSON' },
  'not-utf8': { zh: '不是 UTF-8 编码', en: 'this is not UTF-8 text' },
  'not-an-object': { zh: '应为一个家庭（JSON 对象）', en: 'a household is a JSON object' },
  'no-code-generation': { zh: '此环境不允许运行时生成代码', en: 'code must not be generated here' },
  'stale-module': { zh: '预先编译的模块不是由这套规则、参数和读法生成的', en: 'the module compiled ahead of time was made from another rule set, other parameters or other readings' },
  'not-compilable': { zh: '这种写法不能编译', en: 'this cannot be compiled' },
  'lookup-failed': { zh: '向外部系统查询失败', en: 'the look-up in another system failed' },
};

/** One issue as a sentence: place, what is wrong, what was found, what was expected, what may have been meant. */
export function issueText(issue: Issue, language: Language): string {
  const says = SAYS[issue.code]?.[language] ?? issue.code;
  const place = pathText(issue.path);
  const zh = language === 'zh';
  const where = 'line' in issue && 'column' in issue ? (zh ? `（第${issue.line}行第${issue.column}列）` : ` (line ${issue.line}, column ${issue.column})`) : '';
  let text = `${place === '' ? '' : `${place}: `}${says}${where}`;
  if (issue.found !== undefined) text += zh ? `；现为 ${issue.found}` : `; found ${issue.found}`;
  if (issue.expected !== undefined) text += zh ? `；应为 ${issue.expected}` : `; expected ${issue.expected}`;
  if (issue.suggestion !== undefined) text += zh ? `；是否想写 ${issue.suggestion}？` : `; did you mean ${issue.suggestion}?`;
  return text;
}
