import { expect } from 'vitest';
import { type ExpectedMonths, matchers } from './matchers.js';

// Importing this file adds the matchers to vitest's `expect`.
expect.extend(matchers);

interface PolicyMatchers<R> {
  toBeEligibleFor(programme: string): R;
  toTaper(months?: ExpectedMonths): R;
  toRaise(flag: string): R;
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is extended only with the very type parameters that it has
  interface Matchers<T = any> extends PolicyMatchers<T> {}
}
