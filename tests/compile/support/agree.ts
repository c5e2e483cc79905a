import { type Compiled, type CompileOptions, compile, STATUS_OF_BYTE } from '../../../src/compile/compile.js';
import type { Row } from '../../../src/compile/row.js';
import { toModule } from '../../../src/compile/to-module.js';
import { evaluate } from '../../../src/evaluate/evaluate.js';
import type { RuleSet } from '../../../src/plan/plan.js';
import type { Decision } from '../../../src/schema/decision.js';
import { generateCase } from '../../support/generate.js';

export type Settings = Pick<CompileOptions, 'parameters' | 'adopt'>;

/** The same rules compiled in every way there is. */
export interface Ways {
  readonly generated: Compiled;
  readonly bytecode: Compiled;
  readonly ahead: Compiled;
}

/** Loads the text of a module as a strict page would: as a module, not through `eval`. */
export async function loadModule(text: string): Promise<{
  program: string;
  statuses: Compiled extends never ? never : NonNullable<CompileOptions['generated']>['statuses'];
}> {
  return import(/* @vite-ignore */ `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
}

export async function compileWays(ruleSet: RuleSet, settings: Settings): Promise<Ways> {
  return {
    generated: compile(ruleSet, { ...settings, mode: 'generated' }),
    bytecode: compile(ruleSet, { ...settings, mode: 'bytecode' }),
    ahead: compile(ruleSet, { ...settings, generated: await loadModule(toModule(ruleSet, settings)) }),
  };
}

/** The statuses of a decision in the order in which rows have them. */
export function expectedBytes(ruleSet: RuleSet, decision: Decision, compiled: Compiled, row: Row): Uint8Array {
  const { clauses, memberClauses } = compiled.layout;
  const ids = (row.source as { members?: readonly { id: string }[] | null }).members?.map((member) => member.id) ?? [];
  const ofMember = new Set(memberClauses);
  const bytes = new Uint8Array(clauses.length + row.blocks * memberClauses.length).fill(255);
  for (const { clause, subject, status } of decision.outcomes) {
    const block = ofMember.has(clause) ? (subject === 'household' ? row.members : ids.indexOf(subject)) : -1;
    const at =
      block < 0
        ? clauses.indexOf(clause)
        : clauses.length + block * memberClauses.length + memberClauses.indexOf(clause);
    bytes[at] = STATUS_OF_BYTE.indexOf(status);
  }
  if (bytes.includes(255)) throw new Error(`${ruleSet.jurisdiction}: a place has no outcome`);
  return bytes;
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
  const wanted = JSON.stringify(decision);
  const found: string[] = [];
  if (JSON.stringify(ways.generated.decide(household, day)) !== wanted) found.push('decide');
  for (const [name, compiled] of Object.entries(ways) as [string, Compiled][]) {
    const row = compiled.read(household, day);
    const result = compiled.run(row);
    const expected = expectedBytes(ruleSet, decision, compiled, row);
    if (String(result.statuses) !== String(expected)) found.push(`${name}: ${result.statuses} is not ${expected}`);
    if (name === 'generated' && JSON.stringify(result.decision()) !== wanted) found.push(`${name}: decision`);
  }
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
