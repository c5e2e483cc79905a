import { deepFreeze } from '../base/freeze.js';
import { createRecall, type Recall } from '../base/recall.js';
import type { Truth } from '../base/truth.js';
import type { RuleSet } from '../plan/plan.js';
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
  const concerned = new Map<string, Judged[]>();
  for (const entry of judged) {
    for (const { id } of entry.instance.rule.programmes) {
      const listed = entry.outcome.kind === 'taper' ? taperProgramme(id) : id;
      const own = concerned.get(listed);
      if (own === undefined) concerned.set(listed, [entry]);
      else if (own[own.length - 1] !== entry) own.push(entry);
    }
  }
  const { named, programmes } = rosterOf(ruleSet);
  return programmes.map((programme) => {
    const own = concerned.get(programme) ?? [];
    return gatheredOnce(ruleSet, programme, own, () => eligibilityFor(programme, own, named.get(programme) ?? []));
  });
}

function eligibilityFor(programme: string, concerned: readonly Judged[], named: readonly string[]): Eligibility {
  const own: Bearing[] = concerned.flatMap((entry) =>
    entry.instance.rule.programmes
      .filter(({ id }) => (entry.outcome.kind === 'taper' ? taperProgramme(id) : id) === programme)
      .map(({ when }) => ({ outcome: entry.outcome, status: limb(entry, truthOf(when, entry.instance.truths)) })),
  );
  const { verdict, clauses } = verdictOf(own, named);
  const listed = new Map(
    concerned
      .filter((entry) => entry.instance.subject >= 0)
      .map((entry) => [entry.instance.subject, entry.outcome.subject]),
  );
  const members = [...listed]
    .sort(([a], [b]) => a - b)
    .map(([, subject]) => ({
      subject,
      ...verdictOf(
        own.filter((bearing) => bearing.outcome.subject === subject),
        [],
      ),
    }));
  return { programme, verdict, clauses, ...(members.length === 0 ? {} : { members }) };
}

/** What a rule set says of programmes without regard to any household, and what was gathered from shared entries. */
interface Roster {
  readonly programmes: readonly string[];
  readonly flags: readonly string[];
  /** Clauses that name a programme without saying who gets it. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly gathered: Map<string, Recall<Eligibility | readonly Risk[]>[]>;
}

const rosters = new WeakMap<RuleSet, Roster>();

function rosterOf(ruleSet: RuleSet): Roster {
  let roster = rosters.get(ruleSet);
  if (roster === undefined) {
    const named = new Map<string, string[]>();
    for (const entry of [...ruleSet.rules.map(({ rule }) => rule), ...ruleSet.ledger]) {
      for (const id of entry.names ?? []) named.set(id, [...(named.get(id) ?? []), entry.id]);
    }
    roster = {
      programmes: Object.keys(ruleSet.vocabulary.programmes),
      flags: Object.keys(ruleSet.vocabulary.flags),
      named,
      gathered: new Map(),
    };
    rosters.set(ruleSet, roster);
  }
  return roster;
}

/** What follows from entries that households share is gathered once. */
function gatheredOnce<T extends Eligibility | readonly Risk[]>(
  ruleSet: RuleSet,
  what: string,
  entries: readonly Judged[],
  make: () => T,
): T {
  for (const entry of entries) if (entry.kept === undefined) return make();
  const { gathered } = rosterOf(ruleSet);
  let byLength = gathered.get(what);
  if (byLength === undefined) gathered.set(what, (byLength = []));
  const recall = (byLength[entries.length] ??= createRecall(500));
  const path = entries.length === 0 ? [ruleSet] : entries;
  let result = recall.find(path);
  if (result === undefined) recall.keep(path, (result = deepFreeze(make())));
  return result as T;
}

/**
 * The status of an outcome for one limb of its rule: met only if the limb's own conditions are. While it is not known whether
 * the instrument speaks of the household at all, a limb that fails does not settle it.
 */
function limb(entry: Judged, when: Truth): Status {
  const { status } = entry.outcome;
  if (status !== 'met' && status !== 'undetermined') return status;
  if (when === false) return entry.judgement.addresseeOpen ? 'undetermined' : 'not-met';
  return when === null ? 'undetermined' : status;
}

/**
 * Gathers outcomes into a verdict. Something owed decides at once. Something open keeps the verdict open where it could
 * still raise it. A clause that names the programme without saying who gets it leaves the verdict open, never a refusal.
 */
function verdictOf(bearings: readonly Bearing[], named: readonly string[]): { verdict: Verdict; clauses: string[] } {
  const where = (test: (bearing: Bearing) => boolean) => [
    ...new Set(bearings.filter(test).map((bearing) => bearing.outcome.clause)),
  ];
  const must = where((bearing) => bearing.status === 'met' && bearing.outcome.modality === 'must');
  if (must.length > 0) return { verdict: 'eligible', clauses: must };
  const may = where((bearing) => bearing.status === 'met');
  const open = where(
    (bearing) => bearing.status === 'undetermined' && (may.length === 0 || bearing.outcome.modality === 'must'),
  );
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
  const { ruleSet } = evaluation;
  const raising = judged.filter((entry) => entry.instance.rule.flags.length > 0);
  return rosterOf(ruleSet).flags.flatMap((flag) => {
    const own = raising.filter((entry) => entry.instance.rule.flags.some((target) => target.id === flag));
    return own.length === 0 ? [] : gatheredOnce(ruleSet, `flag ${flag}`, own, () => risksFor(flag, own));
  });
}

function risksFor(flag: string, judged: readonly Judged[]): readonly Risk[] {
  const own = judged.flatMap((entry) =>
    entry.instance.rule.flags
      .filter((target) => target.id === flag)
      .map((target) => ({ entry, status: limb(entry, truthOf(target.when, entry.instance.truths)) })),
  );
  const status = FLAG_ORDER.find((candidate) => own.some((item) => item.status === candidate));
  if (status === undefined) return [];
  const clauses = [...new Set(own.filter((item) => item.status === status).map((item) => item.entry.outcome.clause))];
  return [{ flag, status: FLAG[status], clauses }];
}

/** True for the outcome that stands for members who are not listed. */
export function isUnlisted(entry: Judged): boolean {
  return entry.instance.subject === UNLISTED;
}
