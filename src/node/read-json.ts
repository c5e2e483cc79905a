import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Issue } from '../base/issue.js';
import { type ReadStdin, readText, unreadable } from './read-text.js';
import { type PlacedIssue, scanJson } from './scan-json.js';

/** A JSON file that has been read: its value, and where in the text each part of it stands. */
export interface JsonFile {
  /** As the user named it. */
  readonly name: string;
  readonly value: unknown;
  /** The place of a part, or of the nearest part around it; lines and columns count from 1. */
  place(path: Issue['path']): { readonly line: number; readonly column: number };
}

/**
 * Reads a JSON file, or the standard input for `-`.
 * @throws JiantuiError `unreadable-file`: it cannot be read, is not UTF-8, is not JSON, has a key twice, or a number that
 * JavaScript cannot hold exactly
 */
export async function readJson(name: string, readStdin: ReadStdin): Promise<JsonFile> {
  return parseJson(name, await readText(name, readStdin));
}

/** Reads JSON text. @throws JiantuiError `unreadable-file` */
export function parseJson(name: string, text: string): JsonFile {
  if (text.trim() === '') throw unreadable([{ code: 'empty-file', path: [], expected: 'JSON' }]);
  const { tooDeep, issues } = scanJson(text);
  if (tooDeep !== null) throw unreadable([tooDeep]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable([syntaxIssue(text)], cause);
  }
  if (issues.length > 0) throw unreadable(issues);
  let tree: Node | undefined;
  return {
    name,
    value,
    place: (path) => {
      tree ??= parseTree(text);
      for (let length = path.length; length > 0 && tree !== undefined; length -= 1) {
        const node = findNodeAtLocation(tree, path.slice(0, length));
        // The key is the place to look at, where there is one.
        if (node !== undefined)
          return placeOf(text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
      }
      return placeOf(text, tree?.offset ?? 0);
    },
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a value: "text", a number, true, false, null, { or [',
  InvalidNumberFormat: 'a number',
  PropertyNameExpected: 'a name in double quotes',
  ValueExpected: 'a value: "text", a number, true, false, null, { or [',
  ColonExpected: ':',
  CommaExpected: ', or a closing bracket',
  CloseBraceExpected: '}',
  CloseBracketExpected: ']',
  EndOfFileExpected: 'the end of the file; several values go in one list [ … ]',
  InvalidCommentToken: 'no comments',
  UnexpectedEndOfComment: 'no comments',
  UnexpectedEndOfString: 'a closing "',
  UnexpectedEndOfNumber: 'a number',
  InvalidUnicode: '\\u and four hexadecimal digits',
  InvalidEscapeCharacter: 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u',
  InvalidCharacter: 'a line break or a control character written as \\n, \\t or \\u',
};

/** The first thing that is wrong with a text that is not JSON. */
function syntaxIssue(text: string): PlacedIssue {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  const offset = first?.offset ?? text.length;
  const [at] = text.slice(offset, offset + 40).match(/^(?:"[^"\n]*"?|[\p{L}\p{N}_.+-]+|.)/u) ?? [''];
  const isEnd = text.slice(offset).trim() === '';
  const expected =
    at === "'"
      ? 'double quotes " in the place of single ones'
      : first === undefined
        ? undefined
        : EXPECTED[printParseErrorCode(first.error)];
  return {
    code: isEnd ? 'json-cut-off' : 'not-json',
    path: [],
    ...placeOf(text, offset),
    found: isEnd ? 'the end of the file' : at,
    ...(expected === undefined ? {} : { expected }),
  };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
