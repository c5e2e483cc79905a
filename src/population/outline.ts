import type { RulePlan, RuleSet } from '../plan/plan.js';
import { taperProgramme } from '../plan/targets.js';
import { type Decision, flagStatuses, taperVerdicts, verdicts } from '../schema/decision.js';

/** One name still needed, as a result line names it. */
export interface Missing {
  readonly name: string;
  /** `household`, or the id of a member. */
  readonly subject: string;
}

/** What a result line says of one household. Codes are places in the lists of `schema/decision.ts`. */
export interface Brief {
  /** By programme of the outline. */
  readonly verdicts: readonly number[];
  /** One for each outcome of a taper clause, in the order of the outcomes. */
  readonly tapers: readonly { readonly taper: number; readonly verdict: number }[];
  /** By flag of the outline. */
  readonly flags: readonly number[];
  readonly missing: readonly Missing[];
}

/** What is the same for every household of a run. */
export interface Outline {
  /** The programmes of which the rule set says anything. The others are silent for every household, and left out. */
  readonly programmes: readonly string[];
  readonly tapers: readonly {
    readonly clause: string | null;
    readonly months: TaperMonths;
    readonly rule: RulePlan | null;
  }[];
  readonly flags: readonly string[];
}

export type TaperMonths = Decision['tapers'][number]['months'];

/** Names that a result line gives at most. */
export const MOST_MISSING = 3;

export function outlineOf(ruleSet: RuleSet): Outline {
  const programmes = new Set<string>();
  const flags = new Set<string>();
  for (const { rule, programmes: own, flags: raised } of ruleSet.rules) {
    for (const { id } of own) programmes.add(rule.kind === 'taper' ? taperProgramme(id) : id);
    for (const { id } of raised) flags.add(id);
  }
  for (const entry of [...ruleSet.rules.map(({ rule }) => rule), ...ruleSet.ledger])
    for (const id of entry.names ?? []) programmes.add(id);
  const tapers = ruleSet.rules
    .filter(({ rule }) => rule.kind === 'taper')
    .map((rule) => ({ clause: rule.id, months: rule.rule.event.params?.months ?? null, rule }));
  const silent = { clause: null, months: null, rule: null };
  return {
    programmes: Object.keys(ruleSet.vocabulary.programmes).filter((id) => programmes.has(id)),
    tapers:
      tapers.length === 0 && Object.hasOwn(ruleSet.vocabulary.programmes, taperProgramme('dibao')) ? [silent] : tapers,
    flags: Object.keys(ruleSet.vocabulary.flags).filter((id) => flags.has(id)),
  };
}

/** The brief of a whole decision: what every quicker way has to agree with. */
export function briefOf(outline: Outline, decision: Decision): Brief {
  return {
    verdicts: outline.programmes.map((id) =>
      verdicts.indexOf(decision.eligibility.find((entry) => entry.programme === id)?.verdict ?? 'silent'),
    ),
    tapers: decision.tapers.map((entry) => ({
      taper: outline.tapers.findIndex(({ clause }) => clause === entry.clause),
      verdict: taperVerdicts.indexOf(entry.verdict),
    })),
    flags: outline.flags.map((id) =>
      flagStatuses.indexOf(decision.risks.find((entry) => entry.flag === id)?.status ?? 'not-raised'),
    ),
    missing: firstNames(decision.questions),
  };
}

/** The first questions, each name and subject once: a fact that several clauses ask separately is one name here. */
function firstNames(questions: readonly Missing[]): Missing[] {
  const first: Missing[] = [];
  for (const { name, subject } of questions) {
    if (first.length === MOST_MISSING) break;
    if (!first.some((entry) => entry.name === name && entry.subject === subject)) first.push({ name, subject });
  }
  return first;
}
