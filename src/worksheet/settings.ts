import type { Day } from '../base/calendar.js';
import { instantIssue } from '../base/instant.js';
import type { Issue } from '../base/issue.js';
import type { Language } from '../base/issue-text.js';
import { type Cell, isFault } from './cell.js';
import type { DateSystem } from './day.js';
import { fold, foldWord } from './fold.js';
import { headerFile } from './header-file.js';
import { jurisdictionNames, jurisdictionOf } from './jurisdiction.js';
import { type Line, linesOf, nameTable } from './parameter-lines.js';
import { refuse } from './problem.js';
import { isIssue, readDay, wrong } from './value.js';

/** In what words a function answers: Chinese, English, or the ids that programs compare. */
export type Wording = 'zh' | 'en' | 'id';

/** What the parameters argument says about the sheet itself. */
export interface Settings {
  readonly dateSystem: DateSystem;
  readonly wording: Wording;
  /** For calls that name no jurisdiction. */
  readonly jurisdiction: string | null;
  /** For calls that give no date and rows that hold none. */
  readonly asOf: Day | null;
  /** Findings, events and decisions of a later date are unknown. */
  readonly knownOn: Day | null;
}

/** The settings of a sheet that makes none. */
export function defaultSettings(dateSystem: DateSystem = 1900): Settings {
  return { dateSystem, wording: 'zh', jurisdiction: null, asOf: null, knownOn: null };
}

/** The language of sentences in a wording. */
export function languageOf(wording: Wording): Language {
  return wording === 'zh' ? 'zh' : 'en';
}

const NAMES = nameTable(headerFile.settings);
const DATE_SYSTEMS: Readonly<Record<string, DateSystem>> = { 1899: 1899, 1900: 1900, 1904: 1904 };
const WORDINGS: Readonly<Record<string, Wording>> = {
  zh: 'zh',
  中文: 'zh',
  chinese: 'zh',
  en: 'en',
  英文: 'en',
  english: 'en',
  id: 'id',
  代码: 'id',
};

/** Whether a name in a parameters range is that of a setting. */
export function isSetting(name: string): boolean {
  return NAMES.has(fold(name));
}

/**
 * Reads the settings in a parameters range: 日期系统, 语言, 辖区, 评估基准日.
 * @throws JiantuiError `bad-parameters`
 */
export function readSettings(grid: readonly (readonly Cell[])[], defaults: Settings): Settings {
  const found: Partial<Record<keyof HeaderSettings, { readonly name: string; readonly value: Exclude<Cell, null> }>> =
    {};
  for (const { name = null, value = null } of linesOf(grid) as Line[]) {
    const setting = typeof name === 'string' ? NAMES.get(fold(name)) : undefined;
    if (setting !== undefined && value !== null) found[setting] = { name: String(name), value };
  }
  const issues: Issue[] = [];
  const read = <V>(
    setting: keyof HeaderSettings,
    otherwise: V,
    take: (word: string, value: Cell) => V | undefined,
    expected: string,
  ): V => {
    const entry = found[setting];
    if (entry === undefined) return otherwise;
    const value = take(foldWord(isFault(entry.value) ? entry.value.fault : String(entry.value)), entry.value);
    if (value === undefined)
      issues.push({
        ...(instantIssue(entry.value, []) ??
          wrong('wrong-cell', isFault(entry.value) ? entry.value.fault : entry.value, expected)),
        path: [entry.name],
      });
    return value ?? otherwise;
  };
  const dateSystem = read(
    'dateSystem',
    defaults.dateSystem,
    (word) => (Object.hasOwn(DATE_SYSTEMS, word) ? DATE_SYSTEMS[word] : undefined),
    '1900, 1904',
  );
  const wording = read(
    'language',
    defaults.wording,
    (word) => (Object.hasOwn(WORDINGS, word) ? WORDINGS[word] : undefined),
    '中文, English, id',
  );
  const jurisdiction = read(
    'jurisdiction',
    defaults.jurisdiction,
    (word) => jurisdictionOf(word) ?? undefined,
    jurisdictionNames('zh').join('、'),
  );
  const readDate = (name: 'asOf' | 'knownOn') =>
    read(
      name,
      defaults[name],
      (_word, value) => {
        const day = readDay(value, { dateSystem, language: languageOf(wording) });
        return isIssue(day) ? undefined : (day.value as Day | undefined);
      },
      '2020-06-30',
    );
  const [asOf, knownOn] = [readDate('asOf'), readDate('knownOn')];
  refuse(issues, 'bad-parameters');
  return { dateSystem, wording, jurisdiction, asOf, knownOn };
}

type HeaderSettings = typeof headerFile.settings;
