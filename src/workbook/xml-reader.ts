import { SaxesParser } from 'saxes';
import { JiantuiError } from '../base/error.js';
import { beyond, type Limits } from './limits.js';

/** An opening tag: its name with and without prefix, its attributes decoded, and where it stands in the text. */
export interface Tag {
  readonly local: string;
  /** With its colon; empty where there is none. */
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `<a>` and the closing tag of `<a/>` are one and the same. */
  readonly isEmpty: boolean;
  readonly from: number;
  readonly to: number;
}

/** What is done with the parts of an XML text, in their order. `depth` is 1 for the outermost element. */
export interface XmlHandlers {
  open(tag: Tag, depth: number): void;
  close(local: string, depth: number, from: number, to: number): void;
  text?(text: string, depth: number): void;
}

export interface XmlReader {
  /** Takes the next piece of the text, wherever it was cut. */
  write(text: string): void;
  end(): void;
  /** The text between two places. What stands before the last `forget` is gone. */
  raw(from: number, to: number): string;
  forget(before: number): void;
  /** How far the text has been taken in, and where the last opening tag begins. */
  readonly position: number;
  readonly lastOpened: number;
}

/**
 * Reads XML as it comes, within limits: levels, elements, attributes, and the length of one tag or text. Entities are those
 * that XML itself has; a document type is refused.
 * @throws JiantuiError `unreadable-file` with the line and the column in that part of the workbook
 */
export function createXmlReader(part: string, limits: Limits, handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  let elements = 0;
  let settled = 0;
  let held = '';
  let base = 0;
  const refuse = (code: string, found?: string) =>
    new JiantuiError('unreadable-file', [
      {
        code,
        path: [part],
        ...(found === undefined ? {} : { found }),
        ...{ line: parser.line, column: parser.column + 1 },
      },
    ]);
  const settle = () => {
    if (parser.position - settled > limits.token) throw beyond(part, 'token', limits.token);
    settled = parser.position;
  };
  /** Where the tag begins that ends here: no tag holds a `<` of its own but in front. */
  const startOf = (position: number) => base + held.lastIndexOf('<', position - 1 - base);

  // Few listeners, on purpose: with a dozen of them the parser's fields become a dictionary, and it takes four times as long.
  parser.on('doctype', () => {
    throw refuse('doctype');
  });
  let from = 0;
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    settle();
    depth += 1;
    elements += 1;
    if (depth > limits.levels) throw beyond(part, 'levels', limits.levels);
    if (elements > limits.elements) throw beyond(part, 'elements', limits.elements);
    let count = 0;
    for (const _name in attributes) count += 1;
    if (count > limits.attributes) throw beyond(part, 'attributes', limits.attributes);
    from = startOf(parser.position);
    const colon = name.indexOf(':');
    const local = name.slice(colon + 1);
    const prefix = name.slice(0, colon + 1);
    handlers.open({ local, prefix, attributes, isEmpty: isSelfClosing, from, to: parser.position }, depth);
  });
  parser.on('closetag', ({ name, isSelfClosing }) => {
    settle();
    const to = parser.position;
    handlers.close(name.slice(name.indexOf(':') + 1), depth, isSelfClosing ? to : startOf(to), to);
    depth -= 1;
  });
  const text = (written: string) => {
    settle();
    handlers.text?.(written, depth);
  };
  parser.on('text', text);
  parser.on('cdata', text);

  const write = (piece: string) => {
    try {
      parser.write(piece);
    } catch (error) {
      throw error instanceof JiantuiError ? error : refuse('broken-xml');
    }
    const { encoding } = parser.xmlDecl;
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw refuse('not-utf8', encoding);
  };
  return {
    write: (piece) => {
      held += piece;
      write(piece);
      if (parser.position - settled > limits.token) throw beyond(part, 'token', limits.token);
    },
    end: () => {
      if (depth > 0) throw new JiantuiError('unreadable-file', [{ code: 'cut-off', path: [part] }]);
      try {
        parser.close();
      } catch (cause) {
        throw new JiantuiError('unreadable-file', [{ code: 'cut-off', path: [part] }], { cause });
      }
    },
    raw: (start, end) => held.slice(start - base, end - base),
    forget: (before) => {
      held = held.slice(before - base);
      base = before;
    },
    get position() {
      return parser.position;
    },
    get lastOpened() {
      return from;
    },
  };
}

/** Reads a part that is held as a whole, each element with the names of those around it. */
export function eachElement(
  xml: string,
  part: string,
  limits: Limits,
  visit: (tag: Tag, path: readonly string[]) => void,
): void {
  const path: string[] = [];
  const reader = createXmlReader(part, limits, {
    open: (tag) => {
      path.push(tag.local);
      visit(tag, path);
    },
    close: () => {
      path.pop();
    },
  });
  reader.write(xml);
  reader.end();
}
