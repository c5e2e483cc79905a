import type { Target } from '../plan/targets.js';
import type { Decision, Step } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import { gather } from './gather.js';
import { addresseeStep, createTraceContext, ruleStep, withSteps } from './steps.js';

/**
 * The trace: programmes and flags, under each the rules that concern it, under each rule its validity, its readings, its
 * groups and tests, down to facts and parameters. Each step has its truth, and each below a rule the clause it belongs to.
 * Frozen.
 */
export function traceOf(evaluation: Evaluation, judged: readonly Judged[], decision: Omit<Decision, 'trace'>): Step {
  const { ruleSet, values } = evaluation;
  const { instrument } = ruleSet.file;
  const { targets } = ruleSet.tables;
  const context = createTraceContext(evaluation);
  const rules = new Map(judged.map((entry) => [entry, ruleStep(context, entry)]));
  const target = (
    kind: 'programme' | 'flag',
    { id, ledger }: Target,
    status: string,
    concerned: readonly Judged[] = [],
  ): Step => withSteps({ kind, id, status }, [...concerned.map((entry) => rules.get(entry) as Step), ...ledger]);

  const addressee = addresseeStep(context);
  const [concerning, raising] = [gather(targets, judged, 'stepUnder'), gather(targets, judged, 'flags')];
  const named = (list: readonly Target[], id: string) => list.find((entry) => entry.id === id) as Target;
  const duties = judged.filter(({ instance }) => targets.contributions.get(instance.rule.id)?.isDuty === true);
  const steps = [
    ...(addressee === null ? [] : [addressee]),
    ...decision.eligibility.map(({ programme, verdict }) =>
      target('programme', named(targets.programmes, programme), verdict, concerning.get(programme)),
    ),
    ...decision.risks.map(({ flag, status }) => target('flag', named(targets.flags, flag), status, raising.get(flag))),
    withSteps(
      { kind: 'duties' },
      duties.map((entry) => rules.get(entry) as Step),
    ),
  ];
  return Object.freeze({
    kind: 'decision' as const,
    id: ruleSet.jurisdiction,
    detail: Object.freeze({
      asOf: values.household.asOf,
      instrument: instrument.number ?? instrument.title.zh,
      issuer: instrument.issuer.zh,
      issued: instrument.date,
    }),
    steps: Object.freeze(steps),
  });
}
