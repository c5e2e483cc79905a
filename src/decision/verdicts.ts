import type { Day } from '../base/calendar.js';
import { deepFreeze } from '../base/freeze.js';
import type { Truth } from '../base/truth.js';
import { type Named, taperProgramme } from '../plan/targets.js';
import { truthOf } from '../plan/truths.js';
import type { Eligibility, FlagStatus, Outcome, Risk, Status, Verdict } from '../schema/decision.js';
import type { Evaluation, Judged } from './evaluation.js';
import { gather } from './gather.js';

/** What one outcome contributes to one programme or flag. */
interface Contribution {
  readonly outcome: Outcome;
  readonly status: Status;
}

/** The verdict for every programme of the vocabulary, in its order. Frozen. */
export function eligibilityOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Eligibility[] {
  const { targets } = evaluation.ruleSet.tables;
  const concerned = gather(targets, judged, 'programmes');
  const { asOf } = evaluation.values.household;
  return deepFreeze(
    targets.programmes.map(({ id, named }) => eligibilityFor(id, concerned.get(id) ?? [], namedOn(named, asOf))),
  );
}

/** Clauses that name a programme: those in force on the day, and those that are not yet. */
interface NamedOn {
  readonly now: readonly string[];
  readonly later: readonly string[];
}

const NOT_NAMED: NamedOn = { now: [], later: [] };

function namedOn(named: readonly Named[], asOf: Day): NamedOn {
  const of = (isNow: boolean) => named.filter(({ from }) => from <= asOf === isNow).map(({ clause }) => clause);
  return { now: of(true), later: of(false) };
}

function eligibilityFor(programme: string, concerned: readonly Judged[], named: NamedOn): Eligibility {
  const own: Contribution[] = [];
  const bySubject: { subject: string; contributions: Contribution[] }[] = [];
  for (const entry of concerned) {
    const { outcome, instance } = entry;
    for (const { id, when } of instance.rule.programmes) {
      if ((outcome.kind === 'taper' ? taperProgramme(id) : id) !== programme) continue;
      const contribution = { outcome, status: statusFor(entry, truthOf(when, instance.truths)) };
      own.push(contribution);
      if (instance.subject < 0) continue;
      bySubject[instance.subject] ??= { subject: outcome.subject, contributions: [] };
      bySubject[instance.subject]?.contributions.push(contribution);
    }
  }
  const { verdict, clauses } = verdictOf(own, named);
  const members = Object.values(bySubject).map(({ subject, contributions }) => ({
    subject,
    ...verdictOf(contributions, NOT_NAMED),
  }));
  return { programme, verdict, clauses, ...(members.length === 0 ? {} : { members }) };
}

/**
 * The status of an outcome for one target of its rule: met only if the target's own conditions are. While it is not known whether
 * the instrument speaks of the household at all, conditions that fail do not settle it.
 */
function statusFor(entry: Judged, when: Truth): Status {
  const { status } = entry.outcome;
  if (status !== 'met' && status !== 'undetermined') return status;
  if (when === false) return entry.judgement.addresseeOpen ? 'undetermined' : 'not-met';
  return when === null ? 'undetermined' : status;
}

/**
 * Gathers outcomes into a verdict. Something owed decides at once. Something open keeps the verdict open where it could
 * still raise it. A clause that names the programme without saying who gets it leaves the verdict open, never a refusal.
 */
function verdictOf(contributions: readonly Contribution[], named: NamedOn): { verdict: Verdict; clauses: string[] } {
  const where = (test: (contribution: Contribution) => boolean) => {
    const clauses: string[] = [];
    for (const contribution of contributions) {
      const { clause } = contribution.outcome;
      if (test(contribution) && !clauses.includes(clause)) clauses.push(clause);
    }
    return clauses;
  };
  const must = where((contribution) => contribution.status === 'met' && contribution.outcome.modality === 'must');
  if (must.length > 0) return { verdict: 'eligible', clauses: must };
  const may = where((contribution) => contribution.status === 'met');
  const open = where(
    (contribution) =>
      contribution.status === 'undetermined' && (may.length === 0 || contribution.outcome.modality === 'must'),
  );
  if (open.length > 0) return { verdict: 'undetermined', clauses: [...open, ...may] };
  if (may.length > 0) return { verdict: 'discretionary', clauses: may };
  if (named.now.length > 0) return { verdict: 'undetermined', clauses: [...named.now] };
  if (contributions.length === 0)
    return named.later.length > 0
      ? { verdict: 'not-in-force', clauses: [...named.later] }
      : { verdict: 'silent', clauses: [] };
  const all = where(() => true);
  if (contributions.every((contribution) => contribution.status === 'out-of-scope'))
    return { verdict: 'out-of-scope', clauses: all };
  if (contributions.every((contribution) => contribution.status === 'not-in-force'))
    return { verdict: 'not-in-force', clauses: all };
  return { verdict: 'not-eligible', clauses: where((contribution) => contribution.status === 'not-met') };
}

const FLAG: Readonly<Record<Status, FlagStatus>> = {
  met: 'raised',
  'not-met': 'not-raised',
  undetermined: 'undetermined',
  'not-in-force': 'not-in-force',
  'out-of-scope': 'out-of-scope',
};
const FLAG_ORDER: readonly Status[] = ['met', 'undetermined', 'not-met', 'not-in-force', 'out-of-scope'];

/** The risk flags that the rule set can raise, in the vocabulary's order. Frozen. */
export function risksOf(evaluation: Evaluation, judged: readonly Judged[]): readonly Risk[] {
  const { targets } = evaluation.ruleSet.tables;
  const concerned = gather(targets, judged, 'flags');
  return deepFreeze(targets.flags.flatMap(({ id }) => risksFor(id, concerned.get(id) ?? [])));
}

function risksFor(flag: string, judged: readonly Judged[]): readonly Risk[] {
  const own = judged.flatMap((entry) =>
    entry.instance.rule.flags
      .filter((target) => target.id === flag)
      .map((target) => ({ entry, status: statusFor(entry, truthOf(target.when, entry.instance.truths)) })),
  );
  const status = FLAG_ORDER.find((candidate) => own.some((item) => item.status === candidate));
  if (status === undefined) return [];
  const clauses = [...new Set(own.filter((item) => item.status === status).map((item) => item.entry.outcome.clause))];
  return [{ flag, status: FLAG[status], clauses }];
}
