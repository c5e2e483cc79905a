import type { Issue } from './issue.js';
import { pathText } from './issue.js';

/** What is wrong, by the code of the issue. `issue-text-zh.ts` says the same in Chinese. */
const SAYS = {
  'unknown-key': 'this name is not known',
  'missing-key': 'this is missing',
  'unknown-value': 'this value is not one of those allowed',
  'wrong-type': 'this is of the wrong type',
  'wrong-form': 'this is not written in the right form',
  'wrong-value': 'this value is not allowed',
  'no-such-day': 'there is no such day',
  instant: 'this is a moment, and which day is meant cannot be told: write the day',
  'no-such-month': 'there is no such month',
  'year-out-of-range': 'years end at 9999',
  negative: 'this must not be negative',
  'too-large': 'this number is too large or has too many digits',
  'too-many': 'there are too many entries',
  'duplicate-id': 'this id is used twice',
  conflict: 'this contradicts another entry',
  'unknown-name': 'no fact, parameter or derived fact that can stand here has this name',
  'unknown-programme': 'no programme has this id',
  'unknown-flag': 'no risk flag has this id',
  'unknown-period': 'no period has this name',
  'unknown-assumption': 'no assumption has this id',
  'unknown-clause': 'no clause has this id',
  'unknown-reading': 'the clause has no such reading',
  'wrong-operator': 'this comparison does not fit the type of the fact',
  'wrong-operand': 'the two sides of the comparison are of different types',
  'unit-mismatch': 'the two sides have different units',
  'member-fact': 'a rule about the household cannot test a fact of a member',
  'empty-group': 'a group of conditions must not be empty',
  cycle: 'the formulas refer to each other in a circle',
  'implies-circle': 'this value comes to imply itself',
  contradiction: 'these cannot both be so',
  overlap: 'the periods of validity overlap',
  gap: 'the periods of validity leave a gap',
  backwards: 'the first day is later than the last',
  'no-citation': 'the citation is missing',
  'clause-unaccounted': 'this clause has neither a rule nor a ledger entry',
  'clause-twice': 'this clause is accounted for twice',
  'no-event': 'a rule of this kind lacks a part it needs',
  'override-unnamed':
    'an overlay cannot silently change an instrument’s rule: name what it overrides, why, and on whose word',
  'pack-elsewhere': 'this pack is not for this jurisdiction: one place’s standard is not used in another',
  'area-adopts': 'an overlay limited to one area cannot adopt a reading: it would hold in every area',
  'formula-syntax': 'the formula cannot be read',
  'formula-unsupported': 'the formula uses something that is not supported',
  'formula-too-long': 'the formula is too long',
  'formula-too-deep': 'the formula is nested too deeply',
  'formula-type': 'the types in the formula do not fit',
  'not-linear': 'a formula is not linear in this fact, so its thresholds cannot be given exactly',
  'unknown-header': 'this header is not known',
  'ambiguous-header': 'this header could mean more than one thing: say which',
  'duplicate-header': 'two columns give the same thing',
  'member-header': 'this is a fact of a member: the header has to say of which',
  'month-header': 'the header of an income by month has to name the month',
  'wrong-unit': 'the unit in the header is not the unit of this fact',
  'no-header': 'this cell is filled and its column has no header',
  'wrong-cell': 'the content of the cell does not fit its header',
  'open-word': 'this does not settle it: it is taken as unknown and asked for',
  'error-cell': 'the cell holds an error value',
  'digits-lost': 'a number this long has to be stored as text: as a number it loses its last digits',
  'no-headers': 'no row with two or more known headers was found',
  'not-computed': 'the formula has no stored value: open and save the file once in WPS or Excel',
  'date-for-number': 'the cell is shown as a date, and this fact is a number',
  'not-xlsx': 'this is no xlsx workbook: save older formats and encrypted files as xlsx',
  'wrong-range': 'the ranges do not fit: values and headers have to be of one length',
  'missing-argument': 'an argument is missing',
  'unknown-jurisdiction': 'there is no rule set for this jurisdiction',
  'month-not-later': 'this month is not later than the last one taken in',
  'decision-later': 'this decision was made after the month for which it is given',
  unreadable: 'the file cannot be read',
  'not-json': 'this is not JSON',
  'json-cut-off': 'the JSON breaks off',
  'empty-file': 'the file is empty',
  'too-large-file': 'the file is too large',
  'too-deep': 'the brackets are nested too deeply',
  'duplicate-key': 'this name is given twice, and which one counts cannot be told',
  'inexact-number': 'this number loses digits as a JSON number; put it in double quotes',
  'no-jurisdiction': 'it is not said whose instrument applies: give `jurisdiction` in the data, or --jurisdiction',
  'not-a-fact': 'this is a parameter: it belongs in the parameters, not in the household',
  'not-of-household': 'this is said of a member: it belongs in `members`',
  'not-of-member': 'this is said of the household, not of a member',
  'reserved-id': '“household” stands for the household and cannot be the id of a member',
  'one-reading': 'the clause has one reading only; those that have several follow',
  'other-rule-set': 'the decision was not made under this rule set',
  'too-long': 'this text is too long',
  'too-short': 'this is empty or too short',
  'not-utf8': 'this is not UTF-8 text',
  'not-an-object': 'a household is a JSON object',
  'unusual-household':
    'something in this household is wrong, or a figure is beyond the compiled form; the full package says which',
  'no-code-generation': 'code must not be generated here',
  'not-as-checked': 'this is no checked rule set, or not as it was checked: make it again',
  'stale-module':
    'the module compiled ahead of time was made from another rule set, other parameters or other readings',
  'not-compilable': 'this cannot be compiled',
  'not-yaml': 'this is not complete YAML',
  unwritable: 'the file cannot be written',
  'unwritable-output': 'the standard output cannot be written',
  'not-installed': 'this needs a package that is not installed',
  'wrong-encoding': 'these bytes do not fit the encoding',
  'utf-16': 'this looks like UTF-16, which is not read: save it as UTF-8',
  'other-separator':
    'the cells of this table are not separated by commas, and other separators are not read: save it with commas',
  'wrong-column-count': 'the number of columns differs from the header’s',
  'broken-csv': 'this CSV record cannot be read',
  'record-too-long': 'this record is too long',
  'no-header-row': 'there is no header row',
  'no-such-row': 'there is no such row',
  'nothing-to-resume': 'there is no progress to go on from',
  'resume-differs': 'this differs from last time, so the run cannot go on from there',
  'same-file': 'this file would be written over another that the same run needs',
  'not-a-file': 'this needs an ordinary file',
  'bad-progress': 'the note of how far the run came is not as it was written: begin anew without --resume',
  'broken-zip': 'the zip file is damaged or cut off',
  'parts-overlap': 'parts of the zip file overlap',
  'part-twice': 'two parts of the zip file have the same name',
  'no-such-part': 'the workbook names a part that it does not hold',
  encrypted: 'the workbook is encrypted: save it without a password',
  'broken-xml': 'this part is not well-formed XML',
  'cut-off': 'this part breaks off',
  doctype: 'this part has a DOCTYPE, which is not read',
  'not-a-sheet': 'this element cannot stand here',
  'beyond-sheet': 'this place is beyond the sheet',
  'no-room': 'there is no room for the results on the right',
  'wrong-reference': 'the reference of this cell is not in its row',
  'duplicate-cell': 'this cell stands twice, and which one counts cannot be told',
  'row-twice': 'this row stands twice, and which one counts cannot be told',
  'sheet-size': 'this is larger than a workbook may be',
  'sheet-ratio': 'this unpacks to far more than it is when packed, as files do that are meant to do harm',
  'sheet-parts': 'the zip file has too many parts',
  'sheet-elements': 'this part has too many elements',
  'sheet-levels': 'the elements of this part are nested too deeply',
  'sheet-attributes': 'an element has too many attributes',
  'sheet-token': 'a text or a tag is too long',
  'sheet-row': 'a row is too long',
  'sheet-texts': 'the workbook has too much text',
  'sheet-merges': 'there are too many merged cells',
  'lookup-failed': 'the look-up in another system failed',
} as const satisfies Readonly<Record<string, string>>;

