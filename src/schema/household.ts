import * as z from 'zod/mini';
import { MOST_MEMBERS } from '../base/plain-data.js';
import { described } from './described.js';
import { dayGiven, monthText, numberText } from './texts.js';
import type { FactSpec, FieldSpec, VocabularyFile } from './vocabulary.js';

const finding = z.union([
  z.enum(['yes', 'no', 'unknown']),
  z.strictObject({
    value: z.enum(['yes', 'no', 'unknown']),
    authority: z.optional(z.string()),
    date: z.optional(dayGiven),
    reference: z.optional(z.string()),
  }),
]);

/**
 * The schema of a household snapshot, made from the facts that a vocabulary declares. A fact that is absent or null
 * is unknown. Unknown keys are refused.
 */
export function householdSchema(facts: VocabularyFile['facts']): z.ZodMiniType<Record<string, unknown>> {
  const member = z.strictObject({
    id: z.string().check(z.minLength(1), z.maxLength(100)),
    ...factKeys(facts, 'member'),
  });
  return z.strictObject({
    $schema: z.optional(z.string()),
    id: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    asOf: described(z.optional(dayGiven), 'the day for which the household is described and decided'),
    asOfDate: described(z.optional(dayGiven), 'another name of asOf'),
    jurisdiction: z.optional(z.string()),
    ...factKeys(facts, 'household'),
    members: z.optional(z.nullable(z.array(member).check(z.maxLength(MOST_MEMBERS)))),
  });
}

function factKeys(facts: VocabularyFile['facts'], scope: FactSpec['scope']): Record<string, z.ZodMiniType> {
  const keys: Record<string, z.ZodMiniType> = {};
  for (const [name, spec] of Object.entries(facts)) {
    if (spec.scope !== scope && !(scope === 'member' && spec.perClause === true)) continue;
    const one = factType(spec);
    const type = spec.perClause === true && isScalar(spec) ? z.union([one, z.record(z.string(), one)]) : one;
    keys[name] = described(
      z.optional(z.nullable(type)),
      `${spec.name.zh} · ${spec.name.en}${spec.unit === undefined ? '' : ` (${spec.unit})`}`,
    );
  }
  return keys;
}

/** Whether a fact is one value, and not several parts. */
function isScalar({ type }: FactSpec): boolean {
  return type !== 'record' && type !== 'list' && type !== 'map';
}

/** The schema of what a snapshot says of one fact. */
export function factType(spec: FactSpec): z.ZodMiniType {
  const fields = () =>
    Object.fromEntries(
      Object.entries(spec.fields ?? {}).map(([name, field]) => [name, z.optional(z.nullable(fieldType(field)))]),
    );
  switch (spec.type) {
    case 'record':
      return z.strictObject(fields());
    case 'list':
      return z.array(z.strictObject(fields())).check(z.maxLength(1000));
    case 'map':
      return z.strictObject(
        Object.fromEntries((spec.values ?? []).map((key) => [key, z.optional(z.nullable(z.boolean()))])),
      );
    default:
      return fieldType({ ...spec, type: spec.type });
  }
}

function fieldType(field: Pick<FieldSpec, 'type' | 'values'>): z.ZodMiniType {
  switch (field.type) {
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z.int();
    case 'money':
    case 'ratio':
      return numberText;
    case 'date':
      return dayGiven;
    case 'month':
      return monthText;
    case 'text':
      return z.string().check(z.maxLength(500));
    case 'finding':
      return finding;
    case 'enum':
      return z.enum(field.values ?? []);
    case 'set':
      return z.array(z.enum(field.values ?? []));
  }
}
