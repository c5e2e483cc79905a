import { digest } from '../base/digest.js';
import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { checkOptions, type NamesOf } from '../base/plain-record.js';
import { assemble } from '../decision/assemble.js';
import { answerAll, statusesOf } from '../evaluate/answer.js';
import { checkDay, type DecideOptions, readSettings, type Settings, withSettings } from '../evaluate/prepare.js';
import { readHousehold } from '../plan/household.js';
import type { RuleSet } from '../plan/plan.js';
import { UNLISTED } from '../plan/values.js';
import type { Decision } from '../schema/decision.js';
import { assembleBytecode } from './bytecode.js';
import { emitRows } from './emit-rows.js';
import { generateFunction } from './generate.js';
import { type Layout, layoutOf } from './layout.js';
import { lower, type Program } from './lower.js';
import { createRowReader, type Row } from './row.js';
import { createBytecodeRunner, type Statuses } from './run-bytecode.js';
import { STATUS_OF_BYTE } from './status-bytes.js';

export { STATUS_OF_BYTE } from './status-bytes.js';

/** How statuses are worked out: by generated code, by the bytecode loop, or test by test. */
export type CompileMode = 'generated' | 'bytecode' | 'direct';

/** A module written by {@link toModule}. */
export interface CompiledModule {
  readonly program: string;
  readonly statuses: Statuses;
}

export interface CompileOptions extends Pick<DecideOptions, 'parameters' | 'adopt' | 'knownOn'> {
  /** Default `auto`: generated code where that is allowed, otherwise bytecode. */
  readonly mode?: 'auto' | 'generated' | 'bytecode';
  /** A module compiled ahead of time, from the same rule set, parameters and readings. */
  readonly generated?: CompiledModule;
}

/** The statuses of one row, in bytes (see {@link STATUS_OF_BYTE}), and its full decision when asked for. */
export interface Result {
  readonly row: Row;
  /** The household's rules, then a block for each listed member, then one for members not listed, where there may be any. */
  readonly statuses: Uint8Array;
  /** The same decision as `decide` gives, trace included. */
  decision(): Decision;
}

export interface Compiled {
  readonly mode: CompileMode;
  /** Why the rules are answered test by test; only where `mode` is `direct`. */
  readonly why?: string;
  /** The places of cells and of rules. */
  readonly layout: Layout;
  /** @throws JiantuiError `bad-household`, `bad-option` */
  decide(household: unknown, options?: Pick<DecideOptions, 'asOf'>): Decision;
  /** Reads a household into numbers. @throws JiantuiError `bad-household`, `bad-option` */
  read(household: unknown, options?: Pick<DecideOptions, 'asOf'>): Row;
  run(row: Row): Result;
  /** Writes the statuses of a row into `out` from `at`, allocating nothing for exact rows; returns how many bytes. */
  statusesInto(row: Row, out: Uint8Array, at?: number): number;
}

const NAMES: NamesOf<CompileOptions> = { parameters: true, adopt: true, knownOn: true, mode: true, generated: true };
const ROW_NAMES: NamesOf<Pick<DecideOptions, 'asOf'>> = { asOf: true };

/** @throws JiantuiError `bad-option` */
function dayOf(options: Pick<DecideOptions, 'asOf'>): string | undefined {
  checkOptions(options, ROW_NAMES);
  return checkDay(options.asOf);
}

/**
 * Compiles a rule set for one set of parameters and adopted readings: a synchronous function from household to the
 * decision that `evaluate` gives, and a fast path to the statuses alone.
 * @throws JiantuiError `bad-parameters`, `bad-option`
 * @example
 * const compiled = compile(ruleSet, { parameters: { dibaoStandardMonthly: '450.00' } });
 * const decision = compiled.decide(household);
 */
