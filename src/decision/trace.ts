import { deepFreeze } from '../base/freeze.js';
import { createRecall, type Recall } from '../base/recall.js';
import { plain } from '../base/value.js';
import type { DatedParameter, Node, Operand, Ref, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, type Subject, subjectId } from '../plan/values.js';
import type { Decision, Step } from '../schema/decision.js';
import type { InForce } from '../schema/rule-set.js';
import type { Evaluation } from './evaluation.js';
import type { Judged } from './outcome.js';
import { taperProgramme } from './verdicts.js';

/**
 * The trace: programmes and flags, under each the rules that bear on it, under each rule its validity, its readings, its
 * groups and tests, down to facts and parameters. Each step has its truth, and each below a rule the clause it belongs to.
 */
export function traceOf(evaluation: Evaluation, judged: readonly Judged[], decision: Omit<Decision, 'trace'>): Step {
  const steps = stepsByTarget(evaluation, judged);
  const { ruleSet, values } = evaluation;
  const { instrument, addressee } = ruleSet.file;
  return step({
    kind: 'decision',
    id: ruleSet.jurisdiction,
    detail: {
      asOf: values.household.asOf,
      instrument: instrument.number ?? instrument.title.zh,
      issuer: instrument.issuer.zh,
      issued: instrument.date,
    },
    steps: [
      ...(ruleSet.addressee === null || addressee === undefined
        ? []
        : [
            step({
              kind: 'addressee',
              truth: truthOf(ruleSet.addressee.conditions, evaluation.addressee),
              detail: { name: addressee.name },
              steps: [nodeStep(evaluation, ruleSet.addressee.conditions, evaluation.addressee, HOUSEHOLD, undefined)],
            }),
          ]),
      ...decision.eligibility.map(({ programme, verdict }) =>
        targetStep(
          ruleSet,
          'programme',
          programme,
          verdict,
          steps.programmes.get(programme),
          ledgerOf(ruleSet).get(programme) ?? [],
        ),
      ),
      ...decision.risks.map(({ flag, status }) => targetStep(ruleSet, 'flag', flag, status, steps.flags.get(flag), [])),
      step({ kind: 'duties', steps: steps.duties }),
    ],
  });
}

/** The steps of the rules that bear on one programme or flag, and whether households share all of them. */
interface Concerned {
  readonly steps: Step[];
  shared: boolean;
}

/** Each rule's step under every programme and flag that it bears on; under the duties where it bears on none. */
function stepsByTarget(evaluation: Evaluation, judged: readonly Judged[]) {
  const programmes = new Map<string, Concerned>();
  const flags = new Map<string, Concerned>();
  const duties: Step[] = [];
  for (const entry of judged) {
    const { rule } = entry.instance;
    const { kept } = entry;
    const of =
      kept === undefined ? ruleStep(evaluation, entry) : (kept.step ??= deepFreeze(ruleStep(evaluation, entry)));
    const add = (to: Map<string, Concerned>, id: string) => {
      const own = to.get(id);
      if (own === undefined) to.set(id, { steps: [of], shared: kept !== undefined });
      else if (own.steps[own.steps.length - 1] !== of) {
        own.steps.push(of);
        own.shared &&= kept !== undefined;
      }
    };
    for (const { id } of rule.programmes) add(programmes, entry.outcome.kind === 'taper' ? taperProgramme(id) : id);
    for (const id of rule.rule.names ?? []) add(programmes, id);
    for (const { id } of rule.flags) add(flags, id);
    if (rule.programmes.length === 0 && rule.flags.length === 0 && rule.rule.names === undefined) duties.push(of);
  }
  return { programmes, flags, duties };
}

const targetSteps = new WeakMap<RuleSet, Map<string, Recall<Step>[]>>();

/** The step of one programme or flag; made once where households share all that it holds. */
function targetStep(
  ruleSet: RuleSet,
  kind: 'programme' | 'flag',
  id: string,
  status: string,
  concerned: Concerned | undefined,
  ledger: readonly Step[],
): Step {
  const steps = concerned?.steps ?? [];
  const make = () => step({ kind, id, status, steps: [...steps, ...ledger] });
  if (concerned?.shared === false) return make();
  let made = targetSteps.get(ruleSet);
  if (made === undefined) targetSteps.set(ruleSet, (made = new Map()));
  let byLength = made.get(id);
  if (byLength === undefined) made.set(id, (byLength = []));
  const recall = (byLength[steps.length] ??= createRecall(500));
  const path = [kind, status, ...steps];
  let own = recall.find(path);
  if (own === undefined) recall.keep(path, (own = deepFreeze(make())));
  return own;
}

const ledgers = new WeakMap<RuleSet, ReadonlyMap<string, readonly Step[]>>();

/** The ledger's clauses that name a programme, as steps; the same for every household. */
function ledgerOf(ruleSet: RuleSet): ReadonlyMap<string, readonly Step[]> {
  let ledger = ledgers.get(ruleSet);
  if (ledger === undefined) {
    const steps = new Map<string, Step[]>();
    for (const entry of ruleSet.ledger) {
      const own = deepFreeze(
        step({
          kind: 'ledger',
          clause: entry.id,
          detail: { summary: entry.summary, reason: entry.reason, cite: entry.cite },
        }),
      );
      for (const id of new Set(entry.names ?? [])) steps.set(id, [...(steps.get(id) ?? []), own]);
    }
    ledgers.set(ruleSet, (ledger = steps));
  }
  return ledger;
}

