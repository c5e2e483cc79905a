import { defineConfig } from 'vitest/config';

/** `npm test` runs everything but the slow suites, which have scripts of their own. */
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/slow/**'], testTimeout: 60_000 },
});
