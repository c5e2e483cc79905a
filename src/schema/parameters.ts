import * as z from 'zod/mini';
import { plainDay } from '../base/instant.js';
import { described } from './described.js';
import { dayGiven, numberText } from './texts.js';

export const datedValue = z.strictObject({
  from: z.optional(dayGiven),
  until: described(z.optional(dayGiven), 'the last day; absent: until the next value begins'),
  value: described(
    z.pipe(z.transform(plainDay), z.union([z.boolean(), numberText, z.string(), z.null()])),
    'null: known not to be known',
  ),
  source: z.optional(z.string()),
});

/** Parameters by name: one value for all dates, or dated ones. */
export const parameterValues = z.record(
  z.string(),
  z.pipe(
    z.transform(plainDay),
    z.union([z.boolean(), numberText, z.string(), z.array(datedValue).check(z.minLength(1))]),
  ),
);

export type ParameterValues = z.infer<typeof parameterValues>;
export type DatedValue = z.infer<typeof datedValue>;
