import type { Issue } from './issue.js';
import { pathText } from './issue.js';
import { phraseZh } from './issue-phrase.js';

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
  negative: { zh: '不能是负数', en: 'this must not be negative' },
  'too-large': { zh: '数字过大或位数过多', en: 'this number is too large or has too many digits' },
  'too-many': { zh: '条目过多', en: 'there are too many entries' },
  'duplicate-id': { zh: '编号重复', en: 'this id is used twice' },
  conflict: { zh: '与另一处矛盾', en: 'this contradicts another entry' },
  'unknown-name': {
    zh: '这里能用的事实、参数或推导项中没有这个名称',
    en: 'no fact, parameter or derived fact that can stand here has this name',
  },
  'unknown-programme': { zh: '没有这个项目', en: 'no programme has this id' },
  'unknown-flag': { zh: '没有这个风险标记', en: 'no risk flag has this id' },
  'unknown-period': { zh: '没有这个期间', en: 'no period has this name' },
  'unknown-assumption': { zh: '没有这条约定', en: 'no assumption has this id' },
  'unknown-clause': { zh: '没有这一条款', en: 'no clause has this id' },
  'unknown-reading': { zh: '该条款没有这种读法', en: 'the clause has no such reading' },
  'wrong-operator': { zh: '这种比较不适用于该类型', en: 'this comparison does not fit the type of the fact' },
  'wrong-operand': { zh: '比较的两边类型不同', en: 'the two sides of the comparison are of different types' },
  'unit-mismatch': { zh: '比较或相加的两边单位不同', en: 'the two sides have different units' },
  'member-fact': {
    zh: '以户为对象的规则不能直接使用成员的事实',
    en: 'a rule about the household cannot test a fact of a member',
  },
  'empty-group': { zh: '条件组不能为空', en: 'a group of conditions must not be empty' },
  cycle: { zh: '推导公式互相引用成环', en: 'the formulas refer to each other in a circle' },
  overlap: { zh: '有效期互相重叠', en: 'the periods of validity overlap' },
  gap: { zh: '有效期之间有空档', en: 'the periods of validity leave a gap' },
  backwards: { zh: '起始日晚于结束日', en: 'the first day is later than the last' },
  'no-citation': { zh: '没有写明出处', en: 'the citation is missing' },
  'clause-unaccounted': { zh: '该条款既无规则也不在台账中', en: 'this clause has neither a rule nor a ledger entry' },
  'clause-twice': { zh: '该条款既有规则又在台账中，或出现两次', en: 'this clause is accounted for twice' },
  'no-event': { zh: '该类规则缺少必要的效果', en: 'a rule of this kind lacks a part it needs' },
  'override-unnamed': {
    zh: '叠加文件不能悄悄改动原条款：须写明替换哪一条、为何、由谁决定',
    en: 'an overlay cannot silently change an instrument’s rule: name what it overrides, why, and on whose word',
  },
  'pack-elsewhere': {
    zh: '这个参数包不是给这个辖区用的：一地的标准不用于另一地',
    en: 'this pack is not for this jurisdiction: one place’s standard is not used in another',
  },
  'area-adopts': {
    zh: '限定地区的叠加文件不能采用读法：采用了就对所有地区生效',
    en: 'an overlay limited to one area cannot adopt a reading: it would hold in every area',
  },
  'formula-syntax': { zh: '公式写法有误', en: 'the formula cannot be read' },
  'formula-unsupported': { zh: '公式用了不支持的写法', en: 'the formula uses something that is not supported' },
  'formula-too-long': { zh: '公式过长', en: 'the formula is too long' },
  'formula-too-deep': { zh: '公式的括号套得太深', en: 'the formula is nested too deeply' },
  'formula-type': { zh: '公式中的类型不合', en: 'the types in the formula do not fit' },
  'not-linear': {
    zh: '公式对这个事实不是线性的，无法精确算出界值',
    en: 'a formula is not linear in this fact, so its thresholds cannot be given exactly',
  },
  'unknown-header': { zh: '不认识这个表头', en: 'this header is not known' },
  'ambiguous-header': {
    zh: '这个表头可以指不止一项，请写明是哪一项',
    en: 'this header could mean more than one thing: say which',
  },
  'duplicate-header': { zh: '有两列是同一项', en: 'two columns give the same thing' },
  'member-header': {
    zh: '这是家庭成员的事实，表头要写明是第几个成员',
    en: 'this is a fact of a member: the header has to say of which',
  },
  'month-header': { zh: '各月收入的表头要写明月份', en: 'the header of an income by month has to name the month' },
  'wrong-unit': { zh: '表头所写的单位与这一项的单位不符', en: 'the unit in the header is not the unit of this fact' },
  'no-header': { zh: '这个单元格有内容而所在列没有表头', en: 'this cell is filled and its column has no header' },
  'wrong-cell': { zh: '单元格的内容不合这一项', en: 'the content of the cell does not fit its header' },
  'error-cell': { zh: '单元格是错误值', en: 'the cell holds an error value' },
  'digits-lost': {
    zh: '这样长的号码要存成文本，存成数字会丢失末几位',
    en: 'a number this long has to be stored as text: as a number it loses its last digits',
  },
  'no-headers': {
    zh: '没有找到表头：没有一行含有两个以上认识的表头',
    en: 'no row with two or more known headers was found',
  },
  'not-computed': {
    zh: '公式没有存下算好的值：请在 WPS 或 Excel 中打开并保存一次',
    en: 'the formula has no stored value: open and save the file once in WPS or Excel',
  },
  'date-for-number': {
    zh: '单元格显示成日期，而这一项是数字',
    en: 'the cell is shown as a date, and this fact is a number',
  },
  'not-xlsx': {
    zh: '不是 xlsx 工作簿；旧格式和加了密码的文件请另存为 xlsx',
    en: 'this is no xlsx workbook: save older formats and encrypted files as xlsx',
  },
  'wrong-range': {
    zh: '区域的大小不对：数值与表头要一样长',
    en: 'the ranges do not fit: values and headers have to be of one length',
  },
  'missing-argument': { zh: '缺少一个参数', en: 'an argument is missing' },
  'unknown-jurisdiction': { zh: '没有这个辖区的规则集', en: 'there is no rule set for this jurisdiction' },
  'month-not-later': { zh: '月份不晚于已经记到的月份', en: 'this month is not later than the last one taken in' },
  'decision-later': {
    zh: '决定的日期晚于所在月份',
    en: 'this decision was made after the month for which it is given',
  },
  unreadable: { zh: '文件无法读取', en: 'the file cannot be read' },
  'not-json': { zh: '这里不合 JSON 的写法', en: 'this is not JSON' },
  'json-cut-off': { zh: 'JSON 不完整，中途断了', en: 'the JSON breaks off' },
  'empty-file': { zh: '文件是空的', en: 'the file is empty' },
  'too-large-file': { zh: '文件过大', en: 'the file is too large' },
  'too-deep': { zh: '括号套得过深', en: 'the brackets are nested too deeply' },
  'duplicate-key': {
    zh: '同一个名称写了两次，不知以哪个为准',
    en: 'this name is given twice, and which one counts cannot be told',
  },
  'inexact-number': {
    zh: '这个数写成 JSON 数字会失去尾数，请加双引号',
    en: 'this number loses digits as a JSON number; put it in double quotes',
  },
  'no-jurisdiction': {
    zh: '没有写明适用哪个辖区的文件：资料中写 jurisdiction，或者用 --jurisdiction 指定',
    en: 'it is not said whose instrument applies: give `jurisdiction` in the data, or --jurisdiction',
  },
  'not-a-fact': {
    zh: '这是参数，应写在参数文件里，不写在家庭资料里',
    en: 'this is a parameter: it belongs in the parameters, not in the household',
  },
  'not-of-household': {
    zh: '这是成员的情况，应写在 members 里',
    en: 'this is said of a member: it belongs in `members`',
  },
  'not-of-member': { zh: '这是整户的情况，不写在成员里', en: 'this is said of the household, not of a member' },
  'reserved-id': {
    zh: '“household”指整户，不能作成员编号',
    en: '“household” stands for the household and cannot be the id of a member',
  },
  'one-reading': {
    zh: '该条款只有一种读法，无须选定；有多种读法的条款见后',
    en: 'the clause has one reading only; those that have several follow',
  },
  'other-rule-set': { zh: '这项决定不是按这个规则集作出的', en: 'the decision was not made under this rule set' },
  'too-long': { zh: '文字过长', en: 'this text is too long' },
  'too-short': { zh: '不能为空', en: 'this must not be empty' },
  'not-utf8': { zh: '不是 UTF-8 编码', en: 'this is not UTF-8 text' },
  'not-an-object': { zh: '应为一个家庭（JSON 对象）', en: 'a household is a JSON object' },
  'unusual-household': {
    zh: '此户资料有误，或有数字超出预编译形式的范围；完整的包会指明何处',
    en: 'something in this household is wrong, or a figure is beyond the compiled form; the full package says which',
  },
  'no-code-generation': { zh: '此环境不允许运行时生成代码', en: 'code must not be generated here' },
  'stale-module': {
    zh: '预先编译的模块不是由这套规则、参数和读法生成的',
    en: 'the module compiled ahead of time was made from another rule set, other parameters or other readings',
  },
  'not-compilable': { zh: '这种写法不能编译', en: 'this cannot be compiled' },
  'not-yaml': { zh: '不是完整的 YAML', en: 'this is not complete YAML' },
  unwritable: { zh: '文件写不进去', en: 'the file cannot be written' },
  'not-installed': { zh: '需要另装这个软件包', en: 'this needs a package that is not installed' },
  'wrong-encoding': { zh: '字节与所说的编码不符', en: 'these bytes do not fit the encoding' },
  'wrong-column-count': { zh: '列数与表头不同', en: 'the number of columns differs from the header’s' },
  'broken-csv': { zh: '这一条 CSV 记录读不通', en: 'this CSV record cannot be read' },
  'record-too-long': { zh: '这一条太长', en: 'this record is too long' },
  'no-header-row': { zh: '没有表头行', en: 'there is no header row' },
  'no-such-row': { zh: '没有这一行', en: 'there is no such row' },
  'nothing-to-resume': { zh: '没有可以接着做的进度', en: 'there is no progress to go on from' },
  'resume-differs': {
    zh: '与上次不同，不能接着做',
    en: 'this differs from last time, so the run cannot go on from there',
  },
  'same-file': { zh: '输出不能就是输入', en: 'the output cannot be the input' },
  'lookup-failed': { zh: '向外部系统查询失败', en: 'the look-up in another system failed' },
};

