import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', rules: 'src/rules.ts' },
  format: ['esm', 'cjs'],
  dts: false,
  clean: true,
  target: 'node20',
});
