import { deepFreeze } from '../base/freeze.js';
import { addPart, createIndex, createKey, createRecall, type Index, type Recall } from '../base/recall.js';
import type { Truth } from '../base/truth.js';
import { plain } from '../base/value.js';
import type { DatedParameter, Node, PlanName, Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { type Cell, numberAt, type Row, type Rows, type RuleCells } from '../plan/rows.js';
import { idNumber } from '../plan/shared.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, type Resolved, type Subject, subjectId } from '../plan/values.js';
import type { Step } from '../schema/decision.js';
import type { InForce } from '../schema/rule-set.js';
import type { Evaluation, Judged } from './evaluation.js';

/** Steps kept for one test at most. */
const MOST = 256;

/** What the steps of a household are made from. Values of its own are shown by one step each. */
export interface Showing {
  readonly evaluation: Evaluation;
  readonly rows: Rows;
  readonly own: Map<Resolved, Step>;
}

/** What the steps of a condition have in common. */
interface Under {
  readonly showing: Showing;
  readonly cells: readonly Cell[];
  readonly row: Row;
  readonly truths: readonly Truth[];
  readonly subject: Subject;
  /** The number of the member's id; 0 where steps that show it are not kept. */
  readonly id: number;
  readonly clause: string | undefined;
}

/** The step of one rule for one subject, down to facts and parameters. */
export function ruleStep(showing: Showing, { instance, judgement, outcome, kept }: Judged): Step {
  const { rule, subject, truths } = instance;
  const { rows } = showing;
  const { all: cells } = rows.sheet.rules.get(rule) as RuleCells;
  const under: Under = { showing, cells, row: rows.of(subject), truths, subject, id: kept?.id ?? 0, clause: rule.id };
  const clause = rule.id;
  const steps: Step[] = [];
  const add = (kind: Step['kind'], of: Node, id?: string, detail?: Detail) => {
    const truth = truthOf(of, truths);
    const below = [nodeStep(under, of)];
    steps.push(
      freeze(
        id === undefined
          ? { kind, clause, truth, steps: below }
          : detail === undefined
            ? { kind, id, clause, truth, steps: below }
            : { kind, id, clause, truth, detail, steps: below },
      ),
    );
  };
  const addressed = outcome.status !== 'out-of-scope';
  const examined = addressed && outcome.status !== 'not-in-force';
  if (rule.scope !== null) add('addressee', rule.scope);
  if (addressed && rule.force !== null) add('validity', rule.force);
  if (examined && rule.conditions !== null) add('conditions', rule.conditions);
  for (const { reading, status } of addressed ? judgement.readings : []) {
    const shown = [reading.force, status === 'not-in-force' ? null : reading.conditions].filter((of) => of !== null);
    const common: Step = { kind: 'reading', id: reading.id, clause, status, detail: detailOfReading(reading) };
    steps.push(
      shown.length === 0 ? freeze(common) : freeze({ ...common, steps: shown.map((of) => nodeStep(under, of)) }),
    );
  }
  if (examined) {
    for (const mark of rule.marks) add('mark', mark.conditions, mark.id, detailOfMark(mark));
    for (const { id, when } of [...rule.programmes, ...rule.flags]) if (when !== null) add('target', when, id);
  }
  const { subject: who, status } = outcome;
  const detail = detailOfRule(showing.evaluation.ruleSet, rule, outcome.adopted);
  return freeze(
    steps.length === 0
      ? { kind: 'rule', clause, subject: who, status, detail }
      : { kind: 'rule', clause, subject: who, status, detail, steps },
  );
}

/** The step of whom the instrument addresses. */
export function addresseeStep(showing: Showing, name: unknown, conditions: Node): Step {
  const { evaluation, rows } = showing;
  const { addressee: truths } = evaluation;
  const cells = rows.sheet.addressee.all;
  const under: Under = { showing, cells, row: rows.household, truths, subject: HOUSEHOLD, id: 1, clause: undefined };
  return freeze({
    kind: 'addressee',
    truth: truthOf(conditions, truths),
    detail: Object.freeze({ name }),
    steps: [nodeStep(under, conditions)],
  });
}

function nodeStep(under: Under, node: Node): Step {
  if (node.kind === 'test') return testStep(under, node);
  const { clause, truths } = under;
  const parts = node.kind === 'not' ? [node.part] : node.parts;
  const steps: Step[] = new Array(parts.length);
  for (let index = 0; index < parts.length; index++) steps[index] = nodeStep(under, parts[index] as Node);
  const truth = truthOf(node, truths);
  return freeze(clause === undefined ? { kind: node.kind, truth, steps } : { kind: node.kind, clause, truth, steps });
}

/** What the steps of one test have in common, and those made so far from values that households share. */
interface TestSteps {
  readonly detail: Detail;
  readonly constant: Step | null;
  readonly made: Recall<Step>;
}

const tests = new WeakMap<TestNode, TestSteps>();
/** Written and read again at once, between which no other step is made. */
const KEY = createKey();

function stepsOf(node: TestNode): TestSteps {
  let own = tests.get(node);
  if (own === undefined) {
    const { operator, words, right } = node;
    own = {
      detail: Object.freeze({ operator, ...(words === undefined ? {} : { words }) }),
      constant: right.kind === 'constant' ? deepFreeze({ kind: 'constant', value: plain(right.value) }) : null,
      made: createRecall(MOST),
    };
    tests.set(node, own);
  }
  return own;
}

function testStep({ showing, cells, row, truths, subject, id, clause }: Under, node: TestNode): Step {
  const { household } = showing.rows;
  const { left, right } = cells[node.index] as Cell;
  const truth = truths[node.index] as Truth;
  const { detail, constant, made } = stepsOf(node);
  const [a, b] = [numberAt(household, row, left), right === null ? 1 : numberAt(household, row, right)];
  const isShared = a !== 0 && b !== 0 && id !== 0;
  if (isShared) {
    KEY.size = 0;
    addPart(KEY, a);
    addPart(KEY, b);
    addPart(KEY, id);
    addPart(KEY, subject);
    addPart(KEY, truth === null ? 2 : truth ? 1 : 0);
    const found = made.find(KEY);
    if (found !== undefined) return found;
  }
  const { name } = node.left.name;
  const steps = [
    valueStep(showing, node.left, subject),
    constant ?? valueStep(showing, (node.right as { ref: Ref }).ref, subject),
  ];
  const own: Step = freeze(
    clause === undefined
      ? { kind: 'test', id: name, truth, detail, steps }
      : { kind: 'test', id: name, clause, truth, detail, steps },
  );
  if (isShared) made.keep(KEY, own);
  return own;
}

const shown = new WeakMap<PlanName, Index<Step, number>>();
/** Stands for the household; no id has this number. */
const SELF = 1023;

/** The step of a value; made once for one that households share, and once here for one of its own. */
function valueStep(showing: Showing, ref: Ref, of: Subject): Step {
  const { evaluation, own } = showing;
  const subject = ref.scope === 'member' ? of : HOUSEHOLD;
  const resolved = evaluation.values.get(ref, subject);
  const { number } = resolved;
  let step: Step | undefined;
  if (number === undefined) {
    step = own.get(resolved);
    if (step === undefined) own.set(resolved, (step = newValueStep(showing, ref, subject, resolved)));
  } else {
    // The step names the subject, except where that is the household itself.
    const id = subject === HOUSEHOLD ? SELF : idNumber(subjectId(evaluation.values.household, subject));
    const key = number * 1024 + id;
    let steps = shown.get(ref.name);
    if (steps === undefined) shown.set(ref.name, (steps = createIndex(MOST)));
    step = id === 0 ? undefined : steps.get(key);
    if (step === undefined && id !== 0) steps.set(key, (step = newValueStep(showing, ref, subject, resolved)));
  }
  return step ?? newValueStep(showing, ref, subject, resolved);
}

/** How a value came about, and what it was worked out from. */
function newValueStep(showing: Showing, ref: Ref, subject: Subject, resolved: Resolved): Step {
  const { name } = ref;
  const { how, inputs = [] } = resolved;
  const kind = name.scope === 'parameter' ? 'parameter' : how === 'derived' ? 'derived' : 'fact';
  const value = plain(resolved.value);
  const detail = detailOfValue(name, resolved);
  const common: Step =
    subject === HOUSEHOLD
      ? { kind, id: name.name, value, detail }
      : { kind, id: name.name, subject: subjectId(showing.evaluation.values.household, subject), value, detail };
  if (Array.isArray(value)) Object.freeze(value);
  return inputs.length === 0
    ? Object.freeze(common)
    : freeze({ ...common, steps: inputs.map((use) => valueStep(showing, use.ref, use.subject)) });
}

/** Freezes a step and its list of steps; what they hold is frozen. */
function freeze<S extends Step>(step: S): S {
  if (step.steps !== undefined) Object.freeze(step.steps);
  return Object.freeze(step);
}

type Detail = NonNullable<Step['detail']>;

const details = new WeakMap<object, Detail>();

/** The same detail for the same part of a rule. */
function detailOnce(of: object, make: () => Detail): Detail {
  let detail = details.get(of);
  if (detail === undefined) details.set(of, (detail = deepFreeze(make())));
  return detail;
}

function detailOfReading(reading: RulePlan['readings'][number]): Detail {
  return detailOnce(reading, () => ({ name: reading.name }));
}

function detailOfMark(mark: RulePlan['marks'][number]): Detail {
  return detailOnce(mark, () => ({ role: mark.role, name: mark.name }));
}

function detailOfValue(name: PlanName, resolved: Resolved): Detail {
  const { how, finding, parameter, formula, assumption, error } = resolved;
  const make = () => ({
    label: name.label,
    how,
    ...(name.unit === undefined ? {} : { unit: name.unit }),
    ...(finding === undefined ? {} : { finding }),
    ...(parameter === undefined ? {} : { inForce: omitValue(parameter) }),
    ...(formula === undefined ? {} : { formula }),
    ...(assumption === undefined ? {} : { assumption }),
    ...(error === undefined ? {} : { error }),
  });
  // A value of the household's own may have come about in a way that is not.
  if (how === 'given') return finding === undefined ? detailOnce(name, make) : deepFreeze(make());
  const source = how === 'derived' ? name.formulas.find(({ text }) => text === formula) : parameter;
  return source === undefined ? deepFreeze(make()) : detailOnce(source, make);
}

function omitValue({ value: _, ...dates }: DatedParameter): Omit<DatedParameter, 'value'> {
  return dates;
}

function detailOfRule(ruleSet: RuleSet, rule: RulePlan, adopted: Judged['outcome']['adopted']): Detail {
  const file = rule.rule;
  const make = () => ({
    name: file.name,
    summary: file.summary,
    modality: file.modality,
    cite: citeOf(ruleSet, rule),
    ...(file.department === undefined ? {} : { department: file.department }),
    ...(rule.authority === undefined ? {} : { addedBy: rule.authority }),
    ...(file.overrides === undefined ? {} : { overrides: file.overrides }),
    ...(adopted === undefined ? {} : { adopted }),
    ...(file.openWords === undefined ? {} : { openWords: file.openWords }),
    ...(file.notStated === undefined ? {} : { notStated: file.notStated }),
    ...(file.assumptions === undefined ? {} : { assumptions: file.assumptions }),
  });
  return adopted === undefined ? detailOnce(rule, make) : deepFreeze(make());
}

function citeOf(ruleSet: RuleSet, rule: RulePlan): Record<string, string> {
  const { instrument } = ruleSet.file;
  const { cite } = rule.rule;
  return {
    instrument: rule.document ?? instrument.number ?? instrument.title.zh,
    section: cite?.section ?? '',
    anchor: cite?.anchor ?? '',
    validity: validityText(rule.rule.inForce),
  };
}

function validityText(inForce: InForce | undefined): string {
  if (inForce === undefined) return 'not stated';
  const { from, until, during } = inForce;
  return [during, from === undefined && until === undefined ? undefined : `${from ?? '…'} – ${until ?? '…'}`]
    .filter((text) => text !== undefined)
    .join(', ');
}
