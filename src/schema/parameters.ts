import * as z from 'zod/mini';
import { described } from './described.js';
import { dayText, numberText } from './texts.js';

export const datedValue = z.strictObject({
  from: z.optional(dayText),
  until: described(z.optional(dayText), 'the last day; absent: until the next value begins'),
  value: described(z.union([z.boolean(), numberText, z.string(), z.null()]), 'null: known not to be known'),
  source: z.optional(z.string()),
});

/** Parameters by name: one value for all dates, or dated ones. */
export const parameterValues = z.record(
  z.string(),
  z.union([z.boolean(), numberText, z.string(), z.array(datedValue).check(z.minLength(1))]),
);

export type ParameterValues = z.infer<typeof parameterValues>;
export type DatedValue = z.infer<typeof datedValue>;
