import * as z from 'zod';
import { dayText, monthText, numberText } from './texts.js';
import type { FactSpec, FieldSpec, VocabularyFile } from './vocabulary.js';

/** Most members a household may have. A larger list is a mistake in the data. */
export const MAX_MEMBERS = 200;

const finding = z.union([
  z.enum(['yes', 'no', 'unknown']),
  z.strictObject({
    value: z.enum(['yes', 'no', 'unknown']),
    authority: z.string().optional(),
    date: dayText.optional(),
    reference: z.string().optional(),
  }),
]);

/**
 * The schema of a household snapshot, made from the facts that a vocabulary declares. A fact that is absent or null
 * is unknown. Unknown keys are refused.
 */
export function householdSchema(facts: VocabularyFile['facts']): z.ZodType<Record<string, unknown>> {
  const member = z.strictObject({ id: z.string().min(1).max(100), ...factKeys(facts, 'member') });
  return z.strictObject({
    $schema: z.string().optional(),
    id: z.string().min(1).max(100).optional(),
    asOf: dayText.optional().describe('the day for which the household is described and decided'),
    asOfDate: dayText.optional().describe('another name of asOf'),
    jurisdiction: z.string().optional(),
    ...factKeys(facts, 'household'),
    members: z.array(member).max(MAX_MEMBERS).nullable().optional(),
  });
}

function factKeys(facts: VocabularyFile['facts'], scope: FactSpec['scope']): Record<string, z.ZodType> {
  const keys: Record<string, z.ZodType> = {};
  for (const [name, spec] of Object.entries(facts)) {
    if (spec.scope !== scope && !(scope === 'member' && spec.perClause === true)) continue;
    const type = spec.perClause === true ? z.union([finding, z.record(z.string(), finding)]) : factType(spec);
    keys[name] = type
      .nullable()
      .optional()
      .describe(`${spec.name.zh} · ${spec.name.en}${spec.unit === undefined ? '' : ` (${spec.unit})`}`);
  }
  return keys;
}

function factType(spec: FactSpec): z.ZodType {
  const fields = () =>
    Object.fromEntries(
      Object.entries(spec.fields ?? {}).map(([name, field]) => [name, fieldType(field).nullable().optional()]),
    );
  switch (spec.type) {
    case 'record':
      return z.strictObject(fields());
    case 'list':
      return z.array(z.strictObject(fields())).max(1000);
    case 'map':
      return z.strictObject(
        Object.fromEntries((spec.values ?? []).map((key) => [key, z.boolean().nullable().optional()])),
      );
    default:
      return fieldType({ ...spec, type: spec.type });
  }
}

function fieldType(field: Pick<FieldSpec, 'type' | 'values'>): z.ZodType {
  switch (field.type) {
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z.int();
    case 'money':
    case 'ratio':
      return numberText;
    case 'date':
      return dayText;
    case 'month':
      return monthText;
    case 'text':
      return z.string().max(500);
    case 'finding':
      return finding;
    case 'enum':
      return z.enum(field.values ?? []);
    case 'set':
      return z.array(z.enum(field.values ?? []));
  }
}
