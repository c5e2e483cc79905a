import { defined } from '../base/defined.js';
import { deepFreeze } from '../base/freeze.js';
import { all, type Truth } from '../base/truth.js';
import { plain } from '../base/value.js';
import { HOUSEHOLD, subjectId, UNLISTED, type Use, useKey } from '../household/values.js';
import type { Ref, RulePlan, TargetPlan, TestNode } from '../plan/plan.js';
import { openTests, refsOf, truthOf } from '../plan/truths.js';
import type { Effect, Outcome, Unresolved } from '../schema/decision.js';
import { boundsOf } from './bounds.js';
import type { Evaluation, Instance, Judged } from './evaluation.js';
import { type Outlook, relevantTests } from './relevant.js';
import { dutyOf, judge, markTruth } from './status.js';

/** Judges every rule for every subject. */
export function judgeAll(evaluation: Evaluation): Judged[] {
  const addressee = truthOf(evaluation.ruleSet.addressee?.conditions ?? null, evaluation.addressee);
  return evaluation.instances.map((instance) => judgeOne(evaluation, instance, addressee));
}

/** Judges one rule for one subject. What comes of it depends on the values of the rule's own names and of the addressee's alone. */
export function judgeOne(evaluation: Evaluation, instance: Instance, addressee: Truth): Judged {
  const { rule, subject, truths } = instance;
  const { values } = evaluation;
  const adopted = evaluation.adopted.get(rule.id);
  const judgement = judge(rule, truths, all([addressee, truthOf(rule.scope, truths)]), adopted?.reading);
  const open = openUses(
    evaluation,
    subject,
    judgement.status === 'undetermined' ? openTestsOf(evaluation, instance, adopted?.reading) : [],
  );
  const file = rule.rule;
  const { status } = judgement;
  const applies = status === 'met' || status === 'undetermined';

  const outcome: Outcome = {
    clause: rule.id,
    subject: subjectId(values.household, subject),
    status,
    modality: file.modality,
    kind: file.kind,
    effect: applies ? effectOf(evaluation, rule, truths) : null,
  };
  if (status === 'undetermined') {
    outcome.unresolved = unresolvedOf(open, judgement.openReadings);
    outcome.bounds = boundsOf(rule, judgement, truths, adopted?.reading);
  }
  if (rule.readings.length > 0)
    outcome.readings = judgement.readings.map((entry) => ({
      id: entry.reading.id,
      name: entry.reading.name,
      status: entry.status,
    }));
  if (adopted !== undefined) outcome.adopted = adopted;
  const { asOf } = values.household;
  const duty = status === 'met' ? dutyOf(rule, truths, asOf) : undefined;
  if (duty !== undefined) outcome.duty = duty === null ? 'unknown' : duty ? 'fulfilled' : 'not-fulfilled';
  if (rule.marks.length > 0 && status !== 'not-in-force' && status !== 'out-of-scope')
    outcome.marks = rule.marks.map((mark) => ({
      id: mark.id,
      role: mark.role,
      truth: markTruth(mark, truths, asOf),
    }));
  if (applies && file.openWords !== undefined) outcome.openWords = file.openWords.map((word) => word.words);
  if (file.overrides !== undefined) outcome.overrides = file.overrides;
  const openTargets = applies ? openTargetsOf(evaluation, instance) : [];
  return { instance, judgement, outcome: deepFreeze(outcome), open, openTargets };
}

function openTargetsOf(evaluation: Evaluation, { rule, subject, truths }: Instance): Judged['openTargets'] {
  const of = (what: 'programme' | 'flag', targets: readonly TargetPlan[]) =>
    targets
      .filter(({ when }) => truthOf(when, truths) === null)
      .map(({ id, when }) => ({ what, id, open: openUses(evaluation, subject, openTests(when, truths)) }));
  return [...of('programme', rule.programmes), ...of('flag', rule.flags)];
}

