import { compare, isExact } from '../base/exact.js';
import type { Value } from '../base/value.js';
import type { Evaluation } from '../decision/evaluation.js';
import type { Ref, RuleSet, TestNode } from '../plan/plan.js';
import { type Decision, type Status, statuses } from '../schema/decision.js';

/** On which side of a boundary a value lies. */
export type Side = 'below' | 'at' | 'above';
export const sides: readonly Side[] = ['below', 'at', 'above'];

/** One comparison of a rule that draws a line, and the sides of it that cases have shown. */
export interface BoundaryCoverage {
  /** The name that is compared and what it is compared with, as in the rule. */
  readonly left: string;
  readonly right: string;
  readonly seen: readonly Side[];
}

/** Which statuses of a clause, and which sides of its boundaries, the cases have shown. */
export interface ClauseCoverage {
  readonly clause: string;
  readonly seen: readonly Status[];
  /** Met and not met: the two that every clause with conditions ought to show. */
  readonly unseen: readonly Status[];
  readonly boundaries: readonly BoundaryCoverage[];
}

/** What a run of cases has shown of a rule set. */
export interface Coverage {
  readonly clauses: readonly ClauseCoverage[];
  /** Clauses that were both met and not met, and those that ought to be. */
  readonly covered: number;
  readonly wanted: number;
  /** Sides of boundaries that were shown, of all there are. */
  readonly sides: { readonly seen: number; readonly of: number };
}

export interface CoverageCounter {
  add(evaluation: Evaluation, decision: Decision): void;
  result(): Coverage;
}

const ORDERED = new Set(['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']);

/** Counts what evaluations show: the statuses of each clause, and for every line that is drawn both sides of it and the line itself. */
export function createCoverage(ruleSet: RuleSet): CoverageCounter {
  const found = new Map(
    ruleSet.rules.map((rule) => [
      rule.id,
      { statuses: new Set<Status>(), sides: rule.tests.map(() => new Set<Side>()) },
    ]),
  );
  return {
    add: (evaluation, decision) => {
      for (const { clause, status } of decision.outcomes) found.get(clause)?.statuses.add(status);
      for (const { rule, subject } of evaluation.instances) {
        rule.tests.forEach((test, index) => {
          const side = sideOf(test, (ref) => evaluation.values.get(ref, subject).value);
          if (side !== null) found.get(rule.id)?.sides[index]?.add(side);
        });
      }
    },
    result: () => {
      const clauses = ruleSet.rules.map((rule): ClauseCoverage => {
        const own = found.get(rule.id);
        const wanted: readonly Status[] =
          rule.conditions === null && rule.readings.length === 0 ? ['met'] : ['met', 'not-met'];
        return {
          clause: rule.id,
          seen: statuses.filter((status) => own?.statuses.has(status)),
          unseen: wanted.filter((status) => own?.statuses.has(status) !== true),
          boundaries: joined(
            rule.tests.flatMap((test, index) =>
              ORDERED.has(test.operator)
                ? [{ left: test.left.name.name, right: rightOf(test), seen: own?.sides[index] ?? new Set<Side>() }]
                : [],
            ),
          ),
        };
      });
      const boundaries = clauses.flatMap((clause) => clause.boundaries);
      return {
        clauses,
        covered: clauses.filter((clause) => clause.unseen.length === 0).length,
        wanted: clauses.length,
        sides: {
          seen: boundaries.reduce((sum, boundary) => sum + boundary.seen.length, 0),
          of: boundaries.length * sides.length,
        },
      };
    },
  };
}

/** A line that a rule draws more than once, as under two readings, is one line. */
function joined(
  list: readonly { readonly left: string; readonly right: string; readonly seen: ReadonlySet<Side> }[],
): BoundaryCoverage[] {
  const lines = new Map<string, { left: string; right: string; seen: Set<Side> }>();
  for (const { left, right, seen } of list) {
    const line = lines.get(`${left} ${right}`) ?? { left, right, seen: new Set<Side>() };
    for (const side of seen) line.seen.add(side);
    lines.set(`${left} ${right}`, line);
  }
  return [...lines.values()].map(({ left, right, seen }) => ({
    left,
    right,
    seen: sides.filter((side) => seen.has(side)),
  }));
}

function rightOf({ right }: TestNode): string {
  if (right.kind === 'ref') return right.ref.name.name;
  return isExact(right.value) ? right.value.n.div(right.value.d).toFixed() : String(right.value);
}

function sideOf(test: TestNode, get: (ref: Ref) => Value): Side | null {
  if (!ORDERED.has(test.operator)) return null;
  const [left, right] = [get(test.left), test.right.kind === 'constant' ? test.right.value : get(test.right.ref)];
  const order =
    isExact(left) && isExact(right)
      ? compare(left, right)
      : typeof left === 'string' && typeof right === 'string'
        ? left < right
          ? -1
          : left > right
            ? 1
            : 0
        : null;
  return order === null ? null : order < 0 ? 'below' : order > 0 ? 'above' : 'at';
}