/** Longest list of valid names that a message shows. */
const MAX_LIST = 160;

/** One issue as a sentence: place, what is wrong, what was found, what was expected, what may have been meant. */
export function issueText(issue: Issue, language: Language): string {
  const says = SAYS[issue.code]?.[language] ?? issue.code;
  const place = pathText(issue.path);
  const zh = language === 'zh';
  const say = (phrase: string) => (zh ? phraseZh(phrase) : phrase);
  const where =
    'line' in issue && 'column' in issue
      ? zh
        ? `（第${issue.line}行第${issue.column}列）`
        : ` (line ${issue.line}, column ${issue.column})`
      : '';
  let text = `${place === '' ? '' : `${place}: `}${says}${where}`;
  const expected = shortList(issue);
  if (issue.found !== undefined && issue.found !== 'nothing')
    text += zh ? `；现为 ${say(issue.found)}` : `; found ${issue.found}`;
  if (expected !== undefined) text += zh ? `；应为 ${say(expected)}` : `; expected ${expected}`;
  if (issue.suggestion !== undefined)
    text += zh ? `；是否想写 ${issue.suggestion}？` : `; did you mean ${issue.suggestion}?`;
  return text;
}

/** What was expected. A long list of names is left out beside a suggestion, and counted without one. */
function shortList({ expected, suggestion }: Issue): string | undefined {
  if (expected === undefined || expected.length <= MAX_LIST) return expected;
  const names = expected.split(', ');
  if (names.length < 10) return expected;
  return suggestion === undefined ? `one of ${names.length} names` : undefined;
}
