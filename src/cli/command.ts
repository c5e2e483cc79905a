import type { Language } from '../base/issue-text.js';
import type { Texts } from '../schema/texts.js';
import type { Io } from './io.js';
import type { OptionName, OptionValues } from './options.js';

/** The arguments of a command after they have been checked for form. */
export interface Args {
  readonly language: Language;
  readonly positionals: readonly string[];
  readonly options: OptionValues;
}

/** One command: what it is called, what it takes, what it says of itself, what it does. */
export interface Command {
  /** One word or two: `evaluate`, `rules list`. */
  readonly name: string;
  readonly about: Texts;
  /** What follows the options, for the usage line, and how many there may be. */
  readonly takes: { readonly placeholder: string; readonly min: number; readonly max: number };
  readonly options: readonly OptionName[];
  /** Choices of its own, where they are not those that the option has by default. */
  readonly choices?: Partial<Readonly<Record<OptionName, readonly string[]>>>;
  readonly details?: Texts;
  /** Whether a positional argument is a file; by default each is. */
  readonly isFile?: (positional: string) => boolean;
  /** Files that are written beside the one that `--output` names. */
  readonly beside?: (output: string) => readonly string[];
  readonly examples: readonly { readonly line: string; readonly about: Texts }[];
  /** @returns the exit status: 0, or 1 for bad input. @throws JiantuiError for bad input */
  run(args: Args, io: Io): Promise<number>;
}
