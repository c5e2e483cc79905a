import type { DecideOptions } from '../answer/prepare.js';
import { STATUS_NAMES } from '../kernel/status-names.js';
import type { RuleSet } from '../plan/plan.js';
import { type BulkAnswers, createBulkAnswers } from '../population/answer.js';
import type { Answered } from '../population/line.js';
import { briefOf, type Outline } from '../population/outline.js';
import type { Codes } from '../population/tally.js';
import type { Decision } from '../schema/decision.js';
import { statuses, taperVerdicts } from '../schema/decision.js';

/** The clauses of a rule set in a fixed order, and what else is counted. */
export interface Shape extends Pick<Outline, 'programmes' | 'flags'> {
  readonly clauses: readonly { readonly id: string; readonly subject: 'household' | 'member' }[];
  /** The taper clauses; one entry `null` where the instrument has none. */
  readonly tapers: Outline['tapers'];
}

/** The answers of one rule set for one household, as places in the lists of the schema. Reused from household to household. */
export interface Answers {
  /** One status for each clause about the household. */
  readonly statuses: Uint8Array;
  /** For each clause about members a status for each subject; one subject more where not all members are listed. */
  memberStatuses: Uint8Array;
  subjects: number;
  readonly programmes: Uint8Array;
  readonly flags: Uint8Array;
  /** By taper clause; where one is about members, the best of theirs. */
  readonly tapers: Uint8Array;
  /** Where the answers were read off; null where that was a decision. */
  from: { readonly answered: Answered; readonly index: number } | null;
}

/** Reads the answers of one rule set. What it says is what the decision would say. */
export interface Answerer {
  readonly shape: Shape;
  readonly bulk: BulkAnswers;
  /** Equal for answerers that read a household into the same columns. */
  readonly columns: string;
  /** The answers for the household at a place of a chunk. */
  answersAt(answered: Answered, index: number): Answers;
  /** The answers for a household that is decided by itself. @throws JiantuiError `bad-household` */
  answersOf(household: unknown): Answers;
}

const STATUS = STATUS_NAMES.map((status) => statuses.indexOf(status));

/** @throws JiantuiError `bad-parameters`, `bad-option` */
export function createAnswerer(ruleSet: RuleSet, options: DecideOptions): Answerer {
  const { asOf, ...others } = options;
  const bulk = createBulkAnswers(ruleSet, others);
  const { outline, conditions, kernel, tally } = bulk;
  const codes: Codes = { bytes: new Uint8Array(256), length: 0 };
  const shape: Shape = {
    ...outline,
    clauses: ruleSet.rules.map((rule) => ({ id: rule.id, subject: rule.rule.subject })),
  };
  const ofMembers = conditions.rules.filter((rule) => rule.level === 'member').length;
  const answers: Answers = {
    statuses: new Uint8Array(shape.clauses.length),
    memberStatuses: new Uint8Array(16 * ofMembers),
    subjects: 0,
    programmes: new Uint8Array(outline.programmes.length),
    flags: new Uint8Array(outline.flags.length),
    tapers: new Uint8Array(outline.tapers.length),
    from: null,
  };
  const roomFor = (subjects: number) => {
    if (answers.memberStatuses.length < subjects * ofMembers)
      answers.memberStatuses = new Uint8Array(2 * subjects * ofMembers);
  };
  return {
    shape,
    bulk,
    columns: JSON.stringify([
      kernel?.tables.bytes,
      kernel?.tables.doubles,
      [...ruleSet.parameters],
      options.parameters ?? {},
      ruleSet.vocabulary.facts,
    ]),
    answersAt: (answered, index) => {
      const { results } = answered;
      const [first, end] = [results.offsets[index] as number, results.offsets[index + 1] as number];
      const subjects = end - first;
      roomFor(subjects);
      answers.subjects = subjects;
      answers.from = { answered, index };
      tally(results, index, codes);
      const { programmes, flags } = answers;
      for (let at = 0; at < programmes.length; at++) programmes[at] = codes.bytes[at] as number;
      for (let at = 0; at < flags.length; at++) flags[at] = codes.bytes[programmes.length + at] as number;
      let at = programmes.length + flags.length;
      for (let taper = 0; taper < outline.tapers.length; taper++) {
        const count = outline.tapers[taper]?.rule?.rule.subject === 'member' ? subjects : 1;
        let best = taperVerdicts.length - 1;
        for (const last = at + count; at < last; at++) best = Math.min(best, codes.bytes[at] as number);
        answers.tapers[taper] = best;
      }
      let member = 0;
      for (let rule = 0; rule < conditions.rules.length; rule++) {
        const column = results.columns[rule] as Uint8Array;
        if (conditions.rules[rule]?.level === 'household')
          answers.statuses[rule] = STATUS[column[index] as number] as number;
        else
          for (let place = first; place < end; place++)
            answers.memberStatuses[member++] = STATUS[column[place] as number] as number;
      }
      return answers;
    },
    answersOf: (household) => {
      const decision = bulk.decide(household, asOf);
      const ids = new Set(decision.outcomes.map(({ clause }) => clause));
      const ofMember = shape.clauses.find(({ id, subject }) => subject === 'member' && ids.has(id));
      const subjects = decision.outcomes.filter(({ clause }) => clause === ofMember?.id).length;
      roomFor(subjects);
      answers.subjects = subjects;
      return fromDecision(decision, outline, shape, answers);
    },
  };
}

function fromDecision(decision: Decision, outline: Outline, shape: Shape, answers: Answers): Answers {
  const brief = briefOf(outline, decision);
  answers.programmes.set(brief.verdicts);
  answers.flags.set(brief.flags);
  answers.tapers.fill(taperVerdicts.length - 1);
  for (const { taper, verdict } of brief.tapers)
    answers.tapers[taper] = Math.min(answers.tapers[taper] as number, verdict);
  let outcome = 0;
  let member = 0;
  shape.clauses.forEach(({ subject }, index) => {
    const next = () => statuses.indexOf(decision.outcomes[outcome++]?.status ?? 'undetermined');
    if (subject === 'household') answers.statuses[index] = next();
    else for (let block = 0; block < answers.subjects; block++) answers.memberStatuses[member++] = next();
  });
  answers.from = null;
  return answers;
}
