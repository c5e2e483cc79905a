import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/cli/run.js';
import { entry } from '../tsup.config.js';

/**
 * Every code block in the README and in docs/ is run.
 *
 * - `sh`: each line that begins with `npx jiantui` is run; a following `text` block is its output (a line of `…` stands for
 *   lines left out).
 * - `ts` and `js`: run as a module of its own against the sources; a following `text` block is what it prints.
 * - `json`: parses.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly language: string;
  readonly code: string;
  readonly line: number;
  readonly output: string | null;
}

function blocksOf(text: string): Block[] {
  const fences = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] ?? '',
    code: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length,
    end: (match.index ?? 0) + match[0].length,
    start: match.index ?? 0,
  }));
  return fences.map((fence, index) => {
    const next = fences[index + 1];
    const follows = next?.language === 'text' && text.slice(fence.end, next.start).trim() === '';
    return {
      language: fence.language,
      code: fence.code,
      line: fence.line,
      output: follows ? (next?.code ?? null) : null,
    };
  });
}

/** Compares line by line; a line that is only `…` matches any run of lines. */
function expectOutput(actual: string, expected: string): void {
  const tidy = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd());
  const parts = tidy(expected)
    .join('\n')
    .split(/^…$/m)
    .map((part) => part.replace(/^\n|\n$/g, ''));
  const printed = tidy(actual).join('\n');
  if (parts.length === 1) expect(printed).toBe(parts[0]);
  let from = 0;
  for (const part of parts) {
    const at = printed.indexOf(part, from);
    expect(at, `not printed in this order:\n${part}\n--- printed:\n${printed}`).toBeGreaterThanOrEqual(0);
    from = at + part.length;
  }
}

async function runCommand(line: string): Promise<string> {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const printed: string[] = [];
  const problems: string[] = [];
  const status = await run(words.slice(2), {
    out: (text) => void printed.push(text),
    err: (text) => void problems.push(text),
    readStdin: async () => new Uint8Array(),
    env: {},
    columns: null,
  });
  expect(problems.join(''), line).toBe('');
  expect(status, line).toBe(0);
  return printed.join('');
}

const folder = mkdtempSync(join(tmpdir(), 'jiantui-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runModule(code: string, name: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  const input = join(folder, `${name}.ts`);
  writeFileSync(input, code);
  const alias = Object.fromEntries(
    Object.entries(entry)
      .sort(([a], [b]) => b.length - a.length)
      .map(([name, file]) => [name === 'index' ? 'jiantui' : `jiantui/${name}`, join(root, file)]),
  );
  await build({
    entryPoints: [input],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    alias,
    logLevel: 'silent',
    nodePaths: [join(root, 'node_modules')],
  });
  // Packages are found from the project's own folder.
  const placed = join(root, 'node_modules', '.cache', `docs-${process.pid}-${name}.mjs`);
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  writeFileSync(placed, readFileSync(outfile));
  const printed: string[] = [];
  const log = console.log;
  console.log = (...values: unknown[]) => void printed.push(`${values.map(String).join(' ')}\n`);
  try {
    await import(pathToFileURL(placed).href);
  } finally {
    console.log = log;
    rmSync(placed);
  }
  return printed.join('');
}

for (const page of pages) {
  const blocks = blocksOf(readFileSync(join(root, page), 'utf8'));
  const run = blocks.filter((block) => ['sh', 'ts', 'js', 'json'].includes(block.language));
  if (run.length === 0) continue;
  describe(page, () => {
    it.each(run.map((block) => [`${block.language} at line ${block.line}`, block] as const))(
      '%s',
      async (name, block) => {
        if (block.language === 'json') {
          expect(() => JSON.parse(block.code)).not.toThrow();
          return;
        }
        const printed =
          block.language === 'sh'
            ? (
                await Promise.all(
                  block.code
                    .replace(/\\\n\s*/g, ' ')
                    .split('\n')
                    .filter((line) => line.startsWith('npx jiantui'))
                    .map(runCommand),
                )
              ).join('')
            : await runModule(block.code, `${page}-${name}`.replace(/[^a-z0-9]+/gi, '-'));
        if (block.output !== null) expectOutput(printed, block.output);
      },
    );
  });
}
