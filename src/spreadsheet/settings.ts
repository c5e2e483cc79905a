import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { RuleSet } from '../plan/plan.js';
import { type Cell, isFault } from './cell.js';
import type { DateSystem } from './day.js';
import { dictionaryOf } from './dictionary.js';
import { fold, foldWord } from './fold.js';
import { type HeaderFile, headerFile, namesOfEntry } from './header-file.js';
import { jurisdictionOf } from './jurisdiction.js';
import { refuse } from './problem.js';
import { isBlank } from './range.js';
import { isIssue, type Reading, readDay, readValue, wrong } from './value.js';

/** In what words a function answers: Chinese, English, or the ids that programs compare. */
export type Wording = 'zh' | 'en' | 'id';

/** What the parameters argument says about the sheet itself. */
export interface Settings {
  readonly dateSystem: DateSystem;
  readonly wording: Wording;
}

/** What it says about the law: values, and readings adopted. */
export interface Law {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly adopt: Readonly<Record<string, string>>;
}

type ColumnName = keyof HeaderFile['parameterColumns'];
const POSITIONS: readonly ColumnName[] = ['name', 'value', 'from', 'until', 'source'];
const COLUMNS = nameTable(headerFile.parameterColumns);
const SETTINGS = nameTable(headerFile.settings);
const CLAUSE = /^[a-z][a-z-]*\/[a-z0-9.+-]+$/i;

/** One line of the range, by what its cells are for. */
type Line = Partial<Record<ColumnName, Cell>>;

/**
 * Reads the settings in a parameters range: 日期系统 and 语言.
 * @throws JiantuiError `bad-parameters`
 */
export function readSettings(grid: readonly (readonly Cell[])[], defaults: Settings): Settings {
  let { dateSystem, wording } = defaults;
  const issues: Issue[] = [];
  for (const { name = null, value = null } of linesOf(grid)) {
    const setting = typeof name === 'string' ? SETTINGS.get(fold(name)) : undefined;
    if (setting === undefined || value === null) continue;
    const word = foldWord(isFault(value) ? value.fault : String(value));
    if (setting === 'dateSystem') {
      if (word === '1904' || word === '1900' || word === '1899') dateSystem = Number(word) as DateSystem;
      else issues.push({ ...wrong('wrong-cell', value, '1900, 1904'), path: [String(name)] });
    } else {
      const found = WORDINGS.get(word);
      if (found === undefined)
        issues.push({ ...wrong('wrong-cell', value, '中文, English, id'), path: [String(name)] });
      else wording = found;
    }
  }
  refuse(issues, 'bad-parameters');
  return { dateSystem, wording };
}

const WORDINGS = new Map<string, Wording>([
  ['zh', 'zh'],
  ['中文', 'zh'],
  ['汉语', 'zh'],
  ['chinese', 'zh'],
  ['en', 'en'],
  ['英文', 'en'],
  ['英语', 'en'],
  ['english', 'en'],
  ['id', 'id'],
  ['代码', 'id'],
]);

/**
 * Reads the values and the adopted readings in a parameters range. A name that other rule sets use and this one does not is
 * passed over, so that one range serves several jurisdictions.
 * @throws JiantuiError `bad-parameters`
 */
export function readLaw(grid: readonly (readonly Cell[])[], ruleSet: RuleSet, reading: Reading): Law {
  const issues: Issue[] = [];
  const adopt: Record<string, string> = {};
  const dated = new Map<string, Record<string, unknown>[]>();
  for (const line of linesOf(grid)) {
    const { name = null, value = null, jurisdiction = null } = line;
    if (name === null || (jurisdiction !== null && jurisdictionOf(String(jurisdiction)) !== ruleSet.jurisdiction))
      continue;
    const written = isFault(name) ? name.fault : String(name);
    const place = (issue: Issue) => issues.push({ ...issue, path: [written] });
    if (SETTINGS.has(fold(written))) continue;
    if (CLAUSE.test(written.trim())) {
      const clause = ruleSet.file.clauses.find((id) => id.toLowerCase() === written.trim().toLowerCase());
      if (clause !== undefined && typeof value === 'string') adopt[clause] = value.trim();
      continue;
    }
    const meaning = dictionaryOf(ruleSet).meaning(written, 'parameter');
    if (meaning.kind === 'several') {
      place({
        code: 'ambiguous-header',
        path: [],
        found: shown(written),
        expected: meaning.names.map(dictionaryOf(ruleSet).header).join('、'),
      });
      continue;
    }
    if (meaning.kind === 'none') {
      if (!PUBLISHED.has(fold(written))) place(unknownParameter(written, ruleSet));
      continue;
    }
    const read = readValue(value, meaning.name, reading);
    if (isIssue(read)) {
      place(read);
      continue;
    }
    const ends = endsOf(line, reading, place);
    if (read.value === undefined && ends.from === undefined && ends.until === undefined) continue;
    const entries = dated.get(meaning.name.name) ?? [];
    dated.set(meaning.name.name, [
      ...entries,
      { value: read.value ?? null, ...ends, ...(typeof line.source === 'string' ? { source: line.source } : {}) },
    ]);
  }
  refuse(issues, 'bad-parameters');
  return { parameters: Object.fromEntries([...dated].map(([name, entries]) => [name, entries])), adopt };
}

const PUBLISHED = new Set(
  Object.entries(headerFile.facts).flatMap(([name, entry]) => [name, ...namesOfEntry(entry)].map(fold)),
);

function unknownParameter(written: string, ruleSet: RuleSet): Issue {
  const suggestion = nearest(written, dictionaryOf(ruleSet).headers('parameter'));
  return {
    code: 'unknown-header',
    path: [],
    found: shown(written),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function endsOf(line: Line, reading: Reading, place: (issue: Issue) => void): { from?: unknown; until?: unknown } {
  const ends: { from?: unknown; until?: unknown } = {};
  for (const end of ['from', 'until'] as const) {
    const read = readDay(line[end] ?? null, reading);
    if (isIssue(read)) place(read);
    else if (read.value !== undefined) ends[end] = read.value;
  }
  return ends;
}

/** The lines of a range. A first row of known column names says what the columns are; otherwise they are name, value, from, until. */
function linesOf(grid: readonly (readonly Cell[])[]): Line[] {
  if (isBlank(grid)) return [];
  const first = (grid[0] ?? []).map((cell) => (typeof cell === 'string' ? COLUMNS.get(fold(cell)) : undefined));
  const isHeaded = first.includes('name') && first.includes('value');
  const columns = isHeaded ? first : POSITIONS;
  return grid.slice(isHeaded ? 1 : 0).map((row) => {
    const line: Line = {};
    columns.forEach((column, index) => {
      if (column !== undefined) line[column] = row[index] ?? null;
    });
    return line;
  });
}

function nameTable<K extends string>(entries: Readonly<Record<K, HeaderFile['row']['id']>>): ReadonlyMap<string, K> {
  const table = new Map<string, K>();
  for (const key in entries) for (const name of [key, ...namesOfEntry(entries[key])]) table.set(fold(name), key);
  return table;
}
