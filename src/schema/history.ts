import * as z from 'zod';
import { dayText, monthText } from './texts.js';

/** Most months that one history may describe, and most decisions. */
export const MAX_SNAPSHOTS = 5000;
export const MAX_DECISIONS = 1000;

/** A taper decision of the authority. Input: it is checked against its clause and never changed. */
export const taperDecisionFile = z.strictObject({
  startMonth: monthText.nullable().optional().describe('the first month of the taper, or of what it is extended by'),
  months: z.int().min(-1200).max(1200).nullable().optional(),
  authority: z.string().max(500).nullable().optional(),
  date: dayText.nullable().optional().describe('when it was made; it counts as known from that month on'),
  reference: z.string().max(500).nullable().optional(),
  extends: z
    .union([z.string().max(500), z.literal(true)])
    .nullable()
    .optional()
    .describe('the reference of the decision that it extends; true: the one before'),
});

/** A household over time: one snapshot a month, in any order, with gaps or without; and the taper decisions. */
export const historyFile = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().min(1).max(100).optional(),
  jurisdiction: z.string().optional(),
  snapshots: z
    .array(
      z.looseObject({
        month: monthText.optional().describe('instead of asOf: the snapshot is decided for the last day of this month'),
      }),
    )
    .max(MAX_SNAPSHOTS),
  decisions: z.array(taperDecisionFile).max(MAX_DECISIONS).optional(),
});

export type TaperDecisionFile = z.infer<typeof taperDecisionFile>;
export type HistoryFile = z.infer<typeof historyFile>;
