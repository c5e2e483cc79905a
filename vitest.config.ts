import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `npm test` runs everything but the slow suites, which have scripts of their own. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/slow/**'],
    testTimeout: 60_000,
    // Left to itself the runner keeps one core free, and on a machine of two that is half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
