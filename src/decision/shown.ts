import { defined } from '../base/defined.js';
import { deepFreeze } from '../base/freeze.js';
import { createIndex, createRecall, type Index, type Recall } from '../base/recall.js';
import { plain } from '../base/value.js';
import type { DatedParameter, Node, PlanName, RulePlan, RuleSet } from '../plan/plan.js';
import type { Resolved } from '../plan/resolved.js';
import { type Cell, type RuleCells, testsOf } from '../plan/rows.js';
import type { Step } from '../schema/decision.js';
import type { InForce } from '../schema/rule-set.js';
import type { Judged } from './evaluation.js';

export type Detail = NonNullable<Step['detail']>;

/** A rule as its steps show it, as far as that is the same for every household. Made once, with the steps that some share. */
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
  readonly node: Node;
  readonly tests: readonly ShownTest[];
  readonly made: Recall<Step>;
}

export interface ShownTest {
  readonly cell: Cell;
  readonly detail: Detail;
  readonly left: ShownValue;
  /** Null for a constant. */
  readonly right: ShownValue | null;
  readonly constant: Step | null;
  readonly made: Recall<Step>;
}

/** A name as the steps of its values show it. */
export interface ShownValue {
  readonly name: PlanName;
  readonly made: Index<Step, number>;
}

/** Steps kept for one test, part or name at most. */
const MOST = 256;

const rules = new WeakMap<RuleCells, ShownRule>();

export function shownRule(ruleSet: RuleSet, rule: RulePlan, cells: RuleCells): ShownRule {
  let own = rules.get(cells);
  if (own === undefined) rules.set(cells, (own = createRule(ruleSet, rule, cells)));
  return own;
}

function createRule(ruleSet: RuleSet, rule: RulePlan, cells: RuleCells): ShownRule {
  const tests = cells.all.map(createTest);
  const part = createPart.bind(null, tests);
  return {
    clause: rule.id,
    tests,
    detail: deepFreeze(detailOfRule(ruleSet, rule, undefined)),
    scope: rule.scope && part('addressee', rule.scope),
    force: rule.force && part('validity', rule.force),
    conditions: rule.conditions && part('conditions', rule.conditions),
    further: [
      ...rule.marks.map(({ id, role, name, conditions }) =>
        part('mark', conditions, { id, detail: deepFreeze({ role, name }) }),
      ),
      ...[...rule.programmes, ...rule.flags].flatMap(({ id, when }) =>
        when === null ? [] : part('target', when, { id }),
      ),
    ],
  };
}

interface ShownAddressee extends ShownTests {
  readonly part: ShownPart;
}

const addressees = new WeakMap<RuleCells, ShownAddressee>();

/** Whom the instrument addresses; null where it does not say. */
export function shownAddressee({ addressee }: RuleSet, cells: RuleCells): ShownAddressee | null {
  if (addressee === null) return null;
  let own = addressees.get(cells);
  if (own === undefined) {
    const tests = cells.all.map(createTest);
    const detail = deepFreeze({ name: addressee.name });
    const part = createPart(tests, 'addressee', addressee.conditions, { detail });
    addressees.set(cells, (own = { clause: undefined, tests, part }));
  }
  return own;
}

function createPart(
  tests: readonly ShownTest[],
  kind: Step['kind'],
  node: Node,
  named: Pick<ShownPart, 'id' | 'detail'> = {},
): ShownPart {
  const own = testsOf(node).map(({ index }) => tests[index] as ShownTest);
  return { kind, ...named, node, tests: own, made: createRecall(MOST) };
}

function createTest(cell: Cell): ShownTest {
  const { operator, words, clause, left, right } = cell.node;
  return {
    cell,
    detail: Object.freeze(defined({ operator, words, clause })),
    left: shownValue(left.name),
    right: right.kind === 'ref' ? shownValue(right.ref.name) : null,
    constant: right.kind === 'constant' ? deepFreeze({ kind: 'constant', value: plain(right.value) }) : null,
    made: createRecall(MOST),
  };
}

const names = new WeakMap<PlanName, ShownValue>();

export function shownValue(name: PlanName): ShownValue {
  let own = names.get(name);
  if (own === undefined) names.set(name, (own = { name, made: createIndex(MOST) }));
  return own;
}

const details = new WeakMap<object, Detail>();

/** The same detail for the same part of a rule. */
function detailOnce(of: object, make: () => Detail): Detail {
  let detail = details.get(of);
  if (detail === undefined) details.set(of, (detail = deepFreeze(make())));
  return detail;
}

export function detailOfReading(reading: RulePlan['readings'][number]): Detail {
  return detailOnce(reading, () => ({ name: reading.name }));
}

export function detailOfValue(name: PlanName, resolved: Resolved): Detail {
  const { how, finding, parameter, formula, assumption, error } = resolved;
  const make = (): Detail =>
    defined({
      label: name.label,
      how,
      unit: name.unit,
      finding,
      inForce: parameter && omitValue(parameter),
      formula,
      assumption,
      error,
    });
  // A value of the household's own may have come about in a way that is not.
  if (how === 'given') return finding === undefined ? detailOnce(name, make) : deepFreeze(make());
  const source = how === 'derived' ? name.formulas.find(({ text }) => text === formula) : parameter;
  return source === undefined ? deepFreeze(make()) : detailOnce(source, make);
}

function omitValue({ value: _, ...dates }: DatedParameter): Omit<DatedParameter, 'value'> {
  return dates;
}

export function detailOfRule(ruleSet: RuleSet, rule: RulePlan, adopted: Judged['outcome']['adopted']): Detail {
  const file = rule.rule;
  return defined({
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
