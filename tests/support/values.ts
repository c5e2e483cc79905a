import { Decimal } from 'decimal.js';
import { addMonths, addMonthsToDay } from '../../src/base/calendar.js';
import { isExact } from '../../src/base/exact.js';
import type { Value } from '../../src/base/value.js';
import { evaluateFormula } from '../../src/formula/index.js';
import { readValue } from '../../src/household/read-value.js';
import type { Operand, PlanName, RuleSet } from '../../src/plan/plan.js';
import type { Space } from './space.js';

/** Parameter values as a caller writes them: one value for all dates each. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A value of a name as a snapshot writes it. */
export type Written = unknown;

/** What the values of one household hang on: its parameters, its day and how many it counts. */
export interface Setting {
  readonly parameters: Parameters;
  readonly asOf: string;
  readonly persons: number;
  /** What is known of the household's other facts, so that facts that are compared with each other come near each other. */
  readonly known?: (name: PlanName) => Value;
}

const PLAIN_MONEY: Readonly<Record<string, readonly string[]>> = {
  'CNY/person/month': ['450.00', '277.77', '620'],
  'CNY/person/year': ['5400.00', '4000', '3333.33'],
};

/** Values worth trying for a parameter. */
export function parameterValues(name: PlanName): readonly Written[] {
  switch (name.shape) {
    case 'number':
      return name.type === 'ratio' ? ['1.2', 1.5] : (PLAIN_MONEY[name.unit ?? ''] ?? ['100.00', '250']);
    case 'date':
      return ['2020-12-31', '2020-06-30', '2019-12-31'];
    case 'month':
      return ['2020-12', '2020-06'];
    case 'boolean':
      return [true, false];
    default:
      return name.type === 'finding' ? ['yes', 'no'] : (name.values ?? ['some text']);
  }
}

/** Values worth trying for a fact: every value of a closed type; for numbers and days both sides of every line they are compared with. */
export function factValues(space: Space, name: PlanName, setting: Setting): readonly Written[] {
  switch (name.shape) {
    case 'boolean':
      return [true, false];
    case 'number':
      return numbers(space, name, setting);
    case 'date':
      return days(space, name, setting);
    case 'month':
      return [setting.asOf.slice(0, 7), '2020-03', addMonths(setting.asOf.slice(0, 7), -12)];
    case 'set':
      return sets(space, name);
    default:
      if (name.type === 'finding') return ['yes', 'no'];
      return name.values ?? [...new Set([...texts(space, name), 'elsewhere'])];
  }
}

/** The value of the other side of a comparison, as far as parameters, the day and what is known settle it. */
export function operandValue(ruleSet: RuleSet, operand: Operand, setting: Setting): Value {
  return operand.kind === 'constant' ? operand.value : nameValue(ruleSet, operand.ref.name, setting);
}

function nameValue(ruleSet: RuleSet, name: PlanName, setting: Setting): Value {
  if (name.name === 'asOf') return setting.asOf;
  if (name.scope === 'parameter') return readValue(name, setting.parameters[name.name], [], [])?.value ?? null;
  const lookUp = (written: string) => {
    const found = ruleSet.names.get(written);
    return found === undefined ? null : nameValue(ruleSet, found, setting);
  };
  const scope = { household: lookUp, members: [], membersComplete: false };
  for (const { expr } of name.given ? [] : name.formulas) return evaluateFormula(expr, scope);
  return setting.known?.(name) ?? null;
}

function numbers(space: Space, name: PlanName, setting: Setting): Written[] {
  const whole = name.type === 'integer';
  const step = new Decimal(whole ? 1 : '0.01');
  const found = new Set<string>(whole ? ['0', '1', '12'] : ['100.00', '1000.5', '10000.00']);
  for (const threshold of space.thresholds.get(name.name) ?? []) {
    const scaled = threshold.kind === 'scaled';
    const value = operandValue(space.ruleSet, scaled ? threshold.of : threshold, setting);
    if (!isExact(value)) continue;
    for (const factor of scaled ? [setting.persons, 12 * setting.persons] : [1]) {
      const line = new Decimal(
        value.n
          .times(factor)
          .div(value.d)
          .toDecimalPlaces(whole ? 0 : 2)
          .toFixed(),
      );
      for (const near of [line.minus(step), line, line.plus(step)])
        if (!near.isNegative()) found.add(near.toFixed(whole ? 0 : 2));
    }
  }
  return [...found].map((text) => (whole ? Number(text) : text));
}

function days(space: Space, name: PlanName, setting: Setting): Written[] {
  const found = new Set<string>();
  const lines = (space.thresholds.get(name.name) ?? []).map((threshold) =>
    threshold.kind === 'scaled' ? threshold.of : threshold,
  );
  const values = lines
    .map((line) => operandValue(space.ruleSet, line, setting))
    .filter((value) => typeof value === 'string' && value.length === 10);
  for (const day of [setting.asOf, addMonthsToDay(setting.asOf, -12), ...(values as string[])]) {
    for (const near of [dayAfter(day, -1), day, dayAfter(day, 1)]) found.add(near);
  }
  return [...found];
}

/** The empty set, each value alone, and all together. */
function sets(space: Space, name: PlanName): Written[] {
  const values = name.values ?? texts(space, name);
  const entry = (value: string): unknown => (name.entryKey === undefined ? value : { [name.entryKey]: value });
  return [[], ...values.map((value) => [entry(value)]), ...(values.length > 1 ? [values.map(entry)] : [])];
}

function texts(space: Space, name: PlanName): string[] {
  return (space.thresholds.get(name.name) ?? []).flatMap((threshold) =>
    threshold.kind === 'constant' && typeof threshold.value === 'string' ? [threshold.value] : [],
  );
}

/** The day so many days later. */
export function dayAfter(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
