import type { Issue } from '../base/issue.js';
import type { PlanName } from '../plan/plan.js';
import { type Cell, isFault } from './cell.js';
import type { Part, RegisterPlace } from './column.js';
import { type Facts, openWord } from './draft.js';
import { foldWord, plainText } from './fold.js';
import type { RegisterColumn, RegisterWords } from './header-file.js';
import { isIssue, type Reading, readDay, readText, readValue, splitWords, wordOf, wrong } from './value.js';
import { saysUnknown, yesNo } from './words.js';

/** A filled cell of a column of the registers. */
export interface RegisterCell {
  readonly place: RegisterPlace;
  readonly cell: Exclude<Cell, null>;
  readonly header: string;
}

/** What a word settles and what it leaves to be asked; null where it is not known. */
type Meaning = Omit<RegisterWords, 'words'> | null;

/**
 * Puts the cells of one household's or member's columns of the registers among its facts. What they say has to agree with
 * what stands there. Returns what is wrong.
 */
export function putRegister(
  facts: Facts,
  cells: readonly RegisterCell[],
  reading: Reading,
  ask: (issue: Issue, header: string) => void,
): Issue[] {
  const issues: Issue[] = [];
  for (const { place, cell, header } of cells) {
    if (place.part !== 'value') continue;
    const { column, dictionary } = place;
    const nameOf = (name: string) => dictionary.ruleSet.names.get(name);
    const report = (issue: Issue) => issues.push({ ...issue, path: [header] });
    const open = (names: readonly string[]) =>
      ask(
        openWord(
          cell,
          names.flatMap((name) => nameOf(name) ?? []),
          reading,
        ),
        header,
      );
    if (isFault(cell)) {
      report({ code: 'error-cell', path: [], found: cell.fault });
      continue;
    }
    if (typeof cell === 'string' && saysUnknown(cell)) continue;
    if (column.reads !== undefined) {
      const name = nameOf(column.reads);
      const read = name === undefined ? null : readValue(cell, name, reading);
      if (read === null) continue;
      if (isIssue(read)) report(read);
      else if (read.isOpen) open([column.reads]);
      else if (name !== undefined && read.value !== undefined && !put(facts, name, read.value))
        report(wrong('conflict', cell));
      continue;
    }
    for (const word of wordsOf(column, wordOf(cell))) {
      const meaning = meaningOf(column, word);
      if (meaning === null) {
        report(wrong('wrong-cell', word, knownWords(column).join(', ')));
        continue;
      }
      for (const [fact, value] of Object.entries(meaning.facts ?? {})) {
        const name = nameOf(fact);
        if (name !== undefined && !put(facts, name, value)) report(wrong('conflict', cell));
      }
      if (meaning.asks !== undefined) open(meaning.asks);
      const finding = meaning.attested === undefined ? undefined : nameOf(meaning.attested);
      if (finding === undefined) continue;
      const beside = attestation(cells, column, reading);
      if (isIssue(beside)) report(beside);
      else {
        const found = { ...recordOf(facts[finding.key]), ...beside.value };
        if (found.authority === undefined || found.date === undefined) {
          if (facts[finding.key] === undefined || found.value === 'unknown') open([finding.name]);
        } else if (put(facts, finding, 'yes')) facts[finding.key] = { ...found, value: 'yes' };
        else report(wrong('conflict', cell));
      }
    }
  }
  return issues;
}

/** Puts a value where there is none yet; several causes come together. False where another value stands there. */
function put(facts: Facts, name: PlanName, value: unknown): boolean {
  const { key, part } = name;
  const whole = facts[key];
  const there = part === undefined ? valueIn(whole) : recordOf(whole)[part];
  if (Array.isArray(there) && Array.isArray(value)) {
    facts[key] = [...new Set([...there, ...value])];
    return true;
  }
  if (there !== undefined && there !== 'unknown') return there === value;
  if (part !== undefined) facts[key] = { ...recordOf(whole), [part]: value };
  else facts[key] = there === 'unknown' ? { ...recordOf(whole), value } : value;
  return true;
}

