// biome-ignore-all lint/suspicious/noExplicitAny: the generators of the hosts' metadata read these very types
import { createWorksheet } from './worksheet.js';

/**
 * The worksheet functions as hosts register them. Excel's and WPS's metadata are both generated from the tags and the types
 * in this file, so it holds nothing else. A function never throws; instead of a value it may answer a `CellError`, which the
 * host's own file turns into the host's error value.
 */
const sheet = createWorksheet();

/**
 * 这一户在一个项目上的结论，一个词。 The verdict on a programme, in a word.
 * @customfunction ELIGIBLE
 * @param {any} jurisdiction 辖区，如 荣昌 (jurisdiction, such as rongchang)
 * @param {any} programme 项目，如 低保 (programme, such as dibao)
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @returns {any} 一个单元格的内容 (one cell)
 */
export function ELIGIBLE(
  jurisdiction: any,
  programme: any,
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
): any {
  return sheet.eligible(jurisdiction, programme, values, headers, date, parameters);
}

/**
 * 渐退：结论、月数、机关的决定是否合乎条文。 Tapers: verdict, months, whether the decision conforms.
 * @customfunction TAPER
 * @param {any} jurisdiction 辖区，如 荣昌 (jurisdiction, such as rongchang)
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @param {any} [part] 只要其中一项：结论、月数、首月、末月、已用、剩余、相符 (one part: result, length, first month, last month, months used, months left, conforms)
 * @returns {any} 一个单元格的内容 (one cell)
 */
export function TAPER(
  jurisdiction: any,
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
  part?: any,
): any {
  return sheet.taper(jurisdiction, values, headers, date, parameters, part);
}

/**
 * 风险标记：已提示的和待查的。 Risk flags: raised, and open.
 * @customfunction RISK
 * @param {any} jurisdiction 辖区，如 荣昌 (jurisdiction, such as rongchang)
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @param {any} [flag] 风险标记，留空则列出全部 (a risk flag; blank: all)
 * @returns {any} 一个单元格的内容 (one cell)
 */
export function RISK(
  jurisdiction: any,
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
  flag?: any,
): any {
  return sheet.risk(jurisdiction, values, headers, date, parameters, flag);
}

/**
 * 一行理由，句末注明条款。 The reason on one line, ending in its clauses.
 * @customfunction WHY
 * @param {any} jurisdiction 辖区，如 荣昌 (jurisdiction, such as rongchang)
 * @param {any} programme 项目，如 低保 (programme, such as dibao)
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @returns {any} 一个单元格的内容 (one cell)
 */
export function WHY(
  jurisdiction: any,
  programme: any,
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
): any {
  return sheet.why(jurisdiction, programme, values, headers, date, parameters);
}

/**
 * 还要问什么；什么都不缺时为空。 What is still to be asked; blank when nothing is.
 * @customfunction MISSING
 * @param {any} jurisdiction 辖区，如 荣昌 (jurisdiction, such as rongchang)
 * @param {any} programme 项目；留空则问全部项目 (programme; blank: all)
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @returns {any} 一个单元格的内容 (one cell)
 */
export function MISSING(
  jurisdiction: any,
  programme: any,
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
): any {
  return sheet.missing(jurisdiction, programme, values, headers, date, parameters);
}

/**
 * 条款的出处和大意；另给数据时，这一条对这一户如何。 What a clause says; with values, how it stands for the household.
 * @customfunction CLAUSE
 * @param {any} clause 条款编号，如 rongchang/2-f (clause)
 * @param {any[][]} [values] 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @returns {any} 一个单元格的内容 (one cell)
 */
export function CLAUSE(clause: any, values?: any[][], headers?: any[][], date?: any, parameters?: any[][]): any {
  return sheet.clause(clause, values, headers, date, parameters);
}

/**
 * 同一户在五个辖区的结论，一张表。 One household under all five jurisdictions, a table.
 * @customfunction COMPARE
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @param {any} [programme] 只比一个项目；留空则比全部 (one programme; blank: all)
 * @returns {any[][]} 表格，向下向右溢出 (a table that spills)
 */
export function COMPARE(
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
  programme?: any,
): any[][] {
  return sheet.compare(values, headers, date, parameters, programme) as any;
}

/**
 * 一户的全部结论，一张表。 Everything about one household, a table.
 * @customfunction EVALUATE
 * @param {any} jurisdiction 辖区，如 荣昌 (jurisdiction, such as rongchang)
 * @param {any[][]} values 一户的数据，一行或一列；不另给表头时是连同表头的两行或两列 (one household)
 * @param {any[][]} [headers] 表头，与数据一样长 (its headers, of the same length)
 * @param {any} [date] 评估基准日；留空则取表中这一列 (evaluation date; blank: the column of that name)
 * @param {any[][]} [parameters] 参数区域：名称、数值、起、止 (parameters: name, value, from, until)
 * @param {any} [part] 只要其中一类：项目、渐退、风险、待补、条款 (one kind: programme, taper, risk, missing, clause)
 * @returns {any[][]} 表格，向下向右溢出 (a table that spills)
 */
export function EVALUATE(
  jurisdiction: any,
  values: any[][],
  headers?: any[][],
  date?: any,
  parameters?: any[][],
  part?: any,
): any[][] {
  return sheet.evaluate(jurisdiction, values, headers, date, parameters, part) as any;
}
