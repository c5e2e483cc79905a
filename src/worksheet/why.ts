import type { Judged } from '../decision/evaluation.js';
import { laterEvidence } from '../decision/later.js';
import { createContext } from '../explain/context.js';
import { deciding, type Shown, type ShownTest } from '../explain/deciding.js';
import { testPhrase } from '../explain/test-sentence.js';
import type { Step } from '../schema/decision.js';
import type { Assessment } from './assess.js';
import { asksLine, asksOf } from './open.js';
import type { Say } from './say.js';

/** Names that one line shows of each kind of missing answer. */
const SHOWN = 3;

/** That evidence of a later day counts for a programme; nothing where none does. */
export function laterPhrases(assessment: Assessment, programme: string, say: Say): string[] {
  const later = laterEvidence(assessment, assessment.bearingOn(programme));
  return later === null || later.clauses.length === 0 ? [] : [later.text[say.language].replace(/[。.]$/u, '')];
}

/** Why a programme has its verdict, on one line that ends in the clauses it rests on. */
export function whyLine(assessment: Assessment, programme: string, say: Say): string {
  const { ruleSet } = assessment;
  const entry = assessment.eligibility().find((item) => item.programme === programme);
  if (entry === undefined) return '';
  const judged = assessment.bearingOn(programme).filter(({ outcome }) => entry.clauses.includes(outcome.clause));
  const cite = citeOf(assessment, say, entry.clauses);
  const name = ruleSet.vocabulary.programmes[programme]?.[say.language] ?? programme;
  const tagged = (text: string) => `${say.verdict(entry.verdict)}${say.colon}${text}`;
  switch (entry.verdict) {
    case 'eligible':
    case 'discretionary':
    case 'not-in-force':
      return tagged(
        `${rulesLine(
          judged.filter(({ outcome }) => entry.verdict === 'not-in-force' || outcome.status === 'met'),
          say,
        )}${cite}`,
      );
    case 'undetermined': {
      const asks = asksLine(asksOf(assessment, judged, say), say, SHOWN);
      return tagged(`${asks === '' ? say.named(name) : asks}${cite}`);
    }
    case 'not-eligible':
      return tagged(refusal(assessment, judged, say));
    case 'silent':
      return tagged(say.silent(name));
    case 'out-of-scope': {
      const addressee = ruleSet.file.addressee?.name[say.language];
      return tagged(`${say.outOfScope(addressee ?? null, name)}${cite}`);
    }
  }
}

/** Clauses as they are cited behind a sentence. */
export function citeOf(assessment: Assessment, say: Say, clauses: readonly string[]): string {
  if (clauses.length === 0) return '';
  const sections = new Map<string, string[]>();
  const { file } = assessment.ruleSet;
  for (const entry of [...file.rules, ...file.ledger]) {
    if (!clauses.includes(entry.id)) continue;
    const section = entry.cite?.section ?? '';
    sections.set(section, [...(sections.get(section) ?? []), entry.id.slice(entry.id.indexOf('/') + 1)]);
  }
  const text = say.cite([...sections].map(([section, ids]) => ({ section, ids })));
  return say.language === 'zh' ? text : ` ${text}`;
}

/** The rules by name; where a rule is about members, with the members. */
function rulesLine(judged: readonly Judged[], say: Say): string {
  const members = new Map<string, string[]>();
  for (const { instance, outcome } of judged) {
    const name = instance.rule.rule.name[say.language];
    const who =
      instance.rule.rule.subject === 'member' && outcome.subject !== 'household' ? [say.member(outcome.subject)] : [];
    members.set(name, [...(members.get(name) ?? []), ...who]);
  }
  return say.list([...members].map(([name, who]) => (who.length === 0 ? name : say.withNotes(name, [say.list(who)]))));
}

/** The first test that refuses, in words; the other clauses by number. */
function refusal(assessment: Assessment, judged: readonly Judged[], say: Say): string {
  const first = judged.find(({ outcome }) => outcome.status === 'not-met');
  if (first === undefined) {
    const clauses = judged.map(({ outcome }) => outcome.clause);
    return `${rulesLine(judged, say)}${citeOf(assessment, say, clauses)}`;
  }
  const { clause } = first.outcome;
  const context = createContext(assessment.decisionOf([first]), assessment.ruleSet, say.language);
  const rule = context.step(first.outcome);
  const test = (rule?.steps ?? [])
    .filter((step) => ['conditions', 'reading', 'target'].includes(step.kind) && isFalse(step))
    .flatMap((step) => deciding(step).flatMap(testsOf))[0];
  const place = {
    setting: 'conditions',
    subject: first.outcome.subject,
    told: new Set<string>(),
    said: new Set<string>(),
  } as const;
  const name = first.instance.rule.rule.name[say.language];
  const phrase = test === undefined ? name : `${name}${say.colon}${testPhrase(context, test, place)}`;
  const others = [...new Set(judged.map(({ outcome }) => outcome.clause))].filter((other) => other !== clause);
  const rest = others.length === 0 ? '' : `${say.semicolon}${say.alsoNot(citeOf(assessment, say, others))}`;
  return `${phrase}${citeOf(assessment, say, [clause])}${rest}`;
}

function isFalse(step: Step): boolean {
  return step.truth === false || step.status === 'not-met';
}

function testsOf(shown: Shown): ShownTest[] {
  return shown.kind === 'test' ? [shown] : shown.parts.flatMap(testsOf);
}
