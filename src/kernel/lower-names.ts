import { isExact } from '../base/exact.js';
import type { DatedParameter, PlanName, RuleSet } from '../plan/plan.js';
import { createGraph, type Graph, NotLowered } from './graph.js';
import { lowerFormula } from './lower-formula.js';
import type { Column, Level, TruthOp } from './op.js';
import { constantNumber, constantText, firstKnown, type Operand, type Quotient, truthBits } from './operand.js';
import { dateNumber } from './storage.js';

/** The largest household numbers, already scaled, that the compiled form computes with. */
export interface Limits {
  readonly money: number;
  readonly count: number;
}

/** Turns names into operands, and collects the columns that they need. */
export interface NameLowering {
  readonly graph: Graph;
  readonly columns: readonly Column[];
  /** The value of a name for the household or for the member at hand. */
  value(name: PlanName, subject: 'household' | 'member', clause?: string): Operand;
}

/** A column that values are still added to. */
type GrowingColumn = Column & { readonly values: (string | boolean)[] };

const MONEY_SCALE = 2;
const RATIO_SCALE = 4;
const MAX_DAY = 99_991_231;

export function createNameLowering(
  ruleSet: RuleSet,
  parameters: ReadonlyMap<string, readonly DatedParameter[]>,
  limits: Limits,
): NameLowering {
  const graph = createGraph();
  const columns: GrowingColumn[] = [];
  const working = new Set<string>();

  const columnOf = (
    name: PlanName,
    level: Level,
    clause: string | undefined,
    what: Column['what'],
    scale = 0,
    limit = 0,
  ): GrowingColumn => {
    const found = columns.find(
      (column) => column.name === name.name && column.clause === clause && column.level === level,
    );
    if (found !== undefined) return found;
    const own = { id: columns.length, name: name.name, level, what, values: [], scale, limit };
    const added = clause === undefined ? own : { ...own, clause };
    columns.push(added);
    return added;
  };
  const given = (name: PlanName, level: Level, clause: string | undefined, scale: number, limit: number): Operand => {
    const column = (what: Column['what'], most = 0) =>
      columnOf(name, level, clause, what, what === 'number' ? scale : 0, most);
    const is = (what: Column['what']) => (value: string | boolean) => {
      const own = column(what);
      if (!own.values.includes(value)) own.values.push(value);
      return graph.is(own, value);
    };
    switch (name.shape) {
      case 'boolean':
        return { type: 'truth', op: is('boolean')(true) };
      case 'number':
        return { type: 'number', n: graph.column(column('number', limit)), d: null, scale };
      case 'date':
        return { type: 'day', op: graph.column(column('day', MAX_DAY)) };
      case 'month':
        return { type: 'month', op: graph.column(column('month', MAX_DAY)) };
      case 'text':
        return {
          type: 'text',
          values: name.type === 'finding' ? ['yes', 'no'] : (name.values ?? null),
          is: is('text'),
        };
      case 'set':
        return { type: 'set', is: is('set') };
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
    return given(name, 'uniform', undefined, scale, limit);
  };

  const fact = (name: PlanName, subject: 'household' | 'member', clause: string | undefined): Operand => {
    if (name.type === 'integer') return given(name, subject, clause, 0, limits.count);
    return given(name, subject, clause, name.type === 'money' ? MONEY_SCALE : RATIO_SCALE, limits.money);
  };

  /** The value as given, or as it follows from other facts that are given. Where both are, they agree: readers see to that. */
  const orImplied = (name: PlanName, subject: 'household' | 'member', own: Operand): Operand => {
    const follows = (test: (value: boolean | string) => boolean): TruthOp =>
      graph.or(
        (name.implied ?? []).flatMap(({ value: implied, from, is }) => {
          const source = ruleSet.names.get(from);
          if (source === undefined || !test(implied)) return [];
          const held = fact(source, subject, undefined);
          if (held.type === 'text') return [graph.sure(held.is(String(is)))];
          return held.type === 'truth' ? [graph.sure(is === true ? held.op : graph.not(held.op))] : [];
        }),
      );
    const joined = (op: TruthOp, value: boolean | string) =>
      graph.and([graph.or([op, follows((each) => each === value)]), graph.not(follows((each) => each !== value))]);
    if (name.implied === undefined) return own;
    if (own.type === 'truth') return { type: 'truth', op: joined(own.op, true) };
    return own.type === 'text' ? { ...own, is: (item) => joined(own.is(item), item) } : own;
  };

  const value = (name: PlanName, subject: 'household' | 'member', clause?: string): Operand => {
    if (name.name === 'asOf') return given(name, 'uniform', undefined, 0, MAX_DAY);
    if (name.name === 'members') throw new NotLowered('the list of members is tested itself');
    if (name.scope === 'parameter') return parameter(name);
    const own = name.given ? orImplied(name, subject, fact(name, subject, clause)) : null;
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

  return { graph, columns, value };
}

function constantOf(graph: Graph, name: PlanName, { value }: DatedParameter): Operand {
  if (value === null) return { type: 'null' };
  if (isExact(value)) return constantNumber(graph, value);
  if (typeof value === 'boolean') return { type: 'truth', op: graph.bits(truthBits(value)) };
  if (typeof value !== 'string') throw new NotLowered(`${name.name} is a set`);
  if (name.shape === 'date') return { type: 'day', op: graph.number(dateNumber(value)) };
  return name.shape === 'month' ? { type: 'month', op: graph.number(dateNumber(value)) } : constantText(graph, value);
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
