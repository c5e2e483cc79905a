import { prepare } from '../../answer/prepare.js';
import { add, type Exact, exact, exactText, isExact, subtract } from '../../base/exact.js';
import type { Snapshot } from '../../generate/population.js';
import { HOUSEHOLD } from '../../household/values.js';
import type { Node, RulePlan, RuleSet, TestNode } from '../../plan/plan.js';
import type { Status } from '../../schema/decision.js';
import type { Operator } from '../../schema/rule-set.js';
import { withFact } from '../../simulate/sweep.js';
import { onlyIncome } from './around.js';
import {
  createTrial,
  decideOptions,
  firstOfEach,
  type PropertyOptions,
  shrink,
  type Trial,
  type Violation,
} from './violation.js';

/** What a clause says just below, at and just above a value of a fact, for a household that is otherwise as the clause wants it. */
export interface BoundaryClaim {
  readonly clause: string;
  readonly fact: string;
  /** The value, or the name of a parameter or derived fact that gives it. */
  readonly at: string;
  readonly below: Status;
  readonly on: Status;
  readonly above: Status;
}

/** Words that say on which side of a line a clause lies, longest first. 以上 and 以下 may mean either at the line itself, and are left out. */
const SIGNS: readonly (readonly [RegExp, Operator])[] = [
  [/不低于|不少于|不小于|不得低于/u, 'greaterThanInclusive'],
  [/不超过|不高于|不多于|不大于|不得超过/u, 'lessThanInclusive'],
  [/超过|高于|大于|多于|超出/u, 'greaterThan'],
  [/低于|少于|小于|不足/u, 'lessThan'],
];

const LESS: Readonly<Record<string, (order: number) => boolean>> = {
  lessThan: (order) => order < 0,
  lessThanInclusive: (order) => order <= 0,
  greaterThan: (order) => order > 0,
  greaterThanInclusive: (order) => order >= 0,
};

/**
 * Holds every comparison to its own words and to claims: a cent below, at and a cent above each line. A comparison that says
 * 超过 has to be met above the line alone, one that says 不超过 up to it. Words that name no side are passed over.
 */
export function boundaryPairs(
  ruleSet: RuleSet,
  options: PropertyOptions & { readonly claims?: readonly BoundaryClaim[] },
): Violation[] {
  const trial = createTrial(ruleSet, options);
  const households = [...trial.households()];
  return [
    ...ruleSet.rules.flatMap((rule) => [...byWords(rule), ...byTrial(trial, rule, households)]),
    ...(options.claims ?? []).flatMap((claim) => byClaim(trial, claim, households)),
  ];
}

/** Comparisons that say one thing and test another. */
function byWords(rule: RulePlan): Violation[] {
  return ordered(rule).flatMap(({ test }) => {
    const said = saidBy(test);
    if (said === null || said === test.operator) return [];
    return [
      violation(
        rule.id,
        `“${test.words ?? ''}”却按“${test.operator}”比较（${test.left.name.name}）`,
        `“${test.words ?? ''}” is tested as ${test.operator} (${test.left.name.name})`,
        [],
      ),
    ];
  });
}

/** What the clause answers on either side of each line that its words draw, for households that otherwise fulfil it. */
function byTrial(trial: Trial, rule: RulePlan, households: readonly Snapshot[]): Violation[] {
  const lines = ordered(rule).filter(
    ({ test, isNeeded }) =>
      isNeeded &&
      saidBy(test) !== null &&
      test.left.name.given &&
      test.left.name.scope === 'household' &&
      test.left.name.shape === 'number',
  );
  function* violations(): Iterable<Violation> {
    for (const { test } of lines) {
      const said = LESS[saidBy(test) ?? ''];
      const wrongSide = (household: Snapshot): SideOf | undefined => {
        const line = lineOf(trial, test, household);
        if (line === null || said === undefined) return undefined;
        const sides = around(household, test, line);
        const statuses = sides.map(({ household: side }) => statusOf(trial, rule.id, side));
        // Only where the comparison is all that stands between the household and the clause does it show.
        if (!statuses.includes('met') || statuses.includes('undetermined')) return undefined;
        return sides.find(({ order }, index) => (statuses[index] === 'met') !== said(order));
      };
      for (const household of households) {
        if (wrongSide(household) === undefined) continue;
        const wrong = wrongSide(shrink(household, (smaller) => wrongSide(smaller) !== undefined));
        if (wrong === undefined) continue;
        yield violation(
          rule.id,
          `“${test.words ?? ''}”：${test.left.name.label.zh}为${wrong.value}时结论不对`,
          `“${test.words ?? ''}”: wrong where ${test.left.name.name} is ${wrong.value}`,
          [wrong.household],
        );
      }
    }
  }
  return firstOfEach(violations(), 1);
}

