import type { Language } from '../base/issue-text.js';
import { withVisibleTexts } from '../base/visible.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import { createContext } from './context.js';
import { heading, type Line, renderLines, title } from './line.js';
import { assumptionLines, missingLines } from './missing.js';
import { reasonLines } from './reasons.js';
import { summaryLines } from './summary.js';

/** The language and the length of an explanation. */
export interface ExplainOptions {
  readonly language: Language;
  /** `short`: one line a verdict. `full`, the default: with the reasons, what is missing, and the conventions used. */
  readonly detail?: 'short' | 'full';
}

/**
 * A decision as readable text. Every sentence ends in the numbers of the clauses it rests on.
 * @param ruleSet the rule set under which the decision was made
 * @throws JiantuiError `bad-option` when the decision was made under another rule set
 * @example
 * console.log(explain(decision, ruleSet, { language: 'zh', detail: 'short' }));
 */
export function explain(decision: Decision, ruleSet: RuleSet, options: ExplainOptions): string {
  return renderLines(explanationLines(decision, ruleSet, options));
}

/** The same, line by line, for callers that paint or lay it out themselves. */
export function explanationLines(decision: Decision, ruleSet: RuleSet, options: ExplainOptions): Line[] {
  const context = createContext(withVisibleTexts(decision), ruleSet, options.language);
  const { say } = context;
  const { instrument, name } = ruleSet.file;
  const top = title(say.title(context.decision.household.id, context.text(name), decision.asOf));
  if (options.detail === 'short') return [top, ...summaryLines(context, false)];
  return [
    top,
    title(say.basis(context.text(instrument.title), instrument.number)),
    heading(say.headings.results),
    ...summaryLines(context, true),
    ...reasonLines(context),
    ...missingLines(context),
    ...assumptionLines(context),
  ];
}
