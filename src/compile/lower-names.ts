import { isExact } from '../base/exact.js';
import type { DatedParameter, PlanName, RuleSet } from '../plan/plan.js';
import { createGraph, type Graph, NotLowered } from './graph.js';
import { LANES } from './lane-bits.js';
import { lowerFormula } from './lower-formula.js';
import type { CellSource, LaneCell, Level, NumberCell, NumberOp, TruthOp } from './op.js';
import {
  constantNumber,
  constantText,
  dayNumber,
  firstKnown,
  type Operand,
  type Quotient,
  truthBits,
} from './operand.js';

/** The largest household numbers, already scaled, that the compiled form computes with. */
export interface Limits {
  readonly money: number;
  readonly count: number;
}

/** The cells of one level, in the order in which they are stored. */
export interface Cells {
  readonly lanes: (LaneCell & { readonly source: CellSource; readonly values: (string | boolean)[] })[];
  readonly numbers: (NumberCell & { readonly source: CellSource })[];
}

/** Turns names into operands, and remembers which cells they need. */
export interface NameLowering {
  readonly graph: Graph;
  readonly cells: Readonly<Record<Level, Cells>>;
  /** The value of a name for the household or for the member at hand. */
  value(name: PlanName, subject: 'household' | 'member', clause?: string): Operand;
}

const MONEY_SCALE = 2;
const RATIO_SCALE = 4;
const MAX_DAY = 99_991_231;

export function createNameLowering(
  ruleSet: RuleSet,
  parameters: ReadonlyMap<string, readonly DatedParameter[]>,
  limits: Limits,
): NameLowering {
  const graph = createGraph();
  const empty = (): Cells => ({ lanes: [], numbers: [] });
  const cells = { uniform: empty(), household: empty(), member: empty() };
  const working = new Set<string>();

  const laneOf = (source: CellSource, value: string | boolean) => {
    const own = cells[source.level].lanes;
    const key = keyOf(source);
    let cell = own.findIndex((entry) => entry.key === key && entry.values.includes(value));
    if (cell < 0) cell = own.findIndex((entry) => entry.key === key && entry.values.length < LANES);
    if (cell < 0) cell = own.push({ key, source, values: [] }) - 1;
    const values = own[cell]?.values ?? [];
    if (!values.includes(value)) values.push(value);
    return graph.lane(cell, values.indexOf(value), source.level);
  };
  const numberOf = (source: CellSource, scale: number, limit: number): NumberOp => {
    const own = cells[source.level].numbers;
    const key = keyOf(source);
    let cell = own.findIndex((entry) => entry.key === key);
    if (cell < 0) cell = own.push({ key, source, scale, limit }) - 1;
    return graph.cell(cell, source.level, 0, limit);
  };

  const cellOf = (name: PlanName, level: Level, clause: string | undefined, scale: number, limit: number): Operand => {
    const source = (what: CellSource['what']): CellSource => ({
      name: name.name,
      ...(clause === undefined ? {} : { clause }),
      level,
      what,
    });
    switch (name.shape) {
      case 'boolean':
        return { type: 'truth', op: laneOf(source('boolean'), true) };
      case 'number':
        return { type: 'number', n: numberOf(source('number'), scale, limit), d: null, scale };
      case 'date':
        return { type: 'day', op: numberOf(source('day'), 0, MAX_DAY) };
      case 'month':
        return { type: 'month', op: numberOf(source('month'), 0, MAX_DAY) };
      case 'text':
        return {
          type: 'text',
          values: name.type === 'finding' ? ['yes', 'no'] : (name.values ?? null),
          lane: (value) => laneOf(source('text'), value),
        };
      case 'set':
        return { type: 'set', lane: (value) => laneOf(source('set'), value) };
    }
  };

  const parameter = (name: PlanName): Operand => {
    const dated = parameters.get(name.name) ?? ruleSet.parameters.get(name.name) ?? [];
    const [only, ...others] = dated;
    if (only === undefined) return { type: 'null' };
    if (others.length === 0 && only.from === undefined && only.until === undefined && only.area === undefined)
      return constantOf(graph, name, only);
    const numbers = dated.flatMap((entry) => (isExact(entry.value) ? [constantNumber(graph, entry.value)] : []));
    const scale = Math.max(0, ...numbers.map((entry) => entry.scale));
    const limit = Math.max(0, ...numbers.map((entry) => entry.n.high * 10 ** (scale - entry.scale)));
    return cellOf(name, 'uniform', undefined, scale, limit);
  };

  const given = (name: PlanName, subject: 'household' | 'member', clause: string | undefined): Operand => {
    if (name.type === 'integer') return cellOf(name, subject, clause, 0, limits.count);
    return name.type === 'money'
      ? cellOf(name, subject, clause, MONEY_SCALE, limits.money)
      : cellOf(name, subject, clause, RATIO_SCALE, limits.money);
  };

  /** The value as given, or as it follows from other facts that are given. Where both are, they agree: readers see to that. */
  const orImplied = (name: PlanName, subject: 'household' | 'member', own: Operand): Operand => {
    const follows = (test: (value: boolean | string) => boolean): TruthOp =>
      graph.or(
        (name.implied ?? []).flatMap(({ value: implied, from, is }) => {
          const source = ruleSet.names.get(from);
          if (source === undefined || !test(implied)) return [];
          const held = given(source, subject, undefined);
          if (held.type === 'text') return [graph.sure(held.lane(String(is)))];
          return held.type === 'truth' ? [graph.sure(is === true ? held.op : graph.not(held.op))] : [];
        }),
      );
    const joined = (op: TruthOp, value: boolean | string) =>
      graph.and([graph.or([op, follows((each) => each === value)]), graph.not(follows((each) => each !== value))]);
    if (name.implied === undefined) return own;
    if (own.type === 'truth') return { type: 'truth', op: joined(own.op, true) };
    return own.type === 'text' ? { ...own, lane: (item) => joined(own.lane(item), item) } : own;
  };

  const value = (name: PlanName, subject: 'household' | 'member', clause?: string): Operand => {
    if (name.name === 'asOf') return cellOf(name, 'uniform', undefined, 0, MAX_DAY);
    if (name.name === 'members') throw new NotLowered('the list of members is tested itself');
    if (name.scope === 'parameter') return parameter(name);
    const own = name.given ? orImplied(name, subject, given(name, subject, clause)) : null;
    const formulas = name.given ? name.formulas : name.formulas.slice(0, 1);
    if (formulas.length === 0) return own ?? { type: 'null' };
    const key = `${name.name}@${subject}`;
    if (working.has(key)) throw new NotLowered(`${name.name} is worked out from itself`);
    working.add(key);
    const of = (whose: 'household' | 'member') => (written: string) => named(written, whose);
    const scope = { graph, own: of(subject), household: of('household'), member: of('member') };
    const worked = formulas.map(({ expr }) => lowerFormula(expr, scope));
    working.delete(key);
    return own === null ? (worked[0] ?? { type: 'null' }) : fallback(graph, [own, ...worked]);
  };

  const named = (written: string, subject: 'household' | 'member'): Operand => {
    const name = ruleSet.names.get(written);
    if (name === undefined) return { type: 'null' };
    if (name.scope !== 'member') return value(name, 'household');
    if (subject === 'household') throw new NotLowered(`${written} is asked of the household`);
    return value(name, 'member');
  };

  return { graph, cells, value };
}

