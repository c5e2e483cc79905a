import { readFileSync, writeFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

/** What the package offers, one file an entry point, for import and for require, with types. */
const entry = {
  index: 'src/index.ts',
  rules: 'src/rules.ts',
  taper: 'src/taper/index.ts',
  compile: 'src/compile/index.ts',
  sync: 'src/sync.ts',
  simulate: 'src/simulate/index.ts',
  spreadsheet: 'src/spreadsheet/index.ts',
  testing: 'src/testing/index.ts',
  'testing/vitest': 'src/testing/vitest.ts',
};

/**
 * Parts of `index` that stand in files of their own, since what they are made of cannot be told from what is used: bundlers
 * leave out a file that nothing is imported from, but not a statement that might do something.
 */
const parts = {
  'parts/engine': 'src/evaluate/interpret.ts',
  'parts/load': 'src/ruleset/load.ts',
};

/**
 * json-rules-engine without four packages that it brings along: paths are no part of our rule format and are refused when a
 * rule set is loaded, nobody listens to the events of an engine that lives for one run, nothing has to be copied in one, and
 * what it hashes is the name of a fact, for which its JSON does as well. Its own operators and their decorators are left
 * out too, since all of ours are three-valued, and the messages for debugging.
 */
export const engineWithoutExtras: Plugin = {
  name: 'json-rules-engine alone',
  setup(build) {
    const replaced: Readonly<Record<string, string>> = {
      'jsonpath-plus': 'exports.JSONPath = () => { throw new Error("paths are not part of the rule format"); };',
      eventemitter2: 'module.exports = function () {}; module.exports.prototype.emitAsync = () => Promise.resolve([]);',
      clone: 'module.exports = (value) => value;',
      'hash-it': 'module.exports = JSON.stringify;',
      './json-rules-engine': 'exports.Engine = require("./engine").default;',
      './engine-default-operators': 'exports.__esModule = true; exports.default = [];',
      './engine-default-operator-decorators': 'exports.__esModule = true; exports.default = [];',
      './operator-map': `exports.__esModule = true; exports.default = class extends Map {
        addOperator(name, evaluate) { this.set(name, { evaluate }); }
      };`,
      './operator': 'exports.__esModule = true; exports.default = class {};',
      './operator-decorator': 'exports.__esModule = true; exports.default = class {};',
      './errors': 'exports.UndefinedFactError = class extends Error { code = "UNDEFINED_FACT" };',
    };
    build.onResolve({ filter: /./ }, ({ path, importer }) =>
      path in replaced && /\bjson-rules-engine\b/.test(importer) ? { path, namespace: 'left-out' } : undefined,
    );
    // The messages for debugging go with whatever is put together for them: minifiers leave out what is behind `false`.
    build.onLoad({ filter: /\bjson-rules-engine\W.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/\(0, _debug2\.default\)|require\('\.\/debug'\)/g, 'false && $&'),
      loader: 'js',
    }));
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: replaced[path] ?? '',
      loader: 'js',
      resolveDir: 'node_modules/json-rules-engine/dist',
    }));
  },
};

/** Packages whose code is in ours; their licences go with it. */
const inlined = ['json-rules-engine'];

function writeLicences(): void {
  const texts = inlined.map((name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim()}\n`);
  writeFileSync('dist/third-party-licences.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
}

const library: Options = {
  target: 'es2022',
  noExternal: [...inlined, 'jsonpath-plus', 'eventemitter2', 'hash-it', 'clone'],
  esbuildPlugins: [engineWithoutExtras],
};

export default defineConfig([
  {
    ...library,
    entry: { ...entry, ...parts },
    format: 'esm',
    dts: { entry },
    clean: true,
    onSuccess: async () => writeLicences(),
  },
  { ...library, entry, format: 'cjs', dts: { entry } },
  // The command stands for itself: what it needs of the library is bundled with it, packages are not.
  {
    entry: {
      cli: 'src/cli/main.ts',
      'batch-worker': 'src/node/batch-worker.ts',
      'simulate-worker': 'src/node/simulate-worker.ts',
    },
    format: ['esm'],
    dts: false,
    target: 'node20',
    platform: 'node',
    splitting: false,
  },
]);
