import type { Status } from '../schema/words.js';

/** Statuses by the byte that a kernel writes. */
export const STATUS_NAMES: readonly Status[] = Object.freeze([
  'not-met',
  'undetermined',
  'not-in-force',
  'met',
  'out-of-scope',
] as const);
