import { defineConfig } from 'tsup';

/** The library: one file an entry point, for import and for require, with types. */
const entry = {
  index: 'src/index.ts',
  rules: 'src/rules.ts',
  taper: 'src/taper/index.ts',
  compile: 'src/compile/index.ts',
  simulate: 'src/simulate/index.ts',
  testing: 'src/testing/index.ts',
};

export default defineConfig([
  { entry, format: ['esm', 'cjs'], dts: true, target: 'es2022', clean: true },
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
