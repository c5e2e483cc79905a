import type { Language } from '../base/issue-text.js';
import { type Context, createContext } from '../explain/context.js';
import { deciding, type Shown } from '../explain/deciding.js';
import { lackingOf } from '../explain/lacking.js';
import type { Setting } from '../explain/messages/messages.js';
import { testPhrase } from '../explain/test-sentence.js';
import type { Decision, Eligibility, Outcome, Step } from '../schema/decision.js';
import { type CompareTexts, texts } from './texts.js';
import type { Answered, DecidingClause, DecidingTest, Side } from './types.js';

/** Clauses, and tests of one clause, that a sentence names; the lists in JSON are whole. */
const SHOWN = 2;

/** What one instrument says of one programme, and on which clause that turns. */
export function sideOf(programme: string, { ruleSet, decision }: Answered): Side {
  const { jurisdiction } = ruleSet;
  const item = decision.eligibility.find((entry) => entry.programme === programme);
  // A programme that only another instrument's vocabulary has.
  if (item === undefined)
    return { jurisdiction, verdict: 'silent', clauses: [], why: { zh: texts.zh.silent, en: texts.en.silent } };
  const why = (language: Language) => reason(createContext(decision, ruleSet, language), item, texts[language]);
  const taper = decision.tapers.find((entry) => entry.clause !== null && `${entry.programme}-taper` === programme);
  return {
    jurisdiction,
    verdict: item.verdict,
    ...(taper === undefined ? {} : { months: taper.months }),
    clauses: item.clauses.map((clause) => clauseOf(createContext(decision, ruleSet, 'zh'), clause)),
    why: { zh: why('zh'), en: why('en') },
  };
}

function clauseOf(context: Context, clause: string): DecidingClause {
  const { ruleSet, decision } = context;
  const rule = context.rule(clause)?.rule;
  const entry = ruleSet.ledger.find(({ id }) => id === clause);
  const outcomes = decision.outcomes.filter((outcome) => outcome.clause === clause);
  const effect = outcomes.find((outcome) => outcome.effect?.amount != null)?.effect;
  return {
    clause,
    section: (rule ?? entry)?.cite?.section ?? '',
    anchor: (rule ?? entry)?.cite?.anchor ?? '',
    name: rule?.name ?? entry?.summary ?? { zh: clause, en: clause },
    modality: rule?.modality ?? null,
    statuses: outcomes.map(({ subject, status }) => ({ subject, status })),
    tests: outcomes.flatMap((outcome) =>
      turning(context, outcome).map(({ step, negated }) => testOf(outcome, step, negated)),
    ),
    amount: effect?.amount ?? null,
    ...(effect == null || effect.type === 'flag' || effect.unit === undefined ? {} : { unit: effect.unit }),
  };
}

function testOf(outcome: Outcome, step: Step, negated: boolean): DecidingTest {
  const [left, right] = step.steps ?? [];
  const { operator, words } = step.detail as { operator: string; words?: string };
  return {
    subject: outcome.subject,
    fact: step.id ?? '',
    value: left?.value ?? null,
    operator: negated ? `not ${operator}` : operator,
    wanted: right?.value ?? null,
    ...(words === undefined ? {} : { words }),
    truth: step.truth ?? null,
  };
}

interface Turning {
  readonly setting: Setting;
  readonly step: Step;
  readonly negated: boolean;
}

