import type { FlagStatus, Status, Taper, TaperVerdict, Verdict } from '../../schema/decision.js';
import type { Operator } from '../../schema/rule-set.js';

/** What kind of value a test is about, as far as its words depend on it. */
export type TestShape = 'boolean' | 'finding' | 'date' | 'number' | 'value';

/** The clauses of one section of an instrument, as a citation names them. */
export interface Cited {
  readonly section: string;
  readonly ids: readonly string[];
}

/** Who acts under a rule and how firmly. */
export type Modality = 'must' | 'may' | 'may-enjoy' | 'promote';

/** What a rule does when it is met. */
export type EffectType = 'entitlement' | 'taper' | 'flag' | 'duty' | 'exit' | 'standard';

/** Where a test stands: it changes what “required” means. */
export type Setting = 'conditions' | 'validity' | 'addressee';

/** What kind of answer is missing. */
export type Lack = 'fact' | 'finding' | 'parameter' | 'reading';

/** Who found something, when, and where it is filed. */
export interface Attested {
  readonly authority?: string | undefined;
  readonly date?: string | undefined;
  readonly reference?: string | undefined;
}

/** The dates and the origin of a parameter value. */
export interface Sourced {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly source?: string | undefined;
  readonly area?: string | undefined;
  /** `caller`, `instrument`, or the authority of an overlay. */
  readonly by: string;
}

/**
 * Every word of an explanation in one language. Functions return phrases without a final stop and without a citation;
 * the explanation adds both, so that no sentence can be left without its clause.
 */
export interface Messages {
  /** A citation, brackets included. */
  cite(cited: readonly Cited[]): string;
  /** The citation of a whole instrument. */
  readonly wholeText: string;
  /** A name that is true or not, where the answer is missing. */
  ask(label: string): string;
  /** A phrase with its citation, as an entry of a list. */
  cited(phrase: string, cite: string): string;
  /** A phrase with its citation, as a full sentence. */
  sentence(phrase: string, cite: string): string;
  /** A text of several sentences from a rule file, as one phrase. */
  onePhrase(text: string): string;
  list(items: readonly string[]): string;
  join(phrases: readonly string[]): string;
  /** Stands between items that each have their citation. */
  readonly separator: string;
  quoted(text: string): string;
  /** Several values of which one is enough. */
  alternatives(items: readonly string[]): string;
  /** Yes or no as an answer, in quotes. */
  yesNo(value: boolean): string;

  day(day: string): string;
  month(month: string): string;
  /** A plain number in its unit. A quotient comes with what it is worth to the hundredth. */
  quantity(value: string, unit: string | undefined, about: string | null): string;
  months(months: Taper['months']): string;

  title(id: string | null, place: string, day: string): string;
  basis(title: string, number: string | null): string;
  readonly headings: Readonly<Record<'results' | 'reasons' | 'missing' | 'assumptions', string>>;
  readonly groups: Readonly<Record<Status, string>>;
  readonly lacks: Readonly<Record<Lack, string>>;

  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly tapers: Readonly<Record<TaperVerdict, string>>;
  readonly flags: Readonly<Record<FlagStatus, string>>;
  readonly decisionTag: string;
  silent(programmes: string): string;
  outOfScope(addressee: string | null, programmes: string): string;
  /** @param what a clause or programmes, of which the law speaks for others only */
  notConcerned(concerned: string, what: string): string;
  named(programmes: string): string;
  /** What is open about a programme: names by kind, and whether readings differ. */
  open(
    programme: string,
    lacking: readonly { readonly kind: Lack; readonly names: readonly string[]; readonly count: number }[],
  ): string;
  granted(programme: string, modality: Modality, details: readonly string[]): string;
  taper(
    programme: string,
    verdict: TaperVerdict,
    months: Taper['months'],
    decided: boolean,
    because: readonly string[],
  ): string;
  /** Beside the result of a taper that has run its months. */
  readonly taperOverTag: string;
  taperOver(programme: string, months: number): string;
  /** Beside a duty that has not been done. */
  readonly breachTag: string;
  breach(rule: string, duties: readonly string[]): string;
  /** Beside a remark on the day for which the decision is made. */
  readonly noticeTag: string;
  schedule(first: string, last: string, used: number, remaining: number): string;
  readonly conforms: string;
  mayConform(reasons: readonly string[]): string;
  notShown(reasons: readonly string[]): string;
  doesNotConform(reasons: readonly string[]): string;
  member(id: string): string;
  readonly unlistedMember: string;
  members(ids: readonly string[]): string;
  /** A rule as it bears on a member. */
  ofMember(member: string, phrase: string): string;
  /** A fact of a member. */
  factOfMember(member: string, label: string): string;
  readonly suspect: string;

