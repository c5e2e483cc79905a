import type { Workbook, Worksheet } from 'exceljs';
import { JiantuiError } from '../base/error.js';
import type { PlanName, RuleSet } from '../plan/plan.js';
import { headerFile } from '../worksheet/header-file.js';
import { unitWords } from '../worksheet/units.js';
import { type TemplateColumn, templateColumns, templateParameters } from './template-columns.js';
import { columnLetters } from './xml.js';

export interface TemplateOptions {
  /** How many members have columns. */
  readonly members: number;
  readonly language: 'zh' | 'en';
}

/** Rows that have lists to choose from and checks. */
const ROWS = 2000;
const COLOURS: Readonly<Record<TemplateColumn['group'], string>> = {
  row: 'FF1F6F4A',
  fact: 'FF2F5D8A',
  finding: 'FFB5651D',
  member: 'FF5B4A8A',
};

/**
 * A workbook to fill in: a column for every fact that the jurisdiction's rules ask for, with lists to choose from, units and
 * comments; a sheet of parameters; a sheet of instructions.
 * @throws JiantuiError `missing-package` where exceljs is not installed
 */
export async function buildTemplate(ruleSet: RuleSet, { members, language }: TemplateOptions): Promise<Uint8Array> {
  const say = SAYS[language];
  const workbook = await createWorkbook();
  const sheet = workbook.addWorksheet(say.households, { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
  const columns = templateColumns(ruleSet, members, language);
  const lists = new Map<string, number>();
  columns.forEach((column, index) => {
    const cell = sheet.getCell(1, index + 1);
    cell.value = column.header;
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: COLOURS[column.group] } };
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
    cell.note = column.comment;
    sheet.getColumn(index + 1).width = Math.max(10, Math.min(24, column.header.length * 1.6));
    if (column.name === null || column.name.type === 'text') sheet.getColumn(index + 1).numFmt = '@';
    else if (column.name.type === 'date') sheet.getColumn(index + 1).numFmt = 'yyyy-mm-dd';
    validate(sheet, index, column, lists, say);
  });
  sheet.getRow(1).height = 48;
  addParameters(workbook.addWorksheet(say.parameters), ruleSet, language);
  addHelp(workbook.addWorksheet(say.help), ruleSet, language);
  addLists(workbook, lists, say.lists);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** exceljs keeps the checks of whole ranges here; its types do not say so. */
interface Validations {
  add(
    range: string,
    check: {
      type: string;
      allowBlank: boolean;
      operator?: string;
      formulae: unknown[];
      showErrorMessage: boolean;
      errorStyle: string;
      error: string;
    },
  ): void;
}

function validate(
  sheet: Worksheet,
  index: number,
  column: TemplateColumn,
  lists: Map<string, number>,
  say: (typeof SAYS)['zh' | 'en'],
): void {
  const letters = columnLetters(index);
  const add = (type: string, formulae: unknown[], operator?: string) =>
    (sheet as unknown as { dataValidations: Validations }).dataValidations.add(`${letters}2:${letters}${ROWS + 1}`, {
      type,
      allowBlank: true,
      formulae,
      showErrorMessage: true,
      // A warning, not a stop: other words for the same are read as well.
      errorStyle: 'warning',
      error: say.check,
      ...(operator === undefined ? {} : { operator }),
    });
  if (column.choices.length > 0) {
    const key = column.choices.join('\n');
    const place = lists.get(key) ?? lists.size;
    lists.set(key, place);
    const list = columnLetters(place);
    add('list', [`'${say.lists}'!$${list}$1:$${list}$${column.choices.length}`]);
  } else if (column.name?.shape === 'number')
    add(column.name.type === 'integer' ? 'whole' : 'decimal', [0], 'greaterThanOrEqual');
}

/** The lists to choose from, a column each, on a sheet that is not shown. */
function addLists(workbook: Workbook, lists: ReadonlyMap<string, number>, name: string): void {
  const sheet = workbook.addWorksheet(name, { state: 'hidden' });
  for (const [key, place] of lists)
    key.split('\n').forEach((word, row) => {
      sheet.getCell(row + 1, place + 1).value = word;
    });
}

function addParameters(sheet: Worksheet, ruleSet: RuleSet, language: 'zh' | 'en'): void {
  const say = SAYS[language];
  const head = (['name', 'value', 'from', 'until', 'source'] as const).map(
    (key) => headerFile.parameterColumns[key][language],
  );
  sheet.addRow([
    headerFile.settings.jurisdiction[language],
    headerFile.jurisdictions[ruleSet.jurisdiction]?.[language] ?? ruleSet.jurisdiction,
  ]);
  sheet.addRow([headerFile.settings.asOf[language]]);
  sheet.addRow(head).font = { bold: true };
  for (const name of templateParameters(ruleSet)) {
    const row = sheet.addRow([headerFile.facts[name.name]?.[language] ?? name.label[language]]);
    row.getCell(1).note = parameterNote(name, say);
    for (const column of name.type === 'date' ? [2, 3, 4] : [3, 4]) row.getCell(column).numFmt = 'yyyy-mm-dd';
  }
  sheet.getCell('B2').numFmt = 'yyyy-mm-dd';
  sheet.columns.forEach((column, index) => {
    column.width = [28, 16, 14, 14, 40][index] ?? 14;
  });
}

function parameterNote(name: PlanName, say: (typeof SAYS)['zh' | 'en']): string {
  return name.unit === undefined ? say.parameter : `${say.parameter}\n${unitWords(name.unit)}`;
}

function addHelp(sheet: Worksheet, ruleSet: RuleSet, language: 'zh' | 'en'): void {
  const { instrument, name } = ruleSet.file;
  const lines = SAYS[language].lines(
    name[language],
    `${instrument.title[language]}${instrument.number === null ? '' : ` ${instrument.number}`}`,
  );
  for (const line of lines) sheet.addRow([line]).getCell(1).alignment = { wrapText: true, vertical: 'top' };
  sheet.getColumn(1).width = 100;
  sheet.getRow(1).font = { bold: true };
}

async function createWorkbook(): Promise<Workbook> {
  try {
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    // A fixed time, so that what is in the file does not depend on when it was made.
    workbook.created = new Date(Date.UTC(2020, 0, 1));
    workbook.modified = workbook.created;
    return workbook;
  } catch (cause) {
    throw new JiantuiError(
      'missing-package',
      [{ code: 'not-installed', path: ['exceljs'], found: 'nothing', expected: 'npm install exceljs' }],
      { cause },
    );
  }
}

const SAYS = {
  zh: {
    households: '家庭',
    parameters: '参数',
    help: '说明',
    lists: '取值',
    check: '这里一般填列表中的词或不小于零的数；不详就留空。',
    parameter: '文件没有写明这个数，由有权机关确定。留空表示没有提供。',
    lines: (place: string, title: string) => [
      `${place}：${title}`,
      '一、“家庭”表每户一行。蓝色列是事实，橙色列由主管部门认定，紫色列是家庭成员。把鼠标停在表头上，可以看到填法和用到它的条款。',
      '二、留空表示不详，不等于“否”。不详的地方，结果会写明还缺什么，不会替您猜。',
      '三、认定可以注明机关、日期、文号：在该列旁边加列，表头写作“边缘户.认定机关”“边缘户.认定日期”“边缘户.认定文号”。',
      '四、各月的人均收入每月一列，表头写作“各月人均收入 2020-03”。',
      '五、“参数”表填评估基准日和有权机关定下的标准；一个标准有几段时，分几行填起止日期。',
      '六、填好后运行 jiantui sheet 这个文件.xlsx -o 结果.xlsx；或者装上加载项，直接写公式。',
      '七、有“·jiantui”字样的列是结果，每次运行会重写；其余内容原样保留。',
    ],
  },
  en: {
    households: 'households',
    parameters: 'parameters',
    help: 'help',
    lists: 'lists',
    check: 'A word of the list or a number of zero or more; blank when it is not known.',
    parameter: 'The instrument does not state this number; the authority in charge sets it. Blank: not supplied.',
    lines: (place: string, title: string) => [
      `${place}: ${title}`,
      '1. One household a row. Blue columns are facts, orange ones are found by the authority, purple ones are about members. The comment on a header says how to fill it in and which clauses use it.',
      '2. Blank is unknown, which is not “no”. Where something is unknown the result says what is missing; nothing is guessed.',
      '3. A finding may name who made it, when and where it is filed: add columns headed “marginal household.authority”, “.date”, “.reference”.',
      '4. Income by month has a column a month, headed “income per head by month 2020-03”.',
      '5. The parameters sheet takes the evaluation date and the standards set by the authority; a standard with several periods takes several rows.',
      '6. Then run jiantui sheet FILE.xlsx -o RESULTS.xlsx, or install the add-in and write formulas.',
      '7. Columns marked “·jiantui” are results and are written anew by every run; all else is kept as it is.',
    ],
  },
} as const;
