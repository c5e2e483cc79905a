import type { Snapshot } from '../../generate/population.js';
import type { RuleSet } from '../../plan/plan.js';
import { loadRuleSet } from '../../ruleset/load.js';
import type { Decision } from '../../schema/decision.js';
import { createEngine } from '../../simulate/engine.js';
import { createTrial, decideOptions, firstOfEach, type PropertyOptions, type Violation } from './violation.js';

/**
 * Holds a rule set to it that nothing hangs on order: not on that of the rules in the file, of the keys in a snapshot, or of
 * the members in their list.
 */
export function orderIndependence(ruleSet: RuleSet, options: PropertyOptions): Violation[] {
  const trial = createTrial(ruleSet, options);
  const { source } = ruleSet;
  const reversed =
    source === undefined
      ? null
      : loadRuleSet(
          { ...source.file, rules: [...source.file.rules].reverse(), ledger: [...source.file.ledger].reverse() },
          { overlays: source.overlays, vocabulary: source.vocabulary },
        );
  const other = reversed === null ? null : createEngine(reversed, decideOptions(trial));
  const ways: readonly {
    readonly zh: string;
    readonly en: string;
    readonly decide: (household: Snapshot) => Decision;
  }[] = [
    {
      zh: '资料中各项的顺序',
      en: 'the order of the keys of a snapshot',
      decide: (household) => trial.decide(turned(household)),
    },
    { zh: '成员的顺序', en: 'the order of the members', decide: (household) => trial.decide(membersTurned(household)) },
    ...(other === null
      ? []
      : [
          {
            zh: '规则在文件中的顺序',
            en: 'the order of the rules in the file',
            decide: (household: Snapshot) => other.decide(household),
          },
        ]),
  ];
  function* violations(): Iterable<Violation> {
    for (const household of trial.households(10)) {
      const plain = said(trial.decide(household));
      for (const way of ways) {
        const turnedAround = said(way.decide(household));
        const at = plain.findIndex((line, index) => line !== turnedAround[index]);
        if (at < 0 && plain.length === turnedAround.length) continue;
        yield {
          property: 'order',
          clause: /^\S+\/\S+/.exec(plain[at] ?? turnedAround[at] ?? '')?.[0] ?? null,
          text: {
            zh: `结论随${way.zh}而变：${plain[at] ?? ''}；${turnedAround[at] ?? ''}`,
            en: `the result hangs on ${way.en}: ${plain[at] ?? ''}; ${turnedAround[at] ?? ''}`,
          },
          households: [household],
        };
      }
    }
  }
  return firstOfEach(violations(), 5);
}

function turned(household: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(household).reverse());
}

function membersTurned(household: Snapshot): Snapshot {
  return Array.isArray(household.members) ? { ...household, members: [...household.members].reverse() } : household;
}

/** What a decision says, without the order in which it says it. */
function said(decision: Decision): string[] {
  const outcomes = decision.outcomes.map(({ clause, subject, status }) => `${clause} ${subject} ${status}`).sort();
  const rest = [
    ...decision.eligibility.map(({ programme, verdict }) => `${programme} ${verdict}`),
    ...decision.tapers.map(
      ({ clause, verdict, months }) => `${clause ?? 'silent'} ${verdict} ${JSON.stringify(months)}`,
    ),
    ...decision.risks.map(({ flag, status }) => `${flag} ${status}`),
  ];
  return [...outcomes, ...rest.sort()];
}
