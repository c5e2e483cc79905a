import * as z from 'zod/mini';
import { plainDay } from '../base/instant.js';

/** A sentence or a name in Chinese and in English. */
export const texts = z.strictObject({ zh: z.string().check(z.minLength(1)), en: z.string().check(z.minLength(1)) });
export type Texts = z.infer<typeof texts>;

/** The same, or one sentence for readers of one language. */
export const sentence = z.union([z.string().check(z.minLength(1)), texts]);
export type Sentence = z.infer<typeof sentence>;

/** A sentence in both languages; one that was written in one stands in both. */
export function inBoth(written: Sentence): Texts {
  return typeof written === 'string' ? { zh: written, en: written } : written;
}

/** A calendar day, `YYYY-MM-DD`. That it exists is checked when the file is loaded. */
export const dayText = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD'));

/** A day in data: an instant that is midnight in UTC is the day that it begins. */
export const dayGiven = z.pipe(z.transform(plainDay), dayText);

/** A calendar month, `YYYY-MM`. */
export const monthText = z.string().check(z.regex(/^\d{4}-\d{2}$/, 'YYYY-MM'));

/** A number kept exactly: a JSON number or a plain decimal in a string. */
export const numberText = z.union([
  z.number(),
  z.string().check(z.regex(/^-?\d+(\.\d+)?$/, 'a plain decimal such as "450.00"')),
]);