function ruleStep(evaluation: Evaluation, { instance, judgement, outcome }: Judged): Step {
  const { rule, subject, truths } = instance;
  const file = rule.rule;
  const node = (part: Node | null) => (part === null ? [] : [nodeStep(evaluation, part, truths, subject, rule.id)]);
  const part = (
    kind: Step['kind'],
    id: string | undefined,
    of: Node | null,
    detail?: Step['detail'],
    status?: string,
  ) => step({ kind, id, clause: rule.id, truth: truthOf(of, truths), status, detail, steps: node(of) });
  const addressed = outcome.status !== 'out-of-scope';
  const examined = addressed && outcome.status !== 'not-in-force';
  return step({
    kind: 'rule',
    clause: rule.id,
    subject: outcome.subject,
    status: outcome.status,
    detail: {
      name: file.name,
      summary: file.summary,
      modality: file.modality,
      cite: citeOf(evaluation, rule),
      ...(file.department === undefined ? {} : { department: file.department }),
      ...(rule.authority === undefined ? {} : { addedBy: rule.authority }),
      ...(file.overrides === undefined ? {} : { overrides: file.overrides }),
      ...(outcome.adopted === undefined ? {} : { adopted: outcome.adopted }),
      ...(file.openWords === undefined ? {} : { openWords: file.openWords }),
      ...(file.notStated === undefined ? {} : { notStated: file.notStated }),
      ...(file.assumptions === undefined ? {} : { assumptions: file.assumptions }),
    },
    steps: [
      ...(rule.scope === null ? [] : [part('addressee', undefined, rule.scope)]),
      ...(addressed && rule.force !== null ? [part('validity', undefined, rule.force)] : []),
      ...(examined && rule.conditions !== null ? [part('conditions', undefined, rule.conditions)] : []),
      ...(addressed ? judgement.readings : []).map(({ reading, status }) =>
        step({
          kind: 'reading',
          id: reading.id,
          clause: rule.id,
          status,
          detail: { name: reading.name },
          steps: [...node(reading.force), ...(status === 'not-in-force' ? [] : node(reading.conditions))],
        }),
      ),
      ...(examined ? rule.marks : []).map((mark) =>
        part('mark', mark.id, mark.conditions, { role: mark.role, name: mark.name }),
      ),
      ...(examined ? [...rule.programmes, ...rule.flags] : []).flatMap((target) =>
        target.when === null ? [] : [part('target', target.id, target.when)],
      ),
    ],
  });
}

function citeOf(evaluation: Evaluation, rule: RulePlan): Record<string, string> {
  const { instrument } = evaluation.ruleSet.file;
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

function nodeStep(
  evaluation: Evaluation,
  node: Node,
  truths: Judged['instance']['truths'],
  subject: Subject,
  clause: string | undefined,
): Step {
  const truth = truthOf(node, truths);
  switch (node.kind) {
    case 'test':
      return testStep(evaluation, node, truth, subject, clause);
    case 'not':
      return step({ kind: 'not', clause, truth, steps: [nodeStep(evaluation, node.part, truths, subject, clause)] });
    case 'all':
    case 'any':
      return step({
        kind: node.kind,
        clause,
        truth,
        steps: node.parts.map((part) => nodeStep(evaluation, part, truths, subject, clause)),
      });
  }
}

function testStep(
  evaluation: Evaluation,
  test: TestNode,
  truth: boolean | null,
  subject: Subject,
  clause: string | undefined,
): Step {
  return step({
    kind: 'test',
    id: test.left.name.name,
    clause,
    truth,
    detail: { operator: test.operator, ...(test.words === undefined ? {} : { words: test.words }) },
    steps: [valueStep(evaluation, test.left, subject), operandStep(evaluation, test.right, subject)],
  });
}

function operandStep(evaluation: Evaluation, operand: Operand, subject: Subject): Step {
  return operand.kind === 'ref'
    ? valueStep(evaluation, operand.ref, subject)
    : step({ kind: 'constant', value: plain(operand.value) });
}

function valueStep(evaluation: Evaluation, ref: Ref, subject: Subject): Step {
  const { values } = evaluation;
  const of = ref.scope === 'member' ? subject : HOUSEHOLD;
  const { value, how, finding, parameter, formula, assumption, error, inputs } = values.get(ref, of);
  const { name } = ref;
  return step({
    kind: name.scope === 'parameter' ? 'parameter' : how === 'derived' ? 'derived' : 'fact',
    id: name.name,
    subject: of === HOUSEHOLD ? undefined : subjectId(values.household, of),
    value: plain(value),
    detail: {
      label: name.label,
      how,
      ...(name.unit === undefined ? {} : { unit: name.unit }),
      ...(finding === undefined ? {} : { finding }),
      ...(parameter === undefined ? {} : { inForce: omitValue(parameter) }),
      ...(formula === undefined ? {} : { formula }),
      ...(assumption === undefined ? {} : { assumption }),
      ...(error === undefined ? {} : { error }),
    },
    steps: (inputs ?? []).map((use) => valueStep(evaluation, use.ref, use.subject)),
  });
}

function omitValue({ value: _, ...dates }: DatedParameter): Omit<DatedParameter, 'value'> {
  return dates;
}

/** A step without the parts that are undefined or empty, so that it is plain JSON. */
function step(parts: Step): Step {
  const plainStep: Record<string, unknown> = {};
  for (const key in parts) {
    const value = parts[key as keyof Step];
    // An empty list is a value: nothing happened. Empty are only the steps of a step that has none.
    if (value !== undefined && !(key === 'steps' && Array.isArray(value) && value.length === 0)) plainStep[key] = value;
  }
  return plainStep as unknown as Step;
}