function byClaim(trial: Trial, claim: BoundaryClaim, households: readonly Snapshot[]): Violation[] {
  const rule = trial.ruleSet.rules.find((each) => each.id === claim.clause);
  const name = trial.ruleSet.names.get(claim.fact);
  if (rule === undefined || name === undefined)
    return [violation(claim.clause, '没有这一条款或这项事实', 'there is no such clause or fact', [])];
  const wanted = [claim.below, claim.on, claim.above];
  const test = ordered(rule).find((each) => each.test.left.name.name === claim.fact)?.test;
  let shown = false;
  for (const household of households) {
    const line = test === undefined ? null : valueNamed(trial, claim.at, household);
    if (test === undefined || line === null) continue;
    const sides = around(household, test, line);
    const statuses = sides.map(({ household: side }) => statusOf(trial, claim.clause, side));
    if (statuses.join() === wanted.join()) return [];
    // A household that fails the clause on every side for another reason shows nothing.
    if (!statuses.includes('met')) continue;
    shown = true;
    const at = statuses.findIndex((status, index) => status !== wanted[index]);
    return [
      violation(
        claim.clause,
        `${name.label.zh}为${sides[at]?.value ?? ''}时应为${wanted[at] ?? ''}，实为${statuses[at] ?? ''}`,
        `where ${claim.fact} is ${sides[at]?.value ?? ''} the status is ${statuses[at] ?? ''}, not ${wanted[at] ?? ''}`,
        sides[at] === undefined ? [] : [sides[at].household],
      ),
    ];
  }
  return shown
    ? []
    : [violation(claim.clause, '没有找到一户能显示这条界线', 'no household was found that shows this line', [])];
}

interface SideOf {
  readonly order: number;
  readonly value: string;
  readonly household: Snapshot;
}

/** A household a cent below a line, at it, and a cent above. */
function around(household: Snapshot, test: TestNode, line: Exact): SideOf[] {
  const unit = test.left.name.type === 'integer' ? 1 : 100;
  const step = exact(unit === 1 ? '1' : '0.01');
  return [subtract(line, step), line, add(line, step)].flatMap((value, index) => {
    const whole = value.n.times(unit).div(value.d);
    if (!whole.isInteger() || whole.isNegative()) return [];
    const fact = test.left.name;
    return [
      {
        order: index - 1,
        value: exactText(value),
        household: onlyIncome(withFact(household, fact, whole.toNumber(), unit), fact.name),
      },
    ];
  });
}

function lineOf(trial: Trial, test: TestNode, household: Snapshot): Exact | null {
  if (test.right.kind === 'constant') return isExact(test.right.value) ? test.right.value : null;
  const value = prepare(trial.ruleSet, household, decideOptions(trial)).values.get(test.right.ref, HOUSEHOLD).value;
  return isExact(value) ? value : null;
}

function valueNamed(trial: Trial, written: string, household: Snapshot): Exact | null {
  const name = trial.ruleSet.names.get(written);
  if (name === undefined) return /^\d+(\.\d+)?$/.test(written) ? exact(written) : null;
  const value = prepare(trial.ruleSet, household, decideOptions(trial)).values.get(
    { name, scope: 'household' },
    HOUSEHOLD,
  ).value;
  return isExact(value) ? value : null;
}

function statusOf(trial: Trial, clause: string, household: Snapshot): Status {
  return (
    trial.decide(household).outcomes.find((outcome) => outcome.clause === clause && outcome.subject === 'household')
      ?.status ?? 'undetermined'
  );
}

/** The ordered comparisons in a rule's conditions and readings, and whether each has to hold for the rule to be met. */
function ordered(rule: RulePlan): { test: TestNode; isNeeded: boolean }[] {
  const visit = (node: Node | null, isNeeded: boolean, turned: boolean): { test: TestNode; isNeeded: boolean }[] => {
    if (node === null) return [];
    switch (node.kind) {
      case 'test':
        return LESS[node.operator] === undefined
          ? []
          : [
              {
                test: turned ? { ...node, operator: TURNED[node.operator] ?? node.operator } : node,
                isNeeded: isNeeded && !turned,
              },
            ];
      case 'not':
        return visit(node.part, isNeeded, !turned);
      case 'all':
        return node.parts.flatMap((part) => visit(part, isNeeded, turned));
      case 'any':
        return node.parts.flatMap((part) => visit(part, false, turned));
    }
  };
  return [
    ...visit(rule.conditions, true, false),
    ...rule.readings.flatMap((reading) => visit(reading.conditions, false, false)),
  ];
}

const TURNED: Readonly<Partial<Record<Operator, Operator>>> = {
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
};

function saidBy(test: TestNode): Operator | null {
  // 明显超过 and its like do not lie at the line itself.
  if (/明显|显著|大幅|接近/u.test(test.words ?? '')) return null;
  return SIGNS.find(([sign]) => sign.test(test.words ?? ''))?.[1] ?? null;
}

function violation(clause: string, zh: string, en: string, households: readonly Snapshot[]): Violation {
  return { property: 'boundary', clause, text: { zh: `${clause}：${zh}`, en: `${clause}: ${en}` }, households };
}