function keyOf(source: CellSource): string {
  return source.clause === undefined ? source.name : `${source.name}#${source.clause}`;
}

function constantOf(graph: Graph, name: PlanName, { value }: DatedParameter): Operand {
  if (value === null) return { type: 'null' };
  if (isExact(value)) return constantNumber(graph, value);
  if (typeof value === 'boolean') return { type: 'truth', op: graph.bits(truthBits(value)) };
  if (typeof value !== 'string') throw new NotLowered(`${name.name} is a set`);
  if (name.shape === 'date') return { type: 'day', op: graph.number(dayNumber(value)) };
  return name.shape === 'month' ? { type: 'month', op: graph.number(dayNumber(value)) } : constantText(graph, value);
}

// A value that is not given is worked out by the first formula that yields one.
function fallback(graph: Graph, values: readonly Operand[]): Operand {
  const known = values.filter((value) => value.type !== 'null');
  const [first] = known;
  if (first === undefined || known.length === 1) return first ?? { type: 'null' };
  const numbers = known.filter((value): value is Quotient => value.type === 'number');
  if (numbers.length === known.length) return firstKnown(graph, numbers);
  const days = known.flatMap((value) => (value.type === 'day' || value.type === 'month' ? [value] : []));
  if (days.length !== known.length) throw new NotLowered(`a fallback formula of type ${first.type}`);
  const op = days.map((value) => value.op).reduceRight((rest, value) => graph.known([value], value, rest));
  return { type: days[0]?.type ?? 'day', op };
}
