import { type DecideOptions, type Prepared, prepare } from '../answer/evaluate.js';
import { type Day, lastDay, type Month, monthOf } from '../base/calendar.js';
import { compare, exactText, isExact } from '../base/exact.js';
import { HOUSEHOLD } from '../household/values.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Decision, Status } from '../schema/decision.js';
import type { TaperDecisionFile } from '../schema/history.js';
import { noReport } from './advance.js';
import type { Amounts, DibaoStatus, FindingFact, MonthFacts, Position, Terms } from './types.js';

/** The taper rule of a rule set that speaks of dibao; null where the instrument has none. */
export function taperRule(ruleSet: RuleSet): RulePlan | null {
  const rules = ruleSet.rules.filter(({ rule }) => rule.kind === 'taper' && rule.subject === 'household');
  return rules.find((rule) => rule.programmes.some((target) => target.id === 'dibao')) ?? rules[0] ?? null;
}

/**
 * What the taper clause settles.
 * @param end the last day of the period that it is bound to, where known
 */
export function termsOf(ruleSet: RuleSet, end: Day | null = null): Terms {
  const plan = taperRule(ruleSet);
  if (plan === null) return { clause: null, modality: null, months: null, period: null, exit: null };
  const { event, inForce, modality } = plan.rule;
  return {
    clause: plan.id,
    modality,
    months: event.params?.months ?? null,
    period: inForce?.during === undefined ? null : { end },
    exit: event.params?.taper?.exit ?? null,
  };
}

/** The last day of the clause's period on a day, as the parameters have it. */
function periodEndOf(ruleSet: RuleSet, { values }: Prepared): Day | null {
  const during = taperRule(ruleSet)?.rule.inForce?.during;
  const name = ruleSet.names.get(ruleSet.file.periods?.[during ?? '']?.end ?? '');
  const value = name === undefined ? null : values.get({ name, scope: 'household' }, HOUSEHOLD).value;
  return typeof value === 'string' ? value : null;
}

/**
 * Reads off a snapshot and the decision made of it what the taper needs of the month. The decision may come from any
 * back end; the snapshot must be the one that it was made of.
 * @throws JiantuiError as `evaluate` does
 */
export function monthFacts(
  ruleSet: RuleSet,
  snapshot: unknown,
  decision: Decision,
  options: DecideOptions & { readonly decisions?: readonly TaperDecisionFile[] } = {},
): MonthFacts {
  const { decisions = [], ...decide } = options;
  const prepared = prepare(ruleSet, snapshot, { ...decide, asOf: decision.asOf });
  const terms = termsOf(ruleSet, periodEndOf(ruleSet, prepared));
  const outcome = decision.outcomes.find((entry) => entry.clause === terms.clause);
  const taper = decision.tapers.find((entry) => entry.clause === terms.clause);
  const amounts = amountsOf(ruleSet, prepared);
  return {
    month: monthOf(decision.asOf),
    day: decision.asOf,
    jurisdiction: ruleSet.jurisdiction,
    terms,
    status: terms.clause === null ? 'silent' : (outcome?.status ?? 'undetermined'),
    verdict: taper?.verdict ?? 'silent',
    unresolved: outcome?.unresolved ?? null,
    exit: exitOf(ruleSet, prepared, decision, terms.exit),
    findings: findingsOf(ruleSet, prepared),
    amounts,
    position: positionOf(ruleSet, prepared),
    dibao: textOf(ruleSet, prepared, 'dibaoStatus') as DibaoStatus | null,
    decisions,
  };
}

/** A month without a snapshot. The standard and the period are those of its last day. */
export function missingMonth(
  ruleSet: RuleSet,
  month: Month,
  options: DecideOptions & { readonly decisions?: readonly TaperDecisionFile[] } = {},
): MonthFacts {
  const { decisions = [], ...decide } = options;
  const prepared = prepare(ruleSet, { asOf: lastDay(month) }, { ...decide, asOf: lastDay(month) });
  const amounts = amountsOf(ruleSet, prepared);
  return {
    ...noReport(termsOf(ruleSet, periodEndOf(ruleSet, prepared)), ruleSet.jurisdiction, month),
    amounts,
    decisions,
  };
}

function valueNamed(ruleSet: RuleSet, { values }: Prepared, written: string | undefined) {
  const name = written === undefined ? undefined : ruleSet.names.get(written);
  return name === undefined ? null : values.get({ name, scope: 'household' }, HOUSEHOLD).value;
}

function textOf(ruleSet: RuleSet, prepared: Prepared, written: string): string | null {
  const value = valueNamed(ruleSet, prepared, written);
  return typeof value === 'string' ? value : null;
}

function amountsOf(ruleSet: RuleSet, prepared: Prepared): Amounts {
  const terms = taperRule(ruleSet)?.rule.event.params?.taper;
  const amount = (written: string | undefined) => {
    const value = valueNamed(ruleSet, prepared, written);
    return isExact(value) ? exactText(value) : null;
  };
  const size = valueNamed(ruleSet, prepared, 'householdSize');
  const members = prepared.values.household.members.length;
  return {
    income: amount(terms?.income),
    standard: amount(terms?.standard),
    ceiling: amount(terms?.ceiling),
    total: amount(terms?.total),
    persons: isExact(size)
      ? size.n.div(size.d).toNumber()
      : prepared.values.household.membersComplete && members > 0
        ? members
        : null,
    yearly: ruleSet.names.get(terms?.income ?? '')?.unit?.endsWith('/year') ?? false,
  };
}

function positionOf(ruleSet: RuleSet, prepared: Prepared): Position {
  const terms = taperRule(ruleSet)?.rule.event.params?.taper;
  const [income, standard, ceiling] = [terms?.income, terms?.standard, terms?.ceiling].map((written) =>
    valueNamed(ruleSet, prepared, written),
  );
  if (!isExact(income) || !isExact(standard)) return 'unknown';
  if (compare(income, standard) <= 0) return 'at-or-below';
  if (terms?.ceiling === undefined) return 'above';
  if (!isExact(ceiling)) return 'unknown';
  return compare(income, ceiling) < 0 ? 'above' : 'at-or-above-ceiling';
}

/**
 * Whether what has to be found before dibao may be left has been found. The clause itself speaks only of households on dibao,
 * so for one that has left it is asked what the clause's findings say.
 */
function exitOf(ruleSet: RuleSet, prepared: Prepared, decision: Decision, clause: string | null): Status | null {
  const status = decision.outcomes.find((entry) => entry.clause === clause)?.status;
  const needs = ruleSet.rules.find(({ id }) => id === clause)?.rule.event.params?.needs ?? [];
  if (status !== 'not-met' || needs.length === 0) return status ?? null;
  const found = needs.map((name) => textOf(ruleSet, prepared, name));
  if (found.every((value) => value === 'yes')) return 'met';
  return found.includes('no') ? 'not-met' : 'undetermined';
}

/** The findings that the conditions of the clause name, where the snapshot has them. */
function findingsOf(ruleSet: RuleSet, { values }: Prepared): FindingFact[] {
  const seen = new Set<string>();
  return (taperRule(ruleSet)?.tests ?? []).flatMap(({ left }) => {
    if (left.name.kind !== 'finding' || seen.has(left.name.name)) return [];
    seen.add(left.name.name);
    const { finding } = values.get(left, HOUSEHOLD);
    return [{ name: left.name.name, label: left.name.label, date: finding?.date ?? null }];
  });
}
