import type { Month } from '../base/calendar.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { PlanName } from '../plan/plan.js';
import { monthOfText } from './day.js';
import type { Dictionary, Scope } from './dictionary.js';
import { fold, plainText } from './fold.js';
import { type HeaderEntry, headerFile, namesOfEntry, RESULT_MARK, type RegisterColumn } from './header-file.js';
import { readMemberPrefix } from './member-prefix.js';
import { fitsUnit, unitWords } from './units.js';

/** What one column of a table gives. */
export type Column =
  | FactColumn
  | { readonly kind: 'row'; readonly key: 'id' | 'asOf' | 'jurisdiction' }
  | { readonly kind: 'member'; readonly key: 'id' | 'ignored'; readonly member: number }
  | RegisterPlace
  | { readonly kind: 'ignored' };

/** Which part of a fact a column gives: its value, or of a finding who made it, when, and where it is filed. */
export type Part = 'value' | 'authority' | 'date' | 'reference';

export interface FactColumn {
  readonly kind: 'fact';
  readonly name: PlanName;
  readonly part: Part;
  /** The number of the member, from the header; null for the household. */
  readonly member: number | null;
  /** For a fact that is answered clause by clause. */
  readonly clause?: string;
  /** For a series by month. */
  readonly month?: Month;
}

/** A column of the registers that gives facts of other names, or who found it and when. */
export interface RegisterPlace {
  readonly kind: 'register';
  readonly column: RegisterColumn;
  readonly part: Part;
  readonly member: number | null;
  readonly dictionary: Dictionary;
}

const LONGEST = 200;
const REGISTER = new Map(
  headerFile.register.columns.flatMap((column) => column.headers.map((header) => [fold(header), column] as const)),
);
const IGNORED = new Set(headerFile.ignored.headers.map(fold));
const NOTES = new Set(headerFile.notes.map(fold));
const ROW = Object.entries(headerFile.row).map(
  ([key, entry]) => [key as 'id' | 'asOf' | 'jurisdiction', new Set([key, ...namesOfEntry(entry)].map(fold))] as const,
);
const MEMBER_ID = new Set(namesOfEntry(headerFile.member.id).map(fold));
const BRACKETED = /^(.*?)\s*[([【〔]\s*([^()[\]【】〔〕]*?)\s*[)\]】〕]$/u;
const CLAUSE = /^(.*?)\s*[@([【〔]?\s*([a-z][a-z-]*\/[a-z0-9.+-]+)\s*[)\]】〕]?$/iu;
const MONTH = /(\d{4}\s*[-/.年]\s*\d{1,2}\s*月?)/u;
const ASKS = /^(是否属于|是否|有无|属于|有)/u;

/** Reads a header. Never guesses: a header that could mean two facts, or that is not known, is an issue. */
export function readHeader(written: string, dictionary: Dictionary): Column | Issue {
  if (written.length > LONGEST) return issue('unknown-header', written);
  // A header over several lines is one text: the lines are broken for want of room.
  const text = plainText(written)
    .replace(/\s+/gu, ' ')
    .replace(/^[*＊]+|[*＊:：]+$/gu, '')
    .trim();
  if (isResult(written)) return { kind: 'ignored' };
  const prefix = readMemberPrefix(text, headerFile.member.prefixes);
  if (prefix !== null) return readMemberHeader(written, prefix.rest, prefix.member, dictionary);
  for (const [key, names] of ROW) if (names.has(fold(text))) return { kind: 'row', key };
  const column = readFact(written, text, 'household', null, dictionary);
  if (!isIssue(column) || column.code !== 'unknown-header') return column;
  const register = readRegister(text, null, dictionary);
  if (register !== null && register.column.scope === 'household') return register;
  if (isIgnored(text)) return { kind: 'ignored' };
  const member = readFact(written, text, 'member', 1, dictionary);
  if (register !== null || !isIssue(member))
    return issue('member-header', written, `${headerFile.member.prefixes[0]}1.${written}`);
  return column;
}

/** Whether a header is that of a column of results. */
export function isResult(written: string): boolean {
  return fold(written).endsWith(fold(RESULT_MARK));
}

export function isIssue(value: Column | Issue): value is Issue {
  return 'code' in value;
}

function readMemberHeader(written: string, rest: string, member: number, dictionary: Dictionary): Column | Issue {
  if (MEMBER_ID.has(fold(rest))) return { kind: 'member', key: 'id', member };
  const column = readFact(written, rest, 'member', member, dictionary);
  const register = isIssue(column) ? readRegister(rest, member, dictionary) : null;
  if (register?.column.scope === 'member') return register;
  return isIssue(column) && isIgnored(rest) ? { kind: 'member', key: 'ignored', member } : column;
}

/** Whether a column takes no part in a decision, with a unit behind its name or without. */
function isIgnored(text: string): boolean {
  return IGNORED.has(fold(text)) || IGNORED.has(fold(BRACKETED.exec(text)?.[1] ?? text));
}

