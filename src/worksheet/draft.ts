import type { Issue } from '../base/issue.js';
import type { PlanName } from '../plan/plan.js';
import type { Cell } from './cell.js';
import type { FactColumn } from './column.js';
import { dayOfText } from './day.js';
import { plainText } from './fold.js';
import { headerFile } from './header-file.js';
import { isIssue, type Reading, readDay, readText, readValue, splitWords, wrong } from './value.js';
import { saysBlank, saysUnknown, valueOfWord, valueWords, yesNo } from './words.js';

/** Facts of one household or member while a row is being read. */
export type Facts = Record<string, unknown>;

/** Is told of a word that does not settle what it is about. */
export type Ask = (issue: Issue) => void;

/** What a word leaves to be entered: each fact, with the words that settle it. */
export function openWord(cell: unknown, names: readonly PlanName[], { language }: Reading): Issue {
  const asked = names.map((name) => {
    const words = valueWords(name, language);
    const label = headerFile.facts[name.name]?.[language] ?? name.label[language];
    if (words.length === 0) return label;
    return language === 'zh' ? `${label}（${words.join('、')}）` : `${label} (${words.join(', ')})`;
  });
  return wrong('open-word', cell, asked.join(language === 'zh' ? '；' : '; '));
}

/** Puts one cell among the facts in the place that its column gives it. Returns what is wrong with the cell, or null. */
export function putCell(
  facts: Facts,
  column: FactColumn,
  cell: Exclude<Cell, null>,
  reading: Reading,
  ask: Ask = () => undefined,
): Issue | null {
  const { name, part, clause } = column;
  const { key } = name;
  if (name.entryKey === 'month') return putMonth(facts, column, cell, reading);
  if (name.entryKey !== undefined && typeof cell === 'string') return putEvents(facts, column, cell, reading);
  const read =
    part === 'value' ? readValue(cell, name, reading) : part === 'date' ? readDay(cell, reading) : readText(cell);
  if (isIssue(read)) return read;
  const { value } = read;
  if (read.isOpen) ask(openWord(cell, [name], reading));
  if (value === undefined) return null;
  const there = facts[key];
  if (name.part !== undefined) facts[key] = { ...recordOf(there), [name.part]: value };
  else if (name.perClause && (clause === undefined ? isByClause(there) : there !== undefined && !isByClause(there)))
    return wrong('conflict', cell);
  else if (part !== 'value') facts[key] = { value: there ?? 'unknown', ...recordOf(there), [part]: value };
  else if (clause !== undefined) facts[key] = { ...recordOf(there), [clause]: value };
  else facts[key] = name.type === 'finding' && there !== undefined ? { ...recordOf(there), value } : value;
  return null;
}

function putMonth(
  facts: Facts,
  { name, month }: FactColumn,
  cell: Exclude<Cell, null>,
  reading: Reading,
): Issue | null {
  if (month === undefined) return wrong('month-header', cell, `${name.label[reading.language]} 2020-06`);
  const read = readValue(cell, { ...name, type: 'money', unit: 'CNY/person/month' }, reading);
  if (isIssue(read)) return read;
  const there = facts[name.key];
  if (read.value !== undefined)
    facts[name.key] = [...(Array.isArray(there) ? there : []), { month, amount: read.value }];
  return null;
}

/** Events as words: 重大疾病、自然灾害（2020-06-11）. */
function putEvents(facts: Facts, { name }: FactColumn, cell: string, reading: Reading): Issue | null {
  if (saysBlank(cell)) return null;
  const events: Facts[] = [];
  // The day of an event may stand in brackets on the next line.
  const words = splitWords(cell.replace(/\s*\n\s*(?=[(（])/gu, ''));
  if (words.length === 0) return wrong('wrong-cell', cell, valueWords(name, reading.language).join(', '));
  for (const written of words) {
    if (yesNo(written) === false) continue;
    if (saysUnknown(written)) {
      events.push({});
      continue;
    }
    const parts = /^(.*?)\s*\(([^()]*)\)$/u.exec(plainText(written));
    const date = parts === null ? null : dayOfText(parts[2] ?? '');
    const value = valueOfWord(name, date === null ? written : (parts?.[1] ?? ''));
    if (value === null) return wrong('wrong-cell', written, valueWords(name, reading.language).join(', '));
    events.push({ [name.entryKey ?? '']: value, ...(date === null ? {} : { date }) });
  }
  facts[name.key] = events;
  return null;
}

/** Whether answers have been given clause by clause; an answer for all clauses, with who gave it, has a value. */
function isByClause(there: unknown): boolean {
  return typeof there === 'object' && there !== null && !('value' in there);
}

function recordOf(value: unknown): Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};
}
