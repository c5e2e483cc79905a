import { JiantuiError } from '../../base/error.js';
import { shown } from '../../base/issue.js';
import type { Snapshot } from '../../generate/population.js';
import type { RuleSet } from '../../plan/plan.js';
import type { Decision, Status, Verdict } from '../../schema/decision.js';
import { around, onlyIncome } from './around.js';
import { createTrial, firstOfEach, type PropertyOptions, shrink, type Violation } from './violation.js';

/** That a programme, or a clause, never becomes easier to get as a fact rises (or never harder). */
export interface MonotoneClaim {
  readonly programme?: string;
  readonly clause?: string;
  /** A number of the household, such as `perCapitaMonthlyIncome`. */
  readonly fact: string;
  /** What happens to the household's standing as the fact rises: it only falls, or only rises. */
  readonly standing: 'falls' | 'rises';
}

const VERDICT: Readonly<Record<Verdict, number | null>> = {
  eligible: 3,
  discretionary: 2,
  undetermined: null,
  'not-eligible': 0,
  silent: 0,
  'not-in-force': 0,
  'out-of-scope': 0,
};
const STATUS: Readonly<Record<Status, number | null>> = {
  met: 3,
  undetermined: null,
  'not-met': 0,
  'not-in-force': 0,
  'out-of-scope': 0,
};

/**
 * Holds a rule set to claims of monotony: for every generated household the fact is moved through all its thresholds. What
 * cannot be told is passed over.
 * @throws JiantuiError `bad-option` for a claim about a fact that is no number of the household
 */
export function monotone(
  ruleSet: RuleSet,
  options: PropertyOptions & { readonly claims: readonly MonotoneClaim[] },
): Violation[] {
  const trial = createTrial(ruleSet, options);
  return options.claims.flatMap((claim) => {
    const name = ruleSet.names.get(claim.fact);
    if (name === undefined || name.scope !== 'household' || name.shape !== 'number') {
      throw new JiantuiError('bad-option', [
        {
          code: 'unknown-name',
          path: ['claims', 'fact'],
          found: shown(claim.fact),
          expected: 'a number of the household',
        },
      ]);
    }
    const breaks = (household: Snapshot): [Snapshot, Snapshot] | null => {
      let before: { household: Snapshot; rank: number } | null = null;
      for (const moved of around(trial, onlyIncome(household, claim.fact), name)) {
        const rank = standing(trial.decide(moved.household), claim);
        if (rank === null) continue;
        if (before !== null && (claim.standing === 'falls' ? rank > before.rank : rank < before.rank))
          return [before.household, moved.household];
        before = { household: moved.household, rank };
      }
      return null;
    };
    function* violations(): Iterable<Violation> {
      for (const household of trial.households()) {
        const found = breaks(household);
        if (found === null) continue;
        const small = breaks(shrink(household, (smaller) => breaks(smaller) !== null)) ?? found;
        const what = claim.clause ?? claim.programme ?? '';
        yield {
          property: 'monotone',
          clause: claim.clause ?? null,
          text: {
            zh: `${name?.label.zh ?? claim.fact}由${valueWritten(small[0], claim.fact)}升到${valueWritten(small[1], claim.fact)}时，${what}的结论反而${claim.standing === 'falls' ? '变好' : '变差'}`,
            en: `as ${claim.fact} rises from ${valueWritten(small[0], claim.fact)} to ${valueWritten(small[1], claim.fact)}, the standing under ${what} ${claim.standing === 'falls' ? 'rises' : 'falls'}`,
          },
          households: small,
        };
      }
    }
    return firstOfEach(violations(), 1);
  });
}

function standing(decision: Decision, claim: MonotoneClaim): number | null {
  if (claim.clause !== undefined) {
    const status = decision.outcomes.find(
      (outcome) => outcome.clause === claim.clause && outcome.subject === 'household',
    )?.status;
    return status === undefined ? null : STATUS[status];
  }
  const verdict = decision.eligibility.find((entry) => entry.programme === claim.programme)?.verdict;
  return verdict === undefined ? null : VERDICT[verdict];
}

function valueWritten(household: Snapshot, fact: string): string {
  return String(household[fact] ?? '?');
}
