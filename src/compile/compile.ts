import { answerAll, statusesOf } from '../answer/direct.js';
import { type EvaluateOptions, evaluateWith } from '../answer/evaluate.js';
import { checkLookups } from '../answer/lookups.js';
import { checkDay, type DecideOptions, prepareHousehold, readSettings, type Settings } from '../answer/prepare.js';
import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { checkOptions, type NamesOf } from '../base/plain-record.js';
import { assemble } from '../decision/assemble.js';
import { subjectId } from '../household/values.js';
import { generateFunction } from '../kernel/generate.js';
import { createKernel, type Kernel, type KernelCode } from '../kernel/kernel.js';
import type { Wanted } from '../kernel/lower.js';
import { generateProgram } from '../kernel/program.js';
import { createSingle, type SubjectStatus } from '../kernel/single.js';
import type { KernelTables } from '../kernel/tables.js';
import type { RuleSet } from '../plan/plan.js';
import type { Decision, Vocabulary } from '../schema/typed.js';
import { copySnapshot } from '../snapshot/snapshot.js';
import { createPublicChunk, type HouseholdChunk } from './household-chunk.js';

/** How statuses are worked out: by generated code, by a module written ahead of time, or test by test. */
export type CompileMode = 'generated' | 'module' | 'direct';

/** A module written by {@link toModule}. */
export interface CompiledModule {
  /** What it was made from: the rule set, the parameters and the adopted readings. */
  readonly program: string;
  readonly tables: KernelTables;
  readonly kernel: KernelCode;
}

/** The settings that a rule set is compiled for, and how. */
export interface CompileOptions extends Pick<DecideOptions, 'parameters' | 'adopt' | 'knownOn'> {
  /** Default `auto`: generated code where that is allowed. `direct` generates none. */
  readonly mode?: 'auto' | 'direct';
  /** A module compiled ahead of time, from the same rule set, parameters and readings. */
  readonly module?: CompiledModule;
}

/** A rule set ready for many households under one set of parameters and readings. It keeps nothing of a household. */
export interface Compiled<V extends Vocabulary = Vocabulary> {
  readonly mode: CompileMode;
  /** Why the rules are answered test by test; only where `mode` is `direct`. */
  readonly why?: string;
  /** The decision, at once. @throws JiantuiError `bad-household`, `bad-option` */
  decide(household: unknown, options?: Pick<DecideOptions, 'asOf'>): Decision<V>;
  /**
   * The same decision through json-rules-engine, which may ask other systems for facts; the settings are those compiled for.
   * @throws JiantuiError as {@link evaluate}
   */
  evaluate(
    household: unknown,
    options?: Pick<EvaluateOptions, 'asOf' | 'lookups' | 'onLookupError'>,
  ): Promise<Decision<V>>;
  /** The statuses alone, in the order of a decision's outcomes. @throws JiantuiError `bad-household`, `bad-option` */
  statuses(household: unknown, options?: Pick<DecideOptions, 'asOf'>): readonly SubjectStatus[];
  /**
   * Room for many households side by side, to be answered together.
   * @param households most households
   * @param members most members of all of them; one more for each household whose list may be incomplete
   * @throws JiantuiError `bad-option` where `mode` is `direct`
   */
  chunk(households: number, members: number): HouseholdChunk;
}

const NAMES: NamesOf<CompileOptions> = { parameters: true, adopt: true, knownOn: true, mode: true, module: true };
const EVALUATE_NAMES: NamesOf<Pick<EvaluateOptions, 'asOf' | 'lookups' | 'onLookupError'>> = {
  asOf: true,
  lookups: true,
  onLookupError: true,
};
const ONE_NAMES: NamesOf<Pick<DecideOptions, 'asOf'>> = { asOf: true };

/** @throws JiantuiError `bad-option` */
function dayOf(options: Pick<DecideOptions, 'asOf'>): string | undefined {
  checkOptions(options, ONE_NAMES);
  return checkDay(options.asOf);
}

/**
 * Compiles a rule set for one set of parameters and adopted readings: a synchronous function from household to the
 * decision that `evaluate` gives, the statuses alone, and many households at once. The object keeps settings and code,
 * nothing of a household.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 * @example
 * const compiled = compile(ruleSet, { parameters: { dibaoStandardMonthly: '450.00' } });
 * const decision = compiled.decide(household);
 */
