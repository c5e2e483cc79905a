/** A part of a report: text, a table, a picture. It is the same for text and for HTML. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly numbers: readonly boolean[];
    }
  /** A picture as SVG; in plain text its title stands for it. */
  | { readonly kind: 'picture'; readonly title: string; readonly svg: string };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A report in sections, to be printed as text or HTML. */
export interface Report {
  readonly title: string;
  /** What everybody has to know before reading on. */
  readonly notes: readonly string[];
  readonly sections: readonly Section[];
}

/** A table whose first column holds names and whose other columns hold numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], names = 1): Block {
  return { kind: 'table', head, rows, numbers: head.map((_, index) => index >= names) };
}