/** Who found what a column says, when, and where it is filed: from the columns that go with it. */
function attestation(cells: readonly RegisterCell[], column: RegisterColumn, reading: Reading) {
  const beside: Partial<Record<Part, unknown>> = {};
  for (const { place, cell } of cells) {
    if (place.column !== column || place.part === 'value') continue;
    const read = place.part === 'date' ? readDay(cell, reading) : readText(cell);
    if (isIssue(read)) return read;
    if (read.value !== undefined) beside[place.part] = read.value;
  }
  return { value: beside };
}

function wordsOf({ several, words }: RegisterColumn, text: string): string[] {
  const known = words?.some((entry) => entry.words.some((word) => foldWord(word) === foldWord(text)));
  if (several !== true || known === true) return [text];
  const split = splitWords(text);
  return split.length === 0 ? [text] : split;
}

function meaningOf(column: RegisterColumn, word: string): Meaning {
  if (column.asks !== undefined) return { asks: column.asks };
  if (column.reader === 'disability') return disability(word);
  if (column.reader === 'helper') return helper(word);
  const folded = foldWord(word);
  return column.words?.find((entry) => entry.words.some((known) => foldWord(known) === folded)) ?? null;
}

function knownWords({ reader, words = [] }: RegisterColumn): string[] {
  return reader === 'disability'
    ? ['一级', '二级', '三级', '四级', '肢体三级', '无']
    : words.flatMap((entry) => entry.words.slice(0, 1));
}

const KIND = '视力|听力|言语|肢体|智力|精神|多重';
const GRADE = new RegExp(`^(?:(${KIND})(?:残疾)?)?([一二三四1-4]|i{1,3}|iv)级?(?:(${KIND})(?:残疾)?)?(?:残疾)?$`, 'u');
const GRADES: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, i: 1, ii: 2, iii: 3, iv: 4 };

/**
 * A grade of disability. Grades one and two are severe; of grade three, where the kind is mental or intellectual, or is not
 * said, that is asked; the others are not.
 */
function disability(word: string): Meaning {
  const folded = foldWord(word).replace(/[()]/gu, '');
  if (yesNo(word) === false || folded === '非残疾') return { facts: { isDisabled: false, isSeverelyDisabled: false } };
  if (folded === '办证中' || yesNo(word) === true) return { asks: ['isDisabled', 'isSeverelyDisabled'] };
  const found = GRADE.exec(folded);
  if (found === null) return null;
  const grade = GRADES[found[2] ?? ''] ?? Number(found[2]);
  const kind = found[1] ?? found[3];
  if (grade <= 2) return { facts: { isDisabled: true, isSeverelyDisabled: true } };
  const isPlain = grade === 4 || (kind !== undefined && !['智力', '精神', '多重'].includes(kind));
  return isPlain
    ? { facts: { isDisabled: true, isSeverelyDisabled: false } }
    : { facts: { isDisabled: true }, asks: ['isSeverelyDisabled'] };
}

/** Two to four characters, or a name with a dot between its parts; none that say that nobody has been named yet. */
const PERSON =
  /^(?![未无待暂不没空缺拟已尚另同见调更应需请])[\p{Script=Han}]{2,4}$|^[\p{Script=Han}]{1,12}·[\p{Script=Han}·]{1,15}$/u;

/** Who helps a household: where names stand here, perhaps with a telephone, somebody is assigned. */
function helper(word: string): Meaning {
  const names = splitWords(plainText(word)).map((name) => name.replace(/[\s()]|\d[\d-]{6,}/gu, ''));
  const isNamed =
    names.length > 0 &&
    names.filter((name) => name !== '').every((name) => PERSON.test(name)) &&
    names.some((name) => name !== '');
  return isNamed ? { facts: { helperAssigned: true } } : { asks: ['helperAssigned'] };
}

function valueIn(there: unknown): unknown {
  return typeof there === 'object' && there !== null && !Array.isArray(there) ? recordOf(there).value : there;
}

function recordOf(value: unknown): Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Facts)
    : value === undefined
      ? {}
      : { value };
}