export function compile(ruleSet: RuleSet, options: CompileOptions = {}): Compiled {
  checkOptions(options, NAMES);
  const settings = readSettings(ruleSet, options);
  const lowered = lower(ruleSet, settings.parameters, settings.adopted);
  const layout = lowered.ok ? layoutOf(lowered.program) : directLayout(ruleSet);
  const fast = lowered.ok ? backEnd(ruleSet, settings, lowered.program, layout, options) : null;
  const reader = createRowReader(ruleSet, layout, settings.parameters, settings.knownOn);

  const evaluation = (household: unknown, asOf: string | undefined) =>
    answerAll(ruleSet, withSettings(ruleSet, readHousehold(ruleSet, household, asOf, settings.knownOn), settings));
  const decide = (household: unknown, asOf: string | undefined) => assemble(evaluation(household, asOf));
  const lengthOf = (row: Row) => layout.clauses.length + row.blocks * layout.memberClauses.length;
  const statusesInto = (row: Row, out: Uint8Array, at = 0): number => {
    if (fast !== null && row.exact)
      fast.statuses(row.lanes, row.numbers, row.members, row.blocks, row.blocks - row.members, out, at);
    else slowly(evaluation(row.source, row.asOf), layout, row, out, at);
    return lengthOf(row);
  };

  const run = (row: Row): Result => {
    const statuses = new Uint8Array(lengthOf(row));
    statusesInto(row, statuses);
    return { row, statuses, decision: () => decide(row.source, row.asOf) };
  };
  return Object.freeze({
    mode: fast === null ? 'direct' : fast.mode,
    ...(lowered.ok ? {} : { why: lowered.why }),
    layout,
    decide: (household: unknown, options: Pick<DecideOptions, 'asOf'> = {}) => decide(household, dayOf(options)),
    read: (household: unknown, options: Pick<DecideOptions, 'asOf'> = {}) => reader.read(household, dayOf(options)),
    run,
    statusesInto,
  });
}

function directLayout(ruleSet: RuleSet): Layout {
  const clauses = (subject: string) =>
    ruleSet.rules.filter((rule) => rule.rule.subject === subject).map((rule) => rule.id);
  return {
    lanes: [],
    numbers: [],
    memberLanes: [],
    memberNumbers: [],
    clauses: clauses('household'),
    memberClauses: clauses('member'),
  };
}

/** Statuses from the tests themselves, for rows whose values do not fit: exact with any number of digits. */
function slowly(evaluation: ReturnType<typeof answerAll>, layout: Layout, row: Row, out: Uint8Array, at: number): void {
  const places = new Map([
    ...layout.clauses.map((clause, index) => [clause, index] as const),
    ...layout.memberClauses.map((clause, index) => [clause, layout.clauses.length + index] as const),
  ]);
  const statuses = statusesOf(evaluation);
  evaluation.instances.forEach(({ rule, subject }, index) => {
    const block = rule.rule.subject === 'household' ? 0 : subject === UNLISTED ? row.members : subject;
    out[at + (places.get(rule.id) ?? 0) + block * layout.memberClauses.length] = STATUS_OF_BYTE.indexOf(
      statuses[index] ?? 'undetermined',
    );
  });
}

function backEnd(
  ruleSet: RuleSet,
  settings: Settings,
  program: Program,
  layout: Layout,
  { mode = 'auto', generated }: CompileOptions,
): { mode: CompileMode; statuses: Statuses } {
  if (generated !== undefined) {
    const own = programDigest(ruleSet, settings);
    if (generated.program !== own) {
      throw new JiantuiError('bad-option', [
        { code: 'stale-module', path: ['generated', 'program'], found: shown(generated.program), expected: own },
      ]);
    }
    return { mode: 'generated', statuses: generated.statuses };
  }
  if (mode !== 'bytecode') {
    const statuses = generateFunction<Statuses>(emitRows(program), 'statuses');
    if (statuses !== null) return { mode: 'generated', statuses };
    if (mode === 'generated')
      throw new JiantuiError('bad-option', [
        {
          code: 'no-code-generation',
          path: ['mode'],
          found: shown(mode),
          expected: 'bytecode, or a module compiled ahead of time',
        },
      ]);
  }
  return { mode: 'bytecode', statuses: createBytecodeRunner(assembleBytecode(program, layout), layout) };
}

/** Of which form programs are; a module made by another form does not fit. */
const FORM = 2;

/** What a program was made from: the rule set, the caller's parameters and the readings adopted. */
export function programDigest(ruleSet: RuleSet, settings: Settings): string {
  const adopted = [...settings.adopted].map(([clause, { reading }]) => [clause, reading]).sort();
  return digest({ form: FORM, ruleSet: ruleSet.digest, parameters: settings.parametersDigest, adopted });
}
