import type { Snapshot } from '../../generate/population.js';
import type { RuleSet } from '../../plan/plan.js';
import type { Decision } from '../../schema/decision.js';
import { createTrial, firstOfEach, type PropertyOptions, shrink, type Violation } from './violation.js';

/**
 * Holds a rule set to it that learning a missing fact may settle what was open and never changes what was settled. It is
 * true of every rule set of this library; it is for own functions, and for rule sets carried elsewhere.
 */
export function refinement(ruleSet: RuleSet, options: PropertyOptions): Violation[] {
  const trial = createTrial(ruleSet, options);
  const full = trial.households()[Symbol.iterator]();
  const flipped = (less: Snapshot, more: Snapshot) => flip(trial.decide(less), trial.decide(more));
  function* violations(): Iterable<Violation> {
    for (const less of trial.households(35)) {
      const next = full.next();
      if (next.done === true) return;
      // How many persons there are says whether all of them are listed; it is not left out here.
      const thin: Snapshot = { ...less, householdSize: next.value.householdSize };
      const found = flipped(thin, next.value);
      if (found === null) continue;
      const { clause, from, to } = found;
      const isSame = (other: typeof found | null) => other?.clause === clause && other.from === from && other.to === to;
      const more = shrink(next.value, (smaller) => isSame(flipped(common(thin, smaller), smaller)));
      const shownLess = common(thin, more);
      yield {
        property: 'refinement',
        clause,
        text: {
          zh: `补上一项缺少的资料，${clause}由“${from}”变成“${to}”`,
          en: `learning a missing fact changes ${clause} from “${from}” to “${to}”`,
        },
        households: [shownLess, more],
      };
    }
  }
  return firstOfEach(violations(), 5);
}

/** The part of a household whose keys another one has, too. */
function common(less: Snapshot, more: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(less).filter(([key]) => key in more));
}

/** A settled outcome of the first decision that is another in the second. */
function flip(less: Decision, more: Decision): { clause: string; from: string; to: string } | null {
  const key = (clause: string, subject: string) => `${clause}@${subject}`;
  const later = new Map(more.outcomes.map((outcome) => [key(outcome.clause, outcome.subject), outcome.status]));
  for (const { clause, subject, status } of less.outcomes) {
    const after = later.get(key(clause, subject));
    if (status !== 'undetermined' && after !== undefined && after !== status)
      return { clause: subject === 'household' ? clause : key(clause, subject), from: status, to: after };
  }
  return null;
}