/** The tests that keep an outcome from being met: of validity, of the conditions, of each reading, of the limb. */
function turning(context: Context, outcome: Outcome): Turning[] {
  if (outcome.status === 'met') return [];
  const wanted = outcome.status === 'undetermined' ? null : false;
  const steps = context.step(outcome)?.steps ?? [];
  const addressee =
    outcome.status === 'out-of-scope'
      ? (context.decision.trace.steps ?? []).filter((step) => step.kind === 'addressee')
      : [];
  const found = [...addressee, ...steps].flatMap((step): Turning[] => {
    const setting = step.kind === 'validity' ? 'validity' : step.kind === 'addressee' ? 'addressee' : 'conditions';
    if (step.kind === 'mark' || step.kind === 'target') return [];
    const isReading = step.kind === 'reading';
    const parts = isReading ? (step.steps ?? []) : [step];
    return parts
      .filter((part) => (part.truth ?? null) === wanted)
      .flatMap((part) => deciding(part).flatMap(leaves))
      .map((test) => ({ setting, ...test }));
  });
  // A test that stands under several readings is one test.
  return [
    ...new Map(
      found.map((test) => [JSON.stringify([test.step.id, test.step.detail, test.step.steps?.[1]?.value]), test]),
    ).values(),
  ];
}

function leaves(shown: Shown): { step: Step; negated: boolean }[] {
  return shown.kind === 'choice' ? shown.parts.flatMap(leaves) : [{ step: shown.step, negated: shown.negated }];
}

/** Why a programme has its verdict, clauses cited. */
function reason(context: Context, item: Eligibility, words: CompareTexts): string {
  const { say, decision, ruleSet } = context;
  const outcomes = (clause: string) => decision.outcomes.filter((outcome) => outcome.clause === clause);
  switch (item.verdict) {
    case 'silent':
      return words.silent;
    case 'out-of-scope': {
      const { addressee } = ruleSet.file;
      return addressee === undefined ? words.notAddressed : words.addressedTo(context.text(addressee.name));
    }
    case 'eligible':
    case 'discretionary':
      return several(
        context,
        item.clauses,
        (clause) =>
          say.granted(
            nameOf(context, clause),
            context.rule(clause)?.rule.modality ?? 'must',
            details(context, decision, clause),
          ),
        words.more,
      );
    case 'undetermined': {
      const lacking = lackingOf(context, item.clauses.flatMap(outcomes), item.programme);
      const name = context.programme(item.programme);
      return say.cited(lacking.length === 0 ? say.named(name) : say.open(name, lacking), context.cite(item.clauses));
    }
    default:
      return several(
        context,
        item.clauses,
        (clause) => `${nameOf(context, clause)}${words.colon}${turningPhrase(context, outcomes(clause))}`,
        words.more,
      );
  }
}

function several(
  context: Context,
  clauses: readonly string[],
  phrase: (clause: string) => string,
  more: (count: number) => string,
): string {
  const shown = clauses.slice(0, SHOWN).map((clause) => context.say.cited(phrase(clause), context.cite([clause])));
  const rest = clauses.length - SHOWN;
  return context.say.join([
    ...shown,
    ...(rest > 0 ? [context.say.cited(more(rest), context.cite(clauses.slice(SHOWN)))] : []),
  ]);
}

function nameOf(context: Context, clause: string): string {
  const rule = context.rule(clause)?.rule;
  return rule === undefined ? clause : context.text(rule.name);
}

/** Months, amounts and limits of a clause that is met. */
function details(context: Context, decision: Decision, clause: string): string[] {
  const { say } = context;
  const taper = decision.tapers.find((entry) => entry.clause === clause);
  const amounts = decision.outcomes.flatMap((outcome) =>
    outcome.clause === clause && outcome.effect?.amount != null
      ? [say.quantity(outcome.effect.amount, outcome.effect.unit, null)]
      : [],
  );
  return [...(taper === undefined ? [] : [say.months(taper.months)]), ...new Set(amounts)];
}

function turningPhrase(context: Context, outcomes: readonly Outcome[]): string {
  const outcome = outcomes.find((entry) => entry.status === 'not-met') ?? outcomes[0];
  if (outcome === undefined) return '';
  const place = { subject: outcome.subject, told: new Set<string>(), said: new Set<string>() };
  const member = context.member(outcome);
  const phrases = turning(context, outcome)
    .slice(0, SHOWN)
    .map(({ setting, step, negated }) => testPhrase(context, { kind: 'test', step, negated }, { setting, ...place }));
  const joined = context.say.join(phrases);
  return member === null ? joined : context.say.ofMember(member, joined);
}
