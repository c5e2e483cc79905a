import * as z from 'zod';

/** A sentence or a name in Chinese and in English. */
export const texts = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Texts = z.infer<typeof texts>;

/** A calendar day, `YYYY-MM-DD`. That it exists is checked when the file is loaded. */
export const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD');

/** A calendar month, `YYYY-MM`. */
export const monthText = z.string().regex(/^\d{4}-\d{2}$/, 'YYYY-MM');

/** A number kept exactly: a JSON number or a plain decimal in a string. */
export const numberText = z.union([
  z.number(),
  z.string().regex(/^-?\d+(\.\d+)?$/, 'a plain decimal such as "450.00"'),
]);
