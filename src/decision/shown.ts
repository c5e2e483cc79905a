import { defined } from '../base/defined.js';
import { deepFreeze } from '../base/freeze.js';
import { plain } from '../base/value.js';
import type { DatedParameter, MarkPlan, Node, PlanName, RulePlan, RuleSet, TestNode } from '../plan/plan.js';
import type { Resolved } from '../plan/resolved.js';
import type { Step } from '../schema/decision.js';
import type { InForce } from '../schema/rule-set.js';
import type { Judged } from './evaluation.js';

export type Detail = NonNullable<Step['detail']>;

/** A rule as its steps show it, as far as that is the same for every household. */
export interface ShownRule extends ShownTests {
  readonly detail: Detail;
  readonly scope: ShownPart | null;
  readonly force: ShownPart | null;
  readonly conditions: ShownPart | null;
  /** Marks, and the conditions of single programmes and flags. */
  readonly further: readonly ShownPart[];
}

/** The tests of a rule, or of whom the instrument addresses. */
export interface ShownTests {
  readonly clause: string | undefined;
  /** By test index. */
  readonly tests: readonly ShownTest[];
}

/** A part of a rule that has a step of its own. */
export interface ShownPart {
  readonly kind: Step['kind'];
  readonly id?: string;
  readonly detail?: Detail;
  /** Where the part is a mark: its truth may wait for a day. */
  readonly mark?: MarkPlan;
  readonly node: Node;
}

export interface ShownTest {
  readonly node: TestNode;
  readonly detail: Detail;
  /** The step of the right side; null where that is no constant. */
  readonly constant: Step | null;
}

/** What the steps of a rule set show, whatever the household. */
export interface Shown {
  /** Whom the instrument addresses; null where it does not say. */
  readonly addressee: (ShownTests & { readonly part: ShownPart }) | null;
  rule(rule: RulePlan): ShownRule;
}

const tables = new WeakMap<RuleSet, Shown>();

export function shownOf(ruleSet: RuleSet): Shown {
  let own = tables.get(ruleSet);
  if (own === undefined) {
    const rules = new Map(ruleSet.rules.map((rule) => [rule, createRule(ruleSet, rule)]));
    const { addressee } = ruleSet;
    own = {
      addressee: addressee && {
        clause: undefined,
        tests: addressee.tests.map(createTest),
        part: { kind: 'addressee', detail: deepFreeze({ name: addressee.name }), node: addressee.conditions },
      },
      rule: (rule) => rules.get(rule) ?? createRule(ruleSet, rule),
    };
    tables.set(ruleSet, own);
  }
  return own;
}

function createRule(ruleSet: RuleSet, rule: RulePlan): ShownRule {
  return {
    clause: rule.id,
    tests: rule.tests.map(createTest),
    detail: detailOfRule(ruleSet, rule, undefined),
    scope: rule.scope && { kind: 'addressee', node: rule.scope },
    force: rule.force && { kind: 'validity', node: rule.force },
    conditions: rule.conditions && { kind: 'conditions', node: rule.conditions },
    further: [
      ...rule.marks.map((mark) => ({
        kind: 'mark' as const,
        id: mark.id,
        detail: deepFreeze(defined({ role: mark.role, name: mark.name, due: mark.due })),
        mark,
        node: mark.conditions,
      })),
      ...[...rule.programmes, ...rule.flags].flatMap(({ id, when }) =>
        when === null ? [] : [{ kind: 'target' as const, id, node: when }],
      ),
    ],
  };
}

function createTest(node: TestNode): ShownTest {
  const { operator, words, clause, right } = node;
  return {
    node,
    detail: Object.freeze(defined({ operator, words, clause })),
    constant: right.kind === 'constant' ? deepFreeze({ kind: 'constant', value: plain(right.value) }) : null,
  };
}

/** How a value came about. */
export function detailOfValue(name: PlanName, resolved: Resolved): Detail {
  const { how, finding, parameter, formula, assumption, error } = resolved;
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

/** What a rule says and where it stands. */
export function detailOfRule(ruleSet: RuleSet, rule: RulePlan, adopted: Judged['outcome']['adopted']): Detail {
  const file = rule.rule;
  const detail = defined({
    name: file.name,
    summary: file.summary,
    modality: file.modality,
    cite: citeOf(ruleSet, rule),
    department: file.department,
    addedBy: rule.authority,
    overrides: file.overrides,
    adopted,
    openWords: file.openWords,
    notStated: file.notStated,
    assumptions: file.assumptions,
  });
  return deepFreeze(detail);
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
