import { JiantuiError } from '../base/error.js';
import { shown } from '../base/issue.js';
import { nearest } from '../base/nearest.js';
import { type JsonFile, readJson } from '../node/read-json.js';
import type { RuleSet } from '../plan/plan.js';
import {
  jurisdictions,
  loadJurisdiction,
  type ParameterPack,
  packParameters,
  parameterPack,
  parameterPacks,
  plausibilityNotes,
} from '../rules.js';
import type { Texts } from '../schema/texts.js';
import type { Args } from './command.js';
import type { Io } from './io.js';

/** A file that was asked for and could not be used; carries the name that the user gave. */
export class InputError extends JiantuiError {
  readonly file: JsonFile | string;

  constructor(file: JsonFile | string, error: JiantuiError) {
    super(error.code, error.issues, { cause: error });
    this.file = file;
  }
}

/** An error with the name of the file that it is about, where it is about households and names none. */
export function inFile(name: string, error: unknown): unknown {
  const isOfFile = error instanceof JiantuiError && !(error instanceof InputError) && error.code === 'bad-household';
  return isOfFile ? new InputError(name, error) : error;
}

/** Reads a JSON file; problems name it. @throws InputError */
export async function readInput(name: string, io: Io): Promise<JsonFile> {
  try {
    return await readJson(name, () => io.readStdin());
  } catch (error) {
    throw error instanceof JiantuiError ? new InputError(name, error) : error;
  }
}

/** Rule sets with the overlays and adoptions that the command line names. */
export interface Deployment {
  readonly parameters: JsonFile | null;
  /** The rule set of a jurisdiction, loaded once. @throws InputError, JiantuiError */
  ruleSet(jurisdiction: string): RuleSet;
  /** The parameters of a jurisdiction: those of the packs that are for it, the deployer's own (by default the file's) before them. */
  parametersOf(jurisdiction: string, own?: unknown): unknown;
  /** What packs have to say of the file's own standards; it bears on no decision. */
  notes(jurisdiction: string, asOf: string): readonly Texts[];
  /** The readings adopted for a jurisdiction. */
  adopted(jurisdiction: string): Record<string, string>;
}

/**
 * Reads what `--parameters`, `--overlay` and `--adopt` name.
 * @param used the jurisdictions that will be asked for: what belongs to none of them is put to the first, which refuses it
 */
export async function readDeployment(args: Args, used: readonly string[], io: Io): Promise<Deployment> {
  const { parameters, pack = [], overlay = [], adopt = [] } = args.options;
  const packs = pack.map((name) => readPack(name, used));
  const overlays: JsonFile[] = [];
  for (const name of overlay) overlays.push(await readInput(name, io));
  const parametersFile = parameters === undefined ? null : await readInput(parameters, io);
  const own = parametersFile?.value ?? {};
  const packsOf = (jurisdiction: string) => packs.filter((entry) => entry.for.includes(jurisdiction));
  const isOf = (jurisdiction: string, named: unknown) =>
    named === jurisdiction || (jurisdiction === used[0] && !(typeof named === 'string' && used.includes(named)));
  const loaded = new Map<string, RuleSet>();
  return {
    parameters: parametersFile,
    ruleSet: (jurisdiction) => {
      const known = loaded.get(jurisdiction);
      if (known !== undefined) return known;
      const isOwn = (file: JsonFile) => isOf(jurisdiction, (file.value as { extends?: unknown } | null)?.extends);
      const ruleSet = load(jurisdiction, overlays.filter(isOwn));
      loaded.set(jurisdiction, ruleSet);
      return ruleSet;
    },
    parametersOf: (jurisdiction, given = own) => {
      const chosen = packsOf(jurisdiction);
      return chosen.length === 0 ? given : packParameters(jurisdiction, chosen, given);
    },
    notes: (jurisdiction, asOf) =>
      plausibilityNotes(jurisdiction, packsOf(jurisdiction), own, asOf).map(({ text }) => text),
    adopted: (jurisdiction) =>
      Object.fromEntries(
        adopt
          .map((text) => text.split('=') as [string, string])
          .filter(([clause]) => isOf(jurisdiction, clause.slice(0, clause.indexOf('/')))),
      ),
  };
}

/** A pack by its name. One that none of the jurisdictions may use is refused. @throws JiantuiError `bad-option` */
function readPack(name: string, used: readonly string[]): ParameterPack {
  const path = ['--pack'];
  if (!parameterPacks.includes(name)) {
    const suggestion = nearest(name, parameterPacks);
    throw new JiantuiError('bad-option', [
      {
        code: 'unknown-value',
        path,
        found: shown(name),
        expected: parameterPacks.join(', '),
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ]);
  }
  const pack = parameterPack(name);
  if (used.length === 0 || pack.for.some((jurisdiction) => used.includes(jurisdiction))) return pack;
  throw new JiantuiError('bad-option', [
    { code: 'pack-elsewhere', path, found: `${name} (${used.join(', ')})`, expected: pack.for.join(', ') },
  ]);
}

/** Problems of an overlay are reported with its own file and its own paths. */
function load(jurisdiction: string, overlays: readonly JsonFile[]): RuleSet {
  try {
    return loadJurisdiction(jurisdiction, { overlays: overlays.map((file) => file.value) });
  } catch (error) {
    if (!(error instanceof JiantuiError)) throw error;
    throw aboutOverlay(error, overlays) ?? error;
  }
}

/** The error of the first overlay that it names, or null where it is about something else. */
export function aboutOverlay(error: JiantuiError, overlays: readonly JsonFile[]): InputError | null {
  for (const [index, file] of overlays.entries()) {
    const issues = error.issues.filter((issue) => issue.path[0] === 'overlays' && issue.path[1] === index);
    if (issues.length > 0)
      return new InputError(
        file,
        new JiantuiError(
          error.code,
          issues.map((issue) => ({ ...issue, path: issue.path.slice(2) })),
          { cause: error },
        ),
      );
  }
  return null;
}

/** The jurisdiction of a household: the option's, or its own. @throws JiantuiError `bad-household` */
export function jurisdictionOf(household: unknown, option: string | undefined): string {
  if (option !== undefined) return option;
  const own =
    typeof household === 'object' && household !== null
      ? (household as { jurisdiction?: unknown }).jurisdiction
      : undefined;
  if (typeof own === 'string') return own;
  const found =
    typeof household === 'object' && household !== null && !Array.isArray(household) ? shown(own) : shown(household);
  const code =
    typeof household === 'object' && household !== null && !Array.isArray(household)
      ? 'no-jurisdiction'
      : 'not-an-object';
  throw new JiantuiError('bad-household', [
    { code, path: code === 'no-jurisdiction' ? ['jurisdiction'] : [], found, expected: jurisdictions.join(', ') },
  ]);
}
