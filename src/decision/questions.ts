import type { Day } from '../base/calendar.js';
import { JiantuiError } from '../base/error.js';
import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { subjectId, type Use } from '../household/values.js';
import type { RulePlan } from '../plan/plan.js';
import { taperProgramme } from '../plan/targets.js';
import { truthOf } from '../plan/truths.js';
import type { Assumption, Decision, Question } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import type { Evaluation, Judged } from './evaluation.js';
import { LATER, laterEvidence } from './later.js';

/** The order of the kinds of questions. */
export const COST = { fact: 0, parameter: 1, finding: 2 } as const;

/**
 * What to ask next. Cheapest first: a fact anybody can look up, then a parameter the deployer sets, then a finding that
 * an authority has to make; among equals, what may settle most clauses. Frozen.
 */
export function questionsOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Question[] {
  if (judged.every(({ open, openTargets }) => open.length === 0 && openTargets.length === 0)) return NONE;
  const questions = new Map<string, Question>();
  const ask = ({ ref: { name, clause: by }, subject }: Use, clause: string, programmes: readonly string[]) => {
    const who = subjectId(evaluation.values.household, subject);
    const key = `${name.name}\n${who}\n${by ?? ''}`;
    let question = questions.get(key);
    if (question === undefined) {
      question = { name: name.name, kind: name.kind, subject: who, settles: [], programmes: [] };
      questions.set(key, question);
    }
    if (!question.settles.includes(clause)) question.settles.push(clause);
    for (const id of programmes) if (!question.programmes.includes(id)) question.programmes.push(id);
  };
  for (const { outcome, open, openTargets, instance, judgement } of judged) {
    if (open.length === 0 && openTargets.length === 0) continue;
    const listed = (id: string) => (outcome.kind === 'taper' ? taperProgramme(id) : id);
    const programmes = instance.rule.programmes
      .filter(({ when }) => judgement.addresseeOpen || truthOf(when, instance.truths) !== false)
      .map(({ id }) => listed(id));
    for (const use of open) ask(use, outcome.clause, programmes);
    // A rule that is met may still leave open for which of its programmes, or which flags it raises.
    for (const target of openTargets)
      for (const use of target.open) ask(use, outcome.clause, target.what === 'programme' ? [listed(target.id)] : []);
  }
  const list = [...questions.values()].sort(byCost);
  for (const question of list) {
    Object.freeze(question.settles);
    Object.freeze(question.programmes);
    Object.freeze(question);
  }
  return Object.freeze(list);
}

const NONE: readonly Question[] = Object.freeze([]);

function byCost(a: Question, b: Question): number {
  return byRank(rankOf(a), rankOf(b));
}

function rankOf({ kind, settles, name, subject }: Question): QuestionRank {
  return { cost: COST[kind], settles: settles.length, name, who: subject, clause: settles[0] ?? '' };
}

/** What the place of a question among others hangs on. */
export interface QuestionRank {
  readonly cost: number;
  /** How many clauses it may settle. */
  readonly settles: number;
  readonly name: string;
  readonly who: string;
  /** The first of the clauses, or its place in their order. */
  readonly clause: string | number;
}

/** Cheapest first, then what may settle most, then by name. */
export function byRank(a: QuestionRank, b: QuestionRank): number {
  return (
    a.cost - b.cost ||
    b.settles - a.settles ||
    order(a.name, b.name) ||
    order(a.who, b.who) ||
    order(a.clause, b.clause)
  );
}

/**
 * What to ask next about one programme: the questions that may settle its verdict, each with the clauses concerned, cheapest
 * first. None where the verdict is settled, and none where the instrument itself leaves it open.
 * @throws JiantuiError `bad-option` for a programme that there is not
 */
