import { defined } from '../base/defined.js';
import { deepFreeze } from '../base/freeze.js';
import { plain } from '../base/value.js';
import type { Outcome, Step } from '../schema/decision.js';
import type { InForce } from '../schema/rule-set.js';
import type { MarkPlan, Node, PlanName, RulePlan, RuleSetContent, TestNode } from './rule-plan.js';

export type Detail = NonNullable<Step['detail']>;

/** What is the same in the steps of a rule for every household. */
export interface ConstantRule extends ConstantTests {
  readonly detail: Detail;
  readonly scope: ConstantPart | null;
  readonly force: ConstantPart | null;
  readonly conditions: ConstantPart | null;
  /** Marks, and the conditions of single programmes and flags. */
  readonly further: readonly ConstantPart[];
}

/** The tests of a rule, or of whom the instrument addresses. */
export interface ConstantTests {
  readonly clause: string | undefined;
  /** By test index. */
  readonly tests: readonly ConstantTest[];
}

/** A part of a rule that has a step of its own. */
export interface ConstantPart {
  readonly kind: Step['kind'];
  readonly id?: string;
  readonly detail?: Detail;
  /** Where the part is a mark: its truth may wait for a day. */
  readonly mark?: MarkPlan;
  readonly node: Node;
}

export interface ConstantTest {
  readonly node: TestNode;
  readonly detail: Detail;
  /** The step of the right side; null where that is no constant. */
  readonly constant: Step | null;
}

/** What is the same in the steps of every household. */
export interface ConstantSteps {
  /** Whom the instrument addresses; null where it does not say. */
  readonly addressee: (ConstantTests & { readonly part: ConstantPart }) | null;
  /** By the rule's clause. */
  readonly rules: ReadonlyMap<string, ConstantRule>;
  /** By name, what is said of a value that was given, and of one that is absent, where there is no more to say. */
  readonly values: ReadonlyMap<string, Readonly<Record<'given' | 'absent', Detail>>>;
}

export function constantStepsOf(content: RuleSetContent): ConstantSteps {
  const { addressee, rules, names } = content;
  return {
    addressee: addressee && {
      clause: undefined,
      tests: addressee.tests.map(testOf),
      part: { kind: 'addressee', detail: deepFreeze({ name: addressee.name }), node: addressee.conditions },
    },
    rules: new Map(rules.map((rule) => [rule.id, ruleOf(content, rule)])),
    values: new Map(
      [...names.values()].map((name) => [
        name.name,
        { given: constantValue(name, 'given'), absent: constantValue(name, 'absent') },
      ]),
    ),
  };
}

function constantValue({ label, unit }: PlanName, how: string): Detail {
  return deepFreeze(defined({ label, how, unit }));
}

function ruleOf(ruleSet: RuleSetContent, rule: RulePlan): ConstantRule {
  return {
    clause: rule.id,
    tests: rule.tests.map(testOf),
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

function testOf(node: TestNode): ConstantTest {
  const { operator, words, clause, right } = node;
  return {
    node,
    detail: Object.freeze(defined({ operator, words, clause })),
    constant: right.kind === 'constant' ? deepFreeze({ kind: 'constant', value: plain(right.value) }) : null,
  };
}

/** What a rule says and where it stands. */
export function detailOfRule(ruleSet: RuleSetContent, rule: RulePlan, adopted: Outcome['adopted']): Detail {
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

function citeOf(ruleSet: RuleSetContent, rule: RulePlan): Record<string, string> {
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
