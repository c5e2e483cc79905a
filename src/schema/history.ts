import * as z from 'zod/mini';
import { described } from './described.js';
import { dayGiven, monthText } from './texts.js';

/** Most months that one history may describe, and most decisions. */
export const MAX_SNAPSHOTS = 5000;
export const MAX_DECISIONS = 1000;

/** A taper decision of the authority. Input: it is checked against its clause and never changed. */
export const taperDecisionFile = z.strictObject({
  startMonth: described(
    z.optional(z.nullable(monthText)),
    'the first month of the taper, or of what it is extended by',
  ),
  months: z.optional(z.nullable(z.int().check(z.gte(-1200), z.lte(1200)))),
  authority: z.optional(z.nullable(z.string().check(z.maxLength(500)))),
  date: described(z.optional(z.nullable(dayGiven)), 'when it was made; it counts as known from that month on'),
  reference: z.optional(z.nullable(z.string().check(z.maxLength(500)))),
  extends: described(
    z.optional(z.nullable(z.union([z.string().check(z.maxLength(500)), z.literal(true)]))),
    'the reference of the decision that it extends; true: the one before',
  ),
});

/** A household over time: one snapshot a month, in any order, with gaps or without; and the taper decisions. */
export const historyFile = z.strictObject({
  $schema: z.optional(z.string()),
  id: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  jurisdiction: z.optional(z.string()),
  snapshots: z
    .array(
      z.looseObject({
        month: described(
          z.optional(monthText),
          'instead of asOf: the snapshot is decided for the last day of this month',
        ),
      }),
    )
    .check(z.maxLength(MAX_SNAPSHOTS)),
  decisions: z.optional(z.array(taperDecisionFile).check(z.maxLength(MAX_DECISIONS))),
});

export type TaperDecisionFile = z.infer<typeof taperDecisionFile>;
export type HistoryFile = z.infer<typeof historyFile>;
