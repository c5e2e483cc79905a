import { type Day, isDay, isMonth } from '../base/calendar.js';
import { parseExact } from '../base/exact.js';
import type { Issue } from '../base/issue.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import type { Shape, Value } from '../base/value.js';
import { unitsAgree } from '../formula/index.js';
import type { Node, Operand, PlanName, Ref, TestNode } from '../plan/plan.js';
import type { Condition, InForce, Operator, RuleSetFile, Test } from '../schema/rule-set.js';
import { AS_OF } from '../snapshot/names.js';

/** Binds the conditions of one rule: names become {@link Ref}s, constants become values, tests are numbered. */
export interface Binder {
  readonly tests: TestNode[];
  bind(condition: Condition, path: (string | number)[]): Node;
  /** @param issued the first day where `inForce` states none */
  bindForce(inForce: InForce | undefined, path: (string | number)[], issued?: Day): Node | null;
}

export interface BindScope {
  readonly names: ReadonlyMap<string, PlanName>;
  readonly periods: NonNullable<RuleSetFile['periods']>;
  readonly subject: 'household' | 'member';
  /** The clause that asks, for facts that are answered clause by clause. */
  readonly clause: string;
  /** Every clause of the instrument. */
  readonly clauses: readonly string[];
}

const AS_OF_REF: Ref = { name: { ...AS_OF, given: true, formulas: [] }, scope: 'household' };

const FITS: Readonly<Record<Operator, readonly Shape[]>> = {
  equal: ['boolean', 'number', 'text', 'date', 'month'],
  notEqual: ['boolean', 'number', 'text', 'date', 'month'],
  in: ['text', 'month', 'date'],
  notIn: ['text', 'month', 'date'],
  contains: ['set'],
  doesNotContain: ['set'],
  lessThan: ['number', 'date', 'month'],
  lessThanInclusive: ['number', 'date', 'month'],
  greaterThan: ['number', 'date', 'month'],
  greaterThanInclusive: ['number', 'date', 'month'],
};

/** The words that a test hangs on, and the clause that they stand in, where it is another one. */
type HangsOn = Pick<Test, 'words' | 'clause'>;

