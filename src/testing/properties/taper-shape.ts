import { prepare } from '../../answer/prepare.js';
import { exactText, isExact } from '../../base/exact.js';
import type { Snapshot } from '../../generate/population.js';
import { HOUSEHOLD } from '../../household/values.js';
import type { RuleSet } from '../../plan/plan.js';
import type { Decision } from '../../schema/decision.js';
import { around, onlyIncome } from './around.js';
import { createTrial, decideOptions, firstOfEach, type PropertyOptions, shrink, type Violation } from './violation.js';

const GIVES = new Set(['granted', 'discretionary']);

/**
 * Holds the taper clauses of a rule set to what a taper is: help that goes on after income has come above the standard, for
 * those who are on dibao, over one unbroken range of incomes.
 */
export function taperShape(ruleSet: RuleSet, options: PropertyOptions): Violation[] {
  const trial = createTrial(ruleSet, options);
  const gives = (decision: Decision) => decision.tapers.find((taper) => GIVES.has(taper.verdict))?.clause ?? null;
  const violation = (clause: string, zh: string, en: string, ...households: Snapshot[]): Violation => ({
    property: 'taper-shape',
    clause,
    text: { zh: `${clause}：${zh}`, en: `${clause}: ${en}` },
    households,
  });
  const { income, standard } = ruleSet.rules.find((rule) => rule.rule.kind === 'taper')?.rule.event.params?.taper ?? {};
  const name = ruleSet.names.get(income ?? 'perCapitaMonthlyIncome');

  const offDibao = (household: Snapshot) => gives(trial.decide({ ...household, dibaoStatus: 'none' }));
  const broken = (household: Snapshot): { clause: string; households: Snapshot[] } | null => {
    if (name === undefined) return null;
    let state: 'before' | 'within' | 'after' = 'before';
    let last: Snapshot = household;
    for (const moved of around(trial, onlyIncome(household, name.name), name)) {
      const clause = gives(trial.decide(moved.household));
      if (clause !== null && state === 'after') return { clause, households: [last, moved.household] };
      if (clause !== null) state = 'within';
      else if (state === 'within') state = 'after';
      last = moved.household;
    }
    return null;
  };
  const atStandard = (household: Snapshot): { clause: string; household: Snapshot } | null => {
    const line = ruleSet.names.get(standard ?? 'dibaoStandardMonthly');
    if (name === undefined || line === undefined) return null;
    const value = prepare(ruleSet, household, decideOptions(trial)).values.get(
      { name: line, scope: 'household' },
      HOUSEHOLD,
    ).value;
    if (!isExact(value)) return null;
    const poor = { ...onlyIncome(household, name.name), [name.key]: exactText(value) };
    const clause = gives(trial.decide(poor));
    return clause === null || !asksIncome(ruleSet, clause, name.name) ? null : { clause, household: poor };
  };

  function* violations(): Iterable<Violation> {
    for (const household of trial.households()) {
      const clause = offDibao(household);
      if (clause !== null)
        yield violation(clause, '没有享受低保的家庭也给渐退', 'a household that is not on dibao is given a taper', {
          ...shrink(household, (smaller) => offDibao(smaller) !== null),
          dibaoStatus: 'none',
        });
      const gap = broken(household);
      if (gap !== null) {
        const small = broken(shrink(household, (smaller) => broken(smaller) !== null)) ?? gap;
        yield violation(
          small.clause,
          '给渐退的收入范围中间断开',
          'the incomes at which a taper is given are not one range',
          ...small.households,
        );
      }
      const poor = atStandard(household);
      if (poor !== null)
        yield violation(
          poor.clause,
          '收入恰好等于低保标准也给渐退',
          'a household at the dibao standard itself is given a taper',
          poor.household,
        );
    }
  }
  return firstOfEach(violations(), 5, (found) => found.text.en);
}

/** Whether a clause tests income; one that hangs on an authority's finding does not say where the line is. */
function asksIncome(ruleSet: RuleSet, clause: string, income: string): boolean {
  const rule = ruleSet.rules.find((each) => each.id === clause);
  const reached = new Set(
    rule === undefined
      ? []
      : [...conditionFacts(rule.conditions), ...rule.readings.flatMap((reading) => conditionFacts(reading.conditions))],
  );
  return reached.has(income);
}

type Conditions = RuleSet['rules'][number]['conditions'];

function conditionFacts(node: Conditions): string[] {
  if (node === null) return [];
  if (node.kind === 'test') return [node.left.name.name];
  return node.kind === 'not' ? conditionFacts(node.part) : node.parts.flatMap(conditionFacts);
}