  rule(name: string, status: Status, hasTests: boolean): string;
  effect(
    type: EffectType,
    modality: Modality,
    bearing: {
      readonly programmes: string;
      readonly flags: string;
      readonly months: string | null;
      readonly measures: string;
      /** What is to be done under the one programme, where it has words of its own. */
      readonly programme: string | null;
      readonly hasAmount: boolean;
    },
  ): string;
  amount(amount: string, notes: readonly string[]): string;
  readonly noAmount: string;
  missingAmount(kind: 'fact' | 'finding' | 'parameter', name: string): string;
  measures(measures: readonly string[]): string;
  department(name: string): string;
  reading(name: string, status: Status): string;
  adopted(name: string, by: string): string;
  addedBy(authority: string): string;
  overrides(clause: string, why: string, authority: string): string;
  /** @param due until when a duty may yet be done, where that is why it is not known */
  mark(
    role: 'duty' | 'focus' | 'deadline' | 'evidence' | 'check',
    name: string,
    truth: boolean | null,
    due?: string,
  ): string;
  target(name: string, truth: boolean | null): string;
  openWords(words: string, note: string): string;
  notStated(items: string): string;
  bounds(note: string): string;
  addressee(name: string, truth: boolean | null): string;
  notAddressed(rules: string): string;
  choice(truth: boolean | null): string;
  silentReason(programmes: string): string;
  ledger(summary: string): string;

  known(label: string, value: string): string;
  /** A name with its value, inside a sentence. */
  ofValue(label: string, value: string): string;
  /** A name inside a sentence. */
  term(label: string): string;
  readonly unknown: string;
  /** A value with what it is above or below, in a few words. */
  fact(label: string, value: string, compared: readonly string[]): string;
  answered(label: string, value: boolean): string;
  foundBriefly(label: string, value: boolean, attested: Attested): string;
  compared(operator: Operator, right: string, shape: TestShape): string;
  readonly none: string;
  knownBoolean(label: string, value: boolean): string;
  derivedBoolean(label: string, value: boolean): string;
  knownFinding(label: string, value: boolean, attested: Attested): string;
  knownSet(label: string, values: readonly string[], attested: boolean): string;
  notGiven(label: string): string;
  notFound(label: string): string;
  noParameter(label: string): string;
  notDerivable(label: string, missing: string): string;
  /** Notes on the right-hand side of a test that is not known. */
  readonly notSupplied: string;
  readonly notStatedYet: string;
  lacking(missing: string): string;
  lookUpFailed(label: string): string;
  readonly lookedUp: string;
  impliedBy(facts: string): string;
  derivedFrom(formula: string | null, inputs: string): string;
  sourced(source: Sourced): string;
  withNotes(phrase: string, notes: readonly string[]): string;
  /** What a test asks for. */
  required(operator: Operator, right: string, shape: TestShape): string;
  outcome(left: string, words: string | null, required: string, setting: Setting, truth: boolean | null): string;

  missing(
    kind: 'fact' | 'finding' | 'parameter',
    name: string,
    departments: readonly string[],
    bearsOn: string,
  ): string;
  missingReading(rule: string, readings: readonly { readonly name: string; readonly status: Status }[]): string;
  readonly nothingMissing: string;
}
