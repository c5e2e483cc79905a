import { eligibilityOf } from '../decision/verdicts.js';
import { judgeAll } from '../decision/outcome.js';
import type { Evaluation } from '../decision/evaluation.js';
import { answerAll } from '../evaluate/answer.js';
import type { Prepared } from '../evaluate/prepare.js';
import type { RuleSet, TestNode } from '../plan/plan.js';
import { openTests } from '../plan/truths.js';
import { UNLISTED, type Use } from '../plan/values.js';
import { taperProgramme } from '../decision/verdicts.js';

/** Something without which a verdict cannot be reached. */
export interface Blame {
  readonly name: string;
  /** `clause`: a clause names the programme without saying who gets it. `reading`: a clause is to be read one way or the other. */
  readonly kind: 'fact' | 'finding' | 'parameter' | 'reading' | 'clause';
}

/** Finds what is missing for a programme whose verdict is undetermined. */
export type Blamer = (prepared: Prepared, programme: string) => Blame[];

/** Looks at no other rules than those that bear on the programme, so that it costs little. */
export function createBlamer(ruleSet: RuleSet): Blamer {
  const parts = new Map<string, RuleSet>();
  return (prepared, programme) => {
    const part = parts.get(programme) ?? bearingOn(ruleSet, programme);
    parts.set(programme, part);
    const evaluation = answerAll(part, prepared);
    const judged = judgeAll(evaluation);
    const verdict = eligibilityOf(evaluation, judged).find((entry) => entry.programme === programme);
    const found = new Map<string, Blame>();
    const add = (name: string, kind: Blame['kind']) => found.set(name, { name, kind });
    for (const entry of judged) {
      const { outcome, instance } = entry;
      if (verdict?.clauses.includes(outcome.clause) !== true) continue;
      for (const { ref } of entry.open) add(ref.name.name, ref.name.kind);
      if (outcome.unresolved !== undefined && outcome.unresolved.readings.length > 0) add(outcome.clause, 'reading');
      for (const target of instance.rule.programmes) {
        if (programmeOf(instance.rule.rule.kind, target.id) !== programme || outcome.status === 'not-met') continue;
        for (const { ref } of usesOf(evaluation, openTests(target.when, instance.truths), instance.subject)) add(ref.name.name, ref.name.kind);
      }
    }
    if (found.size === 0) for (const clause of verdict?.clauses ?? []) add(clause, 'clause');
    return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  };
}

function programmeOf(kind: string, id: string): string {
  return kind === 'taper' ? taperProgramme(id) : id;
}

/** The rule set with no other rules than those that bear on a programme or name it. */
function bearingOn(ruleSet: RuleSet, programme: string): RuleSet {
  return {
    ...ruleSet,
    rules: ruleSet.rules.filter((rule) => rule.programmes.some((target) => programmeOf(rule.rule.kind, target.id) === programme) || rule.rule.names?.includes(programme) === true),
  };
}

function usesOf(evaluation: Evaluation, tests: readonly TestNode[], subject: number): Use[] {
  const members = evaluation.ruleSet.names.get('members');
  return tests.flatMap((test) =>
    (test.right.kind === 'ref' ? [test.left, test.right.ref] : [test.left]).flatMap((ref) =>
      evaluation.values.unknown(ref, subject).map((use) => (use.subject === UNLISTED && members !== undefined ? { ref: { name: members, scope: 'household' as const }, subject: -1 } : use)),
    ),
  );
}
