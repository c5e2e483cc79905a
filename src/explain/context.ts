import { JiantuiError } from '../base/error.js';
import type { Language } from '../base/issue-text.js';
import type { RulePlan, RuleSet } from '../plan/plan.js';
import type { Decision, Outcome, Step } from '../schema/decision.js';
import type { Cite } from '../schema/rule-set.js';
import type { Texts } from '../schema/texts.js';
import { en } from './messages/en.js';
import type { Messages } from './messages/messages.js';
import { zh } from './messages/zh.js';

/** What every part of an explanation needs: the decision, its rule set, the words of one language. */
export interface Context {
  readonly decision: Decision;
  readonly ruleSet: RuleSet;
  readonly say: Messages;
  /** A text in the language of the explanation, as one phrase. */
  text(texts: Texts): string;
  /** A citation of clauses, or of the whole instrument where there are none. */
  cite(clauses: readonly string[]): string;
  rule(clause: string): RulePlan | undefined;
  /** The name of a fact, a finding, a parameter or a derived fact in words. */
  label(name: string): string;
  /** The same where it is missing: what is true or not is put as a question. */
  asked(name: string): string;
  programme(id: string): string;
  flag(id: string): string;
  /** The member that an outcome is about, or null where it is about the household. */
  member(outcome: Pick<Outcome, 'clause' | 'subject'>): string | null;
  /** The step of the trace for an outcome. */
  step(outcome: Pick<Outcome, 'clause' | 'subject'>): Step | undefined;
}

/**
 * @throws JiantuiError `bad-option` when the decision was made under another rule set
 */
export function createContext(decision: Decision, ruleSet: RuleSet, language: Language): Context {
  if (decision.ruleSet.digest !== ruleSet.digest) {
    throw new JiantuiError('bad-option', [
      {
        code: 'other-rule-set',
        path: ['ruleSet'],
        found: `${ruleSet.jurisdiction} ${ruleSet.digest}`,
        expected: `${decision.jurisdiction} ${decision.ruleSet.digest}`,
      },
    ]);
  }
  const say = language === 'zh' ? zh : en;
  const rules = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  const cites = new Map<string, Cite | undefined>(
    [...ruleSet.ledger, ...ruleSet.rules.map(({ rule }) => rule)].map((entry) => [entry.id, entry.cite]),
  );
  const text = (texts: Texts) => say.onePhrase(texts[language]);
  const short = (clause: string) => clause.slice(clause.indexOf('/') + 1);
  const { clauses } = ruleSet.file;
  const order = new Map(clauses.map((clause, index) => [clause, index]));
  const place = (clause: string) => order.get(clause) ?? clauses.length;
  let steps: ReadonlyMap<string, Step> | undefined;

  return {
    decision,
    ruleSet,
    say,
    text,
    cite: (cited) => {
      if (cited.length === 0) return say.wholeText;
      const sections = new Map<string, string[]>();
      for (const clause of [...new Set(cited)].sort((a, b) => place(a) - place(b))) {
        const section = cites.get(clause)?.section ?? '';
        sections.set(section, [...(sections.get(section) ?? []), short(clause)]);
      }
      return say.cite([...sections].map(([section, ids]) => ({ section, ids })));
    },
    rule: (clause) => rules.get(clause),
    label: (name) => {
      const found = ruleSet.names.get(name);
      return found === undefined ? name : text(found.label);
    },
    asked: (name) => {
      const found = ruleSet.names.get(name);
      if (found === undefined) return name;
      const label = text(found.label);
      return found.type === 'boolean' || found.type === 'finding' ? say.ask(label) : label;
    },
    // What stands in brackets explains a term once, in a list of terms; here it would be repeated in every line.
    programme: (id) => nameOf(ruleSet.vocabulary.programmes, id, text).replace(/ \([^()]*\)$/u, ''),
    flag: (id) => nameOf(ruleSet.vocabulary.flags, id, text),
    member: ({ clause, subject }) => {
      if (subject !== 'household') return say.member(subject);
      return rules.get(clause)?.rule.subject === 'member' ? say.unlistedMember : null;
    },
    step: ({ clause, subject }) => {
      steps ??= ruleSteps(decision.trace);
      return steps.get(`${clause}@${subject}`);
    },
  };
}

function nameOf(names: Readonly<Record<string, Texts>>, id: string, text: (texts: Texts) => string): string {
  const found = Object.hasOwn(names, id) ? names[id] : undefined;
  return found === undefined ? id : text(found);
}

/** A rule stands in the trace under each programme and flag that it bears on; one of them is enough. */
function ruleSteps(trace: Step): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  for (const group of trace.steps ?? []) {
    for (const step of group.steps ?? []) if (step.kind === 'rule') steps.set(`${step.clause}@${step.subject}`, step);
  }
  return steps;
}
