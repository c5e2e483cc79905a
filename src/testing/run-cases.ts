import { answerAll } from '../answer/direct.js';
import { prepare } from '../answer/prepare.js';
import { JiantuiError } from '../base/error.js';
import { assemble } from '../decision/assemble.js';
import type { RuleSet } from '../plan/plan.js';
import { parametersUnder } from '../reform/reform.js';
import type { CaseFile } from '../schema/cases.js';
import type { Decision } from '../schema/decision.js';
import { inBoth, type Texts } from '../schema/texts.js';
import { caseInput, type Difference, differences } from './cases.js';
import { type Coverage, createCoverage } from './coverage.js';

/** What came of one case. */
export interface CaseResult {
  readonly id: string;
  readonly why: Texts;
  readonly differences: readonly Difference[];
  /** Null where the household or the parameters could not be read. */
  readonly decision: Decision | null;
  readonly error: JiantuiError | null;
}

/** What came of a file of cases. */
export interface RunResult {
  readonly about: Texts;
  readonly cases: readonly CaseResult[];
  readonly failed: number;
  /** What the cases have shown of the rule set. */
  readonly coverage: Coverage;
}

/** What running cases may be told. */
export interface RunOptions {
  /** The rule set before a reform, where the cases are run under one: parameters that the reform sets are not the caller's. */
  readonly base?: RuleSet;
}

/**
 * Runs every case of a file under a rule set: the jurisdiction's own, one with overlays, or a reformed one.
 * @example
 * const { failed, cases } = runCases(readCases(json), loadJurisdiction('rongchang'));
 */
export function runCases(file: CaseFile, ruleSet: RuleSet, options: RunOptions = {}): RunResult {
  const coverage = createCoverage(ruleSet);
  const cases = file.cases.map((entry): CaseResult => {
    const { id } = entry;
    const why = inBoth(entry.why);
    try {
      const input = caseInput(file, entry);
      const parameters =
        options.base === undefined ? input.parameters : parametersUnder(options.base, ruleSet, input.parameters);
      const evaluation = answerAll(ruleSet, prepare(ruleSet, input.household, { parameters, ...input.options }));
      const decision = assemble(evaluation);
      coverage.add(evaluation, decision);
      return { id, why, differences: differences(decision, entry.expect), decision, error: null };
    } catch (error) {
      if (!(error instanceof JiantuiError)) throw error;
      return { id, why, differences: [], decision: null, error };
    }
  });
  return { about: inBoth(file.about), cases, failed: cases.filter(isFailed).length, coverage: coverage.result() };
}

/** Whether a case has failed: a difference, or an error. */
export function isFailed({ differences: found, error }: CaseResult): boolean {
  return found.length > 0 || error !== null;
}
