import type { PlanName, RuleSet } from '../../src/plan/plan.js';
import { headerFile } from '../../src/worksheet/header-file.js';

/** One column of a sheet with one cell below it. */
export interface SheetColumn {
  readonly header: string;
  readonly value: string | number | boolean;
}

type Facts = Readonly<Record<string, unknown>>;
type Language = 'zh' | 'en';

/** A household as a row of a worksheet, in the words that people use: the reverse of what `src/worksheet` reads. */
export function sheetRow(ruleSet: RuleSet, household: Facts, language: Language = 'zh'): SheetColumn[] {
  const { members, ...own } = household;
  const columns = columnsOf(ruleSet, own, 'household', (header) => header, language);
  for (const [index, member] of ((members ?? []) as Facts[]).entries()) {
    const prefix = language === 'zh' ? `成员${index + 1}.` : `m${index + 1}.`;
    columns.push(...columnsOf(ruleSet, member, 'member', (header) => `${prefix}${header}`, language));
  }
  return columns;
}

function columnsOf(
  ruleSet: RuleSet,
  facts: Facts,
  scope: 'household' | 'member',
  at: (header: string) => string,
  language: Language,
): SheetColumn[] {
  const columns: SheetColumn[] = [];
  const put = (header: string, value: SheetColumn['value']) => columns.push({ header: at(header), value });
  for (const [key, value] of Object.entries(facts)) {
    if (value === null || value === undefined) continue;
    if (key === 'id')
      put(scope === 'household' ? headerFile.row.id[language] : headerFile.member.id[language], String(value));
    else if (key === 'asOf' || key === 'asOfDate') put(headerFile.row.asOf[language], String(value));
    else if (key === 'jurisdiction') put(headerFile.row.jurisdiction[language], String(value));
    else
      for (const name of ruleSet.names.values())
        if (name.key === key && name.given) putName(name, value, language, put);
  }
  return columns;
}

function putName(
  name: PlanName,
  value: unknown,
  language: Language,
  put: (header: string, value: SheetColumn['value']) => void,
): void {
  const header = headerFile.facts[name.name]?.[language] ?? name.label[language];
  if (name.part !== undefined) {
    const part = (value as Facts)[name.part];
    if (part !== null && part !== undefined) put(header, cellOf(name, part, language));
  } else if (name.entryKey === 'month') {
    for (const { month, amount } of value as { month: string; amount: string }[])
      put(`${header} ${month}`, Number(amount));
  } else if (name.entryKey !== undefined) {
    const entries = (value as Facts[]).map(
      (entry) =>
        `${entry[name.entryKey ?? ''] === undefined ? unknown(language) : word(name, String(entry[name.entryKey ?? '']), language)}${entry.date === undefined ? '' : `(${entry.date})`}`,
    );
    put(header, entries.length === 0 ? (language === 'zh' ? '无' : 'no') : entries.join('; '));
  } else if (name.perClause && typeof value === 'object' && !('value' in (value as Facts))) {
    for (const [clause, answer] of Object.entries(value as Facts))
      put(`${header}（${clause}）`, cellOf(name, answer, language));
  } else if (name.type === 'finding' && typeof value === 'object') {
    const { value: answer, ...rest } = value as Record<string, string>;
    put(header, cellOf(name, answer, language));
    for (const [part, text] of Object.entries(rest))
      put(`${header}.${headerFile.finding[part as 'date'][language]}`, text);
  } else {
    put(header, cellOf(name, value, language));
  }
}

function cellOf(name: PlanName, value: unknown, language: Language): SheetColumn['value'] {
  if (name.type === 'finding') {
    const answer = typeof value === 'object' && value !== null ? (value as { value: string }).value : value;
    return (
      { yes: language === 'zh' ? '是' : 'yes', no: language === 'zh' ? '否' : 'no' }[String(answer)] ??
      (language === 'zh' ? '未知' : 'unknown')
    );
  }
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value;
  if (Array.isArray(value))
    return value.length === 0
      ? language === 'zh'
        ? '无'
        : 'no'
      : value.map((item) => word(name, String(item), language)).join('; ');
  if (name.type === 'enum') return word(name, String(value), language);
  if (name.type === 'money' || name.type === 'ratio' || name.type === 'integer') return Number(value);
  return String(value);
}

function unknown(language: Language): string {
  return language === 'zh' ? '未知' : 'unknown';
}

function word(name: PlanName, value: string, language: Language): string {
  return name.valueNames?.[value]?.[language] ?? value;
}

/** Parameters as the rows of a parameters range. */
export function parameterRows(parameters: Readonly<Record<string, unknown>>): (string | number | null)[][] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const dated = Array.isArray(value) ? (value as Record<string, unknown>[]) : [{ value }];
    return dated.map((entry) => [
      headerFile.facts[name]?.zh ?? name,
      cell(entry.value),
      cell(entry.from),
      cell(entry.until),
    ]);
  });
}

function cell(value: unknown): string | number | null {
  return value === undefined || value === null ? null : typeof value === 'number' ? value : String(value);
}
