import * as z from 'zod/mini';
import { described } from './described.js';
import { dayText, texts } from './texts.js';

const figure = z.string().check(z.regex(/^\d+(\.\d+)?$/, 'a plain decimal such as "450.00"'));

/** How good the source is. Nothing worse is shipped. */
const grades = ['F1', 'F2'] as const;

const known = z.strictObject({
  from: dayText,
  until: described(z.optional(dayText), 'the last day; absent: until the next value begins'),
  value: figure,
  grade: described(z.enum(grades), 'F1: an official page; F2: the text of an agency or a newspaper'),
  source: texts,
});

const hole = z.strictObject({ from: dayText, until: dayText, value: z.null(), why: texts });

const common = {
  id: z.string().check(z.regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens')),
  name: texts,
  unit: z.string(),
  note: z.optional(texts),
  values: z.array(z.union([known, hole])).check(z.minLength(1)),
};

/**
 * What the figures are. A `standard` may be supplied to rules; a `floor` or an `average` is nobody's standard: it is only
 * set beside one.
 */
const standard = z.strictObject({
  ...common,
  role: z.literal('standard'),
  parameter: described(z.optional(z.string()), 'the parameter that it supplies; absent where no rule uses it'),
});
const yardstick = z.strictObject({
  ...common,
  role: z.enum(['floor', 'average']),
  beside: described(
    z.optional(z.string()),
    'the parameter that it is set beside; absent where it is comparable with none',
  ),
});

export const parameterPack = z.strictObject({
  $schema: z.optional(z.string()),
  pack: z.string().check(z.regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens')),
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'such as 1.0.0')),
  name: texts,
  about: texts,
  for: described(z.array(z.string()).check(z.minLength(1)), 'the jurisdictions that it may be used with'),
  series: z.array(z.union([standard, yardstick])).check(z.minLength(1)),
});

/** Dated, cited values that the instruments name and do not state; chosen by the deployer, never a default. */
export type ParameterPack = z.infer<typeof parameterPack>;
export type Series = ParameterPack['series'][number];
