import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One name that an entry point exports. */
export interface Exported {
  readonly entry: string;
  readonly name: string;
  readonly kind: 'function' | 'value' | 'type';
  /** What its comment says, examples and tags left out; empty where it has none. */
  readonly about: string;
  /** What it throws, as its comment says. */
  readonly throws: readonly string[];
}

/** Reads what the entry points export, and what their comments say of it. */
export function exportsOf(entries: Readonly<Record<string, string>>): readonly Exported[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(
    Object.values(entries).map((file) => root + file),
    options,
  );
  const checker = program.getTypeChecker();
  return Object.entries(entries).flatMap(([entry, file]) => {
    const source = program.getSourceFile(root + file);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (module === undefined) return [];
    return checker
      .getExportsOfModule(module)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .map((symbol, index): Exported => {
        const exported = checker.getExportsOfModule(module)[index] as ts.Symbol;
        const text = plainText(symbol.getDocumentationComment(checker));
        const isFunction = (symbol.flags & ts.SymbolFlags.Function) !== 0;
        const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0;
        return {
          entry,
          name: exported.name,
          kind: isFunction ? 'function' : isValue ? 'value' : 'type',
          about: text,
          throws: symbol
            .getJsDocTags(checker)
            .filter((tag) => tag.name === 'throws')
            .map((tag) => plainText(tag.text)),
        };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/** The page that lists them. */
export function referencePage(all: readonly Exported[]): string {
  const entries = [...new Set(all.map(({ entry }) => entry))];
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    '# Reference: what each entry point exports',
    '',
    'Made from the comments in the sources by `npm run generate`. Shapes, units and errors stand with each name there and in its',
    'declaration, which an editor shows. The guides tell how they go together.',
    ...entries.flatMap((entry) => [
      '',
      `## \`${entry === 'index' ? 'jiantui' : `jiantui/${entry}`}\``,
      '',
      '| name | | what it is |',
      '|---|---|---|',
      ...all
        .filter((each) => each.entry === entry)
        .map(({ name, kind, about, throws }) => {
          const errors = throws.length === 0 ? '' : ` Throws ${throws.join('; ')}.`;
          return `| \`${name}\` | ${kind} | ${cell(`${about}${errors}`)} |`;
        }),
    ]),
    '',
  ].join('\n');
}

/** A comment as one line, links to other names as code. */
function plainText(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts
    .displayPartsToString(parts === undefined ? undefined : [...parts])
    .replace(/\{@link\s+(\w+)[^}]*\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}
