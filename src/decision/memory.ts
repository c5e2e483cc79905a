import { deepFreeze } from '../base/freeze.js';
import {
  addPart,
  createIndex,
  createKey,
  createRecall,
  type Index,
  type Key,
  ownNumber,
  type Recall,
} from '../base/recall.js';
import type { Truth } from '../base/truth.js';
import type { Node, RulePlan, RuleSet } from '../plan/plan.js';
import { idNumber } from '../plan/resolved.js';
import { type Cell, numberAt, type Row, type Rows, type RuleCells, rowsOf, sheetOf, valueAt } from '../plan/rows.js';
import { truthOf } from '../plan/truths.js';
import type { Subject } from '../plan/values.js';
import type { Evaluation, Instance, Judged } from './evaluation.js';
import { bearingOf } from './verdicts.js';

/** Instances kept for one rule at most. */
const MOST_INSTANCES = 2048;
/** Outcomes kept for one rule at most. */
const MOST = 256;

/** What is remembered of one rule. */
export interface Remembered {
  readonly rule: RulePlan;
  readonly cells: RuleCells;
  /** The parts of the rule whose truths decide, where all tests are answered. */
  readonly roots: readonly Node[];
  readonly instances: Recall<Instance>;
  readonly outcomes: Recall<Omit<Judged, 'instance'>>;
  readonly bearings: Index<number>;
}

/**
 * What has been made of equal households. Two ways lead there. By the values: where households share all values that a rule
 * tests and shows, its tests need no answering. By the answers: where all tests are answered, an outcome depends on the truths
 * of the parts of its rule alone; what is open depends also on what is unknown. Bounded: each list begins again when it is full.
 */
interface Memory {
  readonly rules: readonly Remembered[];
  readonly byRule: ReadonlyMap<RulePlan, Remembered>;
  readonly grounds: Recall<number>;
}

const memories = new WeakMap<RuleSet, Memory>();

/** Written and read again at once, or after judging, which writes none. */
const KEY = createKey();

/** The memory of a rule set, opened for one household. */
export interface Recollection {
  readonly memory: Memory;
  readonly rows: Rows;
  /** Stands for all that is known of whom the instrument addresses, and the readings adopted; 0 where it is this household's alone. */
  readonly ground: number;
  /** The numbers of the members' ids. */
  readonly ids: readonly number[];
  /** The key at hand; nothing is kept by a key without parts. */
  readonly key: Key;
}

export function recollect(evaluation: Omit<Evaluation, 'instances'>): Recollection {
  const { ruleSet, values, adopted } = evaluation;
  let memory = memories.get(ruleSet);
  if (memory === undefined) memories.set(ruleSet, (memory = createMemory(ruleSet)));
  const rows = evaluation.rows ?? rowsOf(ruleSet, values);
  const key = KEY;
  key.size = 0;
  addPart(key, adoptionNumber(adopted));
  let ground: number | undefined = 0;
  if (
    addTruths(key, evaluation.addressee) ||
    addUnknown(key, rows.sheet.addressee.all, rows, rows.household, evaluation.addressee)
  ) {
    ground = memory.grounds.find(key);
    if (ground === undefined) memory.grounds.keep(key, (ground = ownNumber()));
  }
  const { members } = values.household;
  const ids: number[] = new Array(members.length);
  for (let index = 0; index < members.length; index++) ids[index] = idNumber((members[index] as { id: string }).id);
  return { memory, rows, ground, ids, key };
}

/** The instance of a rule and a subject, if equal values have been answered before. Leaves the key for {@link keepInstance}. */
export function findInstance(open: Recollection, remembered: Remembered, subject: Subject): Instance | undefined {
  const { rows, key } = open;
  if (!beginKey(open, subject)) return undefined;
  const { places } = remembered.cells;
  const own = rows.of(subject);
  for (let index = 0; index < places.length; index++) {
    const number = numberAt(rows.household, own, places[index] as number);
    if (number === 0) {
      key.size = 0;
      return undefined;
    }
    addPart(key, number);
  }
  return remembered.instances.find(key);
}

