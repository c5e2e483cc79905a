import { isNode, LineCounter, parseDocument } from 'yaml';
import type { JsonFile } from './read-json.js';
import { parseJson } from './read-json.js';
import { type ReadStdin, readText, unreadable } from './read-text.js';

/**
 * Reads a file of JSON, or of YAML where its name ends in `.yaml` or `.yml`.
 * @throws JiantuiError `unreadable-file`
 */
export async function readJsonOrYaml(name: string, readStdin: ReadStdin): Promise<JsonFile> {
  const text = await readText(name, readStdin);
  return /\.ya?ml$/i.test(name) ? parseYaml(name, text) : parseJson(name, text);
}

/**
 * Reads YAML 1.2: a day such as 2020-06-30 is text, and so are yes and no.
 * @throws JiantuiError `unreadable-file`: it is not YAML, has a key twice, or says nothing
 */
export function parseYaml(name: string, text: string): JsonFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw unreadable([
      { code: 'not-yaml', path: [], line, column: col, found: error.message } as Parameters<
        typeof unreadable
      >[0][number],
    ]);
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (value === null || value === undefined) throw unreadable([{ code: 'empty-file', path: [], expected: 'YAML' }]);
  return {
    name,
    value,
    place: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (!isNode(node) || node.range == null) continue;
        const { line, col } = lines.linePos(node.range[0]);
        return { line, column: col };
      }
      return { line: 1, column: 1 };
    },
  };
}
