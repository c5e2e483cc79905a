import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { CaseFile } from '../schema/cases.js';
import type { Status } from '../schema/decision.js';
import type { LedgerEntry, OpenWord, RuleFile } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';

interface Common {
  readonly clause: string;
  readonly section: string;
  /** The words of the instrument by which the clause is found. */
  readonly anchor: string;
  readonly kind: RuleFile['kind'];
  readonly summary: Texts;
  readonly openWords: readonly OpenWord[];
}

/** A clause that bears on a household or a member: its rule, and the cases that show it. */
export interface RuledClause extends Common {
  readonly in: 'rules';
  readonly name: Texts;
  readonly modality: RuleFile['modality'];
  /** Cases that expect this of it, by status; ids in the order of the file. */
  readonly cases: Readonly<Record<Status, readonly string[]>>;
  /** The statuses that cases have to show, and those that none shows. */
  readonly wanted: readonly Status[];
  readonly unshown: readonly Status[];
  /** Why a not-met case is not wanted: the clause states no test beyond whom it addresses. */
  readonly exception?: 'no-conditions';
  /** The authority whose overlay added the rule. */
  readonly addedBy?: string;
}

/** A clause without a household test, and why it has none. */
export interface LedgerClause extends Common {
  readonly in: 'ledger';
  readonly reason: LedgerEntry['reason'];
}

export type CoveredClause = RuledClause | LedgerClause;

export interface Coverage {
  readonly jurisdiction: string;
  readonly name: Texts;
  readonly clauses: readonly CoveredClause[];
}

/**
 * Every clause of a rule set with its rule or its reason, its cases and its open words; rules of overlays stand where the
 * clause that they replace stood, or at the end.
 * @param cases the jurisdiction's file of cases; null where there is none
 */
export function coverageOf(ruleSet: RuleSet, cases: CaseFile | null): Coverage {
  const rules = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  const ledger = new Map(ruleSet.ledger.map((entry) => [entry.id, entry]));
  const own = ruleSet.file.clauses.flatMap((clause): CoveredClause[] => {
    const rule = rules.get(clause);
    const entry = ledger.get(clause);
    if (rule !== undefined) return [ruled(rule, cases)];
    return entry === undefined ? [] : [ledgered(entry)];
  });
  const listed = new Set(ruleSet.file.clauses);
  const added = ruleSet.rules.filter(({ id }) => !listed.has(id)).map((rule) => ruled(rule, cases));
  return { jurisdiction: ruleSet.jurisdiction, name: ruleSet.file.name, clauses: [...own, ...added] };
}

function ruled(plan: RulePlan, cases: CaseFile | null): RuledClause {
  const { rule } = plan;
  const shown = casesOf(rule.id, cases);
  const tested = plan.conditions !== null || plan.readings.some((reading) => reading.conditions !== null);
  const wanted: Status[] = tested ? ['met', 'not-met'] : ['met'];
  return {
    in: 'rules',
    clause: rule.id,
    section: rule.cite?.section ?? '',
    anchor: rule.cite?.anchor ?? '',
    kind: rule.kind,
    name: rule.name,
    summary: rule.summary,
    modality: rule.modality,
    openWords: rule.openWords ?? [],
    cases: shown,
    wanted,
    unshown: wanted.filter((status) => shown[status].length === 0),
    ...(tested ? {} : { exception: 'no-conditions' as const }),
    ...(plan.authority === undefined ? {} : { addedBy: plan.authority }),
  };
}

function ledgered({ id, cite, kind, summary, openWords, reason }: LedgerEntry): LedgerClause {
  return {
    in: 'ledger',
    clause: id,
    section: cite?.section ?? '',
    anchor: cite?.anchor ?? '',
    kind,
    summary,
    openWords: openWords ?? [],
    reason,
  };
}

/** The cases that expect a status of the clause, of the household or of any member. */
function casesOf(clause: string, file: CaseFile | null): Record<Status, readonly string[]> {
  const expects = (status: Status): readonly string[] =>
    (file?.cases ?? [])
      .filter(({ expect }) =>
        Object.entries(expect.outcomes ?? {}).some(
          ([key, expected]) => key.split('@')[0] === clause && expected === status,
        ),
      )
      .map(({ id }) => id);
  return {
    met: expects('met'),
    'not-met': expects('not-met'),
    undetermined: expects('undetermined'),
    'not-in-force': expects('not-in-force'),
    'out-of-scope': expects('out-of-scope'),
  };
}
