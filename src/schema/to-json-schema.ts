import * as z from 'zod/mini';
import { caseFile } from './cases.js';
import { decision } from './decision.js';
import { described } from './described.js';
import { historyFile } from './history.js';
import { householdSchema } from './household.js';
import { parameterPack } from './pack.js';
import { reformFile } from './reform.js';
import { overlay, parameterValues, ruleSet } from './rule-set.js';
import { dayText, numberText } from './texts.js';
import { type FactSpec, type VocabularyFile, vocabulary } from './vocabulary.js';

/** A JSON Schema 2020-12 document. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * The schemas of all files, by the name that stands before `.schema.json`, for editors and other validators. They say what
 * the zod schemas say. What only the loader can tell (a day that does not exist, a name that nobody declared) they do not.
 * @param facts the vocabulary's facts, of which households and parameter lists are made
 */
export function jsonSchemas(facts: VocabularyFile['facts']): Readonly<Record<string, JsonSchema>> {
  return {
    'rule-set': toJsonSchema(ruleSet, 'A rule set: one jurisdiction’s instrument as rules and ledger · 规则集'),
    overlay: toJsonSchema(overlay, 'What a deploying authority adds to a rule set · 叠加文件'),
    vocabulary: toJsonSchema(vocabulary, 'Facts, programmes and flags that rule sets share · 词表'),
    household: toJsonSchema(
      householdSchema(facts),
      'A household snapshot; what is absent or null is unknown · 家庭资料',
    ),
    history: toJsonSchema(historyFile, 'A household over time · 家庭历次资料'),
    parameters: toJsonSchema(parametersSchema(facts), 'Parameter values: one for all dates, or dated ones · 参数'),
    'parameter-pack': toJsonSchema(parameterPack, 'Published parameter values with their sources · 参数包'),
    reform: toJsonSchema(reformFile, 'A reform: what a rule set would say if it were changed · 改革方案'),
    cases: toJsonSchema(caseFile, 'Policy cases: households and what is expected of them · 个案'),
    decision: toJsonSchema(decision, 'A decision: all outcomes for one household on one day · 判定结果'),
  };
}

function toJsonSchema(schema: z.ZodMiniType, title: string): JsonSchema {
  const { $schema: _, ...body } = z.toJSONSchema(schema, { io: 'input', override: tidy });
  return { $schema: DIALECT, title, ...body };
}

/**
 * Leaves out what says nothing: the limits of whole numbers, and ids of definitions, which are no keyword of the dialect. A
 * group of conditions must not be empty: the loader says so by an issue of its own, an editor by the schema.
 */
function tidy({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  for (const group of ['all', 'any']) {
    const parts = (jsonSchema.properties as Record<string, Record<string, unknown>> | undefined)?.[group];
    if (parts?.type === 'array') parts.minItems = 1;
  }
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (typeof jsonSchema.id === 'string') delete jsonSchema.id;
}

/** A parameter list with the parameters of a vocabulary described; a rule set may declare further ones. */
function parametersSchema(facts: VocabularyFile['facts']): z.ZodMiniType {
  const known = Object.entries(facts).filter(([, spec]) => spec.scope === 'parameter');
  const keys = known.map(([name, spec]) => {
    const value = valueSchema(spec);
    const dated = z.strictObject({
      from: z.optional(dayText),
      until: described(z.optional(dayText), 'the last day; absent: until the next value begins'),
      value: described(z.nullable(value), 'null: known not to be known'),
      source: z.optional(z.string()),
    });
    const unit = spec.unit === undefined ? '' : ` (${spec.unit})`;
    return [
      name,
      described(
        z.optional(z.union([value, z.array(dated).check(z.minLength(1))])),
        `${spec.name.zh} · ${spec.name.en}${unit}`,
      ),
    ] as const;
  });
  return z.catchall(
    z.object({ $schema: z.optional(z.string()), ...Object.fromEntries(keys) }),
    parameterValues.def.valueType,
  );
}

function valueSchema({ type, values }: Pick<FactSpec, 'type' | 'values'>): z.ZodMiniType {
  switch (type) {
    case 'boolean':
      return z.boolean();
    case 'integer':
    case 'money':
    case 'ratio':
      return numberText;
    case 'date':
      return dayText;
    case 'enum':
      return z.enum(values ?? []);
    default:
      return z.string();
  }
}
