import { evaluate } from '../../../src/answer/evaluate.js';
import { type Compiled, type CompiledModule, type CompileOptions, compile } from '../../../src/compile/compile.js';
import { toModule } from '../../../src/compile/to-module.js';
import type { RuleSet } from '../../../src/plan/plan.js';
import { openModule } from '../../../src/sync.js';
import { generateCase } from '../../support/generate.js';

export type Settings = Pick<CompileOptions, 'parameters' | 'adopt'>;

/** The same rules compiled in every way there is, and a module opened by itself. */
export interface Ways {
  readonly generated: Compiled;
  readonly direct: Compiled;
  readonly ahead: Compiled;
  readonly alone: ReturnType<typeof openModule>;
}

/** Loads the text of a module as a strict page would: as a module, not through `eval`. */
export async function loadModule(text: string): Promise<CompiledModule> {
  return import(/* @vite-ignore */ `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
}

export async function compileWays(ruleSet: RuleSet, settings: Settings): Promise<Ways> {
  const module = await loadModule(toModule(ruleSet, settings));
  return {
    generated: compile(ruleSet, settings),
    direct: compile(ruleSet, { ...settings, mode: 'direct' }),
    ahead: compile(ruleSet, { ...settings, module }),
    alone: openModule(module),
  };
}

/** Statuses as one text, in their order. */
export function statusText(
  list: readonly { readonly clause: string; readonly subject: string; readonly status: string }[],
): string {
  return list.map(({ clause, subject, status }) => `${clause} ${subject} ${status}`).join('\n');
}

/** Whether a household fits the columns, so that it is not answered test by test. */
export function fits(alone: Ways['alone'], household: unknown, asOf?: string): boolean {
  try {
    alone(household, asOf === undefined ? {} : { asOf });
    return true;
  } catch {
    return false;
  }
}

/** What does not agree, in words; nothing when all ways give the interpreter's answer. */
export async function disagreements(
  ruleSet: RuleSet,
  ways: Ways,
  household: unknown,
  settings: Settings,
  asOf?: string,
): Promise<string[]> {
  const day = asOf === undefined ? {} : { asOf };
  const decision = await evaluate(ruleSet, household, { ...settings, ...day });
  const wanted = statusText(decision.outcomes);
  const found: string[] = [];
  const hold = (name: string, statuses: string) => {
    if (statuses !== wanted) found.push(`${name}: ${statuses} is not ${wanted}`);
  };
  if (JSON.stringify(ways.generated.decide(household, day)) !== JSON.stringify(decision)) found.push('decide');
  for (const name of ['generated', 'direct', 'ahead'] as const)
    hold(name, statusText(ways[name].statuses(household, day)));
  if (fits(ways.alone, household, asOf)) hold('alone', statusText(ways.alone(household, day)));
  return found;
}

/** Settings of one generated case, and as many generated households. */
export function generatedGroup(
  ruleSet: RuleSet,
  seed: number,
  households: number,
): { settings: Settings; households: readonly Readonly<Record<string, unknown>>[] } {
  const { options } = generateCase(ruleSet, seed);
  const list = Array.from({ length: households }, (_, index) => generateCase(ruleSet, seed * 1000 + index).household);
  return { settings: options, households: list };
}
