import { factPlacesOf } from './facts.js';
import { AS_OF } from './names.js';
import type { Node, Ref, RulePlan, RuleSet, TestNode } from './plan.js';
import { ABSENT, type Resolved } from './resolved.js';
import { HOUSEHOLD, refKey, type Subject, UNLISTED, type Values } from './values.js';

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
  /** The parameter that outcomes show as an amount, and the names that they list where those are unknown. */
  readonly amount: Place | null;
  readonly needs: readonly Place[];
  /** The different places of all these. */
  readonly places: readonly Place[];
}

/** One name of a sheet. */
interface Column {
  readonly ref: Ref;
  /** Its place among what snapshots give, where nothing else can give it. */
  readonly fact: number | null;
  /** For an answer to one clause: the place of the one answer for all clauses. */
  readonly general: number | null;
}

/** Every name that the rules of a rule set test or show, each once. */
export interface Sheet {
  readonly household: readonly Column[];
  readonly member: readonly Column[];
  readonly rules: ReadonlyMap<RulePlan, RuleCells>;
  readonly addressee: RuleCells;
}

/** Values in the order of a sheet. */
export type Row = readonly Resolved[];

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

/** Reads all values that the rules test or show. Look-ups have to be answered before. */
export function rowsOf(ruleSet: RuleSet, values: Values): Rows {
  const sheet = sheetOf(ruleSet);
  const household = readRow(sheet.household, values, HOUSEHOLD);
  const members: Row[] = [];
  return {
    sheet,
    household,
    of(subject) {
      if (subject === HOUSEHOLD) return household;
      const place = subject === UNLISTED ? values.household.members.length : subject;
      let own = members[place];
      if (own === undefined) members[place] = own = readRow(sheet.member, values, subject);
      return own;
    },
  };
}

function readRow(columns: readonly Column[], values: Values, subject: Subject): Row {
  const given = values.factsOf(subject);
  const row: Resolved[] = new Array(columns.length);
  for (let index = 0; index < columns.length; index++) {
    const { ref, fact, general } = columns[index] as Column;
    row[index] =
      given === null || fact === null
        ? values.get(ref, subject)
        : (given.listed[fact] ?? (general === null ? undefined : given.listed[general]) ?? ABSENT);
  }
  return row;
}

/** The value at a place. */
export function valueAt(household: Row, own: Row, place: Place): Resolved {
  return (place >= 0 ? household[place] : own[~place]) as Resolved;
}

/** The number of the value at a place; 0 for a value that no other household shares. */
export function numberAt(household: Row, own: Row, place: Place): number {
  return valueAt(household, own, place).number;
}

/** The tests of a node, from left to right. */
export function testsOf(node: Node | null): readonly TestNode[] {
  if (node === null) return [];
  return node.kind === 'test' ? [node] : node.kind === 'not' ? testsOf(node.part) : node.parts.flatMap(testsOf);
}

function createSheet(ruleSet: RuleSet): Sheet {
  const places = { household: new Map<string, number>(), member: new Map<string, number>() };
  const columns = { household: [] as Column[], member: [] as Column[] };
  const factPlaces = factPlacesOf(ruleSet);
  const placeOf = (ref: Ref): Place => {
    const own = places[ref.scope];
    let place = own.get(refKey(ref));
    if (place === undefined) {
      own.set(refKey(ref), (place = own.size));
      const { name, clause } = ref;
      const isFact = name.given && name.name !== AS_OF.name && name.scope !== 'parameter' && name.formulas.length === 0;
      const { of } = factPlaces[ref.scope];
      columns[ref.scope].push({
        ref,
        fact: isFact ? (of.get(refKey(ref)) ?? null) : null,
        general: isFact && clause !== undefined ? (of.get(name.name) ?? null) : null,
      });
    }
    return ref.scope === 'member' ? ~place : place;
  };
  const cellOf = (node: TestNode): Cell => ({
    node,
    left: placeOf(node.left),
    right: node.right.kind === 'ref' ? placeOf(node.right.ref) : null,
  });
  const placeNamed = (written: string): Place[] => {
    const name = ruleSet.names.get(written);
    return name === undefined ? [] : [placeOf({ name, scope: 'household' })];
  };
  const cellsOf = (
    tests: readonly TestNode[],
    outside: readonly (Node | null)[],
    { amount = null, needs = [] }: NonNullable<RulePlan['rule']['event']['params']> = {},
  ): RuleCells => {
    const all = tests.map(cellOf);
    const beyond = new Set(outside.flatMap(testsOf));
    const shown = {
      amount: amount !== null && 'parameter' in amount ? (placeNamed(amount.parameter)[0] ?? null) : null,
      needs: needs.flatMap(placeNamed),
    };
    const places = [...all.flatMap(({ left, right }) => [left, right]), shown.amount, ...shown.needs];
    return {
      all,
      outer: all.filter(({ node }) => beyond.has(node)),
      ...shown,
      places: [...new Set(places.filter((place) => place !== null))],
    };
  };
  const rules = ruleSet.rules.map((rule): [RulePlan, RuleCells] => [
    rule,
    cellsOf(
      rule.tests,
      [rule.scope, rule.force, ...rule.readings.map((reading) => reading.force)],
      rule.rule.event.params,
    ),
  ]);
  const addressee = cellsOf(ruleSet.addressee?.tests ?? [], [ruleSet.addressee?.conditions ?? null]);
  return { ...columns, rules: new Map(rules), addressee };
}