function readRegister(text: string, member: number | null, dictionary: Dictionary): RegisterPlace | null {
  const place = (column: RegisterColumn, part: Part): RegisterPlace => ({
    kind: 'register',
    column,
    part,
    member,
    dictionary,
  });
  const bracketed = BRACKETED.exec(text);
  const base = bracketed !== null && NOTES.has(fold(bracketed[2] ?? '')) ? (bracketed[1] ?? '') : text;
  const own = REGISTER.get(fold(base));
  if (own !== undefined) return place(own, 'value');
  for (const [part, entry] of Object.entries(headerFile.finding) as [Exclude<Part, 'value'>, HeaderEntry][]) {
    for (const ending of [part, ...namesOfEntry(entry)]) {
      const column = REGISTER.get(fold(withoutEnding(text, plainText(ending)) ?? ''));
      if (column?.words?.some((words) => words.attested !== undefined)) return place(column, part);
    }
  }
  return null;
}

function readFact(
  written: string,
  text: string,
  scope: Scope,
  member: number | null,
  dictionary: Dictionary,
): Column | Issue {
  const column = (name: PlanName, more: { part?: Part; clause?: string; month?: Month } = {}): FactColumn => ({
    kind: 'fact',
    member,
    name,
    part: 'value',
    ...more,
  });
  const direct = meaning(text, scope, dictionary);
  if (direct.kind === 'one') return column(direct.name);
  if (direct.kind === 'several')
    return issue('ambiguous-header', written, direct.names.map((name) => dictionary.header(name)).join('、'));

  const clause = CLAUSE.exec(text);
  if (clause !== null) {
    const rule = dictionary.ruleSet.file.clauses.find((id) => id.toLowerCase() === clause[2]);
    const base = meaning(clause[1] ?? '', scope, dictionary);
    if (base.kind === 'one' && base.name.perClause && rule !== undefined) return column(base.name, { clause: rule });
    // A clause of another jurisdiction: the column is for that one's rules.
    if (base.kind === 'one' && base.name.perClause && isElsewhere(clause[2] ?? '', dictionary))
      return { kind: 'ignored' };
  }
  const bracketed = BRACKETED.exec(text);
  if (bracketed !== null) {
    const base = meaning(bracketed[1] ?? '', scope, dictionary);
    const note = bracketed[2] ?? '';
    if (base.kind === 'several')
      return issue('ambiguous-header', written, base.names.map((name) => dictionary.header(name)).join('、'));
    if (base.kind === 'one') {
      const fits = NOTES.has(fold(note)) ? true : fitsUnit(note, base.name.unit);
      if (fits === true) return column(base.name);
      if (fits === false) return issue('wrong-unit', written, unitWords(base.name.unit));
    }
  }
  const month = MONTH.exec(text);
  if (month !== null) {
    const base = meaning(text.replace(month[0], ''), scope, dictionary);
    const value = monthOfText(month[0].replace(/\s+/gu, ''));
    if (base.kind === 'one' && base.name.entryKey === 'month' && value !== null)
      return column(base.name, { month: value });
  }
  for (const [part, entry] of Object.entries(headerFile.finding) as [
    Exclude<Part, 'value'>,
    (typeof headerFile.finding)['date'],
  ][]) {
    for (const ending of [part, ...namesOfEntry(entry)]) {
      const base = withoutEnding(text, plainText(ending));
      const found = base === null ? null : meaning(base, scope, dictionary);
      if (found?.kind === 'one' && found.name.type === 'finding') return column(found.name, { part });
    }
  }
  return issue('unknown-header', written, undefined, nearest(written.trim(), dictionary.headers(scope)));
}

function isElsewhere(clause: string, { ruleSet }: Dictionary): boolean {
  const jurisdiction = clause.slice(0, clause.indexOf('/'));
  return jurisdiction !== ruleSet.jurisdiction && Object.hasOwn(headerFile.jurisdictions, jurisdiction);
}

/** The part before an ending that stands behind a separator, or that says 认定 itself. */
function withoutEnding(text: string, ending: string): string | null {
  if (!text.endsWith(ending)) return null;
  const base = text.slice(0, -ending.length);
  if (/[.·・:_\-\s]$/u.test(base)) return base;
  return ending.startsWith('认定') && base !== '' ? base : null;
}

/** What a text means, with 是否 or 属于 before a yes-or-no fact passed over. */
function meaning(text: string, scope: Scope, dictionary: Dictionary) {
  const found = dictionary.meaning(text, scope);
  if (found.kind !== 'none' || !ASKS.test(text)) return found;
  const asked = dictionary.meaning(text.replace(ASKS, ''), scope);
  return asked.kind === 'one' && asked.name.type !== 'finding' && asked.name.type !== 'boolean' ? found : asked;
}

function issue(code: string, written: string, expected?: string, suggestion?: string): Issue {
  return {
    code,
    path: [],
    found: shown(written),
    ...(expected === undefined ? {} : { expected }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
