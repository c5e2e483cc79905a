import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const posix = (path: string) => path.split(sep).join('/');

/** Every TypeScript file of a folder, as a path from the top of the project. */
function filesOf(folder: string): string[] {
  const found = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return found
    .map((file) => posix(join(folder, file)))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

const sources = filesOf('src');
const text = new Map([...sources, ...filesOf('tests')].map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const withoutComments = (file: string) =>
  (text.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

/** What a file imports: packages as written, files as paths from the top of the project. */
function importsOf(file: string, code = withoutComments(file)): string[] {
  const written = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => String(match[1]));
  return written.map((target) =>
    target.startsWith('.') ? posix(relative(root, join(root, dirname(file), target))).replace(/\.js$/, '.ts') : target,
  );
}

const imports = new Map(sources.map((file) => [file, importsOf(file)]));
/** From the bottom up. What stands on one line may not use each other in a circle. */
const LAYERS: readonly (readonly string[])[] = [
  ['base'],
  ['schema'],
  ['formula'],
  ['snapshot'],
  ['plan'],
  ['household'],
  ['ruleset'],
  ['decision'],
  ['answer'],
  ['kernel'],
  ['compile'],
  ['population'],
  ['explain', 'taper', 'compare', 'thresholds', 'generate', 'reform', 'worksheet', 'packs'],
  ['batch', 'simulate', 'workbook'],
  ['testing', 'coverage'],
  ['node'],
  ['cli'],
];
const CORE = ['base', 'schema', 'formula', 'snapshot', 'plan', 'household', 'ruleset', 'decision', 'answer'];

/** The folder under src that a file is in; none for the entry points beside the folders. */
const folderOf = (file: string) => (file.split('/').length > 2 ? (file.split('/')[1] ?? null) : null);
const layerOf = (folder: string) => LAYERS.findIndex((layer) => layer.includes(folder));
const folders = [...new Set(sources.map(folderOf))].filter((folder) => folder !== null);

describe('the layers', () => {
  it('hold every folder of src', () => expect(folders.filter((folder) => layerOf(folder) < 0)).toEqual([]));

  it('import only downwards', () => {
    const upwards: string[] = [];
    for (const [file, targets] of imports) {
      const from = folderOf(file);
      for (const target of targets) {
        const to = target.startsWith('src/') ? folderOf(target) : null;
        if (from !== null && to !== null && from !== to && layerOf(to) > layerOf(from))
          upwards.push(`${file} imports ${target}`);
      }
    }
    expect(upwards).toEqual([]);
  });

  it('use no entry point from below: the core knows nothing of the rule sets that are shipped', () => {
    const used = [...imports].flatMap(([file, targets]) =>
      targets
        .filter(
          (target) => target.startsWith('src/') && folderOf(target) === null && CORE.includes(folderOf(file) ?? ''),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(used).toEqual([]);
  });

  it('have no two folders that use each other', () => {
    const uses = new Map(
      folders.map((folder) => [
        folder,
        new Set(
          sources
            .filter((file) => folderOf(file) === folder)
            .flatMap((file) => imports.get(file) ?? [])
            .map(folderOf),
        ),
      ]),
    );
    expect(
      folders.flatMap((folder) =>
        circleFrom(
          folder,
          (from) =>
            [...(uses.get(from) ?? [])].filter((to) => to !== null && to !== from && folders.includes(to)) as string[],
        ),
      ),
    ).toEqual([]);
  });

  it('import only files that are there', () => {
    const lost = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => /^(?:src|rules|fixtures|tests)\//.test(target) && !existsSync(join(root, target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('files', () => {
  it('do not import each other in a circle, types included', () => {
    const circles = sources.flatMap((file) =>
      circleFrom(file, (from) => (imports.get(from) ?? []).filter((target) => imports.has(target))),
    );
    expect(circles).toEqual([]);
  });

  it('have at most 300 lines, tests 400', () => {
    const long = [...text]
      .filter(([file, content]) => content.split('\n').length - 1 > (file.startsWith('tests/') ? 400 : 300))
      .map(([file]) => file);
    expect(long).toEqual([]);
  });

  it('have names in small letters and hyphens', () => {
    expect(
      [...text.keys()].filter(
        (file) => !/^[a-z0-9-]+(?:\.(?:test|bench|config|d))?\.ts$/.test(file.split('/').at(-1) ?? ''),
      ),
    ).toEqual([]);
  });
});

/** Beside src/node: a program of its own. */
const STREAMS = ['src/worksheet/hosts/worker.ts'];

describe('what the library does not touch', () => {
  const outside = sources.filter((file) => !['node', 'cli'].includes(folderOf(file) ?? '') && !STREAMS.includes(file));
  const using = (files: readonly string[], pattern: RegExp) =>
    files.flatMap((file) =>
      (imports.get(file) ?? []).filter((target) => pattern.test(target)).map((target) => `${file} imports ${target}`),
    );

  it('knows nothing of Node but in src/node and on the command line', () => {
    expect(using(outside, /^node:/)).toEqual([]);
    expect(matches(outside, /\b(?:process|require|fetch|XMLHttpRequest|localStorage)\s*[.(]/)).toEqual([]);
  });

  it('reads and writes files in src/node alone: not even on the command line', () => {
    const cli = sources.filter((file) => folderOf(file) === 'cli');
    expect(using([...outside, ...cli], /^node:(?:fs|http|https|net|dgram|child_process)/)).toEqual([]);
  });

  it('has no clock, no time zone and no chance', () => {
    expect(
      matches(
        outside,
        /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bgetTimezoneOffset\b|toLocale(?!String\('en-US')|\bcrypto\.(?:getRandomValues|randomUUID)\b/,
      ),
    ).toEqual([]);
  });

  it('waits for nothing in the core', () => {
    const core = sources.filter((file) => CORE.includes(folderOf(file) ?? ''));
    expect(matches(core, /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/)).toEqual([]);
  });

  it('knows json-rules-engine in one place', () => {
    expect([...imports].filter(([, targets]) => targets.includes('json-rules-engine')).map(([file]) => file)).toEqual([
      'src/answer/interpret.ts',
    ]);
  });

  it('keeps what changes out of the core: no variable of a module is assigned twice', () => {
    const core = sources.filter((file) => CORE.includes(folderOf(file) ?? ''));
    expect(matches(core, /^(?:export )?let /m)).toEqual([]);
  });
});

function matches(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) => {
    const found = pattern.exec(withoutComments(file));
    return found === null ? [] : [`${file}: ${found[0].trim()}`];
  });
}

/** The first circle that leads back to where it began, as one line; none where there is no such circle. */
function circleFrom(start: string, next: (from: string) => readonly string[]): string[] {
  const seen = new Set<string>();
  const path: string[] = [];
  const visit = (at: string): boolean => {
    path.push(at);
    for (const to of next(at)) {
      if (to === start) return true;
      if (!seen.has(to)) {
        seen.add(to);
        if (visit(to)) return true;
      }
    }
    path.pop();
    return false;
  };
  return visit(start) ? [[...path, start].join(' → ')] : [];
}
