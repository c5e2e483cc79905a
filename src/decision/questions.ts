import { JiantuiError } from '../base/error.js';
import { deepFreeze } from '../base/freeze.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { addPart, createIndex, createKey, createRecall, ownNumber, type Recall } from '../base/recall.js';
import { formulaNames } from '../formula/index.js';
import type { Ref, RulePlan, RuleSet } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import { subjectId, type Use } from '../plan/values.js';
import type { Assumption, Decision, Question } from '../schema/decision.js';
import type { Texts } from '../schema/texts.js';
import type { Evaluation, Instance, Judged, Reliance, Relied } from './evaluation.js';
import { taperProgramme } from './roster.js';

const COST = { fact: 0, parameter: 1, finding: 2 } as const;

/**
 * What to ask next. Cheapest first: a fact anybody can look up, then a parameter the deployer sets, then a finding that
 * an authority has to make; among equals, what may settle most clauses. Frozen.
 */
export function questionsOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Question[] {
  if (judged.every(({ open, limbs }) => open.length === 0 && limbs.length === 0)) return NONE;
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
  for (const { outcome, open, limbs, instance, judgement } of judged) {
    if (open.length === 0 && limbs.length === 0) continue;
    const listed = (id: string) => (outcome.kind === 'taper' ? taperProgramme(id) : id);
    const programmes = instance.rule.programmes
      .filter(({ when }) => judgement.addresseeOpen || truthOf(when, instance.truths) !== false)
      .map(({ id }) => listed(id));
    for (const use of open) ask(use, outcome.clause, programmes);
    // A rule that is met may still leave open for which of its programmes, or which flags it raises.
    for (const limb of limbs)
      for (const use of limb.open) ask(use, outcome.clause, limb.what === 'programme' ? [listed(limb.id)] : []);
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
  return (
    COST[a.kind] - COST[b.kind] ||
    b.settles.length - a.settles.length ||
    order(a.name, b.name) ||
    order(a.subject, b.subject) ||
    order(a.settles[0] ?? '', b.settles[0] ?? '')
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

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Conventions that hold of a household as a whole, whatever the instrument. */
const GENERAL: Readonly<Record<'before-issue' | 'listed-members' | 'other-jurisdiction', Texts>> = {
  'before-issue': {
    zh: '评估基准日早于文件印发日；文件未规定起始日，此处仍按其条文评估。',
    en: 'The evaluation date lies before the instrument was issued; the instrument states no first day, and its clauses are applied all the same.',
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

/** Every convention of this library that the decision rests on, with the clauses concerned. */
export function assumptionsOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Assumption[] {
  const { ruleSet, values } = evaluation;
  const { jurisdiction, asOf, given, membersComplete } = values.household;
  const isEarly = asOf < ruleSet.file.instrument.date;
  const isElsewhere = jurisdiction !== null && jurisdiction !== ruleSet.jurisdiction;
  const takesListed = membersComplete && !given.has('householdSize');
  const reliedBy = (entry: Judged): Relied | null =>
    entry.outcome.status === 'out-of-scope' || entry.outcome.status === 'not-in-force'
      ? null
      : reliedOn(evaluation, entry, takesListed);
  const key = KEY;
  key.size = 0;
  addPart(key, (isEarly ? 1 : 0) + (isElsewhere ? 2 : 0));
  for (let index = 0; index < judged.length; index++) {
    const own = reliedBy(judged[index] as Judged);
    if (own !== null && own.ids.length > 0) addPart(key, own.number);
  }
  // The same rules rely on the same conventions in most households.
  let known = listed.get(ruleSet);
  if (known === undefined) listed.set(ruleSet, (known = createRecall(512)));
  let list = known.find(key);
  if (list === undefined) {
    const relied = judged.flatMap((entry) => reliedBy(entry) ?? []);
    known.keep(key, (list = deepFreeze(gather(ruleSet, isEarly, isElsewhere, relied))));
  }
  return list;
}

/** Written and read again at once, between which nothing else is gathered. */
const KEY = createKey();

const listed = new WeakMap<RuleSet, Recall<readonly Assumption[]>>();

function gather(ruleSet: RuleSet, isEarly: boolean, isElsewhere: boolean, relied: readonly Relied[]): Assumption[] {
  const found = new Map<string, Set<string>>();
  if (isEarly) found.set('before-issue', new Set());
  if (isElsewhere) found.set('other-jurisdiction', new Set());
  for (const { clause, ids } of relied) for (const id of ids) found.set(id, (found.get(id) ?? new Set()).add(clause));
  const texts: Readonly<Record<string, Texts>> = { ...ruleSet.vocabulary.assumptions, ...GENERAL };
  return [...found]
    .sort(([a], [b]) => order(a, b))
    .map(([id, clauses]) => ({ id, text: texts[id] ?? { zh: id, en: id }, clauses: [...clauses] }));
}

const known = createIndex<Relied>(20_000);

/** The conventions that one outcome relies on; the same object for the same ones. */
function reliedOn(evaluation: Evaluation, entry: Judged, takesListed: boolean): Relied {
  const { instance } = entry;
  const relied = entry.relied ?? reliance(evaluation, instance);
  if (instance.number) entry.relied = relied;
  return takesListed ? relied.listed : relied.alone;
}

/** What a rule relies on where nothing is worked out, and its names that may be worked out. */
interface RuleReliance extends Reliance {
  readonly refs: readonly Ref[];
}

const ofRules = new WeakMap<RulePlan, RuleReliance>();

function reliance({ values }: Evaluation, { rule, subject }: Instance): Reliance {
  let own = ofRules.get(rule);
  if (own === undefined) {
    const refs = workedOut(rule);
    const usesMembers = ({ name }: Ref) => name.formulas.some(({ expr }) => formulaNames(expr).usesMembers);
    const ids = rule.rule.assumptions ?? [];
    const alone = reliedOnce(rule.id, ids);
    const asksMembers = rule.rule.subject === 'member' || refs.some(usesMembers);
    ofRules.set(
      rule,
      (own = { refs, alone, listed: asksMembers ? reliedOnce(rule.id, [...ids, 'listed-members']) : alone }),
    );
  }
  const { refs, alone, listed } = own;
  let more: string[] | undefined;
  for (let index = 0; index < refs.length; index++) {
    const { assumption } = values.get(refs[index] as Ref, subject);
    if (assumption !== undefined) (more ??= []).push(assumption);
  }
  if (more === undefined) return own;
  return { alone: reliedOnce(rule.id, [...alone.ids, ...more]), listed: reliedOnce(rule.id, [...listed.ids, ...more]) };
}

function reliedOnce(clause: string, ids: readonly string[]): Relied {
  const key = `${clause} ${ids.join(' ')}`;
  let relied = known.get(key);
  if (relied === undefined) known.set(key, (relied = { clause, ids, number: ownNumber() }));
  return relied;
}

/** The names of a rule's tests that may be worked out by a formula. */
function workedOut(rule: RulePlan): readonly Ref[] {
  return rule.tests
    .flatMap((test) => (test.right.kind === 'ref' ? [test.left, test.right.ref] : [test.left]))
    .filter((ref) => ref.name.formulas.length > 0);
}
