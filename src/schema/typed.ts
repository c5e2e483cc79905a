import type * as plain from './decision.js';
import type { DayWritten } from './fact-values.js';
import type { HouseholdFacts } from './generated/household-facts.js';
import type { MemberFacts } from './generated/member-facts.js';
import type { Flag, ParameterFacts, Programme } from './generated/vocabulary-names.js';

/**
 * The names that a rule set uses, as types. A vocabulary of one's own is an interface that extends this one and says each part,
 * such as `household: HouseholdFacts & { hasGreenhouse?: boolean | null }`.
 */
export interface Vocabulary {
  household: object;
  member: object;
  parameters: object;
  programme: string;
  flag: string;
}

/** The names of `rules/vocabulary.json`. */
export interface ShippedVocabulary {
  household: HouseholdFacts;
  member: MemberFacts;
  parameters: ParameterFacts;
  programme: Programme;
  flag: Flag;
}

/** A household snapshot. A fact that is left out, or null, is unknown. */
export type Household<V extends Vocabulary = ShippedVocabulary> = {
  readonly $schema?: string | undefined;
  /** At most 100 characters. */
  readonly id?: string | undefined;
  /** The day for which the household is described and decided. */
  readonly asOf?: DayWritten | undefined;
  /** Another name of `asOf`. */
  readonly asOfDate?: DayWritten | undefined;
  readonly jurisdiction?: string | undefined;
  /** Those known; where `householdSize` is more, nothing is known of the rest. */
  readonly members?: readonly Member<V>[] | null | undefined;
} & V['household'];

/** A member of a household. */
export type Member<V extends Vocabulary = ShippedVocabulary> = {
  /** Of its own within the household, at most 100 characters; not `household`. */
  readonly id: string;
} & V['member'];

/** Values of parameters, for `parameters` of the options. */
export type Parameters<V extends Vocabulary = ShippedVocabulary> = V['parameters'];

/** What a programme comes to, with the clauses that it rests on. */
export type Eligibility<V extends Vocabulary = Vocabulary> = plain.Eligibility & { programme: V['programme'] };
/** What comes of a taper clause, or of the authority's decision under it. */
export type Taper<V extends Vocabulary = Vocabulary> = plain.Taper & { programme: V['programme'] };
/** Whether a flag is raised, with the clauses that say so. */
export type Risk<V extends Vocabulary = Vocabulary> = plain.Risk & { flag: V['flag'] };
/** A name of which the value would settle something. */
export type Question<V extends Vocabulary = Vocabulary> = plain.Question & { programmes: V['programme'][] };

/** The full answer for one household under one instrument on one day. Plain JSON, frozen, the same bytes for the same input. */
export interface Decision<V extends Vocabulary = Vocabulary> extends plain.Decision {
  eligibility: Eligibility<V>[];
  tapers: Taper<V>[];
  risks: Risk<V>[];
  questions: Question<V>[];
}
