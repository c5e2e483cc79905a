import type { Condition, RuleFile, RuleSetFile, Target, Test } from '../../src/schema/rule-set.js';

/** A rule set with one fault put in: what a slip of the pen would make of it. */
export interface Mutant {
  /** The clause, or the derived name, that was changed. */
  readonly where: string;
  /** What was changed, such as `conditions.all.2: lessThan → lessThanInclusive`. */
  readonly what: string;
  readonly file: RuleSetFile;
}

type Path = readonly (string | number)[];

/** One change: the value at a place is replaced, or taken out where there is no new value. */
interface Change {
  readonly at: Path;
  readonly to: unknown;
  readonly what: string;
}

/** What may stand in the place of a value of a fact. */
export interface Kinds {
  /** The values of an enum, a set or a finding. */
  readonly values: (fact: string) => readonly string[] | undefined;
  readonly isWhole: (fact: string) => boolean;
}

/** Every mutant of a rule set, in the order of the file. */
export function* mutantsOf(file: RuleSetFile, kinds: Kinds): Generator<Mutant> {
  const make = (where: string, base: Path, { at, to, what }: Change): Mutant => ({
    where,
    what: `${[...base.slice(2), ...at].join('.')}: ${what}`,
    file: replaced(file, [...base, ...at], to),
  });
  if (file.addressee !== undefined)
    for (const change of ofConditions(file.addressee.conditions, ['addressee', 'conditions'], false, kinds))
      yield make('addressee', [], change);
  for (const [name, entry] of Object.entries(file.derived ?? {})) {
    const [text, at] = typeof entry === 'string' ? [entry, []] : [entry.formula, ['formula']];
    for (const { to, what } of ofFormula(text)) yield make(name, ['derived', name], { at, to, what });
  }
  for (const [index, rule] of file.rules.entries())
    for (const change of ofRule(rule, kinds)) yield make(rule.id, ['rules', index], change);
  for (const [index, entry] of file.ledger.entries())
    if (entry.names !== undefined)
      yield make(entry.id, ['ledger', index], { at: ['names'], to: undefined, what: 'dropped' });
}

function* ofRule(rule: RuleFile, kinds: Kinds): Generator<Change> {
  for (const modality of ['must', 'may'] as const)
    if (rule.modality !== modality && (rule.modality === 'must' || modality === 'must'))
      yield { at: ['modality'], to: modality, what: `${rule.modality} → ${modality}` };
  if (rule.conditions !== undefined) yield* ofConditions(rule.conditions, ['conditions'], true, kinds);
  yield* ofForce(rule.inForce, ['inForce']);
  yield* ofTargets(rule.programme, 'programme', kinds);
  yield* ofTargets(rule.flags, 'flags', kinds);
  if (rule.names !== undefined) yield { at: ['names'], to: undefined, what: 'dropped' };
  for (const [index, reading] of (rule.readings ?? []).entries()) {
    const others = rule.readings?.filter((_, place) => place !== index) ?? [];
    yield { at: ['readings'], to: others.length > 1 ? others : undefined, what: `${reading.id} dropped` };
    if (reading.conditions !== undefined)
      yield* ofConditions(reading.conditions, ['readings', index, 'conditions'], true, kinds);
    yield* ofForce(reading.inForce, ['readings', index, 'inForce']);
  }
  for (const [index, mark] of (rule.marks ?? []).entries()) {
    yield* ofConditions(mark.conditions, ['marks', index, 'conditions'], false, kinds);
    if (mark.role === 'duty') yield { at: ['marks', index, 'role'], to: 'check', what: 'duty → check' };
  }
  yield* ofEvent(rule);
}

function* ofEvent({ event }: RuleFile): Generator<Change> {
  const { months, amount, needs } = event.params ?? {};
  const at = ['event', 'params'];
  if (months != null) {
    const [form, count] =
      'exactly' in months ? (['exactly', months.exactly] as const) : (['atMost', months.atMost] as const);
    for (const by of [-1, 1]) yield { at: [...at, 'months', form], to: count + by, what: `${count} → ${count + by}` };
    const other = form === 'exactly' ? 'atMost' : 'exactly';
    yield { at: [...at, 'months'], to: { [other]: count }, what: `${form} → ${other}` };
  }
  if (amount != null && 'value' in amount)
    for (const to of shifted(amount.value, false))
      yield { at: [...at, 'amount', 'value'], to, what: `${amount.value} → ${to}` };
  for (const name of needs ?? [])
    yield { at: [...at, 'needs'], to: needs?.filter((other) => other !== name), what: `${name} dropped` };
}

function* ofForce(force: RuleFile['inForce'], at: Path): Generator<Change> {
  if (force === undefined) return;
  if (force.during !== undefined) yield { at: [...at, 'during'], to: undefined, what: 'dropped' };
  for (const end of ['from', 'until'] as const) {
    const day = force[end];
    if (day === undefined) continue;
    yield { at: [...at, end], to: undefined, what: 'dropped' };
    for (const to of shifted(day, true)) yield { at: [...at, end], to, what: `${day} → ${to}` };
  }
}

