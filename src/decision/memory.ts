import { deepFreeze } from '../base/freeze.js';
import { addPart, createKey, createRecall, type Key, ownNumber, type Recall } from '../base/recall.js';
import type { Truth } from '../base/truth.js';
import type { Node, Ref, RulePlan, RuleSet } from '../plan/plan.js';
import { type Cell, numberAt, type Row, type Rows, type RuleCells, rowsOf, sheetOf, valueAt } from '../plan/rows.js';
import { truthOf } from '../plan/truths.js';
import { HOUSEHOLD, subjectId } from '../plan/values.js';
import type { Evaluation, Instance } from './evaluation.js';
import type { Judged } from './outcome.js';

/** Outcomes kept for one rule at most. */
const MOST = 256;
/** Members' ids that occur again and again ("1", "m2") are few; results are not kept for others. */
const IDS = 256;

/** What one rule's outcomes rest on beside the answers to its tests, and the outcomes made so far. */
interface Remembered {
  readonly cells: RuleCells;
  /** The parts of the rule whose truths decide, where all tests are answered. */
  readonly roots: readonly Node[];
  /** The parameter that outcomes show as an amount. */
  readonly amount: Ref | null;
  /** Names that outcomes list where they are unknown. */
  readonly needs: readonly Ref[];
  readonly outcomes: Recall<Omit<Judged, 'instance'>>;
}

/**
 * What has been made of equal answers. Where all tests are answered an outcome depends on the truths of the parts of its rule
 * alone; what is open depends also on what is unknown. Bounded: each list of results begins again when it is full.
 */
interface Memory {
  readonly rules: ReadonlyMap<RulePlan, Remembered>;
  readonly addressees: Recall<number>;
}

const memories = new WeakMap<RuleSet, Memory>();

/** The memory of a rule set, opened for one household. */
export interface Recollection {
  readonly evaluation: Evaluation;
  readonly memory: Memory;
  readonly rows: Rows;
  /** Stands for all that is known of whom the instrument addresses; 0 where it is this household's alone. */
  readonly addressee: number;
  /** The key at hand. */
  readonly key: Key;
}

export function recollect(evaluation: Evaluation): Recollection {
  const { ruleSet, values } = evaluation;
  let memory = memories.get(ruleSet);
  if (memory === undefined) memories.set(ruleSet, (memory = createMemory(ruleSet)));
  const rows = evaluation.rows ?? rowsOf(ruleSet, values);
  const key = createKey();
  let addressee: number | undefined = 0;
  if (
    addTruths(key, evaluation.addressee) ||
    addUnknown(key, rows.sheet.addressee.all, rows, rows.household, evaluation.addressee)
  ) {
    addressee = memory.addressees.find(key);
    if (addressee === undefined) memory.addressees.keep(key, (addressee = ownNumber()));
  }
  return { evaluation, memory, rows, addressee, key };
}

/** The outcome of a rule for a subject, if it has been made of equal answers before; otherwise `judge` makes it. */
export function recalled(
  { evaluation, memory, rows, addressee, key }: Recollection,
  instance: Instance,
  judge: () => Judged,
): Judged {
  const { rule, subject, truths } = instance;
  const { values, adopted } = evaluation;
  const remembered = memory.rules.get(rule);
  const id = idNumber(subjectId(values.household, subject));
  if (remembered === undefined || addressee === 0 || id === 0) return judge();
  key.size = 0;
  addPart(key, subject);
  addPart(key, id);
  addPart(key, addressee);
  if (rule.readings.length > 0) addPart(key, adoptionNumber(adopted.get(rule.id)));
  const { cells, roots, amount, needs, outcomes } = remembered;
  if (amount !== null) {
    const { number = 0 } = values.get(amount, HOUSEHOLD);
    if (number === 0) return judge();
    addPart(key, number);
  }
  for (let index = 0; index < needs.length; index++)
    addPart(key, values.get(needs[index] as Ref, HOUSEHOLD).value === null ? 0 : 1);
  let packed = 1;
  for (let index = 0; index < roots.length; index++) {
    packed = packed * 3 + codeOf(truthOf(roots[index] as Node, truths));
    if (packed > 1e8) {
      addPart(key, packed);
      packed = 1;
    }
  }
  addPart(key, packed);
  if (truths.includes(null)) {
    addTruths(key, truths);
    if (!addUnknown(key, cells.all, rows, rows.of(subject), truths)) return judge();
  }
  let found = outcomes.find(key);
  if (found === undefined) {
    const { judgement, outcome, open, limbs } = judge();
    found = { judgement, outcome: deepFreeze(outcome), open, limbs, kept: { number: ownNumber(), id } };
    outcomes.keep(key, found);
  }
  const { judgement, outcome, open, limbs, kept } = found;
  return { instance, judgement, outcome, open, limbs, kept };
}

