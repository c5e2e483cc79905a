import type { Texts } from '../schema/texts.js';

/** How an option is declared. */
export interface OptionSpec {
  /** Without one the option takes no value. */
  readonly placeholder?: string;
  readonly short?: string;
  readonly multiple?: boolean;
  readonly choices?: readonly string[];
  /** What a value has to look like, beyond being there. */
  readonly form?: { readonly pattern: RegExp; readonly expected: Texts };
  readonly about: Texts;
}
