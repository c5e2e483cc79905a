import type { Status } from '../../schema/decision.js';
import { labelsEn } from './labels.js';
import type { Messages, Modality } from './messages.js';
import { unitsEn } from './units.js';

const STATUS: Readonly<Record<Status, string>> = {
  met: 'the conditions are met',
  undetermined: 'this cannot be told yet',
  'not-met': 'the conditions are not met',
  'not-in-force': 'the clause does not apply on the evaluation date',
  'out-of-scope': 'the instrument does not speak of this household',
};
const ACTS: Readonly<Record<Modality, string>> = {
  must: 'must',
  may: 'may',
  'may-enjoy': 'may',
  promote: 'should, by way of encouragement,',
};

const list = (items: readonly string[]) => items.join(', ');
const quoted = (text: string) => `“${text.replace(/“/gu, '‘').replace(/”/gu, '’')}”`;
const three = (truth: boolean | null, yes: string, no: string, open: string) =>
  truth === null ? open : truth ? yes : no;

/** Explanations in English. */
export const en: Messages = {
  cite: (cited) => `[${cited.map(({ section, ids }) => `${section} (${list(ids)})`).join('; ')}]`,
  wholeText: '[whole text]',
  ask: (label) => label,
  cited: (phrase, cite) => `${phrase} ${cite}`,
  sentence: (phrase, cite) => `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)} ${cite}.`,
  onePhrase: (text) =>
    text
      .trim()
      .replace(/[.;。]+$/u, '')
      .replace(
        /\.\s+(A|An|Here|If|In|It|No|Not|That|The|They|This|What|Whether|Which)?\b/gu,
        (_, word?: string) => `; ${word?.toLowerCase() ?? ''}`,
      ),
  list,
  join: (phrases) => phrases.join('; '),
  separator: '; ',
  quoted,
  alternatives: (items) =>
    [...(items.length > 1 ? [items.slice(0, -1).join(', ')] : []), ...items.slice(-1)].join(' or '),
  yesNo: (value) => (value ? '“yes”' : '“no”'),

  day: (day) => day,
  month: (month) => month,
  quantity: (value, unit, about) =>
    unitsEn(unit)(value) + (about === null ? '' : ` (about ${about}; compared without rounding)`),
  months: (months) =>
    months === null
      ? 'the number of months is not stated'
      : 'exactly' in months
        ? `exactly ${months.exactly} months`
        : `at most ${months.atMost} months, as the authority decides`,

  title: (id, place, day) => `${id ?? 'household without an id'} | ${place} | evaluation date ${day}`,
  basis: (title, number) => `Under: ${title}${number === null ? '' : ` (${number})`}`,
  ...labelsEn,
  decisionTag: 'Taper decision',
  silent: (programmes) => `this instrument has no rule on ${programmes}; that is no refusal`,
  outOfScope: (addressee, programmes) =>
    `${addressee === null ? 'the instrument does not speak of this household' : `this instrument speaks only of ${addressee}, which this household is not`}; that is no refusal of ${programmes}`,
  notConcerned: (concerned, what) => `${what}: the clause speaks of ${concerned} only`,
  named: (programmes) => `named without saying who gets what: ${programmes}`,
  open: (programme, lacking) =>
    `${programme}: ${lacking
      .map(({ kind, names, count }) => {
        if (kind === 'reading')
          return `${count === 2 ? 'two readings' : `${count} readings`} differ; one is to be adopted`;
        const what = { fact: 'fact missing', finding: 'finding awaited', parameter: 'parameter missing' }[kind];
        return `${what}: ${names.map(quoted).join(', ')}${count > names.length ? ` and ${count - names.length} more` : ''}`;
      })
      .join('; ')}`,
  granted: (programme, modality, details) =>
    [
      programme,
      [
        ...{
          must: [],
          may: ['the authority decides'],
          'may-enjoy': ['the household may have it'],
          promote: ['encouraged, not owed'],
        }[modality],
        ...details,
      ].join('; '),
    ]
      .filter((part) => part !== '')
      .join(': '),
  taper: (programme, verdict, months, decided, because) => {
    const given = verdict === 'granted' || verdict === 'discretionary';
    const start = given && !decided ? ['the first month is for the authority’s decision, and there is none yet'] : [];
    return `${programme}: ${[...(given ? [en.months(months)] : []), ...because, ...start].join('; ')}`;
  },
  taperOverTag: 'Taper over',
  taperOver: (programme, months) =>
    `${programme}: ${months === 1 ? 'its month is' : `its ${months} months are`} used up; what follows, and whether another taper may be given, is not stated`,
  breachTag: 'Not done',
  breach: (rule, duties) => `${rule}: ${duties.join('; ')}`,
  noticeTag: 'Note',
  schedule: (first, last, used, remaining) => `${first} to ${last}, ${used} months used, ${remaining} left`,
  conforms: 'months and first month conform to the clause',
  mayConform: (reasons) => `whether it conforms to the clause cannot be told yet: ${reasons.join('; ')}`,
  notShown: (reasons) => `the conditions of its first month are not shown: ${reasons.join('; ')}`,
  doesNotConform: (reasons) => `does not conform to the clause: ${reasons.join('; ')}`,
  member: (id) => `member ${id}`,
  unlistedMember: 'members who are not listed',
  members: (ids) => (ids.length === 1 ? `member ${ids[0]}` : `members ${list(ids)}`),
  ofMember: (member, phrase) => `${member}: ${phrase}`,
  factOfMember: (member, label) => `${member}: ${label}`,
  suspect: 'as printed, and doubtful',

  rule: (name, status, hasTests) =>
    `${name}: ${status === 'met' && !hasTests ? 'the clause sets no condition of its own' : STATUS[status]}`,
  effect: (type, modality, { programmes, flags, months, measures, hasAmount }) => {
    const act = ACTS[modality];
    switch (type) {
      case 'taper':
        return `a taper ${act} be given: ${months ?? 'the number of months is not stated'}`;
      case 'flag':
        return flags === ''
          ? `the household ${act} be kept under watch`
          : `the household ${act} be kept under watch as ${flags}`;
      case 'exit':
        return measures === ''
          ? `the household ${act} leave by the steps laid down`
          : `the authority ${act} ${measures}`;
      case 'standard':
        return hasAmount ? 'the standard of this clause applies' : 'this clause sets no standard';
      case 'entitlement':
        return programmes === '' ? `help ${act} be given` : `${programmes} ${act} be given`;
      case 'duty':
        return programmes === ''
          ? `the bodies concerned ${act} see to it`
          : `the bodies concerned ${act} carry out ${programmes}`;
    }
  },
  amount: (amount, notes) => en.withNotes(`the rate is ${amount}`, notes),
  noAmount: 'the amount is not stated',
  missingAmount: (kind, name) =>
    kind === 'finding'
      ? `a finding is awaited: ${quoted(name)}`
      : `the amount needs ${quoted(name)}, which has not been supplied`,
  measures: (measures) => `the clause names: ${measures.join('; ')}`,
  department: (name) => `carried out by ${name}`,
  reading: (name, status) => `read as ${quoted(name)}, ${STATUS[status]}`,
  adopted: (name, by) =>
    `the reading ${quoted(name)} has been adopted by ${by === 'caller' ? 'whoever deploys this system' : by}`,
  addedBy: (authority) => `this clause was added by ${authority} and is not part of the instrument`,
  overrides: (clause, why, authority) => `${authority} puts this clause in the place of ${clause}, because ${why}`,
  mark: (role, name, truth, due) => {
    switch (role) {
      case 'duty':
        if (due !== undefined)
          return `the duty ${quoted(name)} may yet be fulfilled: ${due === 'yearly' ? 'the year is not over' : `the time for it runs to ${due}`}`;
        return `the duty ${quoted(name)} ${three(truth, 'has been fulfilled', 'has not been fulfilled', 'may or may not have been fulfilled')}`;
      case 'focus':
        return `in the focus group ${quoted(name)}: ${three(truth, 'yes', 'no', 'not known')}`;
      case 'deadline':
        return `time limit ${quoted(name)}: ${three(truth, 'within it', 'past it', 'not known')}`;
      case 'evidence':
        return `for information, ${quoted(name)}: ${three(truth, 'yes', 'no', 'not known')}`;
      case 'check':
        return `to be checked besides, ${quoted(name)}: ${three(truth, 'yes', 'no', 'not known')}`;
    }
  },
  target: (name, truth) => `whether ${quoted(name)} is included: ${three(truth, 'yes', 'no', 'cannot be told yet')}`,
  openWords: (words, note) => `the words ${quoted(words)} leave room: ${note}`,
  notStated: (items) => `not stated in the clause: ${items}`,
  bounds: (note) => `whatever the missing answers turn out to be: ${note}`,
  addressee: (name, truth) =>
    `this instrument speaks of ${name}: this household ${three(truth, 'is one of them', 'is not one of them', 'may or may not be one of them')}`,
  notAddressed: (rules) =>
    `the instrument does not speak of this household, so these clauses do not apply to it: ${rules}`,
  choice: (truth) =>
    three(
      truth,
      'one of the following is enough, and is met',
      'at least one of the following is needed, and none is met',
      'one of the following is enough, and none can be told yet',
    ),
  silentReason: (programmes) => `no clause of the text is about ${programmes}`,
  ledger: (summary) => `this clause holds no test for a household: ${summary}`,

  known: (label, value) => `${quoted(label)} is ${value}`,
  ofValue: (label, value) => `${quoted(label)} of ${value}`,
  term: quoted,
  unknown: 'not known',
  fact: (label, value, compared) => `${label} is ${[value, ...compared].join(', ')}`,
  answered: (label, value) => `${quoted(label)}: ${value ? 'yes' : 'no'}`,
  foundBriefly: (label, value, { authority, date }) =>
    `${quoted(label)} found ${value ? 'true' : 'untrue'}${authority === undefined ? '' : ` by ${authority}`}${date === undefined ? '' : ` on ${date}`}`,
  compared: (operator, right, shape) => {
    const [more, less] = shape === 'date' ? ['later than', 'earlier than'] : ['above', 'below'];
    switch (operator) {
      case 'equal':
      case 'in':
        return right;
      case 'notEqual':
      case 'notIn':
        return `not ${right}`;
      case 'contains':
        return `include ${right}`;
      case 'doesNotContain':
        return `not include ${right}`;
      case 'lessThan':
        return `${less} ${right}`;
      case 'lessThanInclusive':
        return `not ${more} ${right}`;
      case 'greaterThan':
        return `${more} ${right}`;
      case 'greaterThanInclusive':
        return `not ${less} ${right}`;
    }
  },
  none: 'none',
  derivedBoolean: (label, value) => `${quoted(label)} works out as ${value ? 'yes' : 'no'}`,
  knownBoolean: (label, value) => `${quoted(label)} is stated as ${value ? 'yes' : 'no'}`,
  knownFinding: (label, value, { authority, date, reference }) => {
    const notes = [authority, date, reference].filter((part) => part !== undefined && part !== '');
    return `${quoted(label)} has been found: ${value ? 'yes' : 'no'} (${notes.length === 0 ? 'by an authority not named' : notes.join(', ')})`;
  },
  knownSet: (label, values, attested) =>
    `${label}${attested ? ' as found' : ''}: ${values.length === 0 ? 'none' : values.map(quoted).join(', ')}`,
  notGiven: (label) => `${quoted(label)} has not been stated`,
  notFound: (label) => `there is no finding yet on ${quoted(label)}`,
  noParameter: (label) => `${quoted(label)} has not been supplied`,
  notDerivable: (label, missing) => `${quoted(label)} cannot be worked out without ${missing}`,
  notSupplied: 'not supplied',
  notStatedYet: 'not stated',
  lacking: (missing) => `not to be worked out without ${missing}`,
  lookUpFailed: (label) => `${quoted(label)} could not be looked up in the other system`,
  lookedUp: 'looked up in another system',
  impliedBy: (facts) => `since ${facts}`,
  derivedFrom: (formula, inputs) => `worked out${formula === null ? '' : ` as ${quoted(formula)}`} from ${inputs}`,
  sourced: ({ from, until, source, area, by }) =>
    [
      from === undefined ? undefined : `from ${from}`,
      until === undefined ? undefined : `until ${until}`,
      area === undefined ? undefined : `in ${area} only`,
      source === undefined ? undefined : `source: ${source}`,
      by === 'instrument'
        ? 'set by the instrument itself'
        : by === 'caller'
          ? 'entered by whoever deploys this system'
          : `supplied by ${by}`,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  withNotes: (phrase, notes) => (notes.length === 0 ? phrase : `${phrase} (${notes.join('; ')})`),
  required: (operator, right, shape) => {
    const words = en.compared(operator, right, shape);
    if (operator === 'contains' || operator === 'doesNotContain') return words;
    return words.startsWith('not ') && (operator === 'notEqual' || operator === 'notIn')
      ? `not be ${words.slice(4)}`
      : `be ${words}`;
  },
  outcome: (left, words, required, setting, truth) => {
    const asks = {
      validity: 'to be in force the clause asks that it',
      addressee: 'to be addressed it is to',
      conditions: 'the clause asks that it',
    }[setting];
    const says =
      setting === 'validity'
        ? three(truth, 'in force', 'not in force', 'cannot be told yet')
        : three(truth, 'met', 'not met', 'cannot be told yet');
    return `${left}; ${words === null || setting !== 'conditions' ? asks : `the words ${quoted(words)} ask that it`} ${required}: ${says}`;
  },

  missing: (kind, name, departments, bearsOn) => {
    const who =
      kind !== 'finding'
        ? ''
        : departments.length === 0
          ? 'for the competent authority, which the clause does not name; '
          : `for ${departments.join(', ')} to find; `;
    return `${quoted(name)}: ${who}bears on ${bearsOn}`;
  },
  missingReading: (rule, readings) =>
    `${rule}: ${readings.map(({ name, status }) => `read as ${quoted(name)}, ${STATUS[status]}`).join('; ')}`,
  nothingMissing: 'nothing is missing; every clause has its answer',
};