export function compile<V extends Vocabulary = Vocabulary>(
  ruleSet: RuleSet<V>,
  options: CompileOptions = {},
): Compiled<V> {
  checkOptions(options, NAMES);
  const settings = readSettings(ruleSet, options);
  const built = buildKernel(ruleSet, settings, [], options);
  const single = built.ok ? createSingle(built.kernel) : null;
  const { knownOn } = settings;
  const evaluation = (household: unknown, asOf: string | undefined) =>
    answerAll(ruleSet, prepareHousehold(ruleSet, settings, household, asOf));
  const directly = (household: unknown, asOf: string | undefined): SubjectStatus[] => {
    const answers = evaluation(household, asOf);
    const statuses = statusesOf(answers);
    return answers.instances.map(({ rule, subject }, index) => ({
      clause: rule.id,
      subject: subjectId(answers.values.household, subject),
      status: statuses[index] ?? 'undetermined',
    }));
  };
  const statuses = (household: unknown, asOf: string | undefined): SubjectStatus[] => {
    if (single === null) return directly(household, asOf);
    const own = copySnapshot(household);
    return single(own, asOf, knownOn) ?? directly(own, asOf);
  };
  return Object.freeze({
    mode: built.ok ? built.mode : 'direct',
    ...(built.ok ? {} : { why: built.why }),
    decide: (household: unknown, one: Pick<DecideOptions, 'asOf'> = {}) =>
      assemble(evaluation(household, dayOf(one))) as Decision<V>,
    evaluate: async (household: unknown, one: Pick<EvaluateOptions, 'asOf' | 'lookups' | 'onLookupError'> = {}) => {
      checkOptions(one, EVALUATE_NAMES);
      checkLookups(ruleSet, one.lookups ?? {});
      return evaluateWith(ruleSet, settings, household, one);
    },
    statuses: (household: unknown, one: Pick<DecideOptions, 'asOf'> = {}) => statuses(household, dayOf(one)),
    chunk: (households: number, members: number) => {
      if (built.ok) return createPublicChunk(built.kernel, knownOn, households, members);
      throw new JiantuiError('bad-option', [{ code: 'not-compilable', path: ['chunk'], found: built.why }]);
    },
  });
}

type Built =
  | { readonly ok: true; readonly mode: 'generated' | 'module'; readonly kernel: Kernel }
  | { readonly ok: false; readonly why: string };

/**
 * The kernel of a rule set for some settings, or why there is none.
 * @param wanted conditions whose truths are wanted beside the statuses
 * @throws JiantuiError `bad-option` for a module made from something else
 */
export function buildKernel(
  ruleSet: RuleSet,
  settings: Settings,
  wanted: readonly Wanted[],
  { mode = 'auto', module }: Pick<CompileOptions, 'mode' | 'module'> = {},
): Built {
  const { implications } = ruleSet.reader;
  if (module !== undefined) {
    const own = programDigest(ruleSet, settings);
    if (module.program !== own)
      throw new JiantuiError('bad-option', [
        { code: 'stale-module', path: ['module', 'program'], found: shown(module.program), expected: own },
      ]);
    return { ok: true, mode: 'module', kernel: createKernel(module.tables, module.kernel, [], implications) };
  }
  if (mode === 'direct') return { ok: false, why: 'mode: direct' };
  const program = generateProgram(ruleSet, settings, wanted);
  if (!program.ok) return program;
  const code = generateFunction<KernelCode>(program.code, 'kernel');
  if (code === null) return { ok: false, why: 'no code may be generated here' };
  return { ok: true, mode: 'generated', kernel: createKernel(program.tables, code, wanted, implications) };
}

/** Of which form programs are; a module made by another form does not fit. */
const FORM = 3;

/** What a program was made from: the rule set, the caller's parameters and the readings adopted. */
export function programDigest(ruleSet: RuleSet, settings: Settings): string {
  const adopted = [...settings.adopted].map(([clause, { reading }]) => [clause, reading]).sort();
  return digest({ form: FORM, ruleSet: ruleSet.digest, parameters: settings.parametersDigest, adopted });
}
