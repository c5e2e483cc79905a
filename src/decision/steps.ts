import { deepFreeze } from '../base/freeze.js';
import { addPart, createKey, type Key } from '../base/recall.js';
import type { Truth } from '../base/truth.js';
import { plain } from '../base/value.js';
import type { Node, Ref } from '../plan/plan.js';
import { idNumber, type Resolved } from '../plan/resolved.js';
import { numberAt, type Place, type Row, type Rows, type RuleCells, valueAt } from '../plan/rows.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, type Subject, subjectId } from '../plan/values.js';
import type { Step } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import {
  type Detail,
  detailOfReading,
  detailOfRule,
  detailOfValue,
  type ShownPart,
  type ShownTest,
  type ShownTests,
  type ShownValue,
  shownAddressee,
  shownRule,
  shownValue,
} from './shown.js';

/** What the steps of a household are made from. Values of its own are shown by one step each. */
export interface Showing {
  readonly evaluation: Evaluation;
  readonly rows: Rows;
  own: Map<Resolved, Step> | null;
}

/** What the steps of a condition have in common. */
interface Under {
  readonly showing: Showing;
  readonly shown: ShownTests;
  readonly row: Row;
  readonly truths: readonly Truth[];
  readonly subject: Subject;
  /** The number of the member's id; 0 where steps that show it are not kept. */
  readonly id: number;
}

/** The step of one rule for one subject, down to facts and parameters. */
export function ruleStep(showing: Showing, { instance, judgement, outcome, id }: Judged): Step {
  const { rule, subject, truths } = instance;
  const { rows, evaluation } = showing;
  const shown = shownRule(evaluation.ruleSet, rule, rows.sheet.rules.get(rule) as RuleCells);
  const under: Under = { showing, shown, row: rows.of(subject), truths, subject, id };
  const clause = rule.id;
  const steps: Step[] = [];
  const addressed = outcome.status !== 'out-of-scope';
  const examined = addressed && outcome.status !== 'not-in-force';
  if (shown.scope !== null) steps.push(partStep(under, shown.scope));
  if (addressed && shown.force !== null) steps.push(partStep(under, shown.force));
  if (examined && shown.conditions !== null) steps.push(partStep(under, shown.conditions));
  if (addressed) {
    for (const { reading, status } of judgement.readings) {
      const of = [reading.force, status === 'not-in-force' ? null : reading.conditions].filter((node) => node !== null);
      const own = { kind: 'reading' as const, id: reading.id, clause, status, detail: detailOfReading(reading) };
      steps.push(
        withSteps(
          own,
          of.map((node) => nodeStep(under, node)),
        ),
      );
    }
  }
  if (examined)
    for (let index = 0; index < shown.further.length; index++)
      steps.push(partStep(under, shown.further[index] as ShownPart));
  const { subject: who, status, adopted } = outcome;
  const detail = adopted === undefined ? shown.detail : deepFreeze(detailOfRule(evaluation.ruleSet, rule, adopted));
  return withSteps({ kind: 'rule', clause, subject: who, status, detail }, steps);
}

/** The step of whom the instrument addresses. */
export function addresseeStep(showing: Showing): Step | null {
  const { evaluation, rows } = showing;
  const shown = shownAddressee(evaluation.ruleSet, rows.sheet.addressee);
  if (shown === null) return null;
  const { addressee: truths } = evaluation;
  return partStep({ showing, shown, row: rows.household, truths, subject: HOUSEHOLD, id: 1 }, shown.part);
}

/** Each written and read again before the next step of its kind is made. */
const [PART, TEST] = [createKey(), createKey()];

/** The step of a part of a rule; made once where households share all values that it shows. */
function partStep(under: Under, { kind, id, detail, node, tests, made }: ShownPart): Step {
  let isShared = beginKey(PART, under);
  for (let index = 0; isShared && index < tests.length; index++)
    isShared = addTest(PART, under, tests[index] as ShownTest);
  let step = isShared ? made.find(PART) : undefined;
  if (step === undefined) {
    step = answered(kind, id, under, truthOf(node, under.truths), detail, [nodeStep(under, node)]);
    if (isShared) made.keep(PART, step);
  }
  return step;
}

function nodeStep(under: Under, node: Node): Step {
  if (node.kind === 'test') return testStep(under, under.shown.tests[node.index] as ShownTest);
  const parts = node.kind === 'not' ? [node.part] : node.parts;
  const steps: Step[] = new Array(parts.length);
  for (let index = 0; index < parts.length; index++) steps[index] = nodeStep(under, parts[index] as Node);
  return answered(node.kind, undefined, under, truthOf(node, under.truths), undefined, steps);
}

