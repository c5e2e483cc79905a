import type { Day } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { Node } from '../plan/plan.js';
import type { Named, Target } from '../plan/targets.js';
import { truthOf } from '../plan/truths.js';
import type { Eligibility, Outcome, Risk, Status, Verdict } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import { type ByClause, byClause } from './gather.js';
import { BIT, bitsOf, flagOf, statusFor, verdictOf } from './verdict-of.js';

/** What one outcome contributes to one programme or flag. */
interface Contribution {
  readonly outcome: Outcome;
  readonly status: Status;
}

/** The verdict for every programme of the vocabulary, in its order. Frozen. */
export function eligibilityOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Eligibility[] {
  const outcomes = byClause(judged);
  const { asOf } = evaluation.values.household;
  return deepFreeze(
    evaluation.ruleSet.tables.targets.programmes.map((target) =>
      eligibilityFor(target, outcomes, namedOn(target.named, asOf)),
    ),
  );
}

/** Clauses that name a programme: those in force on the day, and those that are not yet. */
interface NamedOn {
  readonly now: readonly string[];
  readonly later: readonly string[];
}

const NOT_NAMED: NamedOn = { now: [], later: [] };

function namedOn(named: readonly Named[], asOf: Day): NamedOn {
  if (named.length === 0) return NOT_NAMED;
  const of = (isNow: boolean) => named.filter(({ from }) => from <= asOf === isNow).map(({ clause }) => clause);
  return { now: of(true), later: of(false) };
}

/** What a programme comes to on which nothing bears. */
const SILENT = deepFreeze(gathered([], NOT_NAMED));

function eligibilityFor({ id: programme, contributors }: Target, outcomes: ByClause, named: NamedOn): Eligibility {
  if (contributors.length === 0 && named === NOT_NAMED) return Object.freeze({ programme, ...SILENT });
  const own: Contribution[] = [];
  const bySubject: { subject: string; contributions: Contribution[] }[] = [];
  for (const { clause, when } of contributors) {
    for (const entry of outcomes.get(clause) ?? []) {
      const { outcome, instance } = entry;
      const contribution = { outcome, status: statusOn(entry, when) };
      own.push(contribution);
      if (instance.subject < 0) continue;
      bySubject[instance.subject] ??= { subject: outcome.subject, contributions: [] };
      bySubject[instance.subject]?.contributions.push(contribution);
    }
  }
  const { verdict, clauses } = gathered(own, named);
  if (bySubject.length === 0) return { programme, verdict, clauses };
  const members = Object.values(bySubject).map(({ subject, contributions }) => ({
    subject,
    ...gathered(contributions, NOT_NAMED),
  }));
  return { programme, verdict, clauses, members };
}

/** The verdict of some contributions, with the clauses that it rests on. */
function gathered(contributions: readonly Contribution[], named: NamedOn): { verdict: Verdict; clauses: string[] } {
  const where = (test: (contribution: Contribution) => boolean) => {
    const clauses: string[] = [];
    for (const contribution of contributions) {
      const { clause } = contribution.outcome;
      if (test(contribution) && !clauses.includes(clause)) clauses.push(clause);
    }
    return clauses;
  };
  const isMust = ({ outcome }: Contribution) => outcome.modality === 'must';
  let bits = named.now.length > 0 ? BIT.named : 0;
  for (const { status, outcome } of contributions) bits |= bitsOf(status, outcome.modality);
  // A clause not yet in force counts only where nothing else bears on the programme.
  if (bits === 0 && named.later.length > 0) return { verdict: verdictOf(BIT.notInForce), clauses: [...named.later] };
  const verdict = verdictOf(bits);
  const met = () => where(({ status }) => status === 'met');
  switch (verdict) {
    case 'eligible':
      return { verdict, clauses: where((each) => each.status === 'met' && isMust(each)) };
    case 'undetermined': {
      const may = met();
      const open = where((each) => each.status === 'undetermined' && (may.length === 0 || isMust(each)));
      return { verdict, clauses: open.length > 0 ? [...open, ...may] : [...named.now] };
    }
    case 'discretionary':
      return { verdict, clauses: met() };
    case 'not-eligible':
      return { verdict, clauses: where(({ status }) => status === 'not-met') };
    default:
      return { verdict, clauses: where(() => true) };
  }
}

/** The risk flags that the rule set can raise, in the vocabulary's order. Frozen. */
export function risksOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Risk[] {
  const outcomes = byClause(judged);
  return deepFreeze(evaluation.ruleSet.tables.targets.flags.flatMap((target) => risksFor(target, outcomes)));
}

function risksFor({ id: flag, contributors }: Target, outcomes: ByClause): readonly Risk[] {
  const own = contributors.flatMap(({ clause, when }) =>
    (outcomes.get(clause) ?? []).map((entry) => ({ entry, bits: bitsOf(statusOn(entry, when), 'may') })),
  );
  if (own.length === 0) return [];
  const status = flagOf(own.reduce((sum, { bits }) => sum | bits, 0));
  const clauses = own.filter(({ bits }) => flagOf(bits) === status).map(({ entry }) => entry.outcome.clause);
  return [{ flag, status, clauses: [...new Set(clauses)] }];
}

/** The status of an outcome for one target of its rule. */
export function statusOn({ outcome, judgement, instance }: Judged, when: Node | null): Status {
  return statusFor(outcome.status, truthOf(when, instance.truths), judgement.addresseeOpen);
}
