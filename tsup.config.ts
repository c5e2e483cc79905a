import { defineConfig, type Options } from 'tsup';

/** What the package offers, one file an entry point, for import and for require, with types. */
export const entry = {
  index: 'src/index.ts',
  rules: 'src/rules.ts',
  taper: 'src/taper/index.ts',
  compile: 'src/compile/index.ts',
  sync: 'src/sync.ts',
  simulate: 'src/simulate/index.ts',
  spreadsheet: 'src/worksheet/index.ts',
  testing: 'src/testing/index.ts',
  'testing/vitest': 'src/testing/vitest.ts',
};

const library: Options = { entry, target: 'es2022', dts: true };

export default defineConfig([
  { ...library, format: 'esm', clean: true },
  { ...library, format: 'cjs' },
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
