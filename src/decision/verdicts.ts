import type { Truth } from '../base/truth.js';
import { truthOf } from '../plan/truths.js';
import { UNLISTED } from '../plan/values.js';
import type { Eligibility, FlagStatus, Outcome, Risk, Status, Verdict } from '../schema/decision.js';
import type { Evaluation } from './evaluation.js';
import type { Judged } from './outcome.js';

/** What a taper clause of a programme is listed under, beside its entry among the tapers. */
export function taperProgramme(programme: string): string {
  return `${programme}-taper`;
}

/** One outcome as it bears on one programme or flag. */
interface Bearing {
  readonly outcome: Outcome;
  readonly status: Status;
}

/** The verdict for every programme of the vocabulary, in its order. */
export function eligibilityOf(evaluation: Evaluation, judged: readonly Judged[]): Eligibility[] {
  const { ruleSet } = evaluation;
  const bearings = new Map<string, Bearing[]>();
  for (const entry of judged) {
    for (const target of entry.instance.rule.programmes) {
      const id = entry.outcome.kind === 'taper' ? taperProgramme(target.id) : target.id;
      bearings.set(id, [...(bearings.get(id) ?? []), { outcome: entry.outcome, status: limb(entry, truthOf(target.when, entry.instance.truths)) }]);
    }
  }
  const named = new Map<string, string[]>();
  for (const entry of [...ruleSet.rules.map(({ rule }) => rule), ...ruleSet.ledger]) {
    for (const id of entry.names ?? []) named.set(id, [...(named.get(id) ?? []), entry.id]);
  }

  return Object.keys(ruleSet.vocabulary.programmes).map((programme) => {
    const own = bearings.get(programme) ?? [];
    const { verdict, clauses } = verdictOf(own, named.get(programme) ?? []);
    const members = evaluation.values.household.members.flatMap(({ id }) => {
      const ofMember = own.filter((bearing) => bearing.outcome.subject === id);
      return ofMember.length === 0 ? [] : [{ subject: id, ...verdictOf(ofMember, []) }];
    });
    return { programme, verdict, clauses, ...(members.length === 0 ? {} : { members }) };
  });
}

/** The status of an outcome for one limb of its rule: met only if the limb's own conditions are. */
function limb(entry: Judged, when: Truth): Status {
  const { status } = entry.outcome;
  if (status !== 'met' && status !== 'undetermined') return status;
  if (when === false) return 'not-met';
  return when === null ? 'undetermined' : status;
}

/**
 * Gathers outcomes into a verdict. Something owed decides at once. Something open keeps the verdict open where it could
 * still raise it. A clause that names the programme without saying who gets it leaves the verdict open, never a refusal.
 */
function verdictOf(bearings: readonly Bearing[], named: readonly string[]): { verdict: Verdict; clauses: string[] } {
  const where = (test: (bearing: Bearing) => boolean) => [...new Set(bearings.filter(test).map((bearing) => bearing.outcome.clause))];
  const must = where((bearing) => bearing.status === 'met' && bearing.outcome.modality === 'must');
  if (must.length > 0) return { verdict: 'eligible', clauses: must };
  const may = where((bearing) => bearing.status === 'met');
  const open = where((bearing) => bearing.status === 'undetermined' && (may.length === 0 || bearing.outcome.modality === 'must'));
  if (open.length > 0) return { verdict: 'undetermined', clauses: [...open, ...may] };
  if (may.length > 0) return { verdict: 'discretionary', clauses: may };
  if (named.length > 0) return { verdict: 'undetermined', clauses: [...named] };
  if (bearings.length === 0) return { verdict: 'silent', clauses: [] };
  const all = where(() => true);
  if (bearings.every((bearing) => bearing.status === 'out-of-scope')) return { verdict: 'out-of-scope', clauses: all };
  if (bearings.every((bearing) => bearing.status === 'not-in-force')) return { verdict: 'not-in-force', clauses: all };
  return { verdict: 'not-eligible', clauses: where((bearing) => bearing.status === 'not-met') };
}

const FLAG: Readonly<Record<Status, FlagStatus>> = {
  met: 'raised',
  'not-met': 'not-raised',
  undetermined: 'undetermined',
  'not-in-force': 'not-in-force',
  'out-of-scope': 'out-of-scope',
};
const FLAG_ORDER: readonly Status[] = ['met', 'undetermined', 'not-met', 'not-in-force', 'out-of-scope'];

/** The risk flags that the rule set can raise, in the vocabulary's order. */
export function risksOf(evaluation: Evaluation, judged: readonly Judged[]): Risk[] {
  return Object.keys(evaluation.ruleSet.vocabulary.flags).flatMap((flag) => {
    const own = judged.flatMap((entry) =>
      entry.instance.rule.flags.filter((target) => target.id === flag).map((target) => ({ entry, status: limb(entry, truthOf(target.when, entry.instance.truths)) })),
    );
    const status = FLAG_ORDER.find((candidate) => own.some((item) => item.status === candidate));
    if (status === undefined) return [];
    const clauses = [...new Set(own.filter((item) => item.status === status).map((item) => item.entry.outcome.clause))];
    return [{ flag, status: FLAG[status], clauses }];
  });
}

/** True for the outcome that stands for members who are not listed. */
export function isUnlisted(entry: Judged): boolean {
  return entry.instance.subject === UNLISTED;
}