export function questionsFor(
  decision: Pick<Decision, 'eligibility' | 'questions'>,
  programme: string,
): readonly Question[] {
  const entry = decision.eligibility.find((candidate) => candidate.programme === programme);
  if (entry === undefined) {
    const known = decision.eligibility.map((candidate) => candidate.programme);
    const suggestion = nearest(programme, known);
    throw new JiantuiError('bad-option', [
      {
        code: 'unknown-programme',
        path: ['programme'],
        found: shown(programme),
        expected: known.join(', '),
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ]);
  }
  if (entry.verdict !== 'undetermined') return [];
  return decision.questions
    .filter((question) => question.programmes.includes(programme))
    .map((question) => ({ ...question, settles: question.settles.filter((clause) => entry.clauses.includes(clause)) }))
    .filter((question) => question.settles.length > 0)
    .sort(byCost);
}

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Conventions that hold of a household as a whole, whatever the instrument. */
const GENERAL: Readonly<Record<'after-plan-years' | 'before-issue' | 'listed-members' | 'other-jurisdiction', Texts>> =
  {
    'after-plan-years': {
      zh: '评估基准日在标题所列年份之后；文件未写明失效日期，仍按其条文判断，条文写明日期的事项以该日期为准。',
      en: 'The evaluation date lies after the years that the title names; the instrument states no end, and its clauses are applied all the same. What has a date of its own keeps that date.',
    },
    'before-issue': {
      zh: '自印发之日起适用，文件未写明其他日期；评估基准日在印发之前。',
      en: 'In force from the day it was issued; no other day is stated, and the evaluation date lies before it.',
    },
    'listed-members': {
      zh: '家庭资料没有写明人口数，所列成员视为全部成员。',
      en: 'The household’s data do not say how many persons it has; the members listed are taken to be all of them.',
    },
    'other-jurisdiction': {
      zh: '家庭资料所写辖区与所用文件的辖区不同。',
      en: 'The household’s own data name another jurisdiction than that of the instrument applied.',
    },
  };

/** Every convention of this library that the decision rests on, with the clauses concerned. Frozen. */
export function assumptionsOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Assumption[] {
  const { ruleSet, values } = evaluation;
  const { jurisdiction, asOf, given, membersComplete } = values.household;
  const found = new Map<string, Set<string>>();
  const rely = (id: string) => {
    const clauses = found.get(id) ?? new Set();
    found.set(id, clauses);
    return clauses;
  };
  const { date, planYears } = ruleSet.file.instrument;
  if (planYears !== undefined && Number(asOf.slice(0, 4)) > planYears.until) rely('after-plan-years');
  const early = judged.filter(
    ({ instance: { rule }, outcome }) => isEarly(rule, asOf) && outcome.status !== 'out-of-scope',
  );
  for (const { outcome } of early) rely('before-issue').add(outcome.clause);
  // No clause stands for the whole instrument. A clause with a later day of its own is no exception.
  if (ruleSet.rules.every((rule) => isEarly(rule, asOf) || (rule.rule.inForce?.from ?? '') > date))
    rely('before-issue').clear();
  if (jurisdiction !== null && jurisdiction !== ruleSet.jurisdiction) rely('other-jurisdiction');
  const takesListed = membersComplete && !given.has('householdSize');
  for (const { outcome, instance } of judged) {
    if (outcome.status === 'out-of-scope' || outcome.status === 'not-in-force') continue;
    const { rule, subject } = instance;
    const names = ruleSet.tables.ruleNames.get(rule.id);
    for (const id of rule.rule.assumptions ?? []) rely(id).add(rule.id);
    if (takesListed && names?.usesMembers) rely('listed-members').add(rule.id);
    for (const ref of names?.workedOut ?? []) {
      const { assumption } = values.get(ref, subject);
      if (assumption !== undefined) rely(assumption).add(rule.id);
    }
  }
  const later = laterEvidence(evaluation, judged);
  for (const clause of later?.clauses ?? []) rely(LATER).add(clause);
  const texts: Readonly<Record<string, Texts>> = {
    ...ruleSet.vocabulary.assumptions,
    ...GENERAL,
    ...(later === null ? {} : { [LATER]: later.text }),
  };
  if (later !== null) rely(LATER);
  return deepFreeze(
    [...found]
      .sort(([a], [b]) => order(a, b))
      .map(([id, clauses]) => ({ id, text: texts[id] ?? { zh: id, en: id }, clauses: [...clauses] })),
  );
}

/** Whether the day lies before a rule's document was issued, where the rule states no other first day. */
function isEarly({ issued }: RulePlan, asOf: Day): boolean {
  return issued !== null && asOf < issued;
}