/** Truths as few numbers. True where none is unknown. */
export function addTruths(key: Key, truths: readonly Truth[]): boolean {
  let isKnown = true;
  let packed = 1;
  for (let index = 0; index < truths.length; index++) {
    const truth = truths[index] as Truth;
    if (truth === null) isKnown = false;
    packed = packed * 3 + codeOf(truth);
    if (packed > 1e8) {
      addPart(key, packed);
      packed = 1;
    }
  }
  addPart(key, packed);
  return isKnown;
}

/** The numbers of what stands in comparisons with something unknown; false where some of it is this household's alone. */
function addUnknown(
  key: Key,
  cells: readonly Cell[],
  { household }: Rows,
  own: Row,
  truths: readonly Truth[],
): boolean {
  for (let index = 0; index < cells.length; index++) {
    const { node, left, right } = cells[index] as Cell;
    if (truths[node.index] !== null) continue;
    const isOpen =
      valueAt(household, own, left).value === null || (right !== null && valueAt(household, own, right).value === null);
    // With both sides known the test has not been examined.
    if (!isOpen) {
      addPart(key, 0);
      continue;
    }
    const [a, b] = [numberAt(household, own, left), right === null ? 1 : numberAt(household, own, right)];
    if (a === 0 || b === 0) return false;
    addPart(key, a);
    addPart(key, b);
  }
  return true;
}

function codeOf(truth: Truth): number {
  return truth === null ? 2 : truth ? 1 : 0;
}

const ids = new Map<string, number>();

function idNumber(id: string): number {
  const known = ids.get(id);
  if (known !== undefined) return known;
  if (ids.size >= IDS) return 0;
  ids.set(id, ids.size + 1);
  return ids.size;
}

const adoptions = new WeakMap<object, number>();

function adoptionNumber(adopted: object | undefined): number {
  if (adopted === undefined) return 0;
  let number = adoptions.get(adopted);
  if (number === undefined) adoptions.set(adopted, (number = ownNumber()));
  return number;
}

function createMemory(ruleSet: RuleSet): Memory {
  const { rules: cells } = sheetOf(ruleSet);
  const refOf = (written: string): Ref[] => {
    const name = ruleSet.names.get(written);
    return name === undefined ? [] : [{ name, scope: 'household' }];
  };
  const remember = (rule: RulePlan): Remembered => {
    const { amount, needs = [] } = rule.rule.event.params ?? {};
    const roots = [
      rule.scope,
      rule.force,
      rule.conditions,
      ...rule.readings.flatMap(({ force, conditions }) => [force, conditions]),
      ...rule.marks.map(({ conditions }) => conditions),
      ...[...rule.programmes, ...rule.flags].map(({ when }) => when),
    ];
    return {
      cells: cells.get(rule) as RuleCells,
      roots: roots.filter((root) => root !== null),
      amount:
        amount !== null && amount !== undefined && 'parameter' in amount ? (refOf(amount.parameter)[0] ?? null) : null,
      needs: needs.flatMap(refOf),
      outcomes: createRecall(MOST),
    };
  };
  return {
    rules: new Map(ruleSet.rules.map((rule) => [rule, remember(rule)])),
    addressees: createRecall(MOST),
  };
}
