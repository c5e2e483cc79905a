import { JiantuiError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { RuleSet } from '../plan/plan.js';
import { type Reform, readReform } from '../reform/reform.js';
import { loadJurisdiction } from '../rules.js';
import type { ReformFile } from '../schema/reform.js';
import type { CostOptions } from '../simulate/cost.js';
import type { Grouping } from '../simulate/groups.js';
import type { Args } from './command.js';
import { InputError, readDeployment, readInput } from './inputs.js';
import type { Io } from './io.js';

/** The rule set, parameters and readings that a simulation begins with. */
export interface Baseline {
  readonly ruleSet: RuleSet;
  readonly parameters: Record<string, unknown>;
  readonly adopt: Record<string, string>;
}

/** @throws InputError, JiantuiError `bad-option` without a jurisdiction */
export async function readBaseline(args: Args, io: Io): Promise<Baseline> {
  const { jurisdiction } = args.options;
  if (jurisdiction === undefined) throw optionIssue({ code: 'missing-key', path: ['--jurisdiction'] });
  const deployment = await readDeployment(args, [jurisdiction], io);
  return {
    ruleSet: deployment.ruleSet(jurisdiction),
    parameters: deployment.parametersOf(jurisdiction) as Record<string, unknown>,
    adopt: deployment.adopted(jurisdiction),
  };
}

/** Reads the reforms that `--reform` names; problems name the file, and one that does not fit the rule set is found here. */
export async function readReforms(
  args: Args,
  baseline: RuleSet,
  io: Io,
): Promise<{ reform: Reform; file: ReformFile }[]> {
  const reforms: { reform: Reform; file: ReformFile }[] = [];
  for (const name of args.options.reform ?? []) {
    const file = await readInput(name, io);
    try {
      const reform = readReform(file.value, { ruleSets: loadJurisdiction });
      reform.apply(baseline);
      reforms.push({ reform, file: reform.file as ReformFile });
    } catch (error) {
      throw error instanceof JiantuiError ? new InputError(file, error) : error;
    }
  }
  return reforms;
}

/** The benefit model that the options name; null for none. */
export function costOptions({ options }: Args): (CostOptions & { readonly taper: string }) | null {
  if (options.benefit === undefined) return null;
  return {
    taper: options.benefit,
    ...(options['income-before'] === undefined ? {} : { incomeBefore: options['income-before'] }),
    ...(options.attached === undefined ? {} : { attached: options.attached }),
    ...(options.capped === undefined ? {} : { capped: true }),
  };
}

/** `NAME`, or `NAME=450,900` with limits. */
export function groupings({ options }: Args): Grouping[] {
  return (options['group-by'] ?? []).map((text) => {
    const [by = '', bins] = text.split('=');
    return bins === undefined ? { by } : { by, bins: bins.split(',') };
  });
}

export function optionIssue(issue: Issue): JiantuiError {
  return new JiantuiError('bad-option', [issue]);
}
