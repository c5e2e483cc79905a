import type { Settings } from '../answer/prepare.js';
import type { RuleSet } from '../plan/plan.js';
import { emitKernel } from './emit.js';
import { lower, type Wanted } from './lower.js';
import { tablesOf } from './make-tables.js';
import type { KernelTables } from './tables.js';

/** A rule set as a program: its code as text, and the tables that go with it; or why there is none. */
export type Generated =
  | { readonly ok: true; readonly code: string; readonly tables: KernelTables }
  | { readonly ok: false; readonly why: string };

/** @param wanted conditions whose truths are wanted beside the statuses */
export function generateProgram(ruleSet: RuleSet, settings: Settings, wanted: readonly Wanted[] = []): Generated {
  const lowered = lower(ruleSet, settings.parameters, settings.adopted, wanted);
  if (!lowered.ok) return lowered;
  const tables = tablesOf(ruleSet, settings, lowered.program);
  return { ok: true, code: emitKernel(lowered.program, tables), tables };
}
