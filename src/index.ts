export { type EvaluateOptions, evaluate } from './answer/evaluate.js';
export type { Lookup, LookupContext, Lookups, OnLookupError } from './answer/lookups.js';
export type { DecideOptions } from './answer/prepare.js';
export type { ErrorCode } from './base/error.js';
export { JiantuiError } from './base/error.js';
export type { Issue } from './base/issue.js';
export { issueText, type Language } from './base/issue-text.js';
export { type CompareOptions, compareHousehold } from './compare/compare.js';
export { comparisonText } from './compare/text.js';
export {
  type Compiled,
  type CompiledModule,
  type CompileOptions,
  compile,
} from './compile/compile.js';
export { questionsFor } from './decision/questions.js';
export { type ExplainOptions, explain } from './explain/explain.js';
export type { RuleSet } from './plan/plan.js';
export { type CheckedRuleSet, checkedRuleSet, openRuleSet } from './ruleset/checked.js';
export { type LoadOptions, loadRuleSet, ruleSetIssues } from './ruleset/load.js';
export type { Decision, Outcome, Step } from './schema/decision.js';
export type { OverlayFile, RuleFile, RuleSetFile } from './schema/rule-set.js';
export { thresholds } from './thresholds/thresholds.js';