function testStep(under: Under, test: ShownTest): Step {
  const { cell, detail, constant, made } = test;
  const isShared = beginKey(TEST, under) && addTest(TEST, under, test);
  let step = isShared ? made.find(TEST) : undefined;
  if (step === undefined) {
    const { node, left, right } = cell;
    const steps = [
      valueStep(under, test.left, node.left, left),
      constant ?? valueStep(under, test.right as ShownValue, (node.right as { ref: Ref }).ref, right as Place),
    ];
    step = answered('test', node.left.name.name, under, under.truths[node.index] as Truth, detail, steps);
    if (isShared) made.keep(TEST, step);
  }
  return step;
}

/** The step of something that is answered. */
function answered(
  kind: Step['kind'],
  id: string | undefined,
  { shown: { clause } }: Under,
  truth: Truth,
  detail: Detail | undefined,
  steps: readonly Step[],
): Step {
  const step: Writable<Step> = { kind };
  if (id !== undefined) step.id = id;
  if (clause !== undefined) step.clause = clause;
  step.truth = truth;
  if (detail !== undefined) step.detail = detail;
  return withSteps(step, steps);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A step with those below it, where there are any. Frozen; what the steps below hold is. */
export function withSteps(step: Writable<Step>, steps: readonly Step[]): Step {
  if (steps.length > 0) step.steps = Object.freeze(steps);
  return Object.freeze(step);
}

/** Begins the key of a step with whom it is of; false where that is one household's alone. */
function beginKey(key: Key, { id, subject }: Under): boolean {
  key.size = 0;
  addPart(key, id);
  addPart(key, subject);
  return id !== 0;
}

/** Adds what the step of a test shows; false where some of that is this household's alone. */
function addTest(key: Key, { showing, row, truths }: Under, { cell: { node, left, right } }: ShownTest): boolean {
  const { household } = showing.rows;
  const [a, b] = [numberAt(household, row, left), right === null ? 1 : numberAt(household, row, right)];
  const truth = truths[node.index];
  addPart(key, a);
  addPart(key, b);
  addPart(key, truth === null ? 2 : truth ? 1 : 0);
  return a !== 0 && b !== 0;
}

/** Stands for the household; no id has this number. */
const SELF = 1023;

function valueStep({ showing, row, subject }: Under, value: ShownValue, { scope }: Ref, place: Place): Step {
  const resolved = valueAt(showing.rows.household, row, place);
  return resolvedStep(showing, value, scope === 'member' ? subject : HOUSEHOLD, resolved);
}

/** The step of a value; made once for one that households share, and once here for one of its own. */
function resolvedStep(showing: Showing, { name, made }: ShownValue, subject: Subject, resolved: Resolved): Step {
  const { evaluation } = showing;
  const { number } = resolved;
  let step: Step | undefined;
  if (number === 0) {
    showing.own ??= new Map();
    step = showing.own.get(resolved);
    if (step === undefined) showing.own.set(resolved, (step = newValueStep(showing, name, subject, resolved)));
    return step;
  }
  // The step names the subject, except where that is the household itself.
  const id = subject === HOUSEHOLD ? SELF : idNumber(subjectId(evaluation.values.household, subject));
  if (id === 0) return newValueStep(showing, name, subject, resolved);
  const key = number * 1024 + id;
  step = made.get(key);
  if (step === undefined) made.set(key, (step = newValueStep(showing, name, subject, resolved)));
  return step;
}

/** How a value came about, and what it was worked out from. */
function newValueStep(showing: Showing, name: ShownValue['name'], subject: Subject, resolved: Resolved): Step {
  const { values } = showing.evaluation;
  const { how, inputs = [] } = resolved;
  const kind = name.scope === 'parameter' ? 'parameter' : how === 'derived' ? 'derived' : 'fact';
  const value = plain(resolved.value);
  const detail = detailOfValue(name, resolved);
  const common: Step =
    subject === HOUSEHOLD
      ? { kind, id: name.name, value, detail }
      : { kind, id: name.name, subject: subjectId(values.household, subject), value, detail };
  if (Array.isArray(value)) Object.freeze(value);
  return withSteps(
    common,
    inputs.map(({ ref, subject: whose }) =>
      resolvedStep(showing, shownValue(ref.name), ref.scope === 'member' ? whose : HOUSEHOLD, values.get(ref, whose)),
    ),
  );
}
