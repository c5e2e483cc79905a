import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { jiantui } from '../cli/harness.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/policy-tests.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The blocks of a language in the guide, in order. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] ?? '');

/** What the guide shows and tests/docs.test.ts does not run. */
describe('the guide to policy tests', () => {
  it('its YAML holds, and what it shows of a case that does not is what is printed', async () => {
    const [yaml = ''] = blocks('yaml');
    const file = join(folder, 'ceiling.yaml');
    writeFileSync(file, yaml);
    expect(await jiantui(['test', file])).toMatchObject({ status: 0 });
    const wrong = yaml.replace(/expect: \{ outcomes: .*$/m, 'expect: { outcomes: { rongchang/2-f: met } }');
    writeFileSync(file, wrong);
    const { status, out } = await jiantui(['test', file, '--lang', 'en']);
    expect([status, out.replace(file, 'ceiling.yaml')]).toEqual([1, blocks('text')[0]]);
  });

  it('its vitest example runs, and can fail', async () => {
    const [code = ''] = blocks('typescript');
    const run = async (source: string) => {
      const tests: (() => Promise<void>)[] = [];
      vi.stubGlobal('guide', { expect, it: (_name: string, test: () => Promise<void>) => tests.push(test) });
      await import(pathToFileURL(await bundled(source)).href);
      for (const test of tests) await test();
      return tests.length;
    };
    expect(await run(code)).toBe(1);
    await expect(run(code.replace('899.99', '900.00'))).rejects.toThrow(/expected granted/);
    vi.unstubAllGlobals();
  });
});

let made = 0;
/** The example as a module, with this run's own `expect` for vitest's. */
async function bundled(source: string): Promise<string> {
  const [input, vitest, outfile] = [`example-${made}.ts`, 'vitest.ts', `example-${made++}.mjs`].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(input, source);
  writeFileSync(vitest, 'export const { expect, it } = globalThis.guide;\n');
  await build({
    entryPoints: [input],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    ignoreAnnotations: true,
    logLevel: 'error',
    alias: {
      vitest,
      'jiantui/testing/vitest': join(root, 'src/testing/vitest.ts'),
      'jiantui/rules': join(root, 'src/rules.ts'),
      jiantui: join(root, 'src/index.ts'),
    },
    nodePaths: [join(root, 'node_modules')],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
}
