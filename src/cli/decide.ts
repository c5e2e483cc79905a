import { evaluate } from '../answer/evaluate.js';
import { JiantuiError } from '../base/error.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision } from '../schema/decision.js';
import type { Args } from './command.js';
import { type Deployment, InputError, jurisdictionOf, readDeployment, readInput } from './inputs.js';
import type { Io } from './io.js';
import { reportIssues } from './report.js';
import { texts } from './texts.js';

/** One decision and the rule set it was made under. */
export interface Decided {
  readonly decision: Decision;
  readonly ruleSet: RuleSet;
}

/**
 * Decides every household of the file that the arguments name. One that cannot be read is reported with its index and
 * passed over; the others go on.
 * @param visit is given each decision, in the order of the file
 * @returns whether the file holds a list, and the exit status: 1 where any household was bad
 * @throws JiantuiError for what concerns all households: files, parameters, overlays, options
 */
export async function decideAll(
  args: Args,
  io: Io,
  visit: (decided: Decided, index: number) => void,
): Promise<{ isList: boolean; status: number }> {
  const { language, options } = args;
  const file = await readInput(args.positionals[0] ?? '-', io);
  const isList = Array.isArray(file.value);
  const households: readonly unknown[] = Array.isArray(file.value) ? file.value : [file.value];
  const used = [...new Set(households.flatMap((household) => tryJurisdiction(household, options.jurisdiction)))];
  const deployment = await readDeployment(args, used, io);
  const notes = new Set<string>();
  let bad = 0;
  let decided = 0;
  for (const [index, household] of households.entries()) {
    try {
      const answer = await decide(household, args, deployment);
      for (const note of deployment.notes(answer.decision.jurisdiction, answer.decision.asOf))
        notes.add(note[language]);
      visit(answer, decided);
      decided += 1;
    } catch (error) {
      if (!(error instanceof JiantuiError) || error.code !== 'bad-household') throw aboutOptions(error, deployment);
      bad += 1;
      reportIssues(
        io,
        isList ? error.issues.map((issue) => ({ ...issue, path: [index, ...issue.path] })) : error.issues,
        file,
        language,
      );
    }
  }
  for (const note of notes) io.err(`${note}\n`);
  if (households.length === 0) io.err(`${texts[language].noHouseholds}\n`);
  if (isList && bad > 0) io.err(`${texts[language].badHouseholds(bad, households.length)}\n`);
  return { isList, status: bad > 0 ? 1 : 0 };
}

async function decide(household: unknown, args: Args, deployment: Deployment): Promise<Decided> {
  const { options } = args;
  const jurisdiction = jurisdictionOf(household, options.jurisdiction);
  const ruleSet = ruleSetOf(jurisdiction, deployment, options.jurisdiction !== undefined);
  const decision = await evaluate(ruleSet, household, {
    ...(options['as-of'] === undefined ? {} : { asOf: options['as-of'] }),
    ...(options['known-on'] === undefined ? {} : { knownOn: options['known-on'] }),
    parameters: deployment.parametersOf(jurisdiction),
    adopt: deployment.adopted(jurisdiction),
  });
  return { decision, ruleSet };
}

/** A jurisdiction that a household names wrongly is that household's problem; one that the option names, everybody's. */
function ruleSetOf(jurisdiction: string, deployment: Deployment, byOption: boolean): RuleSet {
  try {
    return deployment.ruleSet(jurisdiction);
  } catch (error) {
    if (!(error instanceof JiantuiError) || error.code !== 'unknown-jurisdiction') throw error;
    const path = [byOption ? '--jurisdiction' : 'jurisdiction'];
    throw new JiantuiError(
      byOption ? 'unknown-jurisdiction' : 'bad-household',
      error.issues.map((issue) => ({ ...issue, path })),
      { cause: error },
    );
  }
}

function tryJurisdiction(household: unknown, option: string | undefined): string[] {
  try {
    return [jurisdictionOf(household, option)];
  } catch {
    return [];
  }
}

const OPTION_OF: Readonly<Record<string, string>> = {
  asOf: '--as-of',
  knownOn: '--known-on',
  adopt: '--adopt',
};

/** Problems of parameters are reported with their file; those of options with the option’s name. */
function aboutOptions(error: unknown, deployment: Deployment): unknown {
  if (!(error instanceof JiantuiError)) return error;
  if (error.code === 'bad-parameters' && deployment.parameters !== null)
    return new InputError(deployment.parameters, error);
  if (error.code !== 'bad-option') return error;
  // `--adopt CLAUSE` is one place, not a path.
  const issues = error.issues.map((issue) => ({
    ...issue,
    path: [[OPTION_OF[issue.path[0] ?? ''] ?? issue.path[0], ...issue.path.slice(1)].join(' ')],
  }));
  return new JiantuiError(error.code, issues, { cause: error });
}
