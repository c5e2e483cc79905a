/** Entry point `jiantui`: loading rule sets, deciding one household, and explaining the decision. */

export { type EvaluateOptions, evaluate } from './answer/evaluate.js';
export type { Lookup, LookupContext, Lookups, OnLookupError } from './answer/lookups.js';
export type { DecideOptions } from './answer/prepare.js';
export type { ErrorCode } from './base/error.js';
export { JiantuiError } from './base/error.js';
export type { Issue } from './base/issue.js';
export { issueText, type Language } from './base/issue-text.js';
export { type CompareOptions, compareHousehold } from './compare/compare.js';
export { comparisonText } from './compare/text.js';
export { type Compiled, type CompiledModule, type CompileOptions, compile } from './compile/compile.js';
export { questionsFor } from './decision/questions.js';
export { type ExplainOptions, explain } from './explain/explain.js';
export type { RuleSet } from './plan/plan.js';
export { type CheckedRuleSet, checkedRuleSet, openRuleSet } from './ruleset/checked.js';
export { type LoadOptions, loadRuleSet, ruleSetIssues } from './ruleset/load.js';
export type {
  Assumption,
  Bounds,
  Effect,
  FlagEffect,
  FlagStatus,
  HelpEffect,
  Mark,
  Months,
  Outcome,
  Status,
  Step,
  TaperVerdict,
  TimedEffect,
  Unresolved,
  Verdict,
} from './schema/decision.js';
export type { Amount, ByClause, Dated, DatedValue, DayWritten, Finding } from './schema/fact-values.js';
export type { HouseholdFacts } from './schema/generated/household-facts.js';
export type { MemberFacts } from './schema/generated/member-facts.js';
export type { Flag, Jurisdiction, ParameterFacts, Programme } from './schema/generated/vocabulary-names.js';
export type { OverlayFile, RuleFile, RuleSetFile } from './schema/rule-set.js';
export type {
  Decision,
  Eligibility,
  Household,
  Member,
  Parameters,
  Question,
  Risk,
  ShippedVocabulary,
  Taper,
  Vocabulary,
} from './schema/typed.js';
export { thresholds } from './thresholds/thresholds.js';
