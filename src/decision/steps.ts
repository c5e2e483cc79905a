import { deepFreeze } from '../base/freeze.js';
import type { Truth } from '../base/truth.js';
import { plain } from '../base/value.js';
import type { Resolved } from '../household/resolved.js';
import { HOUSEHOLD, refKey, type Subject, subjectId } from '../household/values.js';
import {
  type ConstantPart,
  type ConstantRule,
  type ConstantTest,
  type ConstantTests,
  type Detail,
  detailOfRule,
} from '../plan/constant-steps.js';
import type { DatedParameter, Node, PlanName, Ref } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import type { Step } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import { markTruth } from './status.js';

/** What the steps of one household are made from. */
export interface TraceContext {
  readonly evaluation: Evaluation;
  /** The steps of its values made so far, by subject and name: a value is shown by one step wherever it stands. */
  readonly values: Map<Subject, Map<string, Step>>;
}

export function createTraceContext(evaluation: Evaluation): TraceContext {
  return { evaluation, values: new Map() };
}

/** What the steps of a condition have in common. */
interface Under {
  readonly context: TraceContext;
  readonly constant: ConstantTests;
  readonly truths: readonly Truth[];
  readonly subject: Subject;
}

/** The step of one rule for one subject, down to facts and parameters. */
export function ruleStep(context: TraceContext, { instance, judgement, outcome }: Judged): Step {
  const { rule, subject, truths } = instance;
  const { ruleSet } = context.evaluation;
  const constant = ruleSet.tables.steps.rules.get(rule.id) as ConstantRule;
  const under: Under = { context, constant, truths, subject };
  const clause = rule.id;
  const steps: Step[] = [];
  const addressed = outcome.status !== 'out-of-scope';
  const examined = addressed && outcome.status !== 'not-in-force';
  if (constant.scope !== null) steps.push(partStep(under, constant.scope));
  if (addressed && constant.force !== null) steps.push(partStep(under, constant.force));
  if (examined && constant.conditions !== null) steps.push(partStep(under, constant.conditions));
  if (addressed) {
    for (const { reading, status } of judgement.readings) {
      const of = [reading.force, status === 'not-in-force' ? null : reading.conditions].filter((node) => node !== null);
      steps.push(
        withSteps(
          { kind: 'reading', id: reading.id, clause, status, detail: Object.freeze({ name: reading.name }) },
          of.map((node) => nodeStep(under, node)),
        ),
      );
    }
  }
  if (examined) for (const part of constant.further) steps.push(partStep(under, part));
  const { subject: who, status, adopted } = outcome;
  const detail = adopted === undefined ? constant.detail : detailOfRule(ruleSet, rule, adopted);
  return withSteps({ kind: 'rule', clause, subject: who, status, detail }, steps);
}

/** The step of whom the instrument addresses. */
export function addresseeStep(context: TraceContext): Step | null {
  const { ruleSet, addressee: truths } = context.evaluation;
  const { addressee: constant } = ruleSet.tables.steps;
  return constant === null ? null : partStep({ context, constant, truths, subject: HOUSEHOLD }, constant.part);
}

/** The step of a part of a rule. */
function partStep(under: Under, { kind, id, detail, mark, node }: ConstantPart): Step {
  const { asOf } = under.context.evaluation.values.household;
  const truth = mark === undefined ? truthOf(node, under.truths) : markTruth(mark, under.truths, asOf);
  return answered(kind, id, under, truth, detail, [nodeStep(under, node)]);
}

function nodeStep(under: Under, node: Node): Step {
  if (node.kind === 'test') return testStep(under, under.constant.tests[node.index] as ConstantTest);
  const parts = node.kind === 'not' ? [node.part] : node.parts;
  const steps = parts.map((part) => nodeStep(under, part));
  return answered(node.kind, undefined, under, truthOf(node, under.truths), undefined, steps);
}

function testStep(under: Under, { node, detail, constant }: ConstantTest): Step {
  const { context, subject, truths } = under;
  const steps = [
    valueStep(context, node.left, subject),
    constant ?? valueStep(context, (node.right as { ref: Ref }).ref, subject),
  ];
  return answered('test', node.left.name.name, under, truths[node.index] as Truth, detail, steps);
}

/** The step of something that is answered. */
function answered(
  kind: Step['kind'],
  id: string | undefined,
  { constant: { clause } }: Under,
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

/** The step of a value. */
function valueStep(context: TraceContext, ref: Ref, subject: Subject): Step {
  const of = ref.scope === 'member' ? subject : HOUSEHOLD;
  let own = context.values.get(of);
  if (own === undefined) context.values.set(of, (own = new Map()));
  const key = refKey(ref);
  let step = own.get(key);
  if (step === undefined) own.set(key, (step = newValueStep(context, ref, of)));
  return step;
}

/** How a value came about, and what it was worked out from. */
function newValueStep(context: TraceContext, ref: Ref, subject: Subject): Step {
  const { name } = ref;
  const { values } = context.evaluation;
  const resolved = values.get(ref, subject);
  const { how, inputs = [] } = resolved;
  const kind = name.scope === 'parameter' ? 'parameter' : how === 'derived' ? 'derived' : 'fact';
  const value = plain(resolved.value);
  const detail = detailOfValue(context, name, resolved);
  if (Array.isArray(value)) Object.freeze(value);
  return withSteps(
    // A step of the household's own value names no subject.
    subject === HOUSEHOLD
      ? { kind, id: name.name, value, detail }
      : { kind, id: name.name, subject: subjectId(values.household, subject), value, detail },
    inputs.map((use) => valueStep(context, use.ref, use.subject)),
  );
}

/** How a value came about. */
function detailOfValue({ evaluation }: TraceContext, name: PlanName, resolved: Resolved): Detail {
  const { how, finding, parameter, formula, assumption, error } = resolved;
  const isPlain = finding === undefined && formula === undefined && assumption === undefined && error === undefined;
  if ((how === 'given' && isPlain) || how === 'absent') {
    const constant = evaluation.ruleSet.tables.steps.values.get(name.name);
    if (constant !== undefined) return constant[how];
  }
  const detail: Record<string, unknown> = { label: name.label, how };
  if (name.unit !== undefined) detail.unit = name.unit;
  if (finding !== undefined) detail.finding = finding;
  if (parameter !== undefined) detail.inForce = omitValue(parameter);
  if (formula !== undefined) detail.formula = formula;
  if (assumption !== undefined) detail.assumption = assumption;
  if (error !== undefined) detail.error = error;
  return deepFreeze(detail);
}

function omitValue({ value: _, ...dates }: DatedParameter): Omit<DatedParameter, 'value'> {
  return dates;
}
