import type { Node, Ref, RulePlan, RuleSet, TestNode } from './plan.js';
import { HOUSEHOLD, type Resolved, refKey, type Subject, type Values } from './values.js';

/** Where a value stands: in the household's row, or (below zero, `~place`) in the row of the member at hand. */
export type Place = number;

/** A test with the places of its sides; no place for a constant. */
export interface Cell {
  readonly node: TestNode;
  readonly left: Place;
  readonly right: Place | null;
}

/** The tests of one rule. `outer` are those on whom it addresses and when it holds, which decide whether the rest is examined. */
export interface RuleCells {
  readonly all: readonly Cell[];
  readonly outer: readonly Cell[];
  /** The different places of `all` and of `outer`. */
  readonly places: readonly Place[];
  readonly outerPlaces: readonly Place[];
}

/** Every name that the rules of a rule set test, each once. */
export interface Sheet {
  readonly household: readonly Ref[];
  readonly member: readonly Ref[];
  readonly rules: ReadonlyMap<RulePlan, RuleCells>;
  readonly addressee: RuleCells;
}

/** Values in the order of a sheet, with their numbers; 0 for a value that no other household shares. */
export interface Row {
  readonly values: readonly Resolved[];
  readonly numbers: readonly number[];
}

/** The rows of one household. */
export interface Rows {
  readonly sheet: Sheet;
  readonly household: Row;
  /** The household's own row where the subject is the household. */
  of(subject: Subject): Row;
}

const sheets = new WeakMap<RuleSet, Sheet>();

export function sheetOf(ruleSet: RuleSet): Sheet {
  let sheet = sheets.get(ruleSet);
  if (sheet === undefined) sheets.set(ruleSet, (sheet = createSheet(ruleSet)));
  return sheet;
}

/** Reads all values that the rules test. Look-ups have to be answered before. */
export function rowsOf(ruleSet: RuleSet, values: Values): Rows {
  const sheet = sheetOf(ruleSet);
  const read = (refs: readonly Ref[], subject: Subject): Row => {
    const row: Resolved[] = [];
    const numbers: number[] = [];
    for (let index = 0; index < refs.length; index++) {
      const resolved = values.get(refs[index] as Ref, subject);
      row.push(resolved);
      numbers.push(resolved.number ?? 0);
    }
    return { values: row, numbers };
  };
  const household = read(sheet.household, HOUSEHOLD);
  const members = new Map<Subject, Row>();
  return {
    sheet,
    household,
    of(subject) {
      if (subject === HOUSEHOLD) return household;
      let own = members.get(subject);
      if (own === undefined) members.set(subject, (own = read(sheet.member, subject)));
      return own;
    },
  };
}

/** The value at a place. */
export function valueAt(household: Row, own: Row, place: Place): Resolved {
  return (place >= 0 ? household.values[place] : own.values[~place]) as Resolved;
}

export function numberAt(household: Row, own: Row, place: Place): number {
  return (place >= 0 ? household.numbers[place] : own.numbers[~place]) as number;
}

/** The tests of a node, from left to right. */
export function testsOf(node: Node | null): readonly TestNode[] {
  if (node === null) return [];
  return node.kind === 'test' ? [node] : node.kind === 'not' ? testsOf(node.part) : node.parts.flatMap(testsOf);
}

function createSheet(ruleSet: RuleSet): Sheet {
  const places = { household: new Map<string, number>(), member: new Map<string, number>() };
  const refs = { household: [] as Ref[], member: [] as Ref[] };
  const placeOf = (ref: Ref): Place => {
    const own = places[ref.scope];
    let place = own.get(refKey(ref));
    if (place === undefined) {
      own.set(refKey(ref), (place = own.size));
      refs[ref.scope].push(ref);
    }
    return ref.scope === 'member' ? ~place : place;
  };
  const cellOf = (node: TestNode): Cell => ({
    node,
    left: placeOf(node.left),
    right: node.right.kind === 'ref' ? placeOf(node.right.ref) : null,
  });
  const placesIn = (cells: readonly Cell[]) => [
    ...new Set(cells.flatMap(({ left, right }) => (right === null ? [left] : [left, right]))),
  ];
  const cellsOf = (tests: readonly TestNode[], outside: readonly (Node | null)[]): RuleCells => {
    const all = tests.map(cellOf);
    const beyond = new Set(outside.flatMap(testsOf));
    const outer = all.filter(({ node }) => beyond.has(node));
    return { all, outer, places: placesIn(all), outerPlaces: placesIn(outer) };
  };
  const rules = ruleSet.rules.map((rule): [RulePlan, RuleCells] => [
    rule,
    cellsOf(rule.tests, [rule.scope, rule.force, ...rule.readings.map((reading) => reading.force)]),
  ]);
  const addressee = cellsOf(ruleSet.addressee?.tests ?? [], [ruleSet.addressee?.conditions ?? null]);
  return { household: refs.household, member: refs.member, rules: new Map(rules), addressee };
}
