import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The slow suites: `npx vitest run --config tests/slow/vitest.config.ts [name]`. */
// biome-ignore lint/style/noDefaultExport: vitest takes its configuration so
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/slow/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