/** Every code that has a sentence. */
export type SaidCode = keyof typeof SAYS;

/** Longest list of valid names that a message shows. */
const MAX_LIST = 160;

/** One issue as an English sentence: place, what is wrong, what was found, what was expected, what may have been meant. */
export function issueTextEn(issue: Issue): string {
  const says = (SAYS as Readonly<Record<string, string>>)[issue.code] ?? issue.code;
  const where = 'line' in issue && 'column' in issue ? ` (line ${issue.line}, column ${issue.column})` : '';
  const expected = shortList(issue);
  return [
    `${placeText(issue)}${says}${where}`,
    ...(issue.found === undefined || issue.found === 'nothing' ? [] : [`found ${issue.found}`]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(issue.suggestion === undefined ? [] : [`did you mean ${issue.suggestion}?`]),
  ].join('; ');
}

/** The place that a sentence begins with; nothing for the whole of the input. */
export function placeText(issue: Issue): string {
  const place = pathText(issue.path);
  return place === '' ? '' : `${place}: `;
}

/** Longest list of values, which are no names to be guessed from: the whole of it is needed. */
const MAX_VALUES = 1000;

/** What was expected. A long list of names is left out beside a suggestion, and counted without one; values are all listed. */
export function shortList({ code, expected, suggestion }: Issue): string | undefined {
  const most = ['unknown-value', 'wrong-cell', 'open-word'].includes(code) ? MAX_VALUES : MAX_LIST;
  if (expected === undefined || expected.length <= most) return expected;
  const names = expected.split(', ');
  if (names.length < 10) return expected;
  return suggestion === undefined ? `one of ${names.length} names` : undefined;
}