/** Keeps an instance that was just not found, where households share all of its values. */
export function keepInstance(
  { key }: Recollection,
  { instances }: Remembered,
  { rule, subject, truths }: Instance,
): Instance {
  const isShared = key.size > 0;
  const instance: Instance = { rule, subject, truths, number: isShared ? ownNumber() : 0, judged: null, step: null };
  if (isShared) instances.keep(key, instance);
  return instance;
}

/** An instance as it is remembered. Answers that differ from those remembered stay this household's alone. */
export function sharedInstance(open: Recollection, instance: Instance): Instance {
  const { rule, subject, truths } = instance;
  const remembered = open.memory.byRule.get(rule);
  if (remembered === undefined) return instance;
  const found = findInstance(open, remembered, subject);
  if (found === undefined) return keepInstance(open, remembered, instance);
  return found.truths.every((truth, index) => truth === truths[index]) ? found : instance;
}

/** The outcome of a rule for a subject, if it has been made of equal answers before; otherwise `judge` makes it. */
export function recalled(open: Recollection, instance: Instance, judge: () => Judged): Judged {
  const { rows, key } = open;
  const { rule, subject, truths } = instance;
  const remembered = open.memory.byRule.get(rule);
  if (remembered === undefined || !beginKey(open, subject)) return judge();
  const { cells, roots, outcomes } = remembered;
  if (cells.amount !== null) addPart(key, numberAt(rows.household, rows.household, cells.amount));
  for (let index = 0; index < cells.needs.length; index++)
    addPart(key, valueAt(rows.household, rows.household, cells.needs[index] as number).value === null ? 0 : 1);
  const decisive = roots.map((root) => truthOf(root, truths));
  addTruths(key, decisive);
  if (truths.includes(null)) {
    addTruths(key, truths);
    if (!addUnknown(key, cells.all, rows, rows.of(subject), truths)) return judge();
  }
  let found = outcomes.find(key);
  if (found === undefined) {
    const entry = judge();
    const { instance: _, ...made } = entry;
    deepFreeze(made.outcome);
    const id = idNumber(made.outcome.subject);
    found = { ...made, bearing: bearingNumber(remembered, `${subject} ${id} ${bearingOf(entry)}`), id };
    outcomes.keep(key, found);
  }
  // Written out, so that all entries have one form.
  const { judgement, outcome, limbs, bearing, id } = found;
  return { instance, judgement, outcome, open: found.open, limbs, bearing, id, relied: null };
}

function bearingNumber({ bearings }: Remembered, bearing: string): number {
  let number = bearings.get(bearing);
  if (number === undefined) bearings.set(bearing, (number = ownNumber()));
  return number;
}

/** Begins the key with what every outcome for a subject rests on; false where some of it is this household's alone. */
function beginKey({ ground, ids, key }: Recollection, subject: Subject): boolean {
  key.size = 0;
  const id = subject < 0 ? 1 : (ids[subject] as number);
  if (ground === 0 || id === 0) return false;
  addPart(key, ground);
  addPart(key, subject);
  addPart(key, id);
  return true;
}

/** Truths as few numbers. True where none is unknown. */
function addTruths(key: Key, truths: readonly Truth[]): boolean {
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

const adoptions = new WeakMap<object, number>();

function adoptionNumber(adopted: Evaluation['adopted']): number {
  if (adopted.size === 0) return 0;
  let number = adoptions.get(adopted);
  if (number === undefined) adoptions.set(adopted, (number = ownNumber()));
  return number;
}

function createMemory(ruleSet: RuleSet): Memory {
  const { rules: cells } = sheetOf(ruleSet);
  const remember = (rule: RulePlan): Remembered => {
    const roots = [
      rule.scope,
      rule.force,
      rule.conditions,
      ...rule.readings.flatMap(({ force, conditions }) => [force, conditions]),
      ...rule.marks.map(({ conditions }) => conditions),
      ...[...rule.programmes, ...rule.flags].map(({ when }) => when),
    ];
    return {
      rule,
      cells: cells.get(rule) as RuleCells,
      roots: roots.filter((root) => root !== null),
      instances: createRecall(MOST_INSTANCES),
      outcomes: createRecall(MOST),
      bearings: createIndex(MOST),
    };
  };
  const rules = ruleSet.rules.map(remember);
  return { rules, byRule: new Map(rules.map((each) => [each.rule, each])), grounds: createRecall(MOST) };
}
