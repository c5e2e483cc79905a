import type { Status } from '../schema/words.js';

/** Statuses by the byte that a kernel writes. */
export const STATUS_NAMES: readonly Status[] = Object.freeze([
  'not-met',
  'undetermined',
  'not-in-force',
  'met',
  'out-of-scope',
] as const);

/** The bytes of two of them; truths are bytes as well: 0 false, 1 unknown, 3 true. */
export const UNDETERMINED = STATUS_NAMES.indexOf('undetermined');
export const MET = STATUS_NAMES.indexOf('met');
