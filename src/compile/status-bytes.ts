import type { Status } from '../schema/words.js';

/** Statuses by their byte. */
export const STATUS_OF_BYTE: readonly Status[] = Object.freeze([
  'not-met',
  'undetermined',
  'not-in-force',
  'met',
  'out-of-scope',
] as const);