function* ofTargets(
  targets: string | readonly Target[] | undefined,
  key: 'programme' | 'flags',
  kinds: Kinds,
): Generator<Change> {
  if (targets === undefined || typeof targets === 'string') {
    if (targets !== undefined) yield { at: [key], to: undefined, what: `${targets} dropped` };
    return;
  }
  for (const [index, target] of targets.entries()) {
    const id = typeof target === 'string' ? target : target.id;
    const others = targets.filter((_, place) => place !== index);
    yield { at: [key], to: others.length > 0 ? others : undefined, what: `${id} dropped` };
    if (typeof target === 'string') continue;
    yield { at: [key, index], to: id, what: 'when dropped' };
    yield* ofConditions(target.when, [key, index, 'when'], false, kinds);
  }
}

/** @param optional whether the whole group may be left out */
function* ofConditions(condition: Condition, at: Path, optional: boolean, kinds: Kinds): Generator<Change> {
  if ('not' in condition) {
    yield {
      at,
      to: 'all' in condition.not || 'any' in condition.not ? condition.not : { all: [condition.not] },
      what: 'not dropped',
    };
    yield* ofConditions(condition.not, [...at, 'not'], false, kinds);
  } else if ('fact' in condition) {
    yield* ofTest(condition, at, kinds);
  } else {
    const [form, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
    const other = form === 'all' ? 'any' : 'all';
    if (parts.length > 1) yield { at, to: { [other]: parts }, what: `${form} → ${other}` };
    for (const [index, part] of parts.entries()) {
      if (parts.length > 1)
        yield { at: [...at, form], to: parts.filter((_, place) => place !== index), what: `${said(part)} dropped` };
      else if (optional) yield { at, to: undefined, what: `${said(part)} dropped` };
      yield* ofConditions(part, [...at, form, index], false, kinds);
    }
  }
}

const OTHER: Readonly<Record<Test['operator'], readonly Test['operator'][]>> = {
  equal: ['notEqual'],
  notEqual: ['equal'],
  in: ['notIn'],
  notIn: ['in'],
  contains: ['doesNotContain'],
  doesNotContain: ['contains'],
  lessThan: ['lessThanInclusive', 'greaterThan'],
  lessThanInclusive: ['lessThan', 'greaterThan'],
  greaterThan: ['greaterThanInclusive', 'lessThan'],
  greaterThanInclusive: ['greaterThan', 'lessThan'],
};

function* ofTest(test: Test, at: Path, kinds: Kinds): Generator<Change> {
  const { fact, operator, value } = test;
  for (const to of OTHER[operator]) yield { at: [...at, 'operator'], to, what: `${fact} ${operator} → ${to}` };
  const put = (to: unknown) => ({
    at: [...at, 'value'],
    to,
    what: `${fact} ${JSON.stringify(value)} → ${JSON.stringify(to)}`,
  });
  const known = kinds.values(fact) ?? [];
  if (typeof value === 'boolean') yield put(!value);
  else if (Array.isArray(value)) {
    if (value.length > 1) for (const item of value) yield put(value.filter((other) => other !== item));
    for (const item of known) if (!value.includes(item)) yield put([...value, item]);
  } else if (typeof value === 'object') return;
  else if (known.length > 0) {
    for (const item of known) if (item !== value) yield put(item);
  } else for (const to of shifted(value, kinds.isWhole(fact))) yield put(to);
}

function said(condition: Condition): string {
  return 'fact' in condition ? condition.fact : Object.keys(condition).join();
}

function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A number or a day moved by its smallest unit: a fen for money, one for what is whole, a day. */
function shifted(value: string | number, isWhole: boolean): (string | number)[] {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return [dayBeside(value, -1), dayBeside(value, 1)];
  const number = Number(value);
  if (!Number.isFinite(number)) return [];
  return [-1, 1].map((by) => (isWhole ? number + by : (number + by / 100).toFixed(2)));
}

/** Words of a formula that are taken for each other. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/ and /g, ' or '],
  [/ or /g, ' and '],
  [/\bevery\b/g, 'some'],
  [/\bsome\b/g, 'every'],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ = /g, ' != '],
  [/ != /g, ' = '],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
];

function* ofFormula(formula: string): Generator<{ readonly to: string; readonly what: string }> {
  const at = (index: number, length: number, to: string) =>
    formula.slice(0, index) + to + formula.slice(index + length);
  for (const [pattern, to] of SLIPS)
    for (const { 0: found, index } of formula.matchAll(pattern))
      yield { to: at(index, found.length, to), what: `${found.trim()} → ${to.trim()} at ${index}` };
  for (const { 0: found, index } of formula.matchAll(/\d{4}-\d{2}-\d{2}|(?<![\w.])\d+(?:\.\d+)?/g))
    for (const to of shifted(found, !found.includes('.')))
      yield { to: at(index, found.length, String(to)), what: `${found} → ${to} at ${index}` };
}

function replaced<T>(whole: T, [key, ...rest]: Path, to: unknown): T {
  if (key === undefined) return to as T;
  const copy = (Array.isArray(whole) ? [...whole] : { ...whole }) as Record<string | number, unknown>;
  if (rest.length === 0 && to === undefined) delete copy[key];
  else copy[key] = replaced(copy[key], rest, to);
  return copy as T;
}
