import type { Target } from '../plan/targets.js';
import type { Decision, Step } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import { byClause, ofClauses } from './gather.js';
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
  const outcomes = byClause(judged);
  const rules = new Map(judged.map((entry) => [entry, ruleStep(context, entry)]));
  const stepsOf = (clauses: readonly string[]) => ofClauses(outcomes, clauses).map((entry) => rules.get(entry) as Step);
  const target = (kind: 'programme' | 'flag', { id, stepsOf: clauses, ledger }: Target, status: string): Step =>
    withSteps({ kind, id, status }, [...stepsOf(clauses), ...ledger]);

  const addressee = addresseeStep(context);
  const named = (list: readonly Target[], id: string) => list.find((entry) => entry.id === id) as Target;
  const steps = [
    ...(addressee === null ? [] : [addressee]),
    ...decision.eligibility.map(({ programme, verdict }) =>
      target('programme', named(targets.programmes, programme), verdict),
    ),
    ...decision.risks.map(({ flag, status }) => target('flag', named(targets.flags, flag), status)),
    withSteps({ kind: 'duties' }, stepsOf(targets.duties)),
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