export function createBinder(scope: BindScope, issues: Issue[]): Binder {
  const tests: TestNode[] = [];
  const add = (left: Ref, operator: Operator, right: Operand, hangsOn: HangsOn = {}): TestNode => {
    const node: TestNode = {
      kind: 'test',
      index: tests.length,
      left,
      operator,
      right,
      ...(hangsOn.words === undefined ? {} : { words: hangsOn.words }),
      ...(hangsOn.clause === undefined ? {} : { clause: hangsOn.clause }),
    };
    tests.push(node);
    return node;
  };
  const binder: Binder = {
    tests,
    bind(condition, path) {
      if ('fact' in condition) return bindTest(condition, path, scope, issues, add);
      if ('not' in condition) return { kind: 'not', part: binder.bind(condition.not, [...path, 'not']) };
      const [kind, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
      if (parts.length === 0)
        issues.push({
          code: 'empty-group',
          path: [...path, kind],
          found: 'a list of 0',
          expected: 'at least one condition',
        });
      return { kind, parts: parts.map((part, index) => binder.bind(part, [...path, kind, index])) };
    },
    bindForce(inForce = {}, path, issued) {
      const asOf = AS_OF_REF;
      const parts: Node[] = [];
      for (const key of ['from', 'until'] as const) {
        const day = inForce[key] ?? (key === 'from' ? issued : undefined);
        if (day === undefined) continue;
        if (inForce[key] !== undefined && !isDay(day))
          issues.push({ code: 'no-such-day', path: [...path, key], found: shown(day), expected: 'YYYY-MM-DD' });
        parts.push(
          add(asOf, key === 'from' ? 'greaterThanInclusive' : 'lessThanInclusive', { kind: 'constant', value: day }),
        );
      }
      if (inForce.from !== undefined && inForce.until !== undefined && inForce.from > inForce.until) {
        issues.push({ code: 'backwards', path, found: `${inForce.from} – ${inForce.until}` });
      }
      if (inForce.during !== undefined) {
        const period = scope.periods[inForce.during];
        if (period === undefined)
          issues.push({
            code: 'unknown-period',
            path: [...path, 'during'],
            ...named(inForce.during, Object.keys(scope.periods)),
          });
        const end = period === undefined ? undefined : scope.names.get(period.end);
        if (end !== undefined)
          parts.push(add(asOf, 'lessThanInclusive', { kind: 'ref', ref: { name: end, scope: 'household' } }));
      }
      return parts.length === 0 ? null : { kind: 'all', parts };
    },
  };
  return binder;
}

function bindTest(
  condition: Test,
  path: (string | number)[],
  scope: BindScope,
  issues: Issue[],
  add: (left: Ref, operator: Operator, right: Operand, hangsOn: HangsOn) => TestNode,
): Node {
  const left = lookUp(condition.fact, [...path, 'fact'], scope, issues);
  const { operator, value } = condition;
  const other =
    typeof value === 'object' && !Array.isArray(value)
      ? lookUp(value.fact, [...path, 'value', 'fact'], scope, issues)
      : null;
  if (left === null) return add(AS_OF_REF, 'equal', { kind: 'constant', value: null }, {});
  const name = left.name;
  if (!FITS[operator].includes(name.shape)) {
    const fitting = (Object.keys(FITS) as Operator[]).filter((other) => FITS[other].includes(name.shape));
    issues.push({
      code: 'wrong-operator',
      path: [...path, 'operator'],
      found: `${operator} (${name.name}: ${name.type})`,
      expected: fitting.join(', '),
    });
  }
  let right: Operand = { kind: 'constant', value: null };
  if (typeof value === 'object' && !Array.isArray(value)) {
    if (other !== null) {
      right = { kind: 'ref', ref: other };
      if (other.name.shape !== name.shape) {
        issues.push({
          code: 'wrong-operand',
          path: [...path, 'value'],
          found: `${other.name.name}: ${other.name.type}`,
          expected: name.type,
        });
      } else if (name.shape === 'number' && !unitsAgree(name.unit, other.name.unit)) {
        issues.push({
          code: 'unit-mismatch',
          path: [...path, 'value'],
          found: `${other.name.name}: ${other.name.unit ?? 'no unit'}`,
          expected: name.unit ?? 'no unit',
        });
      }
    }
  } else {
    right = { kind: 'constant', value: readConstant(name, operator, value, [...path, 'value'], issues) };
  }
  if (condition.clause !== undefined && !scope.clauses.includes(condition.clause))
    issues.push({ code: 'unknown-clause', path: [...path, 'clause'], ...named(condition.clause, scope.clauses) });
  return add(left, operator, right, condition);
}

function lookUp(written: string, path: (string | number)[], scope: BindScope, issues: Issue[]): Ref | null {
  const name = scope.names.get(written);
  if (name === undefined) {
    const within = [...scope.names.keys()].filter(
      (key) => scope.subject === 'member' || scope.names.get(key)?.scope !== 'member',
    );
    issues.push({ code: 'unknown-name', path, ...named(written, within) });
    return null;
  }
  if (name.scope === 'member' && scope.subject === 'household') {
    issues.push({
      code: 'member-fact',
      path,
      found: shown(written),
      expected: 'a derived fact such as "some m in members satisfies …"',
    });
  }
  if (name.perClause) return { name, scope: scope.subject, clause: scope.clause };
  return { name, scope: name.scope === 'member' ? 'member' : 'household' };
}

function readConstant(
  name: PlanName,
  operator: Operator,
  raw: unknown,
  path: (string | number)[],
  issues: Issue[],
): Value {
  const many = operator === 'in' || operator === 'notIn';
  if (many !== Array.isArray(raw)) {
    issues.push({ code: 'wrong-operand', path, found: shown(raw), expected: many ? 'a list' : 'a single value' });
    return null;
  }
  const values = name.type === 'finding' ? ['yes', 'no'] : name.values;
  for (const [index, item] of (Array.isArray(raw) ? raw : [raw]).entries()) {
    const place = many ? [...path, index] : path;
    if (values !== undefined && (typeof item !== 'string' || !values.includes(item))) {
      issues.push({ code: 'unknown-value', path: place, ...named(String(item), values), expected: values.join(', ') });
    } else if (!isOfShape(name, item)) {
      issues.push({ code: 'wrong-operand', path: place, found: shown(item), expected: name.type });
    }
  }
  if (name.shape !== 'number') return raw as Value;
  return typeof raw === 'string' || typeof raw === 'number' ? parseExact(raw) : null;
}

function isOfShape(name: PlanName, item: unknown): boolean {
  switch (name.shape) {
    case 'boolean':
      return typeof item === 'boolean';
    case 'number':
      return (typeof item === 'number' || typeof item === 'string') && parseExact(item) !== null;
    case 'date':
      return typeof item === 'string' && isDay(item);
    case 'month':
      return typeof item === 'string' && isMonth(item);
    default:
      return typeof item === 'string';
  }
}

function named(written: string, valid: readonly string[]): { found: string; suggestion?: string } {
  const suggestion = nearest(written, valid);
  return { found: shown(written), ...(suggestion === undefined ? {} : { suggestion }) };
}
