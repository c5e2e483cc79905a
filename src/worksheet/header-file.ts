import file from '../../rules/headers.json' with { type: 'json' };
import type { Texts } from '../schema/texts.js';

/** One entry of the dictionary: the header in Chinese, in English, and what else people write. */
export interface HeaderEntry extends Texts {
  readonly also: readonly string[];
}
type Entries<K extends string = string> = Readonly<Record<K, HeaderEntry>>;
type Lists<K extends string = string> = Readonly<Record<K, readonly string[]>>;

/**
 * A column of the registers, which is no fact of its own: what its words settle (`facts`), what they leave to be asked
 * (`asks`), or of which fact they are values (`reads`).
 */
export interface RegisterColumn {
  readonly headers: readonly string[];
  readonly scope: 'household' | 'member';
  readonly reads?: string;
  readonly reader?: 'disability' | 'helper';
  /** Whether a cell may hold several of the words. */
  readonly several?: boolean;
  readonly words?: readonly RegisterWords[];
  /** What whatever stands here leaves to be asked. */
  readonly asks?: readonly string[];
}
export interface RegisterWords {
  readonly words: readonly string[];
  readonly facts?: Readonly<Record<string, string | boolean>>;
  readonly asks?: readonly string[];
  /** A finding that counts where its authority and its date stand beside it. */
  readonly attested?: string;
}

/** `rules/headers.json`: the published dictionary of headers and cell words. A test holds it against the vocabulary. */
export interface HeaderFile {
  readonly about: Texts;
  readonly jurisdictions: Entries;
  readonly facts: Entries;
  readonly row: Entries<'id' | 'asOf' | 'jurisdiction'>;
  readonly member: { readonly prefixes: readonly string[]; readonly id: HeaderEntry };
  readonly finding: Entries<'authority' | 'date' | 'reference'>;
  readonly parameterColumns: Entries<'jurisdiction' | 'name' | 'value' | 'from' | 'until' | 'source'>;
  readonly settings: Entries<'dateSystem' | 'language' | 'jurisdiction' | 'asOf' | 'knownOn'>;
  /** Words that could mean several facts: always an error, with the facts named. */
  readonly ambiguous: Lists;
  readonly ignored: { readonly about: Texts; readonly headers: readonly string[] };
  /** The columns that `jiantui sheet` adds; their headers end in {@link RESULT_MARK}. */
  readonly results: Entries<'verdict' | 'taper' | 'risk' | 'why' | 'missing' | 'problem'>;
  /** Words in cells; `blank` is what stands in a cell that is not filled, and `total` marks a row of totals, which holds no household. */
  readonly words: Lists<'yes' | 'no' | 'unknown' | 'blank' | 'total'>;
  /** The value that a plain yes stands for, by fact. */
  readonly yes: { readonly about: Texts; readonly values: Readonly<Record<string, string>> };
  /** Words that do not settle a fact, and facts that a plain no does not settle. */
  readonly open: { readonly about: Texts; readonly words: Lists; readonly no: readonly string[] };
  readonly register: { readonly about: Texts; readonly columns: readonly RegisterColumn[] };
  /** Synonyms of the values of a fact, beside the vocabulary's own names of them. */
  readonly values: Readonly<Record<string, Lists>>;
  /** Words for a part of a unit such as CNY/person/month. */
  readonly units: Lists;
  /** Remarks that may stand in brackets behind a header. */
  readonly notes: readonly string[];
  readonly programmes: Lists;
}

export const headerFile = file as HeaderFile;

/** What a header ends in whose column holds results: such columns are passed over, and written anew. */
export const RESULT_MARK = '·jiantui';

/** Everything that an entry may be called. */
export function namesOfEntry(entry: HeaderEntry): string[] {
  return [entry.zh, entry.en, ...entry.also];
}
