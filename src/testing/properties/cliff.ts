import type { Snapshot } from '../../generate/population.js';
import type { RuleSet } from '../../plan/plan.js';
import type { CostModel } from '../../simulate/cost.js';
import { createSweeper, type Sweep } from '../../simulate/sweep.js';
import { onlyIncome } from './around.js';
import { createTrial, decideOptions, firstOfEach, type PropertyOptions, shrink, type Violation } from './violation.js';

/** What the property of cliffs is tried with. */
export interface CliffOptions extends PropertyOptions {
  /** The largest fall of a household's monthly resources that is allowed, in yuan. */
  readonly limit: string | number;
  /** What is assumed to be paid. */
  readonly cost: CostModel;
  /** The fact that rises. Default `perCapitaMonthlyIncome`. */
  readonly fact?: string;
  /** How far it is moved. Default from 0 to 5000. */
  readonly to?: string | number;
}

/**
 * Holds a rule set to it that no household loses more than so much at once because its income rises by a cent. Households of
 * which the resources cannot be told are passed over.
 */
export function noCliffAbove(ruleSet: RuleSet, options: CliffOptions): Violation[] {
  const trial = createTrial(ruleSet, options);
  const { fact = 'perCapitaMonthlyIncome', to = 5000, cost, limit } = options;
  const sweep = createSweeper(ruleSet, { ...decideOptions(trial), fact, from: 0, to, step: to, cost });
  const cliffOf = (household: Snapshot): Sweep['withTaper'] => sweep(onlyIncome(household, fact)).withTaper;
  const falls = (household: Snapshot) => Number(cliffOf(household)?.cliff?.fall ?? 0) > Number(limit);
  function* violations(): Iterable<Violation> {
    for (const household of trial.households()) {
      if (!falls(household)) continue;
      const small = shrink(household, falls);
      const cliff = cliffOf(small)?.cliff;
      if (cliff == null) continue;
      const clauses = cliff.clauses.map(({ clause }) => clause);
      yield {
        property: 'cliff',
        clause: clauses[0] ?? null,
        text: {
          zh: `收入由${cliff.from}升到${cliff.to}时，全户每月少${cliff.fall}元，超过${limit}元（${clauses.join('、') || '由发放假定造成'}；假定：${cost.name.zh}）`,
          en: `as income rises from ${cliff.from} to ${cliff.to} the household has ${cliff.fall} yuan a month less, more than ${limit} (${clauses.join(', ') || 'made by what is assumed to be paid'}; assumed: ${cost.name.en})`,
        },
        households: [
          { ...onlyIncome(small, fact), [fact]: cliff.from },
          { ...onlyIncome(small, fact), [fact]: cliff.to },
        ],
      };
    }
  }
  return firstOfEach(violations(), 3);
}