/** The tests whose answers could still change the status: those of whom the instrument addresses, of validity and of the conditions. */
function openTestsOf(
  { ruleSet, values, addressee }: Evaluation,
  { rule, subject, truths }: Instance,
  adopted: string | undefined,
): readonly TestNode[] {
  const addressed = ruleSet.addressee?.conditions ?? null;
  const [own, asked] = [[...truths], [...addressee]];
  const judged = () => judge(rule, own, all([truthOf(addressed, asked), truthOf(rule.scope, own)]), adopted);
  const outlook: Outlook = {
    suppose: (node, truth) => {
      (rule.tests[node.index] === node ? own : asked)[node.index] = truth;
    },
    open: () => {
      const { addresseeOpen, open } = judged();
      return addresseeOpen ? [...openTests(addressed, asked), ...openTests(rule.scope, own), ...open] : open;
    },
    isSettled: () => judged().status !== 'undetermined',
  };
  const whose = (ref: Ref) => (ref.scope === 'member' ? subject : HOUSEHOLD);
  const unknowns = {
    value: (ref: Ref) => values.get(ref, whose(ref)).value,
    key: (ref: Ref) => useKey(ref, whose(ref)),
  };
  return relevantTests(outlook.open(), unknowns, rule.readings.length > 1 && adopted === undefined, outlook);
}

/** The base names behind open tests. Members who are not listed stand as one missing name: the list of members. */
function openUses(evaluation: Evaluation, subject: number, tests: readonly TestNode[]): Use[] {
  const uses = new Map<string, Use>();
  for (const test of tests) {
    for (const ref of refsOf(test)) {
      for (const use of evaluation.values.unknown(ref, subject)) {
        const unlisted = use.subject === UNLISTED ? evaluation.ruleSet.names.get('members') : undefined;
        const shown: Use =
          unlisted === undefined ? use : { ref: { name: unlisted, scope: 'household' }, subject: HOUSEHOLD };
        uses.set(`${shown.ref.name.name}#${shown.ref.clause ?? ''}@${shown.subject}`, shown);
      }
    }
  }
  return [...uses.values()];
}

function unresolvedOf(open: readonly Use[], readings: readonly string[]): Unresolved {
  const of = (kind: string) =>
    [...new Set(open.filter((use) => use.ref.name.kind === kind).map((use) => use.ref.name.name))].sort();
  return { facts: of('fact'), findings: of('finding'), parameters: of('parameter'), readings: [...readings] };
}

function effectOf(evaluation: Evaluation, rule: RulePlan, truths: readonly Truth[]): Effect {
  const { event } = rule.rule;
  const params = event.params ?? {};
  const amount = params.amount ?? null;
  const programmes = rule.programmes
    .filter((target) => truthOf(target.when, truths) !== false)
    .map((target) => target.id);
  const figure = amount !== null && 'value' in amount ? amount : null;
  const parameter = amount !== null && 'parameter' in amount ? amount : null;
  const supplied = parameter === null ? null : valueNamed(evaluation, parameter.parameter);
  const missing = [...(parameter === null ? [] : [parameter.parameter]), ...(params.needs ?? [])].flatMap((name) =>
    missingFor(evaluation, name),
  );
  const which = {
    programme: rule.programmes.length === 1 || programmes.length === 1 ? (programmes[0] ?? null) : null,
    programmes: rule.programmes.length > 1 ? programmes : undefined,
  };
  const help = {
    amount: figure?.value ?? (typeof supplied === 'string' ? supplied : null),
    unit: amount?.unit,
    suspect: figure?.suspect,
  };
  const more = {
    note: figure?.note,
    missing: missing.length === 0 ? undefined : [...new Set(missing)],
    measures: params.measures,
  };
  const { type } = event;
  if (type === 'flag') return defined({ type, ...which, amount: null, ...more });
  if (type !== 'taper' && type !== 'duty') return defined({ type, ...which, ...help, ...more });
  return defined({ type, ...which, months: params.months, ...help, ...more });
}

function valueNamed(evaluation: Evaluation, written: string) {
  const name = evaluation.ruleSet.names.get(written);
  return name === undefined ? null : plain(evaluation.values.get({ name, scope: 'household' }, HOUSEHOLD).value);
}

/** What is missing for a name: itself, or for a parameter that differs by area, the area. */
function missingFor({ ruleSet, values }: Evaluation, written: string): readonly string[] {
  const name = ruleSet.names.get(written);
  if (name === undefined) return [written];
  const ref: Ref = { name, scope: 'household' };
  if (values.get(ref, HOUSEHOLD).value !== null) return [];
  return name.scope === 'parameter' ? values.unknown(ref, HOUSEHOLD).map((use) => use.ref.name.name) : [written];
}
